// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/staging/CompareView.h"

#include "ui/canvas/PicturePainter.h"
#include "ui/widgets/KeyText.h"
#include "ui/widgets/PlaceActions.h"
#include "ui/widgets/Segmented.h"
#include "ui/widgets/Theme.h"

#include <QAction>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QMouseEvent>
#include <QPainter>
#include <QToolButton>

#include <algorithm>
#include <cmath>

namespace maquette {

namespace {

constexpr int kReach = 10; ///< logical pixels to either side of the line where it can be taken
constexpr int kKnob = 28;
constexpr double kKeyStep = 16; ///< logical pixels
constexpr double kMargin = 16;
constexpr double kBarRoom = 60;
const QColor kLine(255, 255, 255);
const QColor kLineEdge(0, 0, 0, 110);

void paintCaption(QPainter& painter, const QString& text, QPointF at, bool toTheLeft)
{
    painter.setFont(Theme::font(metrics::kFontSmall));
    const QSizeF size = QSizeF(painter.fontMetrics().size(0, text)) + QSizeF(12, 6);
    const QRectF plate(toTheLeft ? at - QPointF(size.width(), 0) : at, size);
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(16, 16, 16, 200));
    painter.drawRoundedRect(plate, 4, 4);
    painter.setPen(QColor(242, 242, 242));
    painter.drawText(plate, Qt::AlignCenter, text);
}

} // namespace

SliderView::SliderView(QWidget* parent)
    : ImageView(parent)
    , m_keys(new PlaceActions(QStringLiteral("compare"), tr("Line between before and after"), this))
{
    setObjectName(QStringLiteral("compareSlider"));
    setAccessibleName(tr("Before and after, with a line between them"));
    setAccessibleDescription(
        tr("Drag the line or move it with the arrow keys; a drag beside it moves the picture, the wheel zooms"));
    setMouseTracking(true);
    addStep("compare.left", tr("Line to the left"), Qt::Key_Left, -kKeyStep);
    addStep("compare.right", tr("Line to the right"), Qt::Key_Right, kKeyStep);
    addStep("compare.fineLeft", tr("Line to the left by 1 px"), QKeySequence(Qt::CTRL | Qt::Key_Left), -1);
    addStep("compare.fineRight", tr("Line to the right by 1 px"), QKeySequence(Qt::CTRL | Qt::Key_Right), 1);
}

/// Held, so that the stage's own arrows keep their meaning everywhere else.
void SliderView::addStep(const char* name, const QString& text, const QKeySequence& key, double pixels)
{
    m_steps.append({m_keys->addHeld(QLatin1String(name), text, {key}), pixels});
}

double SliderView::stepOf(const QKeyEvent& event) const
{
    const auto found = std::find_if(m_steps.begin(), m_steps.end(),
                                    [&event](const Step& step) { return isKeyOf(*step.action, event); });
    return found == m_steps.end() ? 0 : found->pixels;
}

bool SliderView::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride && stepOf(*static_cast<QKeyEvent*>(event)) != 0) {
        event->accept();
        return true;
    }
    return ImageView::event(event);
}

void SliderView::keyPressEvent(QKeyEvent* event)
{
    const double pixels = stepOf(*event);
    if (pixels == 0) {
        return ImageView::keyPressEvent(event);
    }
    setPlace(m_place + pixels / std::max(1, width()));
}

void SliderView::showBefore(const MipPyramid& before)
{
    m_before = before;
    update();
}

void SliderView::setPlace(double place)
{
    m_place = std::clamp(place, 0.0, 1.0);
    update();
}

bool SliderView::isNearLine(double x) const
{
    return std::abs(x - m_place * width()) <= kReach;
}

