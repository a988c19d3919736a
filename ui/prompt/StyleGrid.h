// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/catalog/Operation.h"

#include <QWidget>

class QLabel;
class QListWidget;

namespace maquette {

/// All style presets as tiles, each with a picture of what it does; "None" comes first. Arrow keys move, Enter and a
/// click choose.
class StyleGrid : public QWidget
{
    Q_OBJECT

public:
    explicit StyleGrid(const QList<Choice>& styles, QWidget* parent = nullptr);

    void setCurrent(const QString& style);
    /// Shows as many rows as fit into \a height; the rest scrolls.
    void fitInto(int height);

Q_SIGNALS:
    /// Empty for none.
    void chosen(const QString& style);

private:
    void showHint(int row);

    QListWidget* m_list;
    QLabel* m_hint;
    int m_fullHeight = 0; ///< of the list with every row
};

} // namespace maquette
