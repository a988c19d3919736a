// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompt/SendLine.h"

#include "ui/widgets/Theme.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace maquette {

namespace {

QPushButton* link(const QString& name, const QString& text, const QString& hint, QWidget* parent)
{
    auto* button = new QPushButton(parent);
    button->setObjectName(name);
    button->setText(text);
    button->setAccessibleName(text);
    button->setToolTip(hint);
    button->setAutoDefault(false);
    button->setCursor(Qt::PointingHandCursor);
    button->setFocusPolicy(Qt::TabFocus);
    button->setFont(Theme::font(metrics::kFontSmall));
    setRole(button, QStringLiteral("link"));
    return button;
}

} // namespace

SendLine::SendLine(QWidget* parent)
    : QWidget(parent)
    , m_summary(new QLabel(this))
    , m_link(link(QStringLiteral("seeWhatIsSent"), tr("See what will be sent"), {}, this))
    , m_offers(new QVBoxLayout)
{
    setObjectName(QStringLiteral("sendLine"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::kGrid);
    m_summary->setObjectName(QStringLiteral("sendSummary"));
    m_summary->setWordWrap(true);
    m_summary->setTextFormat(Qt::PlainText);
    setRole(m_summary, QStringLiteral("hint"));
    column->addWidget(m_summary);
    m_offers->setSpacing(2);
    column->addLayout(m_offers);
    column->addWidget(m_link, 0, Qt::AlignLeft);
    setFocusProxy(m_link);
    connect(m_link, &QPushButton::clicked, this, &SendLine::viewRequested);
    setKey({});
}

void SendLine::setPart(const CanvasPart& part)
{
    const bool bad = !part.problem.isEmpty();
    const bool both = bad && !part.summary.isEmpty();
    m_summary->setText(both ? part.summary + QLatin1Char('\n') + part.problem : bad ? part.problem : part.summary);
    m_summary->setAccessibleName(m_summary->text());
    setRole(m_summary, bad || part.caution ? QStringLiteral("problem") : QStringLiteral("hint"));
    if (part.offers == m_shown) {
        return;
    }
    m_shown = part.offers;
    while (QLayoutItem* item = m_offers->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater(); // it may be the one that was just pressed
        delete item;
    }
    for (const CanvasOffer& offer : qAsConst(m_shown)) {
        QPushButton* button = link(QStringLiteral("offer-") + offer.id, offer.label, offer.hint, this);
        m_offers->addWidget(button, 0, Qt::AlignLeft);
        button->show();
        connect(button, &QPushButton::clicked, this, [this, id = offer.id] { Q_EMIT offerTaken(id); });
    }
}

void SendLine::setKey(const QKeySequence& key)
{
    const QString hint = tr("The exact pixels, the mask and the words, before anything is paid");
    m_link->setToolTip(key.isEmpty() ? hint
                                     : QStringLiteral("%1 (%2)").arg(hint, key.toString(QKeySequence::NativeText)));
}

} // namespace maquette
