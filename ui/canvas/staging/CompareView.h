// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/canvas/ImageView.h"

class QLabel;

namespace maquette {

class PlaceActions;
class Segmented;

/// Two pictures in one place with a line between them that can be dragged: left of it before, right of it after.
class SliderView : public ImageView
{
    Q_OBJECT

public:
    explicit SliderView(QWidget* parent = nullptr);
    void showBefore(const MipPyramid& before);
    /// Where the line is, 0 (left edge of the view) to 1.
    [[nodiscard]] double place() const { return m_place; }
    void setPlace(double place);
    /// The keys that move the line while the focus is here.
    [[nodiscard]] const PlaceActions& keys() const { return *m_keys; }

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void paintOverlay(QPainter& painter) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;

private:
    struct Step
    {
        const QAction* action;
        double pixels; ///< logical
    };
    void addStep(const char* name, const QString& text, const QKeySequence& key, double pixels);
    [[nodiscard]] double stepOf(const QKeyEvent& event) const;
    [[nodiscard]] bool isNearLine(double x) const;

    PlaceActions* m_keys;
    QList<Step> m_steps;
    MipPyramid m_before;
    double m_place = 0.5;
    bool m_dragging = false;
};

/// Compares two pictures: a line to drag, side by side with one zoom, or their differences. Lies over the canvas.
class CompareView : public QWidget
{
    Q_OBJECT

public:
    enum class Mode { Slider, SideBySide, Difference };

    explicit CompareView(QWidget* parent = nullptr);

    /// Both have the same size. \a view: how the canvas shows the picture now. The differences may come later.
    void compare(const MipPyramid& before, const MipPyramid& after, const ViewTransform& view);
    /// Lets go of all pictures, when it is not seen any more.
    void forget();
    void setDifference(const MipPyramid& difference, const QString& what);
    void setMode(Mode mode);
    [[nodiscard]] Mode mode() const { return m_mode; }
    [[nodiscard]] SliderView& slider() { return *m_slider; }
    [[nodiscard]] ImageView& left() { return *m_left; }
    [[nodiscard]] ImageView& right() { return *m_right; }

Q_SIGNALS:
    void modeChanged();
    void closed();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void arrange();
    void link(ImageView* from, const QList<ImageView*>& to);

    SliderView* m_slider;
    ImageView* m_left;
    ImageView* m_right;
    ImageView* m_difference;
    QWidget* m_bar;
    Segmented* m_modes;
    QLabel* m_what;
    QString m_differenceText;
    Mode m_mode = Mode::Slider;
    bool m_linking = false;
};

} // namespace maquette
