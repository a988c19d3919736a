// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompt/StyleGrid.h"

#include "ui/prompt/StylePictures.h"
#include "ui/widgets/Theme.h"

#include <QLabel>
#include <QListWidget>
#include <QPainter>
#include <QPainterPath>
#include <QScrollBar>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

namespace maquette {

namespace {

constexpr int kColumns = 5;
constexpr int kPicture = 80; // px
constexpr QSize kCell(92, 108);
constexpr int kHintHeight = 24;

/// A tile: picture, name below, the accent line round the current one.
class TileDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const ThemeColours& colours = Theme::instance().colours();
        const QRectF frame(option.rect.center().x() - kPicture / 2.0 + 1, option.rect.top() + 4, kPicture, kPicture);
        painter->save();
        painter->setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
        QPainterPath shape;
        shape.addRoundedRect(frame, metrics::kRadius, metrics::kRadius);
        painter->fillPath(shape, colours.ground3);
        const QPixmap picture = StylePictures::instance().picture(index.data(Qt::UserRole).toString());
        if (picture.isNull()) {
            painter->setPen(colours.text3);
            painter->drawText(frame, Qt::AlignCenter, index.data().toString().left(1));
        } else {
            painter->save();
            painter->setClipPath(shape);
            painter->drawPixmap(frame, picture, picture.rect());
            painter->restore();
        }
        const bool isCurrent = option.state.testFlag(QStyle::State_Selected);
        if (isCurrent || option.state.testFlag(QStyle::State_MouseOver)) {
            painter->setPen(QPen(isCurrent ? colours.accent : colours.text3, isCurrent ? 2.0 : 1.0));
            painter->drawRoundedRect(frame.adjusted(-2, -2, 2, 2), metrics::kRadius + 2, metrics::kRadius + 2);
        }
        painter->setFont(Theme::font(metrics::kFontSmall, isCurrent));
        painter->setPen(isCurrent ? colours.text1 : colours.text2);
        const QRectF name(option.rect.left(), frame.bottom() + 5, option.rect.width(), 16);
        painter->drawText(
            name, Qt::AlignHCenter | Qt::AlignTop,
            painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, int(name.width()) - 4));
        painter->restore();
    }

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return kCell; }
};

} // namespace

StyleGrid::StyleGrid(const QList<Choice>& styles, QWidget* parent)
    : QWidget(parent)
    , m_list(new QListWidget(this))
    , m_hint(new QLabel(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::kGrid);
    column->addWidget(m_list);
    column->addWidget(m_hint);
    setRole(m_hint, QStringLiteral("hint"));
    m_list->setObjectName(QStringLiteral("styleGrid"));
    m_list->setAccessibleName(tr("Style presets"));
    m_list->setViewMode(QListView::IconMode);
    m_list->setMovement(QListView::Static);
    m_list->setResizeMode(QListView::Adjust);
    m_list->setUniformItemSizes(true);
    m_list->setGridSize(kCell);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setItemDelegate(new TileDelegate(m_list));
    m_list->setMouseTracking(true);
    setFocusProxy(m_list);

    const auto add = [this](const QString& text, const QString& value, const QString& hint) {
        auto* item = new QListWidgetItem(text, m_list);
        item->setData(Qt::UserRole, value);
        item->setToolTip(hint);
    };
    add(tr("None"), {}, tr("The prompt alone decides."));
    for (const Choice& style : styles) {
        add(style.label.isEmpty() ? style.value : style.label, style.value, style.hint);
    }
    const int rows = (m_list->count() + kColumns - 1) / kColumns;
    const int bar = m_list->verticalScrollBar()->sizeHint().width();
    m_list->setFixedWidth(kColumns * kCell.width() + bar + 4);
    m_fullHeight = rows * kCell.height() + 4;
    setFixedWidth(m_list->maximumWidth());
    fitInto(m_fullHeight + kHintHeight);

    connect(&StylePictures::instance(), &StylePictures::ready, m_list->viewport(), qOverload<>(&QWidget::update));
    connect(m_list, &QListWidget::currentRowChanged, this, &StyleGrid::showHint);
    connect(m_list, &QListWidget::itemEntered, this, [this](QListWidgetItem* item) { showHint(m_list->row(item)); });
    const auto choose = [this](QListWidgetItem* item) { Q_EMIT chosen(item->data(Qt::UserRole).toString()); };
    connect(m_list, &QListWidget::itemClicked, this, choose);
    connect(m_list, &QListWidget::itemActivated, this, choose);
}

void StyleGrid::setCurrent(const QString& style)
{
    for (int row = 0; row < m_list->count(); ++row) {
        if (m_list->item(row)->data(Qt::UserRole).toString() == style) {
            m_list->setCurrentRow(row);
            m_list->scrollToItem(m_list->item(row));
        }
    }
}

void StyleGrid::fitInto(int height)
{
    m_list->setFixedHeight(qBound(kCell.height(), height - kHintHeight, m_fullHeight));
}

void StyleGrid::showHint(int row)
{
    m_hint->setText(row >= 0 ? m_list->item(row)->toolTip() : QString());
}

} // namespace maquette
