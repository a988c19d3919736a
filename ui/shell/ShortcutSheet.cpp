// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/ShortcutSheet.h"

#include "ui/shell/ShortcutRegistry.h"
#include "ui/widgets/KeyText.h"
#include "ui/widgets/Theme.h"

#include <QAction>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace maquette {

namespace {

constexpr int kWidth = 840;    // px
constexpr int kMinWidth = 560; // below it one column less
constexpr int kColumns = 3;

QLabel* made(const QString& text, const QString& role, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    setRole(label, role);
    return label;
}

/// Every key of a command, each once: both Enter keys have one name.
QString keyTexts(const QList<QKeySequence>& keys)
{
    QStringList texts;
    for (const QKeySequence& key : keys) {
        texts.append(keyText(key));
    }
    texts.removeDuplicates();
    return texts.join(QStringLiteral(", "));
}

/// One section: its heading, and a line per command that has a key.
QWidget* makeSection(const ShortcutRegistry& registry, const QString& section, QWidget* parent)
{
    auto* block = new QWidget(parent);
    auto* grid = new QGridLayout(block);
    grid->setContentsMargins(0, 0, 0, 16);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(5);
    grid->setColumnStretch(0, 1);
    grid->addWidget(made(section, QStringLiteral("heading"), block), 0, 0, 1, 2);
    int row = 1;
    const auto addLine = [&](const QString& title, const QString& keys) {
        auto* name = made(title, QStringLiteral("body"), block);
        name->setWordWrap(true);
        auto* key = made(keys, QStringLiteral("keycap"), block);
        key->setAccessibleName(title + QStringLiteral(": ") + keys);
        grid->addWidget(name, row, 0);
        grid->addWidget(key, row, 1, Qt::AlignRight | Qt::AlignTop);
        ++row;
    };
    for (const ShortcutRegistry::Entry& entry : registry.entries()) {
        const QList<QKeySequence> keys = registry.keys(entry.id);
        if (entry.section == section && !keys.isEmpty() && entry.action != nullptr) {
            addLine(ShortcutRegistry::title(entry.action), keyTexts(keys));
        }
    }
    if (row == 1) {
        delete block;
        return nullptr;
    }
    return block;
}

} // namespace

ShortcutSheet::ShortcutSheet(const ShortcutRegistry& registry, QWidget* owner)
    : Popover(owner)
    , m_registry(registry)
{
    setObjectName(QStringLiteral("shortcutSheet"));
    setAccessibleName(tr("Keys"));
    column()->setContentsMargins(20, 16, 20, 16);
    auto* head = new QHBoxLayout;
    head->addWidget(made(tr("Keys"), QStringLiteral("title"), this), 1);
    auto* change = new QPushButton(tr("Change …"), this);
    change->setObjectName(QStringLiteral("shortcutChange"));
    change->setToolTip(tr("Give commands other keys"));
    change->setAccessibleName(tr("Change keys"));
    head->addWidget(change);
    column()->addLayout(head);
    connect(change, &QPushButton::clicked, this, [this] {
        dismiss();
        Q_EMIT changeRequested();
    });
}

void ShortcutSheet::open()
{
    if (!isOpen()) {
        fill();
    }
    popUpCentred();
}

void ShortcutSheet::fill()
{
    delete m_content;
    auto* scroll = new QScrollArea(this);
    m_content = scroll;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* body = new QWidget;
    auto* columns = new QHBoxLayout(body);
    columns->setContentsMargins(0, 8, 8, 0);
    columns->setSpacing(32);
    const QSize room = parentWidget()->size() - QSize(48, 48);
    const int width = std::min(kWidth, room.width());
    const int count = width < kMinWidth + 120 ? kColumns - 1 : kColumns;
    QList<QVBoxLayout*> stacks;
    QList<int> filled(count, 0);
    for (int i = 0; i < count; ++i) {
        stacks.append(new QVBoxLayout);
        columns->addLayout(stacks.constLast(), 1);
    }
    QStringList sections;
    for (const ShortcutRegistry::Entry& entry : m_registry.entries()) {
        if (!sections.contains(entry.section)) {
            sections.append(entry.section);
        }
    }
    for (const QString& section : std::as_const(sections)) {
        if (QWidget* const block = makeSection(m_registry, section, body)) {
            const auto shortest = std::min_element(filled.begin(), filled.end());
            stacks.at(shortest - filled.begin())->addWidget(block);
            *shortest += block->sizeHint().height();
        }
    }
    for (QVBoxLayout* const stack : std::as_const(stacks)) {
        stack->addStretch(1);
    }
    scroll->setWidget(body);
    // Long names wrap, so the height is that of the columns as wide as they will be.
    const QMargins margins = column()->contentsMargins();
    const int inside = width - margins.left() - margins.right();
    const int height = std::max(body->sizeHint().height(), columns->totalHeightForWidth(inside));
    scroll->setFixedHeight(std::min(height + 4, room.height() - 80));
    column()->addWidget(scroll);
    setFixedWidth(width);
}

} // namespace maquette
