// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mesh/output/SizePicker.h"

#include "ui/widgets/Theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSpinBox>

#include <algorithm>

namespace maquette {

SizePicker::SizePicker(const QString& name, const QList<Choice>& choices, int least, int most, QWidget* parent)
    : QWidget(parent)
    , m_choices(choices)
    , m_named(new QComboBox(this))
    , m_width(new QSpinBox(this))
    , m_height(new QSpinBox(this))
{
    setRole(this, QStringLiteral("plain"));
    for (const Choice& choice : choices) {
        m_named->addItem(choice.name);
    }
    m_named->addItem(tr("Own size"));
    m_named->setObjectName(name + QStringLiteral("SizeName"));
    m_named->setAccessibleName(tr("Size by name"));
    m_named->setToolTip(tr("Usual sizes"));
    const auto build = [&](QSpinBox* box, const QString& side, const QString& label, const QString& tip) {
        box->setObjectName(name + side);
        box->setAccessibleName(label);
        box->setToolTip(tip);
        box->setRange(least, most);
        box->setAccelerated(true);
        connect(box, &QSpinBox::valueChanged, this, [this] {
            showChoice();
            Q_EMIT changed();
        });
    };
    build(m_width, QStringLiteral("Width"), tr("Width in pixels"), tr("Pixels from left to right"));
    build(m_height, QStringLiteral("Height"), tr("Height in pixels"), tr("Pixels from top to bottom"));
    auto* times = new QLabel(QStringLiteral("×"), this);
    setRole(times, QStringLiteral("body"));
    auto* pixels = new QLabel(tr("px"), this);
    setRole(pixels, QStringLiteral("body"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metrics::kGrid * 2);
    row->addWidget(m_named, 1);
    row->addWidget(m_width);
    row->addWidget(times);
    row->addWidget(m_height);
    row->addWidget(pixels);
    setFocusProxy(m_named);
    if (!choices.isEmpty()) {
        setSize(choices.first().size);
    }
    connect(m_named, &QComboBox::activated, this, [this](int index) {
        if (index < m_choices.size()) {
            setSize(m_choices.at(index).size);
        } else {
            m_width->setFocus();
            m_width->selectAll();
        }
    });
}

QSize SizePicker::size() const
{
    return {m_width->value(), m_height->value()};
}

void SizePicker::setSize(const QSize& size)
{
    {
        const QSignalBlocker quietWidth(m_width);
        const QSignalBlocker quietHeight(m_height);
        m_width->setValue(size.width());
        m_height->setValue(size.height());
    }
    showChoice();
    Q_EMIT changed();
}

void SizePicker::showChoice()
{
    const auto found = std::find_if(m_choices.begin(), m_choices.end(),
                                    [this](const Choice& choice) { return choice.size == size(); });
    m_named->setCurrentIndex(int(found - m_choices.begin()));
}

} // namespace maquette
