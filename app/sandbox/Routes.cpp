// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/Routes.h"

#include <QRegularExpression>

namespace maquette::sandbox {

namespace {

/// v2alpha/generation/stable-image/* and v2alpha/stable-image/* are aliases of v2beta/stable-image/*.
QString currentPath(const QString& path)
{
    static const QRegularExpression alias(QStringLiteral("^/v2alpha/(generation/(?=stable-image/))?"));
    return QString(path).replace(alias, QStringLiteral("/v2beta/"));
}

} // namespace

QString legacyEngine()
{
    return QStringLiteral("stable-diffusion-xl-1024-v1-0");
}

Routes::Routes(const Catalogue& catalogue)
{
    for (const Operation& operation : catalogue.operations()) {
        const QString path = operation.wire.value(QLatin1String("path")).toString();
        if (operation.isOrderable() && path.startsWith(QLatin1Char('/')) && !path.contains(QLatin1Char('{'))) {
            Route route{Route::Kind::Order, &operation, {}, {}, ErrorShape::V2Beta};
            m_exact.insert(path, {"POST", route});
        }
    }
    const auto add = [this](QLatin1String path, Route::Kind kind) {
        m_exact.insert(path, {"GET", Route{kind, nullptr, {}, {}, ErrorShape::V1}});
    };
    add(QLatin1String("/v1/user/account"), Route::Kind::Account);
    add(QLatin1String("/v1/user/balance"), Route::Kind::Balance);
    add(QLatin1String("/v1/engines/list"), Route::Kind::Engines);
}

Route Routes::find(const QByteArray& method, const QString& path) const
{
    static const QRegularExpression result(
        QStringLiteral("^/v2beta/(?:results|stable-image/upscale/creative/result|audio/results)/([^/]+)$"));
    static const QRegularExpression legacy(
        QStringLiteral("^/v1/generation/([^/]+)/(?:text-to-image|image-to-image|image-to-image/masking)$"));
    const QString current = currentPath(path);
    Entry entry{"GET", Route{}};
    entry.route.shape = path.startsWith(QLatin1String("/v1/")) ? ErrorShape::V1 : ErrorShape::V2Beta;
    if (const auto exact = m_exact.constFind(current); exact != m_exact.cend()) {
        entry = *exact;
    } else if (const auto job = result.match(current); job.hasMatch()) {
        entry.route.kind = Route::Kind::Result;
        entry.route.parameter = job.captured(1);
    } else if (const auto engine = legacy.match(current); engine.hasMatch()) {
        entry.method = "POST";
        entry.route.kind = Route::Kind::LegacyGeneration;
        entry.route.parameter = engine.captured(1);
    } else {
        return entry.route;
    }
    if (method != entry.method) {
        entry.route.kind = Route::Kind::WrongMethod;
        entry.route.allowed = entry.method;
    }
    return entry.route;
}

} // namespace maquette::sandbox
