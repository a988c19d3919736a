// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/StyleSheet.h"

#include "ui/widgets/Theme.h"

#include <QHash>

namespace maquette {

namespace {

const char* const kGrounds = R"(
* { outline: 0; }
QMainWindow, QDialog, QWidget[mqRole="panel"] { background: @ground1; }
QWidget[mqRole="stage"] { background: @ground0; }
QWidget[mqRole="plain"] { background: transparent; border: none; }
QWidget[mqRole="topbar"] { background: @ground1; border: none; border-bottom: 1px solid @line; }
QWidget[mqRole="divider"] { background: @line; border: none; }
QWidget[mqRole="card"] { background: @ground2; border: none; border-radius: 8px; }
QWidget[mqRole="well"] { background: @ground2; border: 1px dashed @edge; border-radius: 6px; }
QWidget[mqRole="toolbar"] { background: @ground1; border: 1px solid @line; border-radius: 8px; }
QWidget[mqRole="popover"] { background: @ground1; border: 1px solid @edge; border-radius: 8px; }
QWidget[mqRole="banner"] { background: @ground2; border: 1px solid @line; border-left: 3px solid @warn; border-radius: 6px; }
QWidget[mqRole="segments"] { background: @ground2; border: none; border-radius: 6px; }
QToolTip { background: @ground3; color: @text1; border: 1px solid @edge; padding: 4px 6px; font-size: 11px; }
QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; border: none; }
QAbstractScrollArea::corner { background: transparent; }
QSplitter::handle { background: transparent; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
)";

const char* const kLabels = R"(
QLabel { background: transparent; border: none; color: @text1; }
QLabel:disabled { color: @text3; }
QLabel[mqRole="large"] { font-size: 20px; font-weight: 600; }
QLabel[mqRole="title"] { font-size: 16px; font-weight: 600; }
QLabel[mqRole="heading"] { font-size: 13px; font-weight: 600; }
QLabel[mqRole="label"] { font-size: 11px; color: @text2; }
QLabel[mqRole="hint"] { font-size: 11px; color: @text3; }
QLabel[mqRole="body"] { color: @text2; }
QLabel[mqRole="good"] { color: @good; }
QLabel[mqRole="warn"] { color: @warn; }
QLabel[mqRole="problem"] { font-size: 11px; color: @warn; }
QLabel[mqRole="badge-practice"] { color: @practice; border: 1px solid @practice; border-radius: 6px; padding: 0 8px; }
QLabel[mqRole="practice"] { color: @practice; }
QLabel[mqRole="badge"] { background: rgba(16, 16, 16, 200); color: #f2f2f2; border-radius: 4px; padding: 1px 5px; font-size: 11px; }
QLabel[mqRole="keycap"] { border: 1px solid @edge; border-radius: 4px; padding: 0 4px; font-size: 11px; color: @text2; }
)";

const char* const kButtons = R"(
QPushButton, QToolButton { background: @ground2; color: @text1; border: 1px solid @line; border-radius: 6px;
    padding: 0 12px; min-height: 26px; }
QToolButton { padding: 0 8px; }
QPushButton:hover, QToolButton:hover { background: @ground3; }
QPushButton:pressed, QToolButton:pressed { background: @pressed; }
QPushButton:checked, QToolButton:checked { background: @ground3; border-color: @accent; }
QPushButton:disabled, QToolButton:disabled { color: @text3; background: transparent; border-color: @line; }
QPushButton::menu-indicator, QToolButton::menu-indicator { image: url(@arrow); subcontrol-origin: padding;
    subcontrol-position: right center; right: 8px; width: 10px; height: 10px; }

QPushButton[mqRole="primary"] { background: @accent; color: @onAccent; border: none; min-height: 36px; font-weight: 600; }
QPushButton[mqRole="accent"] { background: @accent; color: @onAccent; border: none; min-height: 28px; font-weight: 600; }
QPushButton[mqRole="primary"]:hover, QPushButton[mqRole="accent"]:hover { background: @accentHover; }
QPushButton[mqRole="primary"]:pressed, QPushButton[mqRole="accent"]:pressed { background: @accentPressed; }
QPushButton[mqRole="primary"]:disabled, QPushButton[mqRole="accent"]:disabled { background: @ground3; color: @text2; }

QPushButton[mqRole="flat"], QToolButton[mqRole="flat"] { background: transparent; border: 1px solid transparent; padding: 0 8px; }
QPushButton[mqRole="flat"]:hover, QToolButton[mqRole="flat"]:hover { background: @ground3; }
QPushButton[mqRole="flat"]:checked, QToolButton[mqRole="flat"]:checked { background: @ground3; border-color: @accent; }
QPushButton[mqRole="flat"]:disabled, QToolButton[mqRole="flat"]:disabled { color: @text3; }
QPushButton[mqRole="danger"] { color: @warn; border-color: @warn; }
QPushButton[mqRole="link"], QToolButton[mqRole="link"] { background: transparent; border: none; color: @text2; padding: 0;
    min-height: 20px; text-decoration: underline; text-align: left; }
QPushButton[mqRole="link"]:hover, QToolButton[mqRole="link"]:hover { color: @text1; }

QPushButton[mqRole="inline"] { background: transparent; border: none; color: @text1; padding: 0; min-height: 22px; text-align: left; }
QPushButton[mqRole="inline"]:hover { text-decoration: underline; }
QPushButton[mqRole="choice"], QToolButton[mqRole="choice"] { border: 1px solid transparent; color: @text2; padding: 0 4px; }
QPushButton[mqRole="choice"]:hover, QToolButton[mqRole="choice"]:hover { color: @text1; }
QPushButton[mqRole="choice"]:checked, QToolButton[mqRole="choice"]:checked { background: @ground3; border-color: @accent; color: @text1; }
QPushButton[mqRole="choice"]:disabled, QToolButton[mqRole="choice"]:disabled { color: @text3; background: @ground2; }

QPushButton[mqRole="segment"] { background: transparent; border: none; color: @text2; padding: 0 8px; min-height: 24px; border-radius: 5px; }
QPushButton[mqRole="segment"]:hover { color: @text1; }
QPushButton[mqRole="segment"]:checked { background: @segmentOn; color: @text1; font-weight: 600; }
QPushButton[mqRole="segment"]:disabled { color: @text3; }

QPushButton[mqRole="tab"] { background: transparent; border: none; color: @text2; padding: 0 12px; min-height: 28px; }
QPushButton[mqRole="tab"]:hover { color: @text1; background: @hoverSoft; }
QPushButton[mqRole="tab"]:checked { background: @ground3; color: @text1; font-weight: 600; }

QToolButton[mqRole="plain"] { background: transparent; border: none; padding: 0; min-height: 0; }
QToolButton[mqRole="tool"], QPushButton[mqRole="tool"] { background: transparent; border: 1px solid transparent; padding: 0;
    min-height: 26px; min-width: 26px; max-height: 26px; }
QToolButton[popupMode="2"], QToolButton[popupMode="InstantPopup"] { padding: 0 22px 0 8px; }
QPushButton[mqMenu="true"] { padding: 0 22px 0 12px; }
QPushButton[mqRole="tall"] { min-height: 34px; }
QToolButton[mqRole="tool"]:hover, QPushButton[mqRole="tool"]:hover { background: @ground3; }
QToolButton[mqRole="tool"]:checked, QPushButton[mqRole="tool"]:checked { background: @ground3; border-color: @accent; }
)";

