// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Error.h"
#include "app/settings/ConfigWriter.h"

#include <QObject>
#include <QString>
#include <QStringList>

#include <optional>

namespace maquette {

/// The last prompts that were sent, distinct, newest first, kept in one file that is written atomically, in a thread of
/// its own.
class PromptHistory : public QObject
{
    Q_OBJECT

public:
    static constexpr qsizetype kMost = 500;

    /// Reads \a file. A damaged one is renamed to "<file>.damaged" and the history begins empty; problem() then says
    /// so.
    explicit PromptHistory(QString file, QObject* parent = nullptr);

    [[nodiscard]] const QStringList& prompts() const { return m_prompts; }
    [[nodiscard]] const std::optional<Error>& problem() const { return m_problem; }
    /// Puts \a prompt (trimmed) in front, wherever it was before; an empty one changes nothing.
    void add(const QString& prompt);
    /// Returns when the prompts are on disk, or could not be written.
    void flush() { m_writer.flush(); }

Q_SIGNALS:
    /// Storage: the newest prompts are not on disk.
    void failed(const maquette::Error& error);

private:
    QString m_file;
    QStringList m_prompts;
    std::optional<Error> m_problem;
    bool m_mayWrite = true;
    ConfigWriter m_writer;
};

} // namespace maquette
