// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/Palette.h"

#include "ui/canvas/CanvasSettings.h"
#include "ui/widgets/Popover.h"
#include "ui/widgets/Theme.h"

#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPointer>
#include <QVBoxLayout>

namespace maquette {

namespace {

constexpr int kSwatch = 24;

/// One colour to click.
class Swatch : public QPushButton
{
public:
    Swatch(const QColor& colour, QWidget* parent)
        : QPushButton(parent)
        , m_colour(colour)
    {
        setFixedSize(kSwatch, kSwatch);
        setObjectName(QStringLiteral("swatch-") + colour.name().mid(1));
        setAccessibleName(colour.name());
        setToolTip(colour.name());
    }

protected:
    void paintEvent(QPaintEvent* /*event*/) override
    {
        const ThemeColours& colours = Theme::instance().colours();
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(underMouse() || hasFocus() ? colours.text1 : colours.line, 1));
        painter.setBrush(m_colour);
        painter.drawRoundedRect(QRectF(rect()).adjusted(1.5, 1.5, -1.5, -1.5), 4, 4);
    }

private:
    QColor m_colour;
};

void addSwatches(Popover* sheet, const QString& title, const QList<QColor>& colours, ColourButton* button)
{
    if (colours.isEmpty()) {
        return;
    }
    auto* label = new QLabel(title, sheet);
    setRole(label, QStringLiteral("label"));
    sheet->column()->addWidget(label);
    auto* grid = new QGridLayout;
    grid->setSpacing(2);
    for (qsizetype at = 0; at < colours.size(); ++at) {
        auto* swatch = new Swatch(colours.at(at), sheet);
        grid->addWidget(swatch, int(at) / ColourButton::kColumns, int(at) % ColourButton::kColumns);
        QObject::connect(swatch, &QPushButton::clicked, button, [sheet, button, colour = colours.at(at)] {
            sheet->dismiss();
            Q_EMIT button->picked(colour);
        });
    }
    grid->setColumnStretch(ColourButton::kColumns, 1);
    sheet->column()->addLayout(grid);
}

} // namespace

ColourButton::ColourButton(CanvasSettings& settings, QWidget* parent)
    : QPushButton(parent)
    , m_settings(settings)
{
    setRole(this, QStringLiteral("tool"));
    setFixedSize(metrics::kControl, metrics::kControl);
    connect(this, &QPushButton::clicked, this, &ColourButton::openSheet);
}

QList<QColor> ColourButton::palette()
{
    QList<QColor> colours;
    for (int step = 0; step < kColumns; ++step) {
        const int grey = 255 * (kColumns - 1 - step) / (kColumns - 1);
        colours.append(QColor(grey, grey, grey));
    }
    for (const auto& [saturation, value] : {std::pair(90, 245), std::pair(170, 225), std::pair(190, 140)}) {
        for (const int hue : {4, 28, 48, 96, 168, 204, 248, 316}) {
            colours.append(QColor::fromHsv(hue, saturation, value));
        }
    }
    return colours;
}

void ColourButton::setColour(const QColor& colour)
{
    m_colour = colour;
    setAccessibleDescription(colour.name());
    update();
}

void ColourButton::paintEvent(QPaintEvent* event)
{
    QPushButton::paintEvent(event);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(Theme::instance().colours().text3, 1));
    painter.setBrush(m_colour);
    painter.drawRoundedRect(QRectF(rect()).adjusted(5.5, 5.5, -5.5, -5.5), 4, 4);
}

void ColourButton::openSheet()
{
    auto* sheet = new Popover(this);
    sheet->setObjectName(QStringLiteral("paletteSheet"));
    connect(sheet, &Popover::dismissed, sheet, &QObject::deleteLater);
    addSwatches(sheet, tr("Used lately"), m_settings.look().recentColours, this);
    addSwatches(sheet, tr("Palette"), palette(), this);
    auto* name = new QLineEdit(m_colour.name(), sheet);
    name->setObjectName(QStringLiteral("paletteName"));
    name->setAccessibleName(tr("Colour by its name"));
    name->setToolTip(tr("A colour such as #c04030 or teal; Enter takes it"));
    sheet->column()->addWidget(name);
    connect(name, &QLineEdit::returnPressed, this, [this, name, sheet = QPointer<Popover>(sheet)] {
        const QColor colour(name->text().trimmed());
        if (colour.isValid() && sheet) {
            sheet->dismiss();
            Q_EMIT picked(QColor(colour.red(), colour.green(), colour.blue()));
        }
    });
    sheet->popUp(this, Popover::Edge::Left);
}

} // namespace maquette
