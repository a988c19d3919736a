// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPushButton>

namespace maquette {

class CanvasSettings;

/// Shows a colour, and opens a sheet to choose another from: colours used lately, a palette, or any by its name.
class ColourButton : public QPushButton
{
    Q_OBJECT

public:
    ColourButton(CanvasSettings& settings, QWidget* parent);

    [[nodiscard]] QColor colour() const { return m_colour; }
    void setColour(const QColor& colour);
    /// The colours of the palette, in rows of kColumns.
    [[nodiscard]] static QList<QColor> palette();
    static constexpr int kColumns = 8;

Q_SIGNALS:
    void picked(const QColor& colour);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void openSheet();

    CanvasSettings& m_settings;
    QColor m_colour;
};

} // namespace maquette
