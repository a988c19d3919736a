// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/settings/PromptHistory.h"

#include "app/settings/ConfigFile.h"

#include <QJsonArray>

namespace maquette {

namespace {
const QLatin1String kVersionMember("version");
const QLatin1String kPrompts("prompts");
constexpr int kVersion = 1;
} // namespace

PromptHistory::PromptHistory(QString file, QObject* parent)
    : QObject(parent)
    , m_file(std::move(file))
    , m_writer(m_file)
{
    connect(&m_writer, &ConfigWriter::failed, this, &PromptHistory::failed);
    const ConfigFile read = readConfigFile(m_file);
    m_problem = read.problem;
    m_mayWrite = read.mayWrite;
    const QJsonArray stored = read.members.value(kPrompts).toArray();
    for (const auto& value : stored) {
        const QString prompt = value.toString().trimmed();
        if (!prompt.isEmpty() && m_prompts.size() < kMost && !m_prompts.contains(prompt)) {
            m_prompts.append(prompt);
        }
    }
}

void PromptHistory::add(const QString& prompt)
{
    const QString trimmed = prompt.trimmed();
    if (trimmed.isEmpty() || (!m_prompts.isEmpty() && m_prompts.first() == trimmed)) {
        return;
    }
    m_prompts.removeAll(trimmed);
    m_prompts.prepend(trimmed);
    if (m_prompts.size() > kMost) {
        m_prompts.resize(kMost);
    }
    if (!m_mayWrite) {
        Q_EMIT failed(notWritable(m_file));
        return;
    }
    m_writer.write(QJsonObject{{kVersionMember, kVersion}, {kPrompts, QJsonArray::fromStringList(m_prompts)}});
}

} // namespace maquette
