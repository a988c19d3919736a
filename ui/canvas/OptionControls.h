// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/canvas/tools/ToolOption.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QSlider;

namespace maquette {

class CanvasSettings;

/// One control of the bar above the picture, or of the sheet behind its "more" button, made from its description.
class OptionControl : public QWidget
{
    Q_OBJECT

public:
    /// Null-parented kinds are made by the description's kind.
    [[nodiscard]] static OptionControl* make(const ToolOption& option, CanvasSettings& settings, QWidget* parent);

    [[nodiscard]] const ToolOption& option() const { return m_option; }
    /// Shows the value and state of the moment.
    virtual void refresh();
    /// Takes less room, where there is little.
    virtual void setSlim(bool /*slim*/) {}

Q_SIGNALS:
    void entered(); ///< Enter: on with painting

protected:
    OptionControl(ToolOption option, QWidget* parent);
    /// Name, tooltip and accessible name for the part people use.
    void describe(QWidget* part) const;

private:
    ToolOption m_option;
};

/// A figure that can be typed, stepped with the arrow keys and the wheel, and dragged by its label, with a slider where
/// there is one. A drag is one change.
class OptionNumber : public OptionControl
{
    Q_OBJECT

public:
    OptionNumber(const ToolOption& option, QWidget* parent);
    void refresh() override;
    void setSlim(bool slim) override;
    [[nodiscard]] double value() const;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void write(double value);
    /// A change by itself, as one that is typed.
    void writeOnce(double value);
    void typed();
    [[nodiscard]] int toSlider(double value) const;
    [[nodiscard]] double fromSlider(int place) const;
    [[nodiscard]] bool scrub(QObject* watched, QEvent* event);

    QLabel* m_label;
    QSlider* m_slider = nullptr;
    QLineEdit* m_edit;
    double m_scrubFrom = 0;
    QPointF m_scrubAt;
    bool m_scrubbing = false;
};

} // namespace maquette
