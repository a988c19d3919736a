// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/StripView.h"

#include "ui/jobs/StripDelegate.h"
#include "ui/jobs/StripModel.h"
#include "ui/widgets/DisabledReason.h"
#include "ui/widgets/PlaceActions.h"
#include "ui/widgets/Theme.h"
#include "ui/widgets/items/HandOut.h"
#include "ui/widgets/items/JobActions.h"
#include "ui/widgets/items/Thumbnails.h"

#include <QAction>
#include <QApplication>
#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QToolTip>
#include <QWheelEvent>

namespace maquette {

StripView::StripView(StripModel& model, Thumbnails& thumbnails, HandOut& handOut, QWidget* parent)
    : QListView(parent)
    , m_strip(model)
    , m_thumbnails(thumbnails)
    , m_handOut(handOut)
    , m_keys(new PlaceActions(QStringLiteral("strip"), tr("Strip"), this))
{
    setObjectName(QStringLiteral("stripView"));
    setAccessibleName(tr("Jobs and results"));
    setFlow(QListView::LeftToRight);
    setWrapping(false);
    setUniformItemSizes(true);
    setGridSize(StripDelegate::kCell);
    setSelectionMode(QAbstractItemView::NoSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    setTabKeyNavigation(false);
    setProperty("mqOwnFocus", true); // the delegate draws it around the tile
    horizontalScrollBar()->setSingleStep(StripDelegate::kCell.width());
    makeKeys(); // before the model: with it the current row is first told
    setModel(&model);
    connect(horizontalScrollBar(), &QScrollBar::valueChanged, this, &StripView::inspectSight);
    connect(horizontalScrollBar(), &QScrollBar::rangeChanged, this, &StripView::inspectSight);
}

void StripView::setStripDelegate(StripDelegate* delegate)
{
    m_delegate = delegate;
    setItemDelegate(delegate);
}

void StripView::inspectSight()
{
    const QScrollBar* bar = horizontalScrollBar();
    if (m_strip.canFetchMore({}) && bar->maximum() - bar->value() < viewport()->width()) {
        // Not from within the layout that moved the scroll bar.
        QMetaObject::invokeMethod(
            this, [this] { m_strip.fetchMore({}); }, Qt::QueuedConnection);
    }
    const int first = bar->value() / StripDelegate::kCell.width();
    const int count = viewport()->width() / StripDelegate::kCell.width() + 2;
    QList<ThumbnailRequest> sight;
    for (int row = first; row < first + count; ++row) {
        if (const GalleryItem* item = m_strip.item(row)) {
            sight.append(Thumbnails::covering(item->asset, {StripDelegate::kTileWidth, StripDelegate::kTileHeight},
                                              devicePixelRatioF()));
        }
    }
    if (isVisible()) {
        m_thumbnails.setVisible(sight);
    }
}

void StripView::resizeEvent(QResizeEvent* event)
{
    QListView::resizeEvent(event);
    inspectSight();
}

void StripView::wheelEvent(QWheelEvent* event)
{
    const QPoint pixels = event->pixelDelta();
    const QPoint turned = pixels.isNull() ? event->angleDelta() : pixels;
    const int delta = std::abs(turned.x()) > std::abs(turned.y()) ? turned.x() : turned.y();
    horizontalScrollBar()->setValue(horizontalScrollBar()->value() - delta);
    event->accept();
}

void StripView::step(int to)
{
    const int row = std::clamp(to, 0, m_strip.rowCount() - 1);
    if (m_strip.rowCount() == 0 || row == currentIndex().row()) {
        return;
    }
    setCurrentIndex(m_strip.index(row));
    scrollTo(currentIndex());
    Q_EMIT rowChosen(row);
}

void StripView::focusInEvent(QFocusEvent* event)
{
    m_byKeyboard = event->reason() != Qt::MouseFocusReason;
    QListView::focusInEvent(event);
}

void StripView::makeKeys()
{
    const auto addStep = [this](const char* name, const QString& text, Qt::Key key, auto&& to) {
        connect(m_keys->addStep(QLatin1String(name), text, {key}), &QAction::triggered, this, [this, to] {
            m_byKeyboard = true;
            step(to());
        });
    };
    const auto row = [this] { return currentIndex().row(); };
    const auto page = [this] { return std::max(1, viewport()->width() / StripDelegate::kCell.width()); };
    addStep("strip.previous", tr("The one before"), Qt::Key_Left, [row] { return row() - 1; });
    addStep("strip.next", tr("The one after"), Qt::Key_Right, [row] { return row() + 1; });
    addStep("strip.first", tr("To the beginning"), Qt::Key_Home, [] { return 0; });
    addStep("strip.last", tr("To the end"), Qt::Key_End, [this] { return m_strip.rowCount() - 1; });
    addStep("strip.pageBack", tr("A page back"), Qt::Key_PageUp, [row, page] { return row() - page(); });
    addStep("strip.pageOn", tr("A page on"), Qt::Key_PageDown, [row, page] { return row() + page(); });
    m_do.open = m_keys->add(QStringLiteral("strip.open"), tr("Open"), {}, {Qt::Key_Return, Qt::Key_Enter});
    m_do.end = m_keys->add(QStringLiteral("strip.end"), tr("Cancel or dismiss the job"),
                           QStringLiteral("dialog-cancel"), {Qt::Key_Delete});
    connect(m_do.open, &QAction::triggered, this, [this] { Q_EMIT rowOpened(currentIndex().row()); });
    connect(m_do.end, &QAction::triggered, this, [this] { Q_EMIT endAsked(currentIndex().row()); });
    connect(&m_strip, &QAbstractItemModel::dataChanged, this, &StripView::judgeKeys);
    connect(&m_strip, &QAbstractItemModel::rowsRemoved, this, &StripView::judgeKeys);
    connect(&m_strip, &QAbstractItemModel::modelReset, this, &StripView::judgeKeys);
    const auto tell = [this] { setToolTip(tr("Drag a result to another program. %1").arg(m_keys->keyHint())); };
    connect(m_keys, &PlaceActions::changed, this, tell);
    m_keys->attach(this);
    judgeKeys();
    tell();
}

void StripView::judgeKeys()
{
    setDisabledReason(m_do.open, currentIndex().isValid() ? QString() : tr("Nothing is chosen in the strip."));
    setDisabledReason(m_do.end, m_strip.job(currentIndex().row()) ? QString() : tr("No job is chosen in the strip."));
}

void StripView::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QListView::currentChanged(current, previous);
    judgeKeys();
}

void StripView::keyPressEvent(QKeyEvent* event)
{
    // Its keys are commands; letters and digits are commands of the window here, not a search in the list.
    event->ignore();
}

StripView::Press StripView::partAt(int row, QPoint point) const
{
    const Job* job = m_strip.job(row);
    const QRect cell = cellOf(row);
    if (job && endingActionFor(*job) && StripDelegate::endRect(cell).contains(point)) {
        return Press::End;
    }
    if (job && job->state == JobState::Queued && job->paused && StripDelegate::resumeRect(cell).contains(point)) {
        return Press::Resume;
    }
    return Press::Row;
}

void StripView::mousePressEvent(QMouseEvent* event)
{
    m_byKeyboard = false;
    const QModelIndex index = indexAt(event->pos());
    if (event->button() != Qt::LeftButton || !index.isValid()) {
        m_press = Press::None;
        return;
    }
    m_pressRow = index.row();
    m_pressPoint = event->pos();
    m_press = partAt(m_pressRow, event->pos());
    if (const GalleryItem* item = m_strip.item(m_pressRow)) {
        m_handOut.prepare(*item);
    }
}

void StripView::mouseMoveEvent(QMouseEvent* event)
{
    const bool far = (event->pos() - m_pressPoint).manhattanLength() >= QApplication::startDragDistance();
    if (m_press == Press::Row && event->buttons().testFlag(Qt::LeftButton) && far && m_strip.item(m_pressRow)) {
        pullOut();
        return;
    }
    QListView::mouseMoveEvent(event);
}

void StripView::pullOut()
{
    const GalleryItem* item = m_strip.item(m_pressRow);
    QImage picture = m_thumbnails.get(Thumbnails::covering(
        item->asset, {StripDelegate::kTileWidth, StripDelegate::kTileHeight}, devicePixelRatioF()));
    picture.setDevicePixelRatio(devicePixelRatioF());
    if (m_handOut.drag(this, QPixmap::fromImage(picture))) {
        m_press = Press::None;
    }
}

void StripView::mouseReleaseEvent(QMouseEvent* event)
{
    const Press press = std::exchange(m_press, Press::None);
    const QModelIndex index = indexAt(event->pos());
    if (press == Press::None || index.row() != m_pressRow || partAt(m_pressRow, event->pos()) != press) {
        return;
    }
    if (press == Press::End) {
        Q_EMIT endAsked(m_pressRow);
    } else if (press == Press::Resume) {
        Q_EMIT resumeAsked(m_pressRow);
    } else {
        setCurrentIndex(index);
        Q_EMIT rowChosen(m_pressRow);
        if (m_strip.job(m_pressRow)) {
            Q_EMIT rowOpened(m_pressRow);
        }
    }
}

void StripView::mouseDoubleClickEvent(QMouseEvent* event)
{
    const QModelIndex index = indexAt(event->pos());
    if (index.isValid() && m_strip.item(index.row())) {
        Q_EMIT rowOpened(index.row());
    }
}

void StripView::contextMenuEvent(QContextMenuEvent* event)
{
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    const QModelIndex index = byKey ? currentIndex() : indexAt(event->pos());
    if (index.isValid()) {
        const QPoint place = byKey ? viewport()->mapToGlobal(visualRect(index).center()) : event->globalPos();
        Q_EMIT menuAsked(index.row(), place);
    }
}

bool StripView::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        auto* help = static_cast<QHelpEvent*>(event);
        const QModelIndex index = indexAt(help->pos());
        const Job* job = index.isValid() ? m_strip.job(index.row()) : nullptr;
        if (job && partAt(index.row(), help->pos()) == Press::End) {
            const JobAction action = *endingActionFor(*job);
            QToolTip::showText(help->globalPos(),
                               QStringLiteral("%1: %2").arg(actionLabel(action), actionMeaning(action)), this,
                               StripDelegate::endRect(visualRect(index)));
            return true;
        }
        if (job && partAt(index.row(), help->pos()) == Press::Resume) {
            QToolTip::showText(help->globalPos(), actionMeaning(JobAction::Resume), this);
            return true;
        }
    }
    return QListView::viewportEvent(event);
}

} // namespace maquette
