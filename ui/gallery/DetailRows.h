// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QGridLayout;
class QLabel;

namespace maquette {

/// Rows of a label and its value; some values are copied by a click.
class DetailRows : public QWidget
{
    Q_OBJECT

public:
    enum class Kind { Plain, Copies };

    explicit DetailRows(QWidget* parent = nullptr);

    void clear();
    /// Adds a row; nothing when \a value is empty. \a name: for object names ("seed"). \a whole: what a click copies,
    /// if not \a value itself.
    void add(const QString& name, const QString& label, const QString& value, Kind kind = Kind::Plain,
             const QString& whole = {});
    [[nodiscard]] bool isEmpty() const { return m_rows == 0; }

Q_SIGNALS:
    void copied(const QString& label);

private:
    QGridLayout* m_grid;
    int m_rows = 0;
};

} // namespace maquette
