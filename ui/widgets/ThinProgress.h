// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QTimer;

namespace maquette {

/// A 4 px progress line. A fraction below 0 means "under way, how far is not known": a part that travels, or stands
/// still with "reduce motion".
class ThinProgress : public QWidget
{
    Q_OBJECT

public:
    explicit ThinProgress(QWidget* parent = nullptr);
    /// 0 to 1, or below 0.
    void setFraction(double fraction);
    [[nodiscard]] double fraction() const { return m_fraction; }
    [[nodiscard]] QSize sizeHint() const override { return {80, 4}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void runIfNeeded();
    double m_fraction = 0.0;
    QTimer* m_timer;
    int m_step = 0;
};

} // namespace maquette
