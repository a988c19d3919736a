// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/ShortcutEditor.h"

#include "ui/shell/FuzzyMatch.h"
#include "ui/shell/ShortcutRegistry.h"
#include "ui/widgets/DisabledReason.h"
#include "ui/widgets/KeyText.h"
#include "ui/widgets/Theme.h"

#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace maquette {

namespace {

constexpr int kIdRole = Qt::UserRole;
enum Column { Command, Place, Key, Remark };

} // namespace

ShortcutEditor::ShortcutEditor(ShortcutRegistry& registry, QWidget* parent)
    : QWidget(parent)
    , m_registry(registry)
    , m_search(new QLineEdit(this))
    , m_list(new QTreeWidget(this))
    , m_what(new QLabel(this))
    , m_key(new QKeySequenceEdit(this))
    , m_assign(new QPushButton(tr("Assign"), this))
    , m_none(new QPushButton(tr("No key"), this))
    , m_reset(new QPushButton(tr("Built-in"), this))
    , m_resetAll(new QPushButton(tr("All built-in"), this))
    , m_conflict(new QLabel(this))
{
    build();
    fill();
    connect(&m_registry, &ShortcutRegistry::changed, this, &ShortcutEditor::fill);
    connect(m_search, &QLineEdit::textChanged, this, &ShortcutEditor::filter);
    connect(m_list, &QTreeWidget::currentItemChanged, this, &ShortcutEditor::choose);
    connect(m_key, &QKeySequenceEdit::keySequenceChanged, this, &ShortcutEditor::showConflict);
    connect(m_assign, &QPushButton::clicked, this, &ShortcutEditor::assign);
    connect(m_none, &QPushButton::clicked, this, [this] { m_registry.setKey(chosen(), {}); });
    connect(m_reset, &QPushButton::clicked, this, [this] { m_registry.reset(chosen()); });
    connect(m_resetAll, &QPushButton::clicked, this, [this] { m_registry.resetAll(); });
}

ShortcutEditor::~ShortcutEditor()
{
    // The key field tells a last change when it loses the focus, and it does so while this is going.
    m_key->disconnect(this);
}

void ShortcutEditor::build()
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    m_search->setObjectName(QStringLiteral("shortcutSearch"));
    m_search->setPlaceholderText(tr("Find a command or a key"));
    m_search->setAccessibleName(tr("Find a command or a key"));
    m_search->setClearButtonEnabled(true);
    m_list->setObjectName(QStringLiteral("shortcutList"));
    m_list->setAccessibleName(tr("Commands and their keys"));
    m_list->setHeaderLabels({tr("Command"), tr("Where"), tr("Key"), QString()});
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->header()->setSectionResizeMode(QHeaderView::Interactive);
    m_list->header()->setStretchLastSection(true);
    m_list->header()->resizeSection(Command, 220);
    m_list->header()->resizeSection(Place, 84);
    m_list->header()->resizeSection(Key, 126);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    m_key->setObjectName(QStringLiteral("shortcutKey"));
    m_key->setAccessibleName(tr("New key"));
    m_key->setToolTip(tr("Press the new key combination here"));
    m_assign->setObjectName(QStringLiteral("shortcutAssign"));
    m_assign->setToolTip(tr("Give the chosen command this key"));
    m_none->setObjectName(QStringLiteral("shortcutNone"));
    m_none->setToolTip(tr("Take the key away from the chosen command"));
    m_reset->setObjectName(QStringLiteral("shortcutReset"));
    m_reset->setToolTip(tr("Give the chosen command its built-in key again"));
    m_resetAll->setObjectName(QStringLiteral("shortcutResetAll"));
    m_resetAll->setToolTip(tr("Give every command its built-in key again"));
    row->addWidget(m_key, 1);
    for (QPushButton* const button : {m_assign, m_none, m_reset, m_resetAll}) {
        button->setAccessibleName(button->text());
        button->setAutoDefault(false);
        row->addWidget(button);
    }
    setRole(m_what, QStringLiteral("label"));
    setRole(m_conflict, QStringLiteral("problem"));
    m_conflict->setObjectName(QStringLiteral("shortcutConflict"));
    m_conflict->setWordWrap(true);
    column->addWidget(m_search);
    column->addWidget(m_list, 1);
    column->addWidget(m_what);
    column->addLayout(row);
    column->addWidget(m_conflict);
}

