// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QAbstractButton;
class QButtonGroup;
class QHBoxLayout;

namespace maquette {

/// A row of choices of which exactly one holds. One place in the tab order; arrow keys move the choice.
class Segmented : public QWidget
{
    Q_OBJECT

public:
    explicit Segmented(QWidget* parent = nullptr);

    /// The first segment added is the current one. \a id must be new.
    void addSegment(const QString& id, const QString& text, const QString& toolTip = {});
    /// Takes all segments away; says nothing of it.
    void clear();
    /// Disables one segment with a reason, or enables it when \a why is empty.
    void setSegmentReason(const QString& id, const QString& why);
    [[nodiscard]] QString current() const;
    /// Does nothing for an unknown id. Emits currentChanged() when it changes.
    void setCurrent(const QString& id);
    [[nodiscard]] int count() const;

Q_SIGNALS:
    void currentChanged(const QString& id);

private:
    [[nodiscard]] QAbstractButton* button(const QString& id) const;
    QButtonGroup* m_group;
    QHBoxLayout* m_row;
};

} // namespace maquette
