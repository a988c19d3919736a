// SPDX-License-Identifier: GPL-3.0-or-later
// StagingDesk's commands, and where they are offered.
#include "ui/canvas/CanvasActions.h"
#include "ui/canvas/CanvasDesk.h"
#include "ui/canvas/CanvasView.h"
#include "ui/canvas/StageView.h"
#include "ui/canvas/staging/CompareView.h"
#include "ui/canvas/staging/RehearsalBar.h"
#include "ui/canvas/staging/ResultBrush.h"
#include "ui/canvas/staging/StagingBar.h"
#include "ui/canvas/staging/StagingDesk.h"
#include "ui/canvas/staging/StagingQuestion.h"
#include "ui/widgets/KeyText.h"
#include "ui/widgets/PlaceActions.h"

#include <QAction>
#include <QMenu>

namespace maquette {

QAction* StagingDesk::add(const char* name, const QString& text, const QString& shortText, const QString& tip,
                          const QList<QKeySequence>& keys)
{
    QAction* const action = m_keys->add(QLatin1String(name), text, {}, keys);
    action->setIconText(shortText);
    action->setToolTip(withKey(tip, action));
    return action;
}

void StagingDesk::makeActions()
{
    m_do.accept = add("results.accept", tr("Accept result"), tr("Accept"),
                      tr("Make this the picture on the canvas; the original stays in the library"),
                      {Qt::Key_Return, Qt::Key_Enter});
    m_do.discard = add("results.discard", tr("Discard result"), tr("Discard"),
                       tr("Take this result off the canvas; it stays in the library"), {Qt::Key_Escape});
    m_do.discardAll = add("results.discardAll", tr("Discard all results"), tr("Discard all"),
                          tr("Take every result off the canvas"), {QKeySequence(Qt::SHIFT | Qt::Key_Escape)});
    m_do.keep = add("results.keep", tr("Keep as a picture of its own"), tr("Keep"),
                    tr("Put this one into the library as it lies here, and go on looking"),
                    {QKeySequence(Qt::SHIFT | Qt::Key_Return), QKeySequence(Qt::SHIFT | Qt::Key_Enter)});
    makeLookActions();
    m_do.brush = add("results.brush", tr("Brush another through"), tr("Brush"),
                     tr("Paint this result away so that another shows through"), {});
    m_do.brush->setCheckable(true);
    m_do.colourMatch = add("results.colourMatch", tr("Match colours"), tr("Match colours"),
                           tr("Bring the result's colours to those around the mask"), {});
    m_do.colourMatch->setCheckable(true);
    m_do.keepMask = add("results.keepMask", tr("Keep the mask when accepting"), tr("Keep the mask"),
                        tr("Otherwise the mask is cleared"), {});
    m_do.keepMask->setCheckable(true);
    m_do.rehearse = add("results.rehearse", tr("Rehearse: a rough fill, free"), tr("Rehearse"),
                        tr("See roughly what filling the mask gives: made on this machine, nothing is sent"),
                        {QKeySequence(Qt::SHIFT | Qt::Key_F)});
    m_do.exportFile = add("stage.export", tr("Export …"), tr("Export"), tr("Write the picture to a file"),
                          {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_E)});
    m_keys->attach(&m_stage);
    connect(m_do.accept, &QAction::triggered, m_staging, &CanvasStaging::accept);
    connect(m_do.discard, &QAction::triggered, this, [this] {
        if (m_brushing) {
            setBrushing(false);
        } else if (m_do.compare->isChecked()) {
            m_do.compare->setChecked(false);
        } else if (m_rehearsal.isShown() || m_rehearsal.isBusy()) {
            m_rehearsal.end();
        } else {
            m_staging->discard();
        }
    });
    connect(m_do.discardAll, &QAction::triggered, m_staging, &CanvasStaging::discardAll);
    connect(m_do.keep, &QAction::triggered, m_staging, &CanvasStaging::keep);
    connect(m_do.brush, &QAction::toggled, this, &StagingDesk::setBrushing);
    connect(m_do.colourMatch, &QAction::triggered, m_staging, &CanvasStaging::setColourMatched);
    connect(m_do.keepMask, &QAction::triggered, m_staging, &CanvasStaging::setKeepsMask);
    connect(m_do.rehearse, &QAction::triggered, this, &StagingDesk::rehearse);
    connect(m_do.exportFile, &QAction::triggered, this, &StagingDesk::openExport);
}

