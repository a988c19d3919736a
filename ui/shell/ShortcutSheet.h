// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/Popover.h"

namespace maquette {

class ShortcutRegistry;

/// All keys on one sheet, by place. Made anew each time it is shown, so that it shows what counts now.
class ShortcutSheet : public Popover
{
    Q_OBJECT

public:
    ShortcutSheet(const ShortcutRegistry& registry, QWidget* owner);
    void open();

Q_SIGNALS:
    void changeRequested();

private:
    void fill();
    const ShortcutRegistry& m_registry;
    QWidget* m_content = nullptr;
};

} // namespace maquette
