// SPDX-License-Identifier: GPL-3.0-or-later
// Paints the pictures of the style presets anew, one scene in every style ("none": without one):
// paint_styles FOLDER NAME...
#include "app/sandbox/pictures/Picture.h"

#include <QGuiApplication>
#include <QImageWriter>

#include <cstdio>

namespace {

constexpr int kPainted = 512; // px; painted larger than kept, for finer edges
constexpr int kKept = 256;
constexpr int kQuality = 82;

bool paint(const QString& folder, const QString& style)
{
    maquette::sandbox::PictureRequest request;
    request.prompt = QStringLiteral("a red hot air balloon over a lake and mountains at sunset");
    request.stylePreset = style == QLatin1String("none") ? QString() : style;
    request.model = QStringLiteral("ultra");
    request.size = {kPainted, kPainted};
    request.seed = 11;
    const QImage picture = maquette::sandbox::paintPicture(request);
    QImageWriter writer(folder + QLatin1Char('/') + style + QStringLiteral(".webp"), "webp");
    writer.setQuality(kQuality);
    return writer.write(picture.scaled(kKept, kKept, Qt::KeepAspectRatio, Qt::SmoothTransformation));
}

} // namespace

int main(int argc, char** argv)
{
    const QGuiApplication application(argc, argv);
    const QStringList arguments = application.arguments();
    if (arguments.size() < 3) {
        std::fputs("usage: paint_styles FOLDER NAME...\n", stderr);
        return 2;
    }
    for (qsizetype i = 2; i < arguments.size(); ++i) {
        if (!paint(arguments.at(1), arguments.at(i))) {
            std::fputs("a picture could not be written\n", stderr);
            return 1;
        }
    }
    return 0;
}
