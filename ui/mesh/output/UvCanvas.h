// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mesh/UvLayout.h"

#include <QThreadPool>
#include <QWidget>

#include <atomic>
#include <memory>

namespace maquette {

using UvLayoutPtr = std::shared_ptr<const UvLayout>;

/// A layout over its picture: the wheel zooms at the pointer, dragging moves. Drawn by a worker; what was drawn before
/// stands in meanwhile.
class UvCanvas : public QWidget
{
    Q_OBJECT

public:
    explicit UvCanvas(QWidget* parent = nullptr);
    ~UvCanvas() override;

    /// Keeps where it is looked at. A null layout is nothing.
    void setUvLayout(UvLayoutPtr layout, const QImage& under);
    void fit();
    /// About the middle of the widget.
    void zoom(double factor);
    void pan(QPointF pixels);

    /// Logical pixels for the side of the picture.
    [[nodiscard]] double scale() const { return m_scale; }
    [[nodiscard]] QPointF toPlane(QPointF widget) const { return (widget - m_origin) / m_scale; }
    [[nodiscard]] QPointF toWidget(QPointF plane) const { return plane * m_scale + m_origin; }
    /// What was drawn last, for where it is looked at now; false while a worker is at it.
    [[nodiscard]] bool isUpToDate() const { return m_task == nullptr && !m_stale; }
    [[nodiscard]] const QImage& drawn() const { return m_image; }

Q_SIGNALS:
    void pointed(QPointF plane);
    void left();
    void viewChanged();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    struct Task
    {
        std::atomic_bool cancelled = false;
    };
    void zoomAt(QPointF at, double factor);
    void changed();
    void draw();
    [[nodiscard]] QRectF seen() const;

    UvLayoutPtr m_layout;
    QImage m_under;
    double m_scale = 100;
    QPointF m_origin; ///< where (0, 0) of the plane is
    bool m_fitted = true;
    bool m_stale = true;
    QImage m_image;
    QRectF m_imageArea; ///< of the plane, what m_image shows
    std::shared_ptr<Task> m_task;
    QPointF m_last;
    bool m_dragging = false;
    QThreadPool m_pool;
};

} // namespace maquette
