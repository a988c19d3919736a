// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/PriceButton.h"

#include "ui/widgets/Theme.h"

#include <QPainter>
#include <QStyleOptionButton>

namespace maquette {

PriceButton::PriceButton(QWidget* parent)
    : QPushButton(parent)
{
    setRole(this, QStringLiteral("primary"));
    setFixedHeight(metrics::kPrimary);
}

void PriceButton::setTexts(const QString& action, const QString& detail)
{
    m_action = action;
    m_detail = detail;
    setAccessibleName(detail.isEmpty() ? action : QStringLiteral("%1, %2").arg(action, detail));
    updateGeometry();
    update();
}

void PriceButton::paintEvent(QPaintEvent*)
{
    QStyleOptionButton option;
    initStyleOption(&option);
    option.text.clear();
    QPainter painter(this);
    style()->drawControl(QStyle::CE_PushButton, &option, &painter, this);
    const ThemeColours& colours = Theme::instance().colours();
    painter.setPen(isEnabled() ? colours.onAccent : colours.text2);
    painter.setFont(Theme::font(metrics::kFontBody, true));
    const QRect room = rect().adjusted(14, 0, -14, 0);
    const int detailWidth = painter.fontMetrics().horizontalAdvance(m_detail);
    const QRect left = room.adjusted(0, 0, m_detail.isEmpty() ? 0 : -detailWidth - 8, 0);
    const Qt::Alignment side = m_detail.isEmpty() ? Qt::AlignHCenter : Qt::AlignLeft;
    painter.drawText(left, static_cast<int>(side | Qt::AlignVCenter),
                     painter.fontMetrics().elidedText(m_action, Qt::ElideRight, left.width()));
    painter.drawText(room, static_cast<int>(Qt::AlignRight | Qt::AlignVCenter), m_detail);
}

} // namespace maquette
