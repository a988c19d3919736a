// SPDX-License-Identifier: GPL-3.0-or-later
// StagingDesk's comparing and brushing.
#include "ui/canvas/CanvasActions.h"
#include "ui/canvas/CanvasDesk.h"
#include "ui/canvas/CanvasSession.h"
#include "ui/canvas/CanvasSettings.h"
#include "ui/canvas/CanvasView.h"
#include "ui/canvas/StageView.h"
#include "ui/canvas/staging/CompareView.h"
#include "ui/canvas/staging/StagingBar.h"
#include "ui/canvas/staging/StagingDesk.h"
#include "ui/widgets/KeyText.h"

#include <QAction>
#include <QActionGroup>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QTabletEvent>

#include <utility>

namespace maquette {

namespace {
constexpr int kGain = 8; ///< how much differences are amplified
}

void StagingDesk::setComparing(bool on)
{
    if (on && !m_staging->placed()) {
        m_do.compare->setChecked(false);
        return;
    }
    if (on) {
        setBrushing(false);
        feedCompare();
    }
    m_compare->setVisible(on);
    if (on) {
        m_compare->setFocus();
    } else {
        m_view.setFocus();
    }
    update();
}

void StagingDesk::feedCompare()
{
    const MipPyramid before = m_staging->before();
    const MipPyramid after = m_staging->shown();
    if (before.isNull() || after.isNull() || before.size() != after.size()) {
        return;
    }
    m_compare->compare(before, after, m_view.transform());
    ++m_differences;
    findDifferences();
}

void StagingDesk::findDifferences()
{
    if (m_compare->mode() != CompareView::Mode::Difference || !m_staging->placed()) {
        return;
    }
    const int turn = ++m_differences;
    m_pool.start([this, turn, before = m_staging->before(), after = m_staging->shown()] {
        const QImage a = before.full().convertToFormat(QImage::Format_ARGB32);
        const QImage b = after.full().convertToFormat(QImage::Format_ARGB32);
        const MipPyramid map = MipPyramid::build(differenceMap(a, b, kGain));
        QMetaObject::invokeMethod(
            this,
            [this, turn, map] {
                if (turn == m_differences && !map.isNull()) {
                    m_compare->setDifference(map, tr("%1 times as strong").arg(kGain));
                }
            },
            Qt::QueuedConnection);
    });
}

void StagingDesk::fillBrushMenu()
{
    m_brushMenu->clear();
    auto* group = new QActionGroup(m_brushMenu);
    const QList<StagedResult> shown = m_staging->results().shown();
    const QStringList targets = m_staging->brushTargets();
    for (const QString& job : targets) {
        int number = 0;
        while (number < shown.size() && shown.at(number).job != job) {
            ++number;
        }
        QAction* const action =
            m_brushMenu->addAction(job.isEmpty() ? tr("The picture before") : tr("Result %1").arg(number + 1));
        action->setCheckable(true);
        action->setChecked(job == m_staging->brushTarget());
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, job] {
            m_staging->setBrushTarget(job);
            setBrushing(true);
        });
    }
}

void StagingDesk::setBrushing(bool on)
{
    if (on == m_brushing || (on && !m_staging->brushReason().isEmpty())) {
        m_do.brush->setChecked(m_brushing);
        sayWhatIsBrushed();
        return;
    }
    m_brushing = on;
    m_do.brush->setChecked(on);
    if (on) {
        m_do.compare->setChecked(false);
        m_staging->setBrushTarget(m_staging->brushTargets().contains(m_staging->brushTarget())
                                      ? m_staging->brushTarget()
                                      : m_staging->brushTargets().value(0));
        m_view.setFocus();
    } else {
        m_staging->endStroke();
    }
    sayWhatIsBrushed();
    update();
}

void StagingDesk::sayWhatIsBrushed()
{
    if (!m_brushing) {
        m_brushPlate->hide();
        return;
    }
    const QString job = m_staging->brushTarget();
    const QList<StagedResult> shown = m_staging->results().shown();
    int number = 0;
    while (number < shown.size() && shown.at(number).job != job) {
        ++number;
    }
    const QString what = job.isEmpty() ? tr("the picture before") : tr("result %1").arg(number + 1);
    m_brushPlate->ask(tr("Where you paint, %1 shows through. With the eraser or Alt this one comes back.").arg(what),
                      tr("Done"), withKey(tr("End brushing"), m_do.discard), {}, {});
    place();
}