const char* const kFields = R"(
QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDoubleSpinBox, QComboBox, QKeySequenceEdit QLineEdit {
    background: @ground2; color: @text1; border: 1px solid @line; border-radius: 6px;
    selection-background-color: @accent; selection-color: @onAccent; }
QLineEdit, QSpinBox, QDoubleSpinBox, QComboBox { min-height: 26px; padding: 0 10px; }
QPlainTextEdit, QTextEdit { padding: 6px 6px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus { border-color: @accent; }
QLineEdit:disabled, QPlainTextEdit:disabled, QTextEdit:disabled, QSpinBox:disabled, QDoubleSpinBox:disabled,
QComboBox:disabled { color: @text3; background: transparent; }
QLineEdit:read-only { color: @text2; }
QLineEdit[mqRole="search"] { padding: 0 8px; }
QLineEdit[mqRole="bare"] { background: transparent; border: none; padding: 0; min-height: 20px; }
QLineEdit[mqProblem="true"], QPlainTextEdit[mqProblem="true"], QSpinBox[mqProblem="true"], QDoubleSpinBox[mqProblem="true"],
QComboBox[mqProblem="true"] { border-color: @warn; }
QSpinBox, QDoubleSpinBox { padding-right: 20px; }
QSpinBox::up-button, QDoubleSpinBox::up-button, QSpinBox::down-button, QDoubleSpinBox::down-button {
    background: transparent; border: none; width: 18px; subcontrol-origin: border; }
QSpinBox::up-button, QDoubleSpinBox::up-button { subcontrol-position: top right; height: 13px; }
QSpinBox::down-button, QDoubleSpinBox::down-button { subcontrol-position: bottom right; height: 13px; }
QSpinBox::up-arrow, QDoubleSpinBox::up-arrow { image: url(@arrowUp); width: 8px; height: 8px; }
QSpinBox::down-arrow, QDoubleSpinBox::down-arrow { image: url(@arrow); width: 8px; height: 8px; }
QComboBox { padding: 0 2px 0 8px; }
QComboBox:hover { background: @ground3; }
QComboBox::drop-down { border: none; width: 22px; subcontrol-origin: border; subcontrol-position: center right; }
QComboBox::down-arrow { image: url(@arrow); width: 10px; height: 10px; }
QComboBox QAbstractItemView { background: @ground2; border: 1px solid @edge; padding: 4px; outline: 0; }
QComboBox QAbstractItemView::item { min-height: 26px; padding: 0 6px; border-radius: 4px; }
QComboBox QAbstractItemView::item:selected { background: @ground3; color: @text1; }

QCheckBox, QRadioButton { spacing: 8px; min-height: 28px; background: transparent; color: @text1; }
QCheckBox:disabled, QRadioButton:disabled { color: @text3; }
QCheckBox::indicator, QRadioButton::indicator { width: 14px; height: 14px; border: 1px solid @edge; background: @ground2; }
QCheckBox::indicator { border-radius: 4px; }
QRadioButton::indicator { border-radius: 8px; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover { border-color: @text2; }
QCheckBox::indicator:checked { background: @accent; border-color: @accent; image: url(@check); }
QRadioButton::indicator:checked { background: @accent; border-color: @accent; image: url(@dot); }

QSlider { min-height: 20px; background: transparent; }
QSlider::groove:horizontal { height: 4px; border-radius: 2px; background: @ground3; }
QSlider::sub-page:horizontal { height: 4px; border-radius: 2px; background: @accent; }
QSlider::sub-page:horizontal:disabled { background: @edge; }
QSlider::handle:horizontal { width: 14px; height: 14px; margin: -5px 0; border-radius: 7px; background: @handle;
    border: 1px solid @edge; }
QProgressBar { background: @ground3; border: none; border-radius: 2px; max-height: 4px; min-height: 4px; }
QProgressBar::chunk { background: @accent; border-radius: 2px; }
)";

const char* const kViews = R"(
QAbstractItemView { background: transparent; border: none; color: @text1; alternate-background-color: transparent;
    selection-background-color: @ground3; selection-color: @text1; }
QListView::item { padding: 4px 8px; border-radius: 6px; }
QTableView::item, QTreeView::item { padding: 0 10px; border: none; border-bottom: 1px solid @line; }
QAbstractItemView::item:hover { background: @hoverSoft; }
QAbstractItemView::item:selected { background: @ground3; color: @text1; }
QTableView { gridline-color: transparent; }
QHeaderView { background: transparent; border: none; }
QHeaderView::section { background: transparent; color: @text2; border: none; border-bottom: 1px solid @line; padding: 6px 13px;
    font-size: 13px; font-weight: 500; }
QMenu { background: @ground2; border: 1px solid @edge; padding: 4px; }
QMenu::item { padding: 5px 28px 5px 12px; border-radius: 4px; color: @text1; }
QMenu::item:selected { background: @ground3; }
QMenu::item:disabled { color: @text3; }
QMenu::icon { padding-left: 8px; }
QMenu::separator { height: 1px; background: @line; margin: 4px 8px; }
QMenu::indicator { width: 14px; height: 14px; left: 6px; }
QMenu::indicator:checked { image: url(@checkPlain); }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; border: none; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; border: none; }
QScrollBar::handle { background: @scroll; border-radius: 3px; }
QScrollBar::handle:vertical { min-height: 28px; margin: 2px 2px; }
QScrollBar::handle:horizontal { min-width: 28px; margin: 2px 2px; }
QScrollBar::handle:hover { background: @text3; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; border: none; background: none; }
QScrollBar::add-page, QScrollBar::sub-page { background: none; }
)";

