// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/gallery/LibraryGrid.h"

#include "ui/gallery/LibraryKeys.h"
#include "ui/widgets/Theme.h"
#include "ui/widgets/items/Formats.h"
#include "ui/widgets/items/HandOut.h"
#include "ui/widgets/items/ItemListModel.h"
#include "ui/widgets/items/Thumbnails.h"
#include "ui/widgets/items/TilePainter.h"

#include <QAction>
#include <QApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>

namespace maquette {

namespace {
constexpr int kCaption = 20;
constexpr int kScrollBarRoom = 12;
} // namespace

class LibraryGrid::Delegate : public QStyledItemDelegate
{
public:
    Delegate(LibraryGrid& grid, const Catalogue& catalogue)
        : QStyledItemDelegate(&grid)
        , m_grid(grid)
        , m_catalogue(catalogue)
    {
    }

    QString shown;

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& /*option*/, const QModelIndex& /*index*/) const override
    {
        return m_grid.gridSize();
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const GalleryItem* item = m_grid.m_items.item(index.row());
        if (!item) {
            return;
        }
        TileLook look;
        look.picture = QRectF(QPointF(option.rect.topLeft()) + QPointF(kInset, kInset), QSizeF(m_grid.m_tile));
        look.caption = QRectF(look.picture.left(), look.picture.bottom() + 3, look.picture.width(), 16);
        look.left = formats::operationShort(m_catalogue, item->operation);
        look.right = item->operation.isEmpty() ? QString() : formats::costShort(item->cost);
        look.current = shown.isEmpty() ? index == m_grid.currentIndex() : item->id == shown;
        look.focused = option.state.testFlag(QStyle::State_HasFocus) && m_grid.isByKeyboard();
        look.hovered = option.state.testFlag(QStyle::State_MouseOver);
        const auto wish =
            Thumbnails::covering(item->asset, look.picture.size(), painter->device()->devicePixelRatioF());
        const QImage picture = m_grid.m_thumbnails.get(wish);
        look.broken = picture.isNull() && m_grid.m_thumbnails.isBroken(wish);
        paintTile(*painter, look, *item, picture);
    }

private:
    LibraryGrid& m_grid;
    const Catalogue& m_catalogue;
};

LibraryGrid::LibraryGrid(ItemListModel& model, const Catalogue& catalogue, Thumbnails& thumbnails, HandOut& handOut,
                         LibraryKeys& keys, QWidget* parent)
    : QListView(parent)
    , m_items(model)
    , m_thumbnails(thumbnails)
    , m_handOut(handOut)
    , m_keys(keys)
    , m_delegate(new Delegate(*this, catalogue))
{
    setObjectName(QStringLiteral("libraryGrid"));
    setAccessibleName(tr("Everything in the library"));
    setFlow(QListView::LeftToRight);
    setWrapping(true);
    setResizeMode(QListView::Adjust);
    setUniformItemSizes(true);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    setTabKeyNavigation(false);
    setProperty("mqOwnFocus", true); // the delegate draws it around the tile
    setItemDelegate(m_delegate);
    setModel(&model);
    connectKeys();
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &LibraryGrid::inspectSight);
    connect(verticalScrollBar(), &QScrollBar::rangeChanged, this, &LibraryGrid::inspectSight);
    connect(&m_thumbnails, &Thumbnails::changed, viewport(), qOverload<>(&QWidget::update));
    connect(&Theme::instance(), &Theme::changed, viewport(), qOverload<>(&QWidget::update));
}

std::pair<QSize, int> LibraryGrid::arrangement(int width)
{
    const int columns = std::max(1, width / (kLeastTile + kGap));
    const int cell = width / columns;
    const int side = std::max(1, cell - 2 * kInset);
    return {QSize(side, side), columns};
}

void LibraryGrid::setShown(const QString& itemId)
{
    m_delegate->shown = itemId;
    viewport()->update();
}

void LibraryGrid::resizeEvent(QResizeEvent* event)
{
    // The scroll bar's room is always kept, so that its coming does not change the columns.
    std::tie(m_tile, m_columns) = arrangement(width() - kScrollBarRoom);
    const QSize cell(m_tile.width() + 2 * kInset, m_tile.height() + 2 * kInset + kCaption);
    if (gridSize() != cell) {
        setGridSize(cell);
    }
    verticalScrollBar()->setSingleStep(cell.height() / 3);
    QListView::resizeEvent(event);
    inspectSight();
}

