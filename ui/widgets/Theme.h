// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QIcon>
#include <QObject>
#include <QString>

class QApplication;

namespace maquette {

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
inline constexpr int kFontSmall = 11;
inline constexpr int kFontBody = 13;
inline constexpr int kFontTitle = 16;
inline constexpr int kFontLarge = 20;
} // namespace metrics

enum class ThemeChoice { Dark, Light, System };

/// The look, in one place: palette, style sheet, typeface and icons. One per application.
class Theme : public QObject
{
    Q_OBJECT

public:
    /// Installs style, font, palette and icon theme on \a application.
    static void install(QApplication& application, ThemeChoice choice);
    [[nodiscard]] static Theme& instance();

    [[nodiscard]] const ThemeColours& colours() const { return m_colours; }
    void setChoice(ThemeChoice choice);
    /// A Breeze icon by name in the theme's colours, crisp at any scale; our own drawing for names Breeze lacks ("maquette-...").
    [[nodiscard]] static QIcon icon(const QString& name);
    [[nodiscard]] bool reduceMotion() const { return m_reduceMotion; }
    void setReduceMotion(bool reduce) { m_reduceMotion = reduce; }

Q_SIGNALS:
    void changed();

private:
    Theme() = default;
    void apply();
    ThemeColours m_colours;
    ThemeChoice m_choice = ThemeChoice::Dark;
    bool m_reduceMotion = false;
};

} // namespace maquette