void SliderView::paintOverlay(QPainter& painter)
{
    const double x = std::round(m_place * width());
    if (!m_before.isNull()) {
        painter.save();
        painter.setClipRect(QRectF(0, 0, x, height()));
        painter.fillRect(rect(), Theme::instance().colours().ground0);
        paintPicture(painter, transform(), {m_before, QImage()});
        painter.restore();
    }
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(QRectF(x - 1.5, 0, 3, height()), kLineEdge);
    painter.fillRect(QRectF(x - 0.5, 0, 1, height()), kLine);
    painter.setPen(QPen(kLineEdge, 1));
    painter.setBrush(kLine);
    const QPointF middle(x, height() / 2.0);
    painter.drawEllipse(middle, kKnob / 2.0, kKnob / 2.0);
    painter.setPen(QPen(QColor(40, 40, 40), 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    for (const int side : {-1, 1}) {
        const QPointF tip = middle + QPointF(side * 8, 0);
        painter.drawPolyline(QPolygonF{tip - QPointF(side * 4, 4), tip, tip - QPointF(side * 4, -4)});
    }
    paintCaption(painter, tr("Before"), {x - 8, kBarRoom}, true);
    paintCaption(painter, tr("After"), {x + 8, kBarRoom}, false);
}

void SliderView::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton && event->modifiers() == Qt::NoModifier &&
        isNearLine(event->position().x())) {
        m_dragging = true;
        return;
    }
    ImageView::mousePressEvent(event);
}

void SliderView::mouseMoveEvent(QMouseEvent* event)
{
    if (m_dragging) {
        setPlace(event->position().x() / std::max(1, width()));
        return;
    }
    if (event->buttons() == Qt::NoButton) {
        if (isNearLine(event->position().x())) {
            setCursor(Qt::SplitHCursor);
        } else {
            unsetCursor();
        }
    }
    ImageView::mouseMoveEvent(event);
}

void SliderView::mouseReleaseEvent(QMouseEvent* event)
{
    if (m_dragging) {
        m_dragging = false;
        return;
    }
    ImageView::mouseReleaseEvent(event);
}

CompareView::CompareView(QWidget* parent)
    : QWidget(parent)
    , m_slider(new SliderView(this))
    , m_left(new ImageView(this))
    , m_right(new ImageView(this))
    , m_difference(new ImageView(this))
    , m_bar(new QWidget(this))
    , m_modes(new Segmented(m_bar))
    , m_what(new QLabel(m_bar))
{
    setObjectName(QStringLiteral("compareView"));
    setAccessibleName(tr("Compare with the picture before"));
    setRole(this, QStringLiteral("stage"));
    m_left->setObjectName(QStringLiteral("compareLeft"));
    m_left->setAccessibleName(tr("Before"));
    m_right->setObjectName(QStringLiteral("compareRight"));
    m_right->setAccessibleName(tr("After"));
    m_difference->setObjectName(QStringLiteral("compareDifference"));
    m_difference->setAccessibleName(tr("Differences"));
    const QList<ImageView*> views{m_slider, m_left, m_right, m_difference};
    for (ImageView* const view : views) {
        view->setFitMargins({kMargin, kBarRoom, kMargin, kBarRoom});
        QList<ImageView*> others = views;
        others.removeAll(view);
        link(view, others);
    }

    m_bar->setObjectName(QStringLiteral("compareBar"));
    setRole(m_bar, QStringLiteral("toolbar"));
    m_modes->setObjectName(QStringLiteral("compareModes"));
    m_modes->setAccessibleName(tr("How to compare"));
    m_modes->addSegment(QStringLiteral("slider"), tr("Line"), tr("Before left of a line, after right of it"));
    m_modes->addSegment(QStringLiteral("sides"), tr("Side by side"), tr("Both beside each other with one zoom"));
    m_modes->addSegment(QStringLiteral("difference"), tr("Differences"), tr("Every pixel that differs, amplified"));
    m_what->setObjectName(QStringLiteral("compareWhat"));
    setRole(m_what, QStringLiteral("label"));
    auto* close = new QToolButton(m_bar);
    close->setObjectName(QStringLiteral("compareClose"));
    close->setAccessibleName(tr("End comparing"));
    close->setToolTip(tr("End comparing"));
    close->setIcon(Theme::icon(QStringLiteral("window-close")));
    close->setIconSize({metrics::kIcon, metrics::kIcon});
    close->setFocusPolicy(Qt::TabFocus);
    setRole(close, QStringLiteral("tool"));
    connect(close, &QToolButton::clicked, this, &CompareView::closed);
    auto* row = new QHBoxLayout(m_bar);
    row->setContentsMargins(4, 4, 4, 4);
    row->setSpacing(8);
    row->addWidget(m_modes);
    row->addWidget(m_what);
    row->addWidget(close);
    connect(m_modes, &Segmented::currentChanged, this, [this](const QString& id) {
        setMode(id == QLatin1String("slider")  ? Mode::Slider
                : id == QLatin1String("sides") ? Mode::SideBySide
                                               : Mode::Difference);
    });
    hide();
    setMode(Mode::Slider);
}

