// SPDX-License-Identifier: GPL-3.0-or-later
// StagingDesk's comparing and brushing.
#include "ui/canvas/CanvasView.h"
#include "ui/canvas/StageView.h"
#include "ui/canvas/staging/CompareView.h"
#include "ui/canvas/staging/ResultBrush.h"
#include "ui/canvas/staging/StagingBar.h"
#include "ui/canvas/staging/StagingDesk.h"
#include "ui/canvas/staging/StagingQuestion.h"
#include "ui/widgets/KeyText.h"

#include <QAction>
#include <QActionGroup>
#include <QKeyEvent>
#include <QMenu>

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
        m_do.showBefore->setChecked(false);
        feedCompare();
    }
    m_compare->setVisible(on);
    if (on) {
        m_compare->setFocus();
    } else {
        ++m_differences;
        m_compare->forget();
        m_view.setFocus();
    }
    update();
}

void StagingDesk::setBeforeShown(bool shown)
{
    if (shown) {
        m_do.compare->setChecked(false);
        m_view.setFocus();
    }
    m_view.setOriginalShown(shown);
}

void StagingDesk::feedCompare()
{
    const MipPyramid before = m_staging->before();
    const MipPyramid after = m_staging->finished();
    if (before.isNull() || after.isNull() || before.size() != after.size()) {
        return;
    }
    m_compare->compare(before, after, m_view.transform());
    ++m_differences;
    findDifferences();
}

void StagingDesk::findDifferences()
{
    if (!m_do.compare->isChecked() || m_compare->mode() != CompareView::Mode::Difference || !m_staging->placed()) {
        return;
    }
    const int turn = ++m_differences;
    m_pool.start([this, turn, before = m_staging->before(), after = m_staging->finished()] {
        if (turn != m_differences) {
            return; // another is wanted already
        }
        const MipPyramid map = MipPyramid::build(differenceMap(before.full(), after.full(), kGain));
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
        m_view.setOverlayShown(false); // painted on meanwhile, it was shown again
        m_staging->setBrushTarget(m_staging->brushTargets().contains(m_staging->brushTarget())
                                      ? m_staging->brushTarget()
                                      : m_staging->brushTargets().value(0));
        takeBrush();
        m_view.setFocus();
    } else {
        m_staging->endStroke();
        m_view.setStandIn(nullptr);
    }
    sayWhatIsBrushed();
    update();
}

/// The rail and the bar of options show the brush, where the operation has one.
void StagingDesk::takeBrush()
{
    const CanvasTool* const tool = m_view.tool();
    const QString id = tool != nullptr ? tool->about().id : QString();
    if (id != QLatin1String("brush") && id != QLatin1String("eraser")) {
        m_view.useTool(QStringLiteral("brush"));
    }
    m_view.setStandIn(m_brush.get());
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
            m_view.setOriginalShown(event->type() == QEvent::KeyPress);
        }
        return false; // it moves the picture, too
    }
    if (event->type() == QEvent::FocusOut) {
        m_do.showBefore->setChecked(false);
        m_view.setOriginalShown(false);
    }
    return false;
}

} // namespace maquette
