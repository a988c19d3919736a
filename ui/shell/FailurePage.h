// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Error.h"

#include <QWidget>

class QLabel;

namespace maquette {

/// In place of everything when the library cannot be opened: what is the matter, what to do, and another try.
class FailurePage : public QWidget
{
    Q_OBJECT

public:
    explicit FailurePage(QWidget* parent = nullptr);
    void showError(const Error& error, const QString& dataFolder);

Q_SIGNALS:
    void restartRequested();
    void quitRequested();

private:
    QString m_folder;
    QLabel* m_title;
    QLabel* m_text;
    QLabel* m_details;
};

} // namespace maquette
