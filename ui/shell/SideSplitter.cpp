// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/SideSplitter.h"

#include "ui/widgets/Theme.h"

#include <algorithm>

namespace maquette {

namespace {

constexpr int kLeastSide = 240; // px
constexpr int kMostSide = 480;
constexpr int kLeastMiddle = 320;

} // namespace

SideSplitter::SideSplitter(QWidget* left, QWidget* middle, QWidget* right, QWidget* parent)
    : QSplitter(Qt::Horizontal, parent)
    , m_left(left)
    , m_right(right)
    , m_leftWidth(metrics::kLeftPanel)
    , m_rightWidth(metrics::kRightPanel)
{
    setHandleWidth(1);
    setChildrenCollapsible(false);
    addWidget(left);
    addWidget(middle);
    addWidget(right);
    setStretchFactor(0, 0);
    setStretchFactor(1, 1);
    setStretchFactor(2, 0);
    middle->setMinimumWidth(kLeastMiddle);
    for (QWidget* const side : {left, right}) {
        side->setMinimumWidth(kLeastSide);
        side->setMaximumWidth(kMostSide);
    }
    connect(this, &QSplitter::splitterMoved, this, [this] {
        const QList<int> now = sizes();
        m_leftWidth = m_left->isVisible() ? now.at(0) : m_leftWidth;
        m_rightWidth = m_right->isVisible() ? now.at(2) : m_rightWidth;
        Q_EMIT foldingChanged();
    });
}

void SideSplitter::setLeftFolded(bool folded)
{
    fold(m_left, folded);
}

void SideSplitter::setRightFolded(bool folded)
{
    fold(m_right, folded);
}

void SideSplitter::fold(QWidget* panel, bool folded)
{
    if (folded != panel->isHidden()) {
        panel->setVisible(!folded);
        applyWidths();
        Q_EMIT foldingChanged();
    }
}

void SideSplitter::setWidths(int left, int right)
{
    m_leftWidth = std::clamp(left, kLeastSide, kMostSide);
    m_rightWidth = std::clamp(right, kLeastSide, kMostSide);
    applyWidths();
}

void SideSplitter::applyWidths()
{
    const int left = isLeftFolded() ? 0 : m_leftWidth;
    const int right = isRightFolded() ? 0 : m_rightWidth;
    setSizes({left, std::max(kLeastMiddle, width() - left - right - 2 * handleWidth()), right});
}

void SideSplitter::resizeEvent(QResizeEvent* event)
{
    QSplitter::resizeEvent(event);
    applyWidths();
}

} // namespace maquette
