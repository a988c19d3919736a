// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/settings/Settings.h"

#include <QColor>
#include <QIcon>
#include <QObject>
#include <QString>

class QApplication;
class QWidget;

namespace maquette {

class SystemScheme;

/// The colours of one theme, named by use.
struct ThemeColours
{
    QColor ground0; ///< stage
    QColor ground1; ///< window
    QColor ground2; ///< control
    QColor ground3; ///< selected
    QColor line;    ///< hairlines
    QColor text1;   ///< text
    QColor text2;   ///< labels
    QColor text3;   ///< hints
    QColor accent;  ///< one primary action, selection, progress
    QColor onAccent;
    QColor good;
    QColor warn;
    QColor practice;
    bool dark = true;
};

/// Sizes in logical pixels at 100 %; the whole grid is 4 px.
namespace metrics {
inline constexpr int kGrid = 4;
inline constexpr int kControl = 28;
inline constexpr int kPrimary = 36;
inline constexpr int kRadius = 6;
inline constexpr int kLeftPanel = 320;
inline constexpr int kRightPanel = 288;
inline constexpr int kTopBar = 40;
inline constexpr int kStrip = 132;
inline constexpr int kMargin = 12;
inline constexpr int kIcon = 16;
inline constexpr int kFontSmall = 11;
inline constexpr int kFontBody = 13;
inline constexpr int kFontTitle = 16;
inline constexpr int kFontLarge = 20;
} // namespace metrics

/// What a one-colour icon is drawn in. Disabled ones are always text3.
enum class IconTint { Text, Label, Accent, OnAccent, Warn, Good };

/// The look, in one place: palette, style sheet, typeface and icons. One per application.
///
/// The style sheet knows a widget's class and its role (see setRole()). Without a role a widget is an ordinary control.
///
/// | class | roles |
/// | --- | --- |
/// | QPushButton, QToolButton | "primary" (the one accent button, 36 px), "accent" (accent, 28 px), "tall" (36 px, no
/// accent), "flat" (no ground until pointed at), "danger" (costly or final), "link" (underlined text), "choice"
/// (checkable tile, accent line when on), "segment" (made by Segmented), "tab" (page tabs), "tool" (28 px icon,
/// checkable) | | QLabel | "large" (20 px), "title" (16 px), "heading" (13 px semi-bold), "label" (11 px, text 2),
/// "hint" (11 px, text 3), "body" (13 px, text 2), "good", "warn" (13 px), "problem" (11 px, warn colour),
/// "badge-practice", "badge" (dark plate on a picture), "keycap" | | QFrame, QWidget | "panel" (ground 1), "stage"
/// (ground 0), "card" (ground 2, rounded), "well" (ground 2, rounded, dashed line), "toolbar" (floating, ground 1,
/// rounded, hairline), "popover", "banner", "topbar", "divider" (a hairline: fix its height or width to 1), "plain" (no
/// ground) | | QLineEdit | "search" (the same, less padding), "bare" (no frame) |
///
/// A plain QWidget subclass with a ground needs Qt::WA_StyledBackground; setRole() sets it.
class Theme : public QObject
{
    Q_OBJECT

public:
    /// Installs style, font, palette and icon theme on \a application.
    static void install(QApplication& application, ThemeChoice choice);
    [[nodiscard]] static Theme& instance();

    [[nodiscard]] const ThemeColours& colours() const { return m_colours; }
    /// The tokens of the dark or the light theme.
    [[nodiscard]] static ThemeColours coloursOf(bool dark);
    void setChoice(ThemeChoice choice);
    [[nodiscard]] ThemeChoice choice() const { return m_choice; }
    /// A Breeze icon by name in the theme's colours, crisp at any scale; our own drawing for names Breeze lacks
    /// ("maquette-..."). It follows a change of theme by itself.
    [[nodiscard]] static QIcon icon(const QString& name, IconTint tint = IconTint::Text);
    /// Whether there is a drawing of that name.
    [[nodiscard]] static bool hasIcon(const QString& name);
    [[nodiscard]] QColor colour(IconTint tint) const;
    [[nodiscard]] bool reduceMotion() const { return m_reduceMotion; }
    void setReduceMotion(bool reduce) { m_reduceMotion = reduce; }
    /// The typeface at one of the four sizes; \a strong is semi-bold.
    [[nodiscard]] static QFont font(int pixels, bool strong = false);

Q_SIGNALS:
    void changed();

private:
    Theme() = default;
    void apply();
    ThemeColours m_colours = coloursOf(true);
    ThemeChoice m_choice = ThemeChoice::Dark;
    SystemScheme* m_system = nullptr;
    bool m_reduceMotion = false;
};

/// Gives \a widget a role of the table above, also after it was shown.
void setRole(QWidget* widget, const QString& role);

/// \a part of \a over laid on \a under, 0 to 1.
[[nodiscard]] QColor mixed(const QColor& under, const QColor& over, double part);

} // namespace maquette
