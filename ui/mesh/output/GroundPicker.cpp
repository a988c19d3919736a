// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mesh/output/GroundPicker.h"

#include "ui/widgets/Theme.h"

#include <QColorDialog>
#include <QComboBox>
#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QStandardItemModel>

namespace maquette {

GroundPicker::GroundPicker(const QString& name, QWidget* parent)
    : QWidget(parent)
    , m_ground(new QComboBox(this))
    , m_pick(new QPushButton(tr("Choose …"), this))
    , m_own(Theme::coloursOf(false).ground0)
{
    setRole(this, QStringLiteral("plain"));
    m_ground->addItem(tr("As shown"), QStringLiteral("shown"));
    m_ground->addItem(tr("Transparent"), QStringLiteral("none"));
    m_ground->addItem(tr("White"), QStringLiteral("white"));
    m_ground->addItem(tr("Black"), QStringLiteral("black"));
    m_ground->addItem(tr("Own colour"), QStringLiteral("own"));
    m_ground->setObjectName(name + QStringLiteral("Ground"));
    m_ground->setAccessibleName(tr("Background"));
    m_ground->setToolTip(tr("What is behind the mesh"));
    m_pick->setObjectName(name + QStringLiteral("Colour"));
    m_pick->setAccessibleName(tr("Choose the background's colour"));
    m_pick->setToolTip(tr("Choose the background's colour"));
    m_pick->setAutoDefault(false);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metrics::kGrid * 2);
    row->addWidget(m_ground, 1);
    row->addWidget(m_pick);
    setFocusProxy(m_ground);
    showColour();
    connect(m_ground, &QComboBox::currentIndexChanged, this, [this] {
        showColour();
        Q_EMIT changed();
    });
    connect(m_pick, &QPushButton::clicked, this, &GroundPicker::pickColour);
}

bool GroundPicker::isTransparent() const
{
    return m_ground->currentData().toString() != QLatin1String("shown");
}

QColor GroundPicker::colour() const
{
    const QString ground = m_ground->currentData().toString();
    if (ground == QLatin1String("white")) {
        return Qt::white;
    }
    if (ground == QLatin1String("black")) {
        return Qt::black;
    }
    return ground == QLatin1String("own") ? m_own : QColor();
}

void GroundPicker::choose(const QString& ground)
{
    m_ground->setCurrentIndex(std::max(0, m_ground->findData(ground)));
}

void GroundPicker::setNoneReason(const QString& why)
{
    const int none = m_ground->findData(QStringLiteral("none"));
    auto* const model = qobject_cast<QStandardItemModel*>(m_ground->model());
    model->item(none)->setEnabled(why.isEmpty());
    m_ground->setItemData(none, why, Qt::ToolTipRole);
    if (!why.isEmpty() && m_ground->currentIndex() == none) {
        choose(QStringLiteral("white"));
    }
}

void GroundPicker::pickColour()
{
    auto* const dialog = new QColorDialog(m_own, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setObjectName(QStringLiteral("groundColour"));
    dialog->setWindowTitle(tr("Background"));
    connect(dialog, &QColorDialog::colorSelected, this, [this](const QColor& colour) {
        m_own = colour;
        showColour();
        Q_EMIT changed();
    });
    dialog->open();
}

void GroundPicker::showColour()
{
    m_pick->setVisible(m_ground->currentData().toString() == QLatin1String("own"));
    QPixmap swatch(QSize(metrics::kIcon, metrics::kIcon) * devicePixelRatioF());
    swatch.setDevicePixelRatio(devicePixelRatioF());
    swatch.fill(m_own);
    m_pick->setIcon(swatch);
}

} // namespace maquette
