// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/PlaceActions.h"

namespace maquette {

/// The library's commands. They are listed, and can get other keys, before the library is opened for the first time.
class LibraryKeys : public PlaceActions
{
    Q_OBJECT

public:
    explicit LibraryKeys(QObject* parent);

    QAction* const left;
    QAction* const right;
    QAction* const up;
    QAction* const down;
    QAction* const first;
    QAction* const last;
    QAction* const pageUp;
    QAction* const pageDown;
    QAction* const open;
};

} // namespace maquette