QHash<QString, QString> tokens(const ThemeColours& colours)
{
    const QString kind = colours.dark ? QStringLiteral("dark") : QStringLiteral("light");
    const auto drawing = [&kind](const char* name) {
        return QStringLiteral(":/maquette/style/%1-%2.svg").arg(QLatin1String(name), kind);
    };
    const auto rgb = [](const QColor& colour) { return colour.name(); };
    return {
        {QStringLiteral("ground0"), rgb(colours.ground0)},
        {QStringLiteral("ground1"), rgb(colours.ground1)},
        {QStringLiteral("ground2"), rgb(colours.ground2)},
        {QStringLiteral("ground3"), rgb(colours.ground3)},
        {QStringLiteral("line"), rgb(colours.line)},
        {QStringLiteral("edge"), rgb(mixed(colours.line, colours.text1, 0.14))},
        {QStringLiteral("text1"), rgb(colours.text1)},
        {QStringLiteral("text2"), rgb(colours.text2)},
        {QStringLiteral("text3"), rgb(colours.text3)},
        {QStringLiteral("accent"), rgb(colours.accent)},
        {QStringLiteral("onAccent"), rgb(colours.onAccent)},
        {QStringLiteral("accentHover"), rgb(mixed(colours.accent, colours.dark ? Qt::white : Qt::black, 0.08))},
        {QStringLiteral("accentPressed"), rgb(mixed(colours.accent, Qt::black, 0.14))},
        {QStringLiteral("good"), rgb(colours.good)},
        {QStringLiteral("warn"), rgb(colours.warn)},
        {QStringLiteral("practice"), rgb(colours.practice)},
        {QStringLiteral("pressed"), rgb(mixed(colours.ground3, colours.text1, 0.08))},
        {QStringLiteral("hoverSoft"), rgb(mixed(colours.ground1, colours.ground3, 0.5))},
        {QStringLiteral("segmentOn"), rgb(colours.ground3)},
        {QStringLiteral("scroll"), rgb(mixed(colours.ground1, colours.text3, 0.45))},
        {QStringLiteral("handle"), colours.dark ? rgb(colours.text1) : QStringLiteral("#ffffff")},
        {QStringLiteral("arrow"), drawing("arrow-down")},
        {QStringLiteral("arrowUp"), drawing("arrow-up")},
        {QStringLiteral("check"), drawing("check-on")},
        {QStringLiteral("checkPlain"), drawing("check")},
        {QStringLiteral("dot"), drawing("dot")},
    };
}

} // namespace

QString styleSheet(const ThemeColours& colours)
{
    const QHash<QString, QString> values = tokens(colours);
    QString text;
    for (const char* const part : {kGrounds, kLabels, kButtons, kFields, kViews}) {
        text += QLatin1String(part);
    }
    QString out;
    out.reserve(text.size() + 1024);
    for (qsizetype i = 0; i < text.size();) {
        if (text.at(i) != QLatin1Char('@')) {
            out += text.at(i++);
            continue;
        }
        qsizetype end = i + 1;
        while (end < text.size() && text.at(end).isLetterOrNumber()) {
            ++end;
        }
        out += values.value(text.mid(i + 1, end - i - 1));
        i = end;
    }
    return out;
}

} // namespace maquette
