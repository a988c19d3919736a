// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/BusyPlate.h"

#include "ui/widgets/Theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QTimer>

namespace maquette {

namespace {
constexpr int kDelayMs = 300;
}

BusyPlate::BusyPlate(QWidget* parent)
    : QFrame(parent)
    , m_text(new QLabel(this))
    , m_delay(new QTimer(this))
{
    setObjectName(QStringLiteral("canvasBusy"));
    setRole(this, QStringLiteral("toolbar"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, 3, 3, 3);
    row->setSpacing(8);
    setRole(m_text, QStringLiteral("label"));
    auto* cancel = new QPushButton(tr("Cancel"), this);
    cancel->setObjectName(QStringLiteral("canvasBusyCancel"));
    cancel->setAccessibleName(tr("Cancel what is being worked out"));
    cancel->setToolTip(tr("Stops it; the mask stays as it is (Esc)"));
    setRole(cancel, QStringLiteral("flat"));
    row->addWidget(m_text);
    row->addWidget(cancel);
    connect(cancel, &QPushButton::clicked, this, &BusyPlate::cancelled);
    m_delay->setSingleShot(true);
    m_delay->setInterval(kDelayMs);
    connect(m_delay, &QTimer::timeout, this, [this] {
        show();
        Q_EMIT appeared();
    });
    hide();
}

void BusyPlate::setWork(const QString& what)
{
    if (what.isEmpty()) {
        m_delay->stop();
        hide();
        return;
    }
    m_text->setText(tr("%1 …").arg(what));
    setAccessibleName(m_text->text());
    m_delay->start();
}

} // namespace maquette
