// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>

namespace maquette {

/// A list to pick one from, at home in half the form's width: the open list is as wide as its words need, with a note
/// (a price, "default") at the right of each line and a tooltip.
class ChoiceBox : public QComboBox
{
    Q_OBJECT

public:
    explicit ChoiceBox(QWidget* parent = nullptr);
    /// \a shortText is shown while the list is closed, the same as \a text when empty.
    void addChoice(const QString& text, const QString& value, const QString& note, const QString& hint,
                   const QIcon& icon = {}, const QString& shortText = {});
    /// Puts a line for "not set" first.
    void addAutomatic(const QString& text);
    void setNote(int index, const QString& note);
    /// Words a line anew.
    void setLine(int index, const QString& text, const QString& note, const QString& hint);
    void showPopup() override;

protected:
    void paintEvent(QPaintEvent* event) override;
};

} // namespace maquette
