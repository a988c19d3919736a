// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Error.h"
#include "app/settings/ConfigWriter.h"
#include "app/settings/Settings.h"

#include <QJsonObject>
#include <QObject>

#include <optional>

namespace maquette {

/// The settings in force, kept in one JSON file that is written atomically, in a thread of its own. Members this
/// program does not know stay in the file.
class SettingsStore : public QObject
{
    Q_OBJECT

public:
    /// Reads \a file. A damaged one is renamed to "<file>.damaged" and the defaults count; problem() then says so.
    explicit SettingsStore(QString file, QObject* parent = nullptr);

    [[nodiscard]] const Settings& settings() const { return m_settings; }
    /// What was wrong with the file when it was read: Storage (unreadable or damaged), InvalidInput (single values
    /// replaced by defaults).
    [[nodiscard]] const std::optional<Error>& problem() const { return m_problem; }
    /// Takes \a settings over (out-of-range values become defaults) and writes them. changed() is emitted when anything
    /// differs.
    void update(const Settings& settings);
    /// Returns when the settings are on disk, or could not be written.
    void flush() { m_writer.flush(); }

Q_SIGNALS:
    void changed(const maquette::Settings& settings);
    /// Storage: the settings are in force for this run but not on disk.
    void failed(const maquette::Error& error);

private:
    void write();

    QString m_file;
    Settings m_settings;
    QJsonObject m_inFile; ///< the file's members as read, so that unknown ones are written back
    std::optional<Error> m_problem;
    bool m_mayWrite = true;
    ConfigWriter m_writer;
};

} // namespace maquette
