// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

namespace maquette {

/// Asked before the window closes while paid calls are under way.
class QuitDialog : public QDialog
{
    Q_OBJECT

public:
    enum Answer { Stay = QDialog::Rejected, Wait = QDialog::Accepted, QuitNow };

    /// \a running: calls whose outcome would become unknown.
    QuitDialog(int running, QWidget* parent);
};

} // namespace maquette
