// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/catalog/Operation.h"

#include <QWidget>

class QLineEdit;
class QToolButton;

namespace maquette {

/// The seed: empty for a random one each time, a number to get the same again. The lock holds the last seed used; what
/// is typed is kept as it is, the form says what is wrong with it.
class SeedControl : public QWidget
{
    Q_OBJECT

public:
    explicit SeedControl(const ParamSpec& spec, QWidget* parent = nullptr);

    [[nodiscard]] QString text() const;
    void setText(const QString& text);
    /// The seed of the newest result, empty when there is none yet.
    void setLastSeed(const QString& seed);

Q_SIGNALS:
    void edited();

private:
    void setLocked(bool locked);
    void showState();

    QString m_last;
    QLineEdit* m_edit;
    QToolButton* m_reuse;
    QToolButton* m_lock;
};

} // namespace maquette
