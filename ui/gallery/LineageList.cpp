// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/gallery/LineageList.h"

#include "app/catalog/Catalogue.h"
#include "ui/widgets/Theme.h"
#include "ui/widgets/items/Formats.h"
#include "ui/widgets/items/Thumbnails.h"
#include "ui/widgets/items/TilePainter.h"

#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

namespace maquette {

namespace {
constexpr int kRowHeight = 42;
constexpr QSize kPicture{44, 34};
constexpr int kGap = 8;
} // namespace

LineageRow::LineageRow(GalleryItem item, QString title, QString detail, Thumbnails& thumbnails, QWidget* parent)
    : QAbstractButton(parent)
    , m_item(std::move(item))
    , m_title(std::move(title))
    , m_detail(std::move(detail))
    , m_thumbnails(thumbnails)
{
    setObjectName(QStringLiteral("lineage.") + m_item.id);
    setAccessibleName(QStringLiteral("%1, %2").arg(m_title, m_detail));
    setToolTip(tr("Show this step\n%1").arg(m_item.title));
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&m_thumbnails, &Thumbnails::changed, this, qOverload<>(&QWidget::update));
}

QSize LineageRow::sizeHint() const
{
    return {200, kRowHeight};
}

void LineageRow::paintEvent(QPaintEvent* /*event*/)
{
    const ThemeColours& colours = Theme::instance().colours();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF place(QPointF(0, (height() - kPicture.height()) / 2.0), QSizeF(kPicture));
    const QImage picture = m_thumbnails.get(Thumbnails::covering(m_item.asset, place.size(), devicePixelRatioF()));
    if (picture.isNull()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(colours.ground2);
        painter.drawRoundedRect(place, 4, 4);
    } else {
        paintCovering(painter, place, picture);
    }
    const int left = kPicture.width() + kGap;
    const QFont font = Theme::font(metrics::kFontBody);
    const QFontMetrics measure(font);
    const QString title = measure.elidedText(m_title, Qt::ElideRight, (width() - left) * 2 / 3);
    painter.setFont(font);
    painter.setPen(underMouse() ? colours.accent : colours.text1);
    painter.drawText(QRect(left, 0, width() - left, height()), Qt::AlignVCenter, title);
    const int detailLeft = left + measure.horizontalAdvance(title) + kGap;
    const QFont small = Theme::font(metrics::kFontSmall);
    painter.setFont(small);
    painter.setPen(colours.text2);
    const int room = width() - detailLeft;
    // One pixel lower: both texts then stand on the same line.
    painter.drawText(QRect(detailLeft, 1, room, height()), Qt::AlignVCenter,
                     QFontMetrics(small).elidedText(m_detail, Qt::ElideRight, room));
}

LineageList::LineageList(const Catalogue& catalogue, Thumbnails& thumbnails, QWidget* parent)
    : QWidget(parent)
    , m_catalogue(catalogue)
    , m_thumbnails(thumbnails)
    , m_steps(new QVBoxLayout)
    , m_cost(new QLabel(this))
{
    setRole(this, QStringLiteral("plain"));
    auto* heading = new QLabel(tr("How it was made"), this);
    setRole(heading, QStringLiteral("heading"));
    setRole(m_cost, QStringLiteral("hint"));
    m_cost->setObjectName(QStringLiteral("details.pathCost"));
    m_steps->setSpacing(0);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metrics::kGrid);
    layout->addWidget(heading);
    layout->addLayout(m_steps);
    layout->addSpacing(metrics::kGrid);
    layout->addWidget(m_cost);
}

void LineageList::show(const QList<GalleryItem>& line)
{
    while (QLayoutItem* step = m_steps->takeAt(0)) {
        step->widget()->deleteLater();
        delete step;
    }
    Credits sum;
    for (const GalleryItem& item : line) {
        addStep(item, &item == &line.constLast());
        sum += item.cost;
    }
    m_cost->setText(tr("This path has cost %1 so far.").arg(formats::costLong(sum)));
    setVisible(!line.isEmpty());
}

void LineageList::addStep(const GalleryItem& item, bool isShown)
{
    const Operation* operation = m_catalogue.find(item.operation);
    const QString name = formats::operationShort(m_catalogue, item.operation);
    QString title = isShown ? tr("This") : name;
    QString detail = formats::costLong(item.cost);
    if (item.operation.isEmpty()) {
        title = isShown ? tr("This") : item.title;
        detail = tr("imported");
    } else if (item.composed) {
        title = isShown ? tr("This") : tr("Put in place");
        detail = isShown ? tr("%1, put in place here, free").arg(name) : tr("%1, free").arg(name);
    } else if (isShown) {
        detail = tr("%1, %2").arg(name, formats::costLong(item.cost));
    } else if (operation && operation->group == QLatin1String("generate")) {
        title = tr("Generated");
        detail = tr("%1, %2").arg(name, formats::costLong(item.cost));
    }
    auto* row = new LineageRow(item, title, detail, m_thumbnails, this);
    connect(row, &QAbstractButton::clicked, this, [this, row] { Q_EMIT itemActivated(row->item()); });
    m_steps->addWidget(row);
}

} // namespace maquette