void ShortcutEditor::fill()
{
    const QString keep = chosen();
    const QSignalBlocker quiet(m_list);
    m_list->clear();
    for (const ShortcutRegistry::Entry& entry : m_registry.entries()) {
        if (entry.action == nullptr) {
            continue;
        }
        QStringList keys;
        const QList<QKeySequence> now = m_registry.keys(entry.id);
        for (const QKeySequence& key : now) {
            keys.append(keyText(key));
        }
        keys.removeDuplicates(); // both Enter keys have one name
        const QStringList others = m_registry.conflicts(entry.id);
        QString remark = m_registry.isChanged(entry.id) ? tr("changed") : QString();
        if (!others.isEmpty()) {
            remark = tr("also: %1").arg(titles(others));
        }
        auto* line = new QTreeWidgetItem(
            m_list, {ShortcutRegistry::title(entry.action), entry.section, keys.join(QStringLiteral(", ")), remark});
        line->setData(Command, kIdRole, entry.id);
        line->setSizeHint(Command, QSize(0, metrics::kControl));
        line->setToolTip(Remark, remark);
        if (!others.isEmpty()) {
            line->setForeground(Remark, Theme::instance().colours().warn);
        }
        if (entry.id == keep) {
            m_list->setCurrentItem(line);
        }
    }
    if (m_list->currentItem() == nullptr && m_list->topLevelItemCount() > 0) {
        m_list->setCurrentItem(m_list->topLevelItem(0));
    }
    filter(m_search->text());
    choose();
}

void ShortcutEditor::filter(const QString& typed)
{
    for (int i = 0; i < m_list->topLevelItemCount(); ++i) {
        QTreeWidgetItem* const line = m_list->topLevelItem(i);
        const QString words =
            line->text(Command) + QLatin1Char(' ') + line->text(Place) + QLatin1Char(' ') + line->text(Key);
        line->setHidden(!typed.isEmpty() && !fuzzyScore(typed, words));
    }
}

QString ShortcutEditor::chosen() const
{
    const QTreeWidgetItem* const line = m_list->currentItem();
    return line != nullptr ? line->data(Command, kIdRole).toString() : QString();
}

QString ShortcutEditor::titles(const QStringList& ids) const
{
    QStringList names;
    for (const QString& id : ids) {
        const ShortcutRegistry::Entry* const entry = m_registry.find(id);
        names.append(entry != nullptr && entry->action != nullptr ? ShortcutRegistry::title(entry->action) : id);
    }
    return names.join(QStringLiteral(", "));
}

void ShortcutEditor::choose()
{
    const QTreeWidgetItem* const line = m_list->currentItem();
    m_what->setText(line != nullptr ? tr("New key for “%1”").arg(line->text(Command)) : tr("Choose a command"));
    m_key->clear();
    setDisabledReason(m_reset, m_registry.isChanged(chosen()) ? QString() : tr("It has its built-in key."));
    setDisabledReason(m_none, m_registry.keys(chosen()).isEmpty() ? tr("It has no key.") : QString());
    showConflict();
}

void ShortcutEditor::showConflict()
{
    const QStringList others = m_registry.holders(m_key->keySequence(), chosen());
    m_conflict->setVisible(!others.isEmpty());
    m_conflict->setText(
        others.isEmpty()
            ? QString()
            : tr("This key also belongs to: %1. While both have it, neither works there.").arg(titles(others)));
    setDisabledReason(m_assign, m_key->keySequence().isEmpty() ? tr("Press a key combination first.") : QString());
}

void ShortcutEditor::assign()
{
    m_registry.setKey(chosen(), m_key->keySequence());
}

} // namespace maquette
