// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace maquette::sandbox {

/// Words in square brackets anywhere in a prompt that make the practice server behave like the service on a bad day, so
/// that both outcomes of a request can be tried without a real one:
///
///   [moderate]  403 content_moderation, not charged
///   [filter]    200 with finish reason CONTENT_FILTERED: a blurred picture, charged like any other
///   [language]  422 invalid_language, not charged (so does a prompt mostly in letters that are not Latin)
///   [fail]      500 internal_error, not charged; an asynchronous job starts, and fails when its result is asked for
///   [slow]      ten seconds longer than usual
///
/// The rest of the prompt is drawn as if the mark were not there.
struct PracticeMarks
{
    bool moderate = false;
    bool filter = false;
    bool language = false;
    bool fail = false;
    bool slow = false;
    bool operator==(const PracticeMarks&) const = default;
};

inline constexpr qint64 kSlowMs = 10'000; ///< what [slow] adds

[[nodiscard]] PracticeMarks marksIn(const QString& prompt);
/// \a prompt with its marks taken out.
[[nodiscard]] QString withoutMarks(const QString& prompt);

/// True when more than half of the letters of \a prompt are not Latin ones: the service answers English only.
[[nodiscard]] bool isForeignScript(const QString& prompt);

} // namespace maquette::sandbox
