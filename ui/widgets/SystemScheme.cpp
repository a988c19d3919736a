// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/SystemScheme.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>

namespace maquette {

namespace {

const QString kService = QStringLiteral("org.freedesktop.portal.Desktop");
const QString kPath = QStringLiteral("/org/freedesktop/portal/desktop");
const QString kInterface = QStringLiteral("org.freedesktop.portal.Settings");
const QString kGroup = QStringLiteral("org.freedesktop.appearance");
const QString kKey = QStringLiteral("color-scheme");

} // namespace

SystemScheme::SystemScheme(bool paletteIsDark, QObject* parent)
    : QObject(parent)
    , m_dark(paletteIsDark)
{
}

void SystemScheme::watch()
{
    if (m_watching) {
        return;
    }
    m_watching = true;
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected()) {
        return;
    }
    bus.connect(kService, kPath, kInterface, QStringLiteral("SettingChanged"), this,
                SLOT(onSettingChanged(QString, QString, QDBusVariant)));
    QDBusMessage ask = QDBusMessage::createMethodCall(kService, kPath, kInterface, QStringLiteral("Read"));
    ask << kGroup << kKey;
    auto* watcher = new QDBusPendingCallWatcher(bus.asyncCall(ask), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this](QDBusPendingCallWatcher* done) {
        const QDBusPendingReply<QDBusVariant> reply = *done;
        if (reply.isValid()) {
            take(reply.value().variant());
        }
        done->deleteLater();
    });
}

void SystemScheme::onSettingChanged(const QString& group, const QString& key, const QDBusVariant& value)
{
    if (group == kGroup && key == kKey) {
        take(value.variant());
    }
}

void SystemScheme::take(const QVariant& scheme)
{
    QVariant value = scheme;
    if (value.canConvert<QDBusVariant>()) { // Read() wraps its answer twice
        value = value.value<QDBusVariant>().variant();
    }
    const uint wish = value.toUInt(); // 0 no preference, 1 dark, 2 light
    if (wish != 1 && wish != 2) {
        return;
    }
    const bool dark = wish == 1;
    if (dark != m_dark) {
        m_dark = dark;
        Q_EMIT changed();
    }
}

} // namespace maquette
