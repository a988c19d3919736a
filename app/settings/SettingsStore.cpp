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
    , m_writer(m_file)
{
    connect(&m_writer, &ConfigWriter::failed, this, &SettingsStore::failed);
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

void SettingsStore::update(const Settings& settings)
{
    const Settings before = std::exchange(m_settings, settings.sane());
    write();
    if (m_settings != before) {
        Q_EMIT changed(m_settings);
    }
}

void SettingsStore::write()
{
    if (!m_mayWrite) {
        Q_EMIT failed(notWritable(m_file));
        return;
    }
    // A newer program's members and its version stay; what we know replaces what we read.
    const QJsonObject ours = m_settings.toJson();
    for (auto at = ours.begin(); at != ours.end(); ++at) {
        m_inFile.insert(at.key(), at.value());
    }
    m_inFile.insert(kVersionMember, qMax(Settings::kVersion, m_inFile.value(kVersionMember).toInt()));
    m_writer.write(m_inFile);
}

} // namespace maquette