bool StagingDesk::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == &m_stage) {
        if (event->type() == QEvent::Resize) {
            // After the stage has placed its own parts.
            QMetaObject::invokeMethod(
                this, [this] { place(); }, Qt::QueuedConnection);
        }
        return false;
    }
    if (watched != &m_view) {
        return false;
    }
    const bool key = event->type() == QEvent::KeyPress || event->type() == QEvent::KeyRelease;
    if (key && m_staging->count() > 0 && m_hand != nullptr && isKeyOf(*m_hand, *static_cast<QKeyEvent*>(event))) {
        if (!static_cast<QKeyEvent*>(event)->isAutoRepeat()) {
            m_beforeHeld = event->type() == QEvent::KeyPress;
            m_view.setOriginalShown(m_beforeHeld);
        }
        return false; // it moves the picture, too
    }
    if (event->type() == QEvent::FocusOut) {
        m_beforeHeld = false;
        m_view.setOriginalShown(false);
    }
    return m_brushing && brushEvent(event);
}

bool StagingDesk::brushEvent(QEvent* event)
{
    const CanvasTool* const tool = m_view.tool();
    const bool eraser = tool != nullptr && tool->about().id == QLatin1String("eraser");
    switch (event->type()) {
    case QEvent::MouseButtonPress:
    case QEvent::MouseButtonDblClick:
    case QEvent::MouseMove:
    case QEvent::MouseButtonRelease: {
        const auto& mouse = *static_cast<QMouseEvent*>(event);
        return strokeEvent(event->type(), mouse.position(), 1, mouse.button(), mouse.buttons(),
                           eraser || mouse.modifiers().testFlag(Qt::AltModifier));
    }
    case QEvent::TabletPress:
    case QEvent::TabletMove:
    case QEvent::TabletRelease: {
        const auto& pen = *static_cast<QTabletEvent*>(event);
        const bool turned = pen.pointerType() == QPointingDevice::PointerType::Eraser;
        const QEvent::Type type = event->type() == QEvent::TabletPress  ? QEvent::MouseButtonPress
                                  : event->type() == QEvent::TabletMove ? QEvent::MouseMove
                                                                        : QEvent::MouseButtonRelease;
        const bool taken = strokeEvent(type, pen.position(), pen.pressure(), pen.button(), pen.buttons(),
                                       eraser || turned || pen.modifiers().testFlag(Qt::AltModifier));
        if (taken) {
            event->accept();
        }
        return taken;
    }
    case QEvent::ShortcutOverride:
    case QEvent::KeyPress: {
        // While one brushes, undo takes back a stroke of that.
        const QAction* const undo = m_stage.canvas().actions().action(QStringLiteral("undo"));
        if (undo == nullptr || !isKeyOf(*undo, *static_cast<QKeyEvent*>(event)) || !m_staging->canUndoStroke()) {
            return false;
        }
        if (event->type() == QEvent::KeyPress) {
            m_staging->undoStroke();
        }
        event->accept();
        return true;
    }
    default:
        return false;
    }
}

bool StagingDesk::strokeEvent(QEvent::Type type, QPointF at, double pressure, Qt::MouseButton button,
                              Qt::MouseButtons buttons, bool back)
{
    if (m_beforeHeld) {
        return false; // the picture before is looked at, and may be moved
    }
    const auto now = m_staging->placed();
    const StrokePoint point{m_view.transform().toImage(at) + QPointF(now ? now->originalAt : QPoint()), pressure};
    if ((type == QEvent::MouseButtonPress || type == QEvent::MouseButtonDblClick) && button == Qt::LeftButton) {
        const CanvasLook& look = m_view.settings().look();
        m_staging->beginStroke(back ? look.eraser : look.brush, point, back);
        return true;
    }
    if (type == QEvent::MouseMove && buttons.testFlag(Qt::LeftButton)) {
        m_staging->continueStroke(point);
        return true;
    }
    if (type == QEvent::MouseButtonRelease && button == Qt::LeftButton) {
        m_staging->endStroke();
        return true;
    }
    return false;
}

} // namespace maquette
