// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompt/OperationPicker.h"

#include "ui/widgets/DisabledReason.h"
#include "ui/widgets/Segmented.h"
#include "ui/widgets/Theme.h"

#include <QButtonGroup>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QVBoxLayout>

namespace maquette {

namespace {

constexpr int kColumns = 3;

} // namespace

OperationPicker::OperationPicker(QList<PromptTool> tools, QWidget* parent)
    : QWidget(parent)
    , m_tools(std::move(tools))
    , m_sections(new Segmented(this))
    , m_grid(new QGridLayout)
    , m_group(new QButtonGroup(this))
    , m_reason(new QLabel(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::kMargin);
    m_sections->setObjectName(QStringLiteral("sections"));
    m_sections->setAccessibleName(tr("What to make"));
    m_sections->addSegment(QStringLiteral("image"), tr("Image"), tr("Pictures: make, edit, enlarge"));
    m_sections->addSegment(QStringLiteral("sound"), tr("Sound"), tr("Music and sound effects"));
    m_sections->addSegment(QStringLiteral("mesh"), tr("3D"), tr("3D models from pictures"));
    column->addWidget(m_sections);
    m_grid->setSpacing(metrics::kGrid);
    for (int i = 0; i < kColumns; ++i) {
        m_grid->setColumnStretch(i, 1);
    }
    column->addLayout(m_grid);
    setRole(m_reason, QStringLiteral("hint"));
    m_reason->setObjectName(QStringLiteral("toolsReason"));
    m_reason->setWordWrap(true);
    column->addWidget(m_reason);

    m_group->setExclusive(true);
    for (const PromptTool& tool : qAsConst(m_tools)) {
        auto* button = new QPushButton(tool.label, this);
        button->setObjectName(QStringLiteral("tool-") + tool.id);
        button->setAccessibleName(tool.label);
        button->setToolTip(tool.hint);
        button->setCheckable(true);
        button->setAutoDefault(false);
        setRole(button, QStringLiteral("choice"));
        button->setStyleSheet(QStringLiteral("QPushButton:disabled { background: transparent; }"));
        m_group->addButton(button);
        m_buttons.insert(tool.id, button);
        connect(button, &QPushButton::clicked, this, [this, id = tool.id] { Q_EMIT toolChosen(id); });
    }
    connect(m_sections, &Segmented::currentChanged, this, [this](const QString& section) {
        showSection();
        if (!m_quiet) {
            Q_EMIT sectionChosen(section);
        }
    });
    showSection();
}

void OperationPicker::setReasons(const Reason& reason)
{
    for (const PromptTool& tool : qAsConst(m_tools)) {
        setDisabledReason(m_buttons.value(tool.id), reason(tool));
    }
    showSection();
}

QString OperationPicker::section() const
{
    return m_sections->current();
}

void OperationPicker::setCurrent(const QString& tool)
{
    const QScopedValueRollback<bool> quiet(m_quiet, true);
    for (const PromptTool& each : qAsConst(m_tools)) {
        if (each.id == tool) {
            m_sections->setCurrent(each.section);
            m_buttons.value(tool)->setChecked(true);
        }
    }
}

void OperationPicker::showSection()
{
    QStringList reasons;
    int place = 0;
    for (const PromptTool& tool : qAsConst(m_tools)) {
        QPushButton* button = m_buttons.value(tool.id);
        const bool here = tool.section == section();
        button->setVisible(here);
        m_grid->removeWidget(button);
        if (here) {
            m_grid->addWidget(button, place / kColumns, place % kColumns);
            ++place;
            const QString reason = disabledReason(button);
            if (!reason.isEmpty() && !reasons.contains(reason)) {
                reasons.append(reason);
            }
        }
    }
    m_reason->setText(reasons.join(QLatin1Char('\n')));
    m_reason->setVisible(!reasons.isEmpty());
}

} // namespace maquette
