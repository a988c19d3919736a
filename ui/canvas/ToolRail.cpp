// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/ToolRail.h"

#include "ui/canvas/CanvasActions.h"
#include "ui/canvas/CanvasView.h"
#include "ui/widgets/KeyText.h"
#include "ui/widgets/Theme.h"

#include <QAction>
#include <QGridLayout>
#include <QToolButton>

#include <algorithm>

namespace maquette {

namespace {

constexpr int kPadding = 3;
constexpr int kGap = 2;

} // namespace

ToolRail::ToolRail(CanvasView& view, const CanvasActions& actions, QWidget* parent)
    : QFrame(parent)
    , m_view(view)
    , m_actions(actions)
{
    setObjectName(QStringLiteral("toolRail"));
    setAccessibleName(tr("Canvas tools"));
    setRole(this, QStringLiteral("toolbar"));
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(kPadding, kPadding, kPadding, kPadding);
    grid->setSpacing(kGap);
    connect(&m_view, &CanvasView::toolChanged, this, &ToolRail::fill);
    fill();
}

void ToolRail::fill()
{
    QStringList wanted;
    const QList<CanvasTool*> tools = m_view.tools();
    for (const CanvasTool* const tool : tools) {
        wanted.append(tool->about().id);
    }
    setVisible(!wanted.isEmpty() && m_view.tool() != nullptr);
    if (wanted == m_shown) {
        return;
    }
    m_shown = wanted;
    qDeleteAll(m_buttons);
    m_buttons.clear();
    for (const CanvasTool* const tool : tools) {
        const ToolAbout about = tool->about();
        QAction* const action = m_actions.action(about.id);
        auto* button = new QToolButton(this);
        button->setObjectName(QStringLiteral("rail-") + about.id);
        button->setDefaultAction(action);
        button->setIconSize({metrics::kIcon, metrics::kIcon});
        button->setFocusPolicy(Qt::TabFocus);
        button->setAccessibleName(about.title);
        button->setAccessibleDescription(about.hint);
        setRole(button, QStringLiteral("tool"));
        const auto describe = [button, action, about] {
            button->setToolTip(QStringLiteral("%1\n%2").arg(withKey(about.title, action), about.hint));
        };
        describe();
        connect(action, &QAction::changed, button, describe);
        m_buttons.append(button);
    }
    arrange();
}

void ToolRail::fitInto(int height)
{
    if (height != m_height) {
        m_height = height;
        arrange();
    }
}

void ToolRail::arrange()
{
    auto* const grid = static_cast<QGridLayout*>(layout());
    const int each = metrics::kControl + kGap;
    const int room = std::max(1, (m_height - 2 * kPadding - 2) / each);
    const int columns = (int(m_buttons.size()) + room - 1) / room;
    const int rows = columns > 0 ? (int(m_buttons.size()) + columns - 1) / columns : 1;
    for (qsizetype at = 0; at < m_buttons.size(); ++at) {
        grid->addWidget(m_buttons.at(at), int(at) % rows, int(at) / rows);
        m_buttons.at(at)->show();
    }
    grid->activate();
    adjustSize();
}

} // namespace maquette
