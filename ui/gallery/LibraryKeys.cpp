// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/gallery/LibraryKeys.h"

namespace maquette {

LibraryKeys::LibraryKeys(QObject* parent)
    : PlaceActions(QStringLiteral("library"), tr("Library"), parent)
    , left(addStep(QStringLiteral("library.left"), tr("The one to the left"), {Qt::Key_Left}))
    , right(addStep(QStringLiteral("library.right"), tr("The one to the right"), {Qt::Key_Right}))
    , up(addStep(QStringLiteral("library.up"), tr("The one above"), {Qt::Key_Up}))
    , down(addStep(QStringLiteral("library.down"), tr("The one below"), {Qt::Key_Down}))
    , first(addStep(QStringLiteral("library.first"), tr("To the beginning"), {Qt::Key_Home}))
    , last(addStep(QStringLiteral("library.last"), tr("To the end"), {Qt::Key_End}))
    , pageUp(addStep(QStringLiteral("library.pageUp"), tr("A page up"), {Qt::Key_PageUp}))
    , pageDown(addStep(QStringLiteral("library.pageDown"), tr("A page down"), {Qt::Key_PageDown}))
    , open(add(QStringLiteral("library.open"), tr("Open"), {}, {Qt::Key_Return, Qt::Key_Enter}))
{
}

} // namespace maquette
