// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/Popover.h"

#include <QList>
#include <QString>

#include <functional>

class QLabel;
class QLineEdit;
class QListView;
class QStandardItemModel;

namespace maquette {

/// One thing the palette offers.
struct PaletteItem
{
    QString title;
    QString section; ///< "Command", "Make", "Prompt"
    QString keys;    ///< native text, may be empty
    QString words;   ///< further words to find it by
    QString reason;  ///< why it cannot be done now; empty when it can
    std::function<void()> run;
};

/// Everything that can be done, found by a few letters. Enter or a click does it; what cannot be done now says why.
class CommandPalette : public Popover
{
    Q_OBJECT

public:
    /// \a items is asked each time it opens.
    CommandPalette(std::function<QList<PaletteItem>()> items, QWidget* owner);

    void openFor(const QString& typed = {});
    /// The titles now listed, best first.
    [[nodiscard]] QStringList listed() const;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void filter();
    void runRow(int row);
    void showReason();

    std::function<QList<PaletteItem>()> m_source;
    QList<PaletteItem> m_items;
    QLineEdit* m_input;
    QListView* m_list;
    QStandardItemModel* m_model;
    QLabel* m_reason;
};

} // namespace maquette
