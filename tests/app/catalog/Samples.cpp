// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/catalog/Samples.h"

#include <QCryptographicHash>

namespace maquette::samples {

namespace {
/// What each operation needs at least: texts, then files.
struct Need
{
    const char* operation;
    const char* texts;
    const char* files;
};

constexpr Need kNeeds[] = {
    {"stable-image.generate.ultra", "prompt", ""},
    {"stable-image.generate.core", "prompt", ""},
    {"stable-image.generate.sd3", "prompt", ""},
    {"stable-image.upscale.fast", "", "image"},
    {"stable-image.upscale.conservative", "prompt", "image"},
    {"stable-image.upscale.creative", "prompt", "image"},
    {"stable-image.edit.erase", "", "image,mask"},
    {"stable-image.edit.inpaint", "prompt", "image,mask"},
    {"stable-image.edit.outpaint", "", "image"},
    {"stable-image.edit.search-and-replace", "prompt,search_prompt", "image"},
    {"stable-image.edit.search-and-recolor", "prompt,select_prompt", "image"},
    {"stable-image.edit.remove-background", "", "image"},
    {"stable-image.edit.replace-background-and-relight", "background_prompt", "subject_image"},
    {"stable-image.control.sketch", "prompt", "image"},
    {"stable-image.control.structure", "prompt", "image"},
    {"stable-image.control.style", "prompt", "image"},
    {"stable-image.control.style-transfer", "", "init_image,style_image"},
    {"3d.stable-fast-3d", "", "image"},
    {"3d.stable-point-aware-3d", "", "image"},
    {"audio.stable-audio-2.text-to-audio", "prompt", ""},
    {"audio.stable-audio-2.audio-to-audio", "prompt", "audio"},
    {"audio.stable-audio-2.inpaint", "prompt", "audio"},
    {"audio.stable-audio-3.text-to-audio", "prompt", ""},
    {"audio.stable-audio-3.audio-to-audio", "prompt", "audio"},
    {"audio.stable-audio-3.inpaint", "prompt", "audio"},
};

QStringList names(const char* list)
{
    return QString::fromLatin1(list).split(QLatin1Char(','), Qt::SkipEmptyParts);
}
} // namespace

void Order::give(const QString& role, const MediaInfo& info)
{
    drop(role);
    Asset asset;
    asset.id.sha256 = QString::fromLatin1(QCryptographicHash::hash(role.toUtf8(), QCryptographicHash::Sha256).toHex());
    asset.info = info;
    files.insert(role, asset);
    request.inputs.append({role, asset.id});
}

void Order::drop(const QString& role)
{
    files.remove(role);
    request.inputs.removeIf([&](const InputRef& input) { return input.role == role; });
}

MediaInfo picture(int width, int height, const QString& mediaType)
{
    MediaInfo info;
    info.mediaType = mediaType;
    info.kind = MediaKind::Image;
    info.bytes = 1000;
    info.width = width;
    info.height = height;
    return info;
}

MediaInfo sound(double seconds, const QString& mediaType)
{
    MediaInfo info;
    info.mediaType = mediaType;
    info.kind = MediaKind::Audio;
    info.bytes = 1000;
    info.seconds = seconds;
    return info;
}

Order acceptable(const QString& operation)
{
    Order order;
    order.request.operation = operation;
    order.request.provider = QStringLiteral("stability");
    for (const Need& need : kNeeds) {
        if (operation != QLatin1String(need.operation)) {
            continue;
        }
        for (const QString& name : names(need.texts)) {
            order.request.values.insert(name, QStringLiteral("a red house by the sea"));
        }
        for (const QString& role : names(need.files)) {
            order.give(role, role == QLatin1String("audio") ? sound(30) : picture(800, 700));
        }
    }
    if (operation == QLatin1String("stable-image.edit.outpaint")) {
        order.request.values.insert(QStringLiteral("left"), 100);
    }
    return order;
}

void allow(Order* order, const QString& field)
{
    const QString& id = order->request.operation;
    const bool isSd3 = id == QLatin1String("stable-image.generate.sd3");
    const bool fromPicture = field == QLatin1String("image") || field == QLatin1String("strength");
    if (isSd3 && fromPicture) {
        order->request.values.insert(QStringLiteral("mode"), QStringLiteral("image-to-image"));
    }
    if (fromPicture && (isSd3 || id == QLatin1String("stable-image.generate.ultra"))) {
        order->request.values.insert(QStringLiteral("strength"), 0.5);
        order->give(QStringLiteral("image"), picture(800, 700));
    }
    if (field == QLatin1String("light_source_strength")) {
        order->request.values.insert(QStringLiteral("light_source_direction"), QStringLiteral("left"));
    }
    if (field == QLatin1String("target_count")) {
        order->request.values.insert(QStringLiteral("target_type"), QStringLiteral("face"));
    }
}

QList<FieldProblem::Code> codes(const Operation& operation, const Order& order, const QString& field, CheckSide side)
{
    QList<FieldProblem::Code> found;
    const CheckOutcome outcome = checkRequest(operation, order.request, order.files, side);
    for (const FieldProblem& problem : outcome.problems) {
        if (problem.field == field) {
            found.append(problem.code);
        }
    }
    return found;
}

} // namespace maquette::samples
