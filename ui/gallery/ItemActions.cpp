// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/gallery/ItemActions.h"

#include "app/studio/Studio.h"
#include "ui/widgets/DisabledReason.h"
#include "ui/widgets/Theme.h"
#include "ui/widgets/items/Formats.h"

#include <QGridLayout>
#include <QLabel>
#include <QPushButton>

namespace maquette {

ItemActions::ItemActions(Studio& studio, QWidget* parent)
    : QWidget(parent)
    , m_studio(studio)
    , m_variations(button(QStringLiteral("variations"), {}, tr("Orders the same request again with other seeds")))
    , m_reuse(button(QStringLiteral("reuse"), tr("Reuse settings"),
                     tr("Puts the prompt and all values into the form, with a new seed")))
    , m_reuseSeed(button(QStringLiteral("reuseSeed"), tr("With seed"),
                         tr("Puts the prompt, all values and this seed into the form: the same picture again")))
    , m_folder(button(QStringLiteral("folder"), tr("Show in folder"), tr("Opens the folder the file is kept in")))
    , m_copy(button(QStringLiteral("copy"), tr("Copy"), tr("Copies picture and file, to paste into other programs")))
    , m_reason(new QLabel(this))
{
    setRole(this, QStringLiteral("plain"));
    setRole(m_reason, QStringLiteral("hint"));
    m_reason->setObjectName(QStringLiteral("details.reason"));
    m_reason->setWordWrap(true);
    m_reuseSeed->setAccessibleName(tr("Reuse settings with seed"));
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(metrics::kMargin, metrics::kMargin, metrics::kMargin, metrics::kMargin);
    grid->setSpacing(metrics::kGrid * 2);
    grid->addWidget(m_variations, 0, 0, 1, 2);
    grid->addWidget(m_reuse, 1, 0);
    grid->addWidget(m_reuseSeed, 1, 1);
    grid->addWidget(m_folder, 2, 0);
    grid->addWidget(m_copy, 2, 1);
    grid->addWidget(m_reason, 3, 0, 1, 2);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);

    connect(m_variations, &QPushButton::clicked, this, [this] { Q_EMIT variationsAsked(kVariations); });
    connect(m_reuse, &QPushButton::clicked, this, [this] { Q_EMIT reuseAsked(false); });
    connect(m_reuseSeed, &QPushButton::clicked, this, [this] { Q_EMIT reuseAsked(true); });
    connect(m_folder, &QPushButton::clicked, this, &ItemActions::folderAsked);
    connect(m_copy, &QPushButton::clicked, this, &ItemActions::copyAsked);
    connect(&m_studio, &Studio::balanceChanged, this, &ItemActions::refresh);
}

QPushButton* ItemActions::button(const QString& name, const QString& text, const QString& toolTip)
{
    auto* made = new QPushButton(text, this);
    made->setObjectName(QStringLiteral("details.") + name);
    made->setAccessibleName(text);
    made->setToolTip(toolTip);
    return made;
}

void ItemActions::showItem(const GalleryItem& item)
{
    m_item = item;
    refresh();
}

QString ItemActions::whyNoVariations() const
{
    if (!m_item.request) {
        return tr("This file was imported: there are no settings to use again.");
    }
    if (!m_studio.catalogue().find(m_item.operation)) {
        return tr("The catalogue does not know %1 any more.").arg(m_item.operation);
    }
    return {};
}

void ItemActions::refresh()
{
    const QString reason = whyNoVariations();
    for (QPushButton* each : {m_variations, m_reuse}) {
        setDisabledReason(each, reason);
    }
    setDisabledReason(m_reuseSeed, !reason.isEmpty() ? reason
                                   : m_item.seed     ? QString()
                                                     : tr("The provider told no seed."));
    m_reason->setText(reason);

    QString text = tr("%1 variations").arg(kVariations);
    if (reason.isEmpty()) {
        Request request = *m_item.request;
        request.count = kVariations;
        request.seed.reset();
        const LedgerBalance balance = m_studio.balance().ledger;
        if (const auto price = m_studio.price(request)) {
            text = tr("%1 variations (%2)").arg(kVariations).arg(formats::costShort(*price));
            if (balance.known && balance.available() < *price) {
                const QString missing = tr("%1 missing.").arg(formats::costLong(*price - balance.available()));
                setDisabledReason(m_variations, missing);
                m_reason->setText(tr("Variations: %1").arg(missing));
            }
        }
    }
    m_variations->setText(text);
    m_variations->setAccessibleName(text);
    m_reason->setVisible(!m_reason->text().isEmpty());
}

} // namespace maquette
