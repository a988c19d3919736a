// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QAction;

namespace maquette {

/// Offers a rehearsal while a mask is on the canvas and nothing is staged.
class RehearsalBar : public QFrame
{
    Q_OBJECT

public:
    RehearsalBar(QAction* rehearse, QWidget* parent);
};

} // namespace maquette
