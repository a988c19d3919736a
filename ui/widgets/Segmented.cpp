// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/Segmented.h"

#include "ui/widgets/DisabledReason.h"
#include "ui/widgets/Theme.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QPushButton>

namespace maquette {

Segmented::Segmented(QWidget* parent)
    : QWidget(parent)
    , m_group(new QButtonGroup(this))
    , m_row(new QHBoxLayout(this))
{
    setRole(this, QStringLiteral("segments"));
    m_row->setContentsMargins(2, 2, 2, 2);
    m_row->setSpacing(2);
    setFixedHeight(metrics::kControl);
    connect(m_group, &QButtonGroup::buttonToggled, this, [this](QAbstractButton* button, bool on) {
        button->setFocusPolicy(on ? Qt::StrongFocus : Qt::ClickFocus);
        if (on) {
            setFocusProxy(button);
            Q_EMIT currentChanged(button->property("mqId").toString());
        }
    });
}

void Segmented::addSegment(const QString& id, const QString& text, const QString& toolTip)
{
    auto* segment = new QPushButton(text, this);
    segment->setCheckable(true);
    segment->setAutoDefault(false);
    segment->setProperty("mqId", id);
    segment->setObjectName(QStringLiteral("segment-") + id);
    segment->setAccessibleName(text);
    segment->setToolTip(toolTip);
    segment->setFocusPolicy(Qt::ClickFocus);
    segment->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setRole(segment, QStringLiteral("segment"));
    m_group->addButton(segment);
    m_row->addWidget(segment, 1);
    if (m_group->buttons().size() == 1) {
        const QSignalBlocker quiet(m_group);
        segment->setChecked(true);
        segment->setFocusPolicy(Qt::StrongFocus);
        setFocusProxy(segment);
    }
}

void Segmented::clear()
{
    const QList<QAbstractButton*> all = m_group->buttons();
    for (QAbstractButton* const each : all) {
        m_group->removeButton(each);
        each->hide();
        each->deleteLater(); // it may be the one that was just pressed
    }
}

void Segmented::setSegmentReason(const QString& id, const QString& why)
{
    if (QAbstractButton* const found = button(id)) {
        setDisabledReason(found, why);
    }
}

QString Segmented::current() const
{
    const QAbstractButton* const checked = m_group->checkedButton();
    return checked != nullptr ? checked->property("mqId").toString() : QString();
}

void Segmented::setCurrent(const QString& id)
{
    if (QAbstractButton* const found = button(id)) {
        found->setChecked(true);
    }
}

int Segmented::count() const
{
    return static_cast<int>(m_group->buttons().size());
}

QAbstractButton* Segmented::button(const QString& id) const
{
    const QList<QAbstractButton*> all = m_group->buttons();
    for (QAbstractButton* const each : all) {
        if (each->property("mqId").toString() == id) {
            return each;
        }
    }
    return nullptr;
}

} // namespace maquette
