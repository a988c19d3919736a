// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/app/studio/StudioKit.h"

namespace maquette {

/// The window, or a page of it, over \a studio, which may be opened later: shown and in front; nothing when that
/// cannot be had.
template <typename Window>
[[nodiscard]] std::unique_ptr<Window> shownWindow(Studio& studio, QSize size = {1600, 1000})
{
    auto window = std::make_unique<Window>(studio);
    window->resize(size);
    window->show();
    window->activateWindow();
    return QTest::qWaitForWindowActive(window.get()) ? std::move(window) : nullptr;
}

} // namespace maquette
