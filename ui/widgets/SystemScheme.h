// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusVariant>
#include <QObject>

namespace maquette {

/// Whether the desktop asks for dark windows: at first by its palette, then by the settings portal, which also tells
/// changes.
class SystemScheme : public QObject
{
    Q_OBJECT

public:
    explicit SystemScheme(bool paletteIsDark, QObject* parent = nullptr);
    [[nodiscard]] bool isDark() const { return m_dark; }
    /// Asks the portal without waiting; changed() follows when it says otherwise. Once.
    void watch();

Q_SIGNALS:
    void changed();

private Q_SLOTS:
    void onSettingChanged(const QString& group, const QString& key, const QDBusVariant& value);

private:
    void take(const QVariant& scheme);
    bool m_dark = false;
    bool m_watching = false;
};

} // namespace maquette