void CompareView::link(ImageView* from, const QList<ImageView*>& to)
{
    connect(from, &ImageView::viewChanged, this, [this, from, to] {
        // A view that is not seen has nothing to say, and one that follows does not lead.
        if (m_linking || !from->isVisible()) {
            return;
        }
        m_linking = true;
        for (ImageView* const other : to) {
            other->follow(from->transform());
        }
        m_linking = false;
    });
}

void CompareView::compare(const MipPyramid& before, const MipPyramid& after, const ViewTransform& view)
{
    m_slider->showPicture(after);
    m_slider->showBefore(before);
    m_left->showPicture(before);
    m_right->showPicture(after);
    m_difference->clear();
    m_differenceText = tr("Counting the differences …");
    m_linking = true;
    for (ImageView* const each : {static_cast<ImageView*>(m_slider), m_left, m_right}) {
        each->follow(view);
    }
    m_linking = false;
    setMode(m_mode);
}

void CompareView::forget()
{
    m_slider->showBefore({});
    for (ImageView* const view : {static_cast<ImageView*>(m_slider), m_left, m_right, m_difference}) {
        view->clear();
    }
}

void CompareView::setDifference(const MipPyramid& difference, const QString& what)
{
    m_difference->showPicture(difference);
    m_differenceText = what;
    m_linking = true;
    m_difference->follow(m_slider->transform());
    m_linking = false;
    setMode(m_mode);
}

void CompareView::setMode(Mode mode)
{
    const bool changed = mode != m_mode;
    const bool hadFocus = m_slider->hasFocus() || m_left->hasFocus() || m_right->hasFocus() || m_difference->hasFocus();
    m_mode = mode;
    m_modes->setCurrent(mode == Mode::Slider       ? QStringLiteral("slider")
                        : mode == Mode::SideBySide ? QStringLiteral("sides")
                                                   : QStringLiteral("difference"));
    m_slider->setVisible(mode == Mode::Slider);
    m_left->setVisible(mode == Mode::SideBySide);
    m_right->setVisible(mode == Mode::SideBySide);
    m_difference->setVisible(mode == Mode::Difference);
    m_what->setText(mode == Mode::Difference ? m_differenceText : QString());
    m_what->setVisible(!m_what->text().isEmpty());
    setFocusProxy(mode == Mode::Slider       ? static_cast<QWidget*>(m_slider)
                  : mode == Mode::SideBySide ? m_left
                                             : m_difference);
    if (hadFocus) {
        setFocus();
    }
    arrange();
    if (changed) {
        Q_EMIT modeChanged();
    }
}

void CompareView::arrange()
{
    const int half = width() / 2;
    m_slider->setGeometry(rect());
    m_difference->setGeometry(rect());
    m_left->setGeometry(0, 0, half - 1, height());
    m_right->setGeometry(half + 1, 0, width() - half - 1, height());
    m_bar->adjustSize();
    m_bar->move((width() - m_bar->width()) / 2, 12);
    m_bar->raise();
}

void CompareView::resizeEvent(QResizeEvent* event)
{
    arrange();
    QWidget::resizeEvent(event);
}

} // namespace maquette
