// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Credits.h"

#include <QJsonObject>
#include <QMap>
#include <QMetaType>
#include <QString>
#include <QStringList>

#include <optional>

namespace maquette {

enum class ThemeChoice { Dark, Light, System };

[[nodiscard]] QString themeChoiceName(ThemeChoice choice); ///< "dark", "light", "system"

/// What the user chose. A plain value; SettingsStore keeps it.
struct Settings
{
    static constexpr int kVersion = 1;
    static constexpr int kMinRunningJobs = 1;
    static constexpr int kMaxRunningJobs = 50;
    static constexpr int kMinUndoMegabytes = 16;
    static constexpr int kMaxUndoMegabytes = 4096;

    ThemeChoice theme = ThemeChoice::Dark;
    int uiScale = 0;                               ///< percent: 100, 125, 150 or 200; 0 = what the desktop says
    int runningJobLimit = 3;                       ///< kMinRunningJobs to kMaxRunningJobs
    QString provider = QStringLiteral("practice"); ///< "practice" or "stability"
    bool reduceMotion = false;
    bool firstRunDone = false;
    /// What to do with a picture that is too many bytes as PNG: one of tooLargeChoices().
    QString sendTooLarge = QStringLiteral("ask");
    int undoMegabytes = 256; ///< memory for undoing on the canvas, MiB: kMinUndoMegabytes to kMaxUndoMegabytes
    std::optional<Credits> dailyBudget;   ///< not negative
    std::optional<Credits> monthlyBudget; ///< not negative
    QString libraryFolder;                ///< absolute; empty = the usual place
    QMap<QString, QString> shortcuts;     ///< command id -> key sequence in portable text; an empty sequence = no key

    /// The scales uiScale may have, 0 first.
    [[nodiscard]] static QList<int> uiScales();
    /// The values provider may have.
    [[nodiscard]] static QStringList providers();
    /// The values sendTooLarge may have: "ask", "reduce" (fewer pixels), "webp" and "jpeg" (another coding).
    [[nodiscard]] static QStringList tooLargeChoices();
    /// Every out-of-range value replaced by its default; the names of those replaced are added to \a replaced.
    [[nodiscard]] Settings sane(QStringList* replaced = nullptr) const;

    [[nodiscard]] QJsonObject toJson() const;
    /// Never fails: a missing member has its default; a wrong one too, and its name is added to \a replaced.
    [[nodiscard]] static Settings fromJson(const QJsonObject& json, QStringList* replaced = nullptr);

    bool operator==(const Settings&) const = default;
};

} // namespace maquette

Q_DECLARE_METATYPE(maquette::Settings)
