// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/BalanceButton.h"

#include "app/studio/ErrorText.h"
#include "ui/widgets/Theme.h"

#include <QPainter>
#include <QStyleOptionButton>

namespace maquette {

namespace {

constexpr int kSide = 12; // px
constexpr int kGap = 6;   // px

} // namespace

BalanceButton::BalanceButton(QWidget* parent)
    : QPushButton(parent)
{
    setObjectName(QStringLiteral("balanceButton"));
    setFixedHeight(metrics::kControl);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setBalance({});
}

QString BalanceButton::figure() const
{
    return m_balance.ledger.known ? m_balance.ledger.balance.toDisplay() : QStringLiteral("–");
}

QString BalanceButton::unit() const
{
    return m_short ? tr("cr") : tr("credits");
}

QString BalanceButton::held() const
{
    if (isStale()) {
        return tr("not up to date");
    }
    if (!m_balance.ledger.known) {
        return m_balance.reading ? tr("reading …") : QString();
    }
    if (m_balance.ledger.held.milli == 0) {
        return {};
    }
    const QString amount = QChar(0x2212) + m_balance.ledger.held.toDisplay();
    return m_short ? amount : tr("%1 held").arg(amount);
}

QString BalanceButton::line() const
{
    return QStringList{figure(), unit(), held()}.join(QLatin1Char(' ')).trimmed();
}

void BalanceButton::setBalance(const BalanceView& balance)
{
    m_balance = balance;
    QString tip = tr("What there is, what is held and what was spent");
    if (balance.readError) {
        tip += QLatin1Char('\n') + errorText(*balance.readError, ErrorCost::Nothing).what;
    }
    setToolTip(tip);
    setAccessibleName(tr("Balance: %1").arg(line()));
    updateGeometry();
    update();
}

void BalanceButton::setShort(bool isShort)
{
    if (isShort != m_short) {
        m_short = isShort;
        setBalance(m_balance);
    }
}

QSize BalanceButton::sizeHint() const
{
    const QFontMetrics strong(Theme::font(metrics::kFontBody, true));
    const QFontMetrics plain(Theme::font(metrics::kFontBody));
    int width = 2 * kSide + strong.horizontalAdvance(figure()) + kGap + plain.horizontalAdvance(unit());
    if (!held().isEmpty()) {
        width += kGap + plain.horizontalAdvance(held());
    }
    return {width, metrics::kControl};
}

void BalanceButton::paintEvent(QPaintEvent*)
{
    QStyleOptionButton option;
    initStyleOption(&option);
    QPainter painter(this);
    style()->drawControl(QStyle::CE_PushButton, &option, &painter, this);
    const ThemeColours& colours = Theme::instance().colours();
    QRect room = rect().adjusted(kSide, 0, -kSide, 0);
    const auto write = [&](const QString& text, const QColor& colour, bool strong) {
        painter.setFont(Theme::font(metrics::kFontBody, strong));
        painter.setPen(colour);
        painter.drawText(room, static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter), text);
        room.setLeft(room.left() + painter.fontMetrics().horizontalAdvance(text) + kGap);
    };
    write(figure(), isStale() ? colours.text2 : colours.text1, true);
    write(unit(), isStale() ? colours.text2 : colours.text1, false);
    write(held(), isStale() ? colours.warn : colours.text3, false);
}

} // namespace maquette
