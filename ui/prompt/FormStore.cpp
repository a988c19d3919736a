// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompt/FormStore.h"

#include "app/settings/ConfigFile.h"

#include <chrono>

namespace maquette {

namespace {

constexpr std::chrono::milliseconds kGather(500);

} // namespace

FormStore::FormStore(QString file, QObject* parent)
    : QObject(parent)
    , m_file(std::move(file))
    , m_writer(m_file, kGather)
{
    connect(&m_writer, &ConfigWriter::failed, this, &FormStore::failed);
}

FormState FormStore::read()
{
    const ConfigFile file = readConfigFile(m_file);
    m_mayWrite = file.mayWrite;
    m_newest = FormState::fromJson(file.members);
    return m_newest;
}

void FormStore::write(const FormState& state)
{
    if (state == m_newest) {
        return;
    }
    m_newest = state;
    if (m_mayWrite) {
        m_writer.write(state.toJson());
    } else {
        Q_EMIT failed(notWritable(m_file));
    }
}

} // namespace maquette