void LibraryGrid::showEvent(QShowEvent* event)
{
    QListView::showEvent(event);
    inspectSight();
}

void LibraryGrid::inspectSight()
{
    if (!isVisible() || gridSize().height() <= 0) {
        return;
    }
    const int firstRow = verticalScrollBar()->value() / gridSize().height();
    const int rows = viewport()->height() / gridSize().height() + 2;
    QList<ThumbnailRequest> sight;
    for (int row = firstRow * m_columns; row < (firstRow + rows) * m_columns; ++row) {
        if (const GalleryItem* item = m_items.item(row)) {
            sight.append(Thumbnails::covering(item->asset, m_tile, devicePixelRatioF()));
        }
    }
    m_thumbnails.setVisible(sight);
    const QScrollBar* bar = verticalScrollBar();
    if (m_items.canFetchMore({}) && bar->maximum() - bar->value() < 2 * viewport()->height()) {
        // Not from within the layout that moved the scroll bar.
        QMetaObject::invokeMethod(
            this, [this] { m_items.fetchMore({}); }, Qt::QueuedConnection);
    }
}

void LibraryGrid::openRow(int row)
{
    if (const GalleryItem* item = m_items.item(row)) {
        Q_EMIT itemOpened(GalleryItem(*item));
    }
}

void LibraryGrid::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QListView::currentChanged(current, previous);
    if (const GalleryItem* item = m_items.item(current.row())) {
        m_delegate->shown.clear();
        viewport()->update();
        Q_EMIT itemChosen(GalleryItem(*item));
    }
}

void LibraryGrid::focusInEvent(QFocusEvent* event)
{
    m_byKeyboard = event->reason() != Qt::MouseFocusReason;
    QListView::focusInEvent(event);
}

void LibraryGrid::connectKeys()
{
    const auto move = [this](const QAction* step, CursorAction where) {
        connect(step, &QAction::triggered, this, [this, where] {
            m_byKeyboard = true;
            setCurrentIndex(moveCursor(where, Qt::NoModifier));
        });
    };
    move(m_keys.left, MoveLeft);
    move(m_keys.right, MoveRight);
    move(m_keys.up, MoveUp);
    move(m_keys.down, MoveDown);
    move(m_keys.first, MoveHome);
    move(m_keys.last, MoveEnd);
    move(m_keys.pageUp, MovePageUp);
    move(m_keys.pageDown, MovePageDown);
    connect(m_keys.open, &QAction::triggered, this, [this] { openRow(currentIndex().row()); });
    const auto tell = [this] { setToolTip(tr("Drag a result to another program. %1").arg(m_keys.keyHint())); };
    connect(&m_keys, &PlaceActions::changed, this, tell);
    m_keys.attach(this);
    tell();
}

void LibraryGrid::keyPressEvent(QKeyEvent* event)
{
    // Its keys are commands; letters and digits are commands of the window here, not a search in the list.
    event->ignore();
}

void LibraryGrid::mousePressEvent(QMouseEvent* event)
{
    m_byKeyboard = false;
    const QModelIndex index = indexAt(event->pos());
    m_pressRow = event->button() == Qt::LeftButton ? index.row() : -1;
    m_pressPoint = event->pos();
    if (const GalleryItem* item = m_items.item(m_pressRow)) {
        m_handOut.prepare(*item);
        setCurrentIndex(index);
    }
}

void LibraryGrid::mouseMoveEvent(QMouseEvent* event)
{
    const bool far = (event->pos() - m_pressPoint).manhattanLength() >= QApplication::startDragDistance();
    const GalleryItem* item = m_items.item(m_pressRow);
    if (!item || !far || !event->buttons().testFlag(Qt::LeftButton)) {
        QListView::mouseMoveEvent(event);
        return;
    }
    QImage picture = m_thumbnails.get(Thumbnails::covering(item->asset, m_tile, devicePixelRatioF()));
    picture.setDevicePixelRatio(devicePixelRatioF());
    if (m_handOut.drag(this, QPixmap::fromImage(picture))) {
        m_pressRow = -1;
    }
}

void LibraryGrid::mouseReleaseEvent(QMouseEvent* /*event*/)
{
    m_pressRow = -1;
}

void LibraryGrid::mouseDoubleClickEvent(QMouseEvent* event)
{
    openRow(indexAt(event->pos()).row());
}

} // namespace maquette
