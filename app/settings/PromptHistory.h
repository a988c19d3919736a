// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Result.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace maquette {

/// The last prompts that were sent, distinct, newest first, kept in one file that is written atomically.
class PromptHistory
{
public:
    static constexpr qsizetype kMost = 500;

    /// Reads \a file. A damaged one is renamed to "<file>.damaged" and the history begins empty; problem() then says
    /// so.
    explicit PromptHistory(QString file);

    [[nodiscard]] const QStringList& prompts() const { return m_prompts; }
    [[nodiscard]] const std::optional<Error>& problem() const { return m_problem; }
    /// Puts \a prompt (trimmed) in front, wherever it was before; an empty one changes nothing. Errors: Storage; it is
    /// then in prompts() but not on disk.
    [[nodiscard]] Result<void> add(const QString& prompt);

private:
    QString m_file;
    QStringList m_prompts;
    std::optional<Error> m_problem;
    bool m_mayWrite = true;
};

} // namespace maquette
