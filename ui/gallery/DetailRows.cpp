// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/gallery/DetailRows.h"

#include "ui/widgets/ElidedLabel.h"
#include "ui/widgets/Theme.h"

#include <QClipboard>
#include <QGridLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>

namespace maquette {

namespace {
constexpr int kLabelWidth = 84;
constexpr int kRowHeight = 22;
} // namespace

DetailRows::DetailRows(QWidget* parent)
    : QWidget(parent)
    , m_grid(new QGridLayout(this))
{
    setRole(this, QStringLiteral("plain"));
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(metrics::kMargin);
    m_grid->setVerticalSpacing(0);
    m_grid->setColumnMinimumWidth(0, kLabelWidth);
    m_grid->setColumnStretch(1, 1);
}

void DetailRows::clear()
{
    while (QLayoutItem* item = m_grid->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    m_rows = 0;
}

void DetailRows::add(const QString& name, const QString& label, const QString& value, Kind kind, const QString& whole)
{
    if (value.isEmpty()) {
        return;
    }
    auto* left = new ElidedLabel(label, this);
    setRole(left, QStringLiteral("body"));
    left->setFixedSize(kLabelWidth, kRowHeight);
    m_grid->addWidget(left, m_rows, 0);
    const QString copied = whole.isEmpty() ? value : whole;
    if (kind == Kind::Copies) {
        auto* button = new QPushButton(value, this);
        button->setObjectName(QStringLiteral("details.") + name);
        button->setAccessibleName(tr("%1 %2").arg(label, copied));
        button->setToolTip(whole.isEmpty() || whole == value ? tr("Click to copy")
                                                             : tr("%1\nClick to copy").arg(whole));
        button->setCursor(Qt::PointingHandCursor);
        setRole(button, QStringLiteral("inline"));
        connect(button, &QPushButton::clicked, this, [this, label, copied] {
            QGuiApplication::clipboard()->setText(copied);
            Q_EMIT this->copied(label);
        });
        m_grid->addWidget(button, m_rows, 1, Qt::AlignLeft | Qt::AlignVCenter);
    } else {
        auto* right = new ElidedLabel(value, this);
        right->setObjectName(QStringLiteral("details.") + name);
        right->setTextInteractionFlags(Qt::TextSelectableByMouse);
        right->setFixedHeight(kRowHeight);
        m_grid->addWidget(right, m_rows, 1);
    }
    ++m_rows;
}

} // namespace maquette
