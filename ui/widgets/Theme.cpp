// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/Theme.h"

#include "ui/widgets/FocusRing.h"
#include "ui/widgets/StyleSheet.h"
#include "ui/widgets/SymbolicIcon.h"
#include "ui/widgets/SystemScheme.h"
#include "ui/widgets/TabularFont.h"

#include <QApplication>
#include <QFontDatabase>
#include <QPalette>
#include <QPixmapCache>
#include <QStandardPaths>
#include <QStyle>
#include <QStyleFactory>
#include <QWidget>

namespace maquette {

namespace {

/// The places of installed icon themes, also where no desktop tells them to Qt.
void addIconPlaces()
{
    QStringList places = QIcon::themeSearchPaths();
    const QStringList folders = QStandardPaths::locateAll(QStandardPaths::GenericDataLocation, QStringLiteral("icons"),
                                                          QStandardPaths::LocateDirectory) +
                                QStringList{QStringLiteral("/usr/share/icons")};
    for (const QString& folder : folders) {
        if (!places.contains(folder)) {
            places.append(folder);
        }
    }
    QIcon::setThemeSearchPaths(places);
}

QPalette paletteOf(const ThemeColours& colours)
{
    QPalette palette;
    palette.setColor(QPalette::Window, colours.ground1);
    palette.setColor(QPalette::WindowText, colours.text1);
    palette.setColor(QPalette::Base, colours.ground2);
    palette.setColor(QPalette::AlternateBase, colours.ground1);
    palette.setColor(QPalette::Text, colours.text1);
    palette.setColor(QPalette::Button, colours.ground2);
    palette.setColor(QPalette::ButtonText, colours.text1);
    palette.setColor(QPalette::BrightText, colours.warn);
    palette.setColor(QPalette::PlaceholderText, colours.text3);
    palette.setColor(QPalette::Highlight, colours.accent);
    palette.setColor(QPalette::HighlightedText, colours.onAccent);
    palette.setColor(QPalette::Link, colours.accent);
    palette.setColor(QPalette::LinkVisited, colours.accent);
    palette.setColor(QPalette::ToolTipBase, colours.ground3);
    palette.setColor(QPalette::ToolTipText, colours.text1);
    palette.setColor(QPalette::Light, colours.ground3);
    palette.setColor(QPalette::Midlight, colours.ground3);
    palette.setColor(QPalette::Mid, colours.line);
    palette.setColor(QPalette::Dark, colours.ground0);
    palette.setColor(QPalette::Shadow, colours.dark ? Qt::black : colours.line);
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
        palette.setColor(QPalette::Disabled, role, colours.text3);
    }
    return palette;
}

} // namespace

ThemeColours Theme::coloursOf(bool dark)
{
    const auto hex = [](QRgb value) { return QColor::fromRgb(value); };
    if (dark) {
        return {hex(0x161616), hex(0x1d1d1d), hex(0x252525), hex(0x2f2f2f), hex(0x383838), hex(0xe8e8e8), hex(0xa9a9a9),
                hex(0x8c8c8c), hex(0xe58a5e), hex(0x1b100a), hex(0x7fbf8f), hex(0xe0b85c), hex(0x6fb7c9), true};
    }
    return {hex(0xdcdcdc), hex(0xf2f2f2), hex(0xffffff), hex(0xe6e6e6), hex(0xcfcfcf), hex(0x1c1c1c), hex(0x565656),
            hex(0x6e6e6e), hex(0xb4532a), hex(0xffffff), hex(0x2e7d46), hex(0x8a6100), hex(0x1f6f84), false};
}

Theme& Theme::instance()
{
    static Theme* const theme = new Theme; // outlives every widget, also those of static test objects
    return *theme;
}

void Theme::install(QApplication& application, ThemeChoice choice)
{
    Theme& theme = instance();
    const bool paletteIsDark = QApplication::palette().color(QPalette::Window).lightness() < 128;
    if (theme.m_system != nullptr) {
        theme.m_system->deleteLater();
    }
    theme.m_system = new SystemScheme(paletteIsDark, &application);
    connect(theme.m_system, &SystemScheme::changed, &theme, [&theme] {
        if (theme.m_choice == ThemeChoice::System) {
            theme.apply();
        }
    });
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    QPixmapCache::setCacheLimit(32 * 1024); // KiB
    addIconPlaces();
    loadTabularFont();
    QApplication::setFont(font(metrics::kFontBody));
    FocusRing::install(application);
    theme.m_choice = choice;
    theme.apply();
}

void Theme::setChoice(ThemeChoice choice)
{
    if (choice == m_choice) {
        return;
    }
    m_choice = choice;
    apply();
}

void Theme::apply()
{
    if (m_choice == ThemeChoice::System && m_system != nullptr) {
        m_system->watch();
    }
    const bool dark =
        m_choice == ThemeChoice::Dark || (m_choice == ThemeChoice::System && m_system != nullptr && m_system->isDark());
    m_colours = coloursOf(dark);
    QIcon::setThemeName(dark ? QStringLiteral("breeze-dark") : QStringLiteral("breeze"));
    QIcon::setFallbackThemeName(QStringLiteral("breeze"));
    QApplication::setPalette(paletteOf(m_colours));
    qApp->setStyleSheet(styleSheet(m_colours));
    Q_EMIT changed();
}

QIcon Theme::icon(const QString& name, IconTint tint)
{
    return QIcon(new SymbolicIcon(name, tint));
}

bool Theme::hasIcon(const QString& name)
{
    return !SymbolicIcon::drawing(name).isNull();
}

QColor Theme::colour(IconTint tint) const
{
    switch (tint) {
    case IconTint::Text:
        return m_colours.text1;
    case IconTint::Label:
        return m_colours.text2;
    case IconTint::Accent:
        return m_colours.accent;
    case IconTint::OnAccent:
        return m_colours.onAccent;
    case IconTint::Warn:
        return m_colours.warn;
    case IconTint::Good:
        return m_colours.good;
    }
    return m_colours.text1;
}

QFont Theme::font(int pixels, bool strong)
{
    static const QString family = [] {
        for (const QString& name : {tabularFontFamily(), QStringLiteral("Inter")}) {
            if (!name.isEmpty() && QFontDatabase::hasFamily(name)) {
                return name;
            }
        }
        return QFontDatabase::systemFont(QFontDatabase::GeneralFont).family();
    }();
    QFont font(family);
    font.setPixelSize(pixels);
    font.setWeight(strong ? QFont::DemiBold : QFont::Normal);
    return font;
}

void setRole(QWidget* widget, const QString& role)
{
    widget->setProperty("mqRole", role);
    widget->setAttribute(Qt::WA_StyledBackground);
    if (widget->testAttribute(Qt::WA_WState_Polished)) {
        widget->style()->unpolish(widget);
        widget->style()->polish(widget);
        widget->updateGeometry();
        widget->update();
    }
}

QColor mixed(const QColor& under, const QColor& over, double part)
{
    const auto channel = [part](float a, float b) { return a + (b - a) * static_cast<float>(part); };
    return QColor::fromRgbF(channel(under.redF(), over.redF()), channel(under.greenF(), over.greenF()),
                            channel(under.blueF(), over.blueF()));
}

} // namespace maquette
