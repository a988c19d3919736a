// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/ViewTransform.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace maquette {

namespace {

constexpr std::array kSteps{0.01, 0.02, 0.03, 0.05, 0.0625, 0.0833, 0.125, 0.1667, 0.25, 0.3333, 0.5,  0.6667, 1.0,
                            1.5,  2.0,  3.0,  4.0,  6.0,    8.0,    12.0,  16.0,   24.0, 32.0,   48.0, 64.0};

/// Half way between two steps counts as being on one: 66.67 % is not below 66.7 %.
constexpr double kStepTolerance = 1.004;

} // namespace

void ViewTransform::setImageSize(QSize size)
{
    m_image = size.isEmpty() ? QSize() : size;
    m_extent = QRectF(QPointF(), QSizeF(m_image));
    m_rotation = 0.0;
    m_mirrored = false;
    fit();
}

void ViewTransform::setView(QSizeF size, double devicePixelRatio)
{
    m_view = size;
    m_ratio = devicePixelRatio > 0 ? devicePixelRatio : 1.0;
    if (m_fitted) {
        fit();
    } else {
        keepInReach();
    }
}

void ViewTransform::setFitMargins(QMarginsF margins)
{
    m_margins = margins;
    if (m_fitted) {
        fit();
    }
}

void ViewTransform::setExtent(QRectF extent)
{
    m_extent = extent.isEmpty() ? QRectF(QPointF(), QSizeF(m_image)) : extent;
    if (m_fitted) {
        fit();
    } else {
        keepInReach();
    }
}

QSizeF ViewTransform::turnedSize() const
{
    return QTransform().rotate(m_rotation).mapRect(m_extent).size();
}

double ViewTransform::fitScale() const
{
    if (m_image.isEmpty()) {
        return 1.0;
    }
    const QSizeF turned = turnedSize();
    const double width = std::max(1.0, m_view.width() - m_margins.left() - m_margins.right());
    const double height = std::max(1.0, m_view.height() - m_margins.top() - m_margins.bottom());
    const double logical = std::min({width / turned.width(), height / turned.height(), 1.0});
    return std::max(logical * m_ratio, minScale());
}

double ViewTransform::minScale() const
{
    const int longer = std::max(m_image.width(), m_image.height());
    return longer > 0 ? std::min(1.0, kMinShownSide / longer) : 1.0;
}

QPointF ViewTransform::restingPlace() const
{
    return {m_margins.left() + (m_view.width() - m_margins.left() - m_margins.right()) / 2,
            m_margins.top() + (m_view.height() - m_margins.top() - m_margins.bottom()) / 2};
}

void ViewTransform::fit()
{
    m_fitted = true;
    m_scale = fitScale();
    const QPointF middle = m_extent.center();
    const QPointF off = restingPlace() - QPointF(m_view.width() / 2, m_view.height() / 2);
    m_centre = middle - linearPart().inverted().map(off);
}

void ViewTransform::zoomTo(double scale, QPointF anchor)
{
    if (m_image.isEmpty() || !std::isfinite(scale)) {
        return;
    }
    const QPointF held = toImage(anchor);
    m_fitted = false;
    m_scale = std::clamp(scale, minScale(), kMaxScale);
    const QPointF fromMiddle = anchor - QPointF(m_view.width() / 2, m_view.height() / 2);
    m_centre = held - linearPart().inverted().map(fromMiddle);
    keepInReach();
}

double ViewTransform::nextStep(int direction) const
{
    if (direction > 0) {
        const auto above = std::upper_bound(kSteps.begin(), kSteps.end(), m_scale * kStepTolerance);
        return above == kSteps.end() ? kMaxScale : std::min(*above, kMaxScale);
    }
    const auto notBelow = std::lower_bound(kSteps.begin(), kSteps.end(), m_scale / kStepTolerance);
    return notBelow == kSteps.begin() ? minScale() : std::max(*std::prev(notBelow), minScale());
}

void ViewTransform::panBy(QPointF delta)
{
    if (m_image.isEmpty()) {
        return;
    }
    m_fitted = false;
    m_centre -= linearPart().inverted().map(delta);
    keepInReach();
}

void ViewTransform::centreOn(QPointF imagePoint)
{
    m_fitted = false;
    m_centre = imagePoint;
    keepInReach();
}

void ViewTransform::rotateBy(double degrees)
{
    m_rotation = std::fmod(m_rotation + degrees, 360.0);
    if (m_rotation < 0) {
        m_rotation += 360.0;
    }
    if (m_fitted) {
        fit();
    }
}

void ViewTransform::rotateBy(double degrees, QPointF anchor)
{
    if (m_image.isEmpty() || degrees == 0.0) {
        return;
    }
    const QPointF held = toImage(anchor);
    m_fitted = false;
    rotateBy(degrees);
    const QPointF fromMiddle = anchor - QPointF(m_view.width() / 2, m_view.height() / 2);
    m_centre = held - linearPart().inverted().map(fromMiddle);
    keepInReach();
}

void ViewTransform::setMirrored(bool mirrored)
{
    m_mirrored = mirrored;
    if (m_fitted) {
        fit();
    }
}

void ViewTransform::reset()
{
    rotateBy(-m_rotation);
    setMirrored(false);
    fit();
}

void ViewTransform::follow(const ViewTransform& other)
{
    setMirrored(other.m_mirrored);
    rotateBy(other.m_rotation - m_rotation);
    if (other.m_fitted) {
        fit();
    } else {
        zoomTo(other.m_scale, {m_view.width() / 2, m_view.height() / 2});
        centreOn(other.m_centre);
    }
}

QTransform ViewTransform::linearPart() const
{
    const double factor = m_scale / m_ratio;
    return QTransform::fromScale(m_mirrored ? -factor : factor, factor) * QTransform().rotate(m_rotation);
}

QTransform ViewTransform::imageToView() const
{
    return QTransform::fromTranslate(-m_centre.x(), -m_centre.y()) * linearPart() *
           QTransform::fromTranslate(m_view.width() / 2, m_view.height() / 2);
}

QRectF ViewTransform::shownRect() const
{
    return imageToView().mapRect(QRectF(QPointF(), QSizeF(m_image)));
}

/// The middle of the view never leaves the extent, so it cannot be lost out of sight.
void ViewTransform::keepInReach()
{
    m_centre.setX(std::clamp(m_centre.x(), m_extent.left(), m_extent.right()));
    m_centre.setY(std::clamp(m_centre.y(), m_extent.top(), m_extent.bottom()));
}

} // namespace maquette
