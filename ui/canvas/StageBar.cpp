// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/StageBar.h"

#include "ui/canvas/StageActions.h"
#include "ui/widgets/Theme.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLocale>
#include <QMenu>
#include <QToolButton>

namespace maquette {

StageBar::StageBar(const StageActions& actions, QWidget* parent)
    : QFrame(parent)
    , m_zoom(new QToolButton(this))
{
    setObjectName(QStringLiteral("stageBar"));
    setRole(this, QStringLiteral("toolbar"));
    auto* fit = button(actions.fit, QStringLiteral("stageFit"));
    fit->setToolButtonStyle(Qt::ToolButtonTextOnly);

    m_zoom->setObjectName(QStringLiteral("stageZoom"));
    m_zoom->setAccessibleName(tr("Zoom"));
    m_zoom->setToolTip(tr("Zoom: one picture pixel per screen pixel is 100 %"));
    setRole(m_zoom, QStringLiteral("flat"));
    m_zoom->setPopupMode(QToolButton::InstantPopup);
    m_zoom->setFocusPolicy(Qt::TabFocus);
    m_zoom->setFont(Theme::font(metrics::kFontSmall));
    auto* menu = new QMenu(m_zoom);
    menu->addAction(actions.zoomIn);
    menu->addAction(actions.zoomOut);
    menu->addSeparator();
    for (const int percent : {800, 400, 200, 100, 50, 25}) {
        menu->addAction(tr("%1 %").arg(percent), this, [this, percent] { Q_EMIT zoomPicked(percent / 100.0); });
    }
    m_zoom->setMenu(menu);

    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(3, 3, 3, 3);
    layout->setSpacing(0);
    layout->addWidget(fit);
    layout->addWidget(m_zoom);
    layout->addWidget(button(actions.actualSize, QStringLiteral("stageActualSize")));
    layout->addWidget(button(actions.fullView, QStringLiteral("stageFullView")));
    showZoom(1.0);
}

QToolButton* StageBar::button(QAction* action, const QString& name)
{
    auto* made = new QToolButton(this);
    made->setObjectName(name);
    made->setDefaultAction(action);
    made->setAccessibleName(action->text());
    made->setFocusPolicy(Qt::TabFocus);
    made->setIconSize({metrics::kIcon, metrics::kIcon});
    setRole(made, action->icon().isNull() ? QStringLiteral("flat") : QStringLiteral("tool"));
    return made;
}

QString StageBar::percentText(double scale)
{
    const double percent = scale * 100.0;
    QLocale plain;
    plain.setNumberOptions(QLocale::OmitGroupSeparator);
    return tr("%1 %").arg(plain.toString(percent, 'f', percent < 9.95 ? 1 : 0));
}

void StageBar::showZoom(double scale)
{
    m_zoom->setText(percentText(scale));
    m_zoom->setAccessibleDescription(m_zoom->text());
    adjustSize();
}

} // namespace maquette
