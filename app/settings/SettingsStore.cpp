// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/settings/SettingsStore.h"

#include "app/settings/ConfigFile.h"

namespace maquette {

namespace {
const QLatin1String kVersionMember("version");
} // namespace

SettingsStore::SettingsStore(QString file, QObject* parent)
    : QObject(parent)
    , m_file(std::move(file))
{
    const ConfigFile read = readConfigFile(m_file);
    m_problem = read.problem;
    m_mayWrite = read.mayWrite;
    m_inFile = read.members;
    QStringList replaced;
    m_settings = Settings::fromJson(m_inFile, &replaced);
    if (!replaced.isEmpty()) {
        m_problem = Error{ErrorKind::InvalidInput,
                          QStringLiteral("values that cannot be: %1").arg(replaced.join(QStringLiteral(", "))),
                          m_file,
                          0,
                          -1,
                          {}};
    }
}

Result<void> SettingsStore::update(const Settings& settings)
{
    const Settings before = std::exchange(m_settings, settings.sane());
    const Result<void> written = write();
    if (m_settings != before) {
        Q_EMIT changed(m_settings);
    }
    return written;
}

Result<void> SettingsStore::write()
{
    if (!m_mayWrite) {
        return failure(ErrorKind::Storage, QStringLiteral("not written, because the file there could not be read"),
                       m_file);
    }
    // A newer program's members and its version stay; what we know replaces what we read.
    QJsonObject members = m_inFile;
    const QJsonObject ours = m_settings.toJson();
    for (auto at = ours.begin(); at != ours.end(); ++at) {
        members.insert(at.key(), at.value());
    }
    members.insert(kVersionMember, qMax(Settings::kVersion, members.value(kVersionMember).toInt()));
    auto written = writeConfigFile(m_file, members);
    if (written) {
        m_inFile = members;
    }
    return written;
}

} // namespace maquette
