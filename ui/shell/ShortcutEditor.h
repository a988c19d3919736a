// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QKeySequenceEdit;
class QLabel;
class QLineEdit;
class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace maquette {

class ShortcutRegistry;

/// Every command with its key; another key, no key, or the built-in one again. Two commands with one key are both
/// marked.
class ShortcutEditor : public QWidget
{
    Q_OBJECT

public:
    explicit ShortcutEditor(ShortcutRegistry& registry, QWidget* parent = nullptr);
    ~ShortcutEditor() override;

private:
    void build();
    void fill();
    void filter(const QString& typed);
    void choose();
    void showConflict();
    void assign();
    [[nodiscard]] QString chosen() const;
    [[nodiscard]] QString titles(const QStringList& ids) const;

    ShortcutRegistry& m_registry;
    QLineEdit* m_search;
    QTreeWidget* m_list;
    QLabel* m_what;
    QKeySequenceEdit* m_key;
    QPushButton* m_assign;
    QPushButton* m_none;
    QPushButton* m_reset;
    QPushButton* m_resetAll;
    QLabel* m_conflict;
};

} // namespace maquette