void StagingDesk::makeLookActions()
{
    m_do.before = beforeAction();
    m_do.compare = add("results.compare", tr("Compare with the picture before"), tr("Compare"),
                       tr("A line to drag, side by side, or the differences"), {Qt::Key_C});
    m_do.compare->setCheckable(true);
    connect(m_do.compare, &QAction::toggled, this, &StagingDesk::setComparing);
    const auto addMode = [this](const char* name, const QString& text, const QString& tip, CompareView::Mode mode) {
        QAction* const action = add(name, text, text, tip, {});
        connect(action, &QAction::triggered, this, [this, mode] {
            m_compare->setMode(mode);
            m_do.compare->setChecked(true);
            m_compare->setFocus();
        });
        m_do.compareModes.append(action);
    };
    addMode("results.compareLine", tr("Compare with a line between"), tr("Before left of a line, after right of it"),
            CompareView::Mode::Slider);
    addMode("results.compareSides", tr("Compare side by side"), tr("Both beside each other with one zoom"),
            CompareView::Mode::SideBySide);
    addMode("results.compareDifferences", tr("Show the differences"), tr("Every pixel that differs, amplified"),
            CompareView::Mode::Difference);
    m_do.showBefore = add("results.showBefore", tr("Show the picture before"), tr("Before"),
                          tr("Until it is chosen again, or the next result is looked at"), {});
    m_do.showBefore->setCheckable(true);
    connect(m_do.showBefore, &QAction::toggled, this, &StagingDesk::setBeforeShown);
}

const PlaceActions& StagingDesk::lineKeys() const
{
    return m_compare->slider().keys();
}

/// Held, not triggered: the canvas's own key for the original does it, and the hand's, which is near at hand.
QAction* StagingDesk::beforeAction()
{
    auto* before = new QAction(tr("Hold: the picture before"), this);
    before->setIconText(tr("Before"));
    const auto named = [](const PlaceActions& keys, const char* name) -> QAction* {
        for (QAction* const action : keys.actions()) {
            if (action->objectName() == QLatin1String(name)) {
                return action;
            }
        }
        return nullptr;
    };
    m_original = named(m_stage.canvas().actions().keys(), "canvas.original");
    m_hand = named(m_stage.keys(), "stage.hand");
    const auto follow = [this, before] {
        before->setShortcut(m_original != nullptr ? m_original->shortcut() : QKeySequence());
        before->setToolTip(withKey(tr("Hold to see the picture before"), before));
    };
    if (m_original != nullptr) {
        connect(m_original, &QAction::changed, before, follow);
    }
    follow();
    return before;
}

void StagingDesk::makeMenus()
{
    m_brushMenu->setTitle(tr("What shows through"));
    m_brushMenu->setObjectName(QStringLiteral("brushMenu"));
    connect(m_brushMenu, &QMenu::aboutToShow, this, &StagingDesk::fillBrushMenu);
    QList<QAction*> more{m_do.keep, nullptr, m_do.showBefore};
    more += m_do.compareModes;
    more +=
        {nullptr, m_do.brush,     m_brushMenu->menuAction(), m_do.colourMatch, m_do.keepMask, nullptr, m_do.exportFile,
         nullptr, m_do.discardAll};
    m_bar = new StagingBar({m_do.before, m_do.compare, m_do.discard, m_do.accept, more}, &m_stage);
    m_rehearsalBar = new RehearsalBar(m_do.rehearse, &m_stage);
    m_stage.addMenuActions({m_do.exportFile});
    connect(m_bar, &StagingBar::stepped, this, &StagingDesk::step);
    connect(m_bar, &StagingBar::beforeHeld, &m_view, &CanvasView::setOriginalShown);
    connect(m_bar, &StagingBar::sizeWanted, this, &StagingDesk::place);
    connect(m_question, &StagingQuestion::answered, this, [this](bool yes) {
        if (yes) {
            m_staging->cancel(m_unsent);
        }
        update();
    });
    connect(m_brushPlate, &StagingQuestion::answered, this, [this] { setBrushing(false); });
    connect(m_rehearsalPlate, &StagingQuestion::answered, &m_rehearsal, &Rehearsal::end);
    connect(m_compare, &CompareView::closed, this, [this] { m_do.compare->setChecked(false); });
    connect(m_compare, &CompareView::modeChanged, this, &StagingDesk::findDifferences);
    connect(&m_rehearsal, &Rehearsal::changed, this, [this] {
        showPicture();
        update();
    });
}

} // namespace maquette
