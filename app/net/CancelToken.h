// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <vector>

namespace maquette {

/// A wish to stop, shared by whoever may wish and whoever must stop. Copies share one state; all in one thread.
class CancelToken
{
public:
    CancelToken()
        : m_state(std::make_shared<State>())
    {
    }

    [[nodiscard]] bool isCancelled() const { return m_state->cancelled; }

    /// Marks it and calls what was registered, once.
    void cancel() const
    {
        if (m_state->cancelled) {
            return;
        }
        m_state->cancelled = true;
        const auto waiting = std::move(m_state->waiting);
        m_state->waiting.clear();
        for (const auto& [key, wake] : waiting) {
            wake();
        }
    }

    /// Calls \a wake at cancel() (at once when it already happened). Returns a key for forget().
    int onCancel(std::function<void()> wake) const
    {
        if (m_state->cancelled) {
            wake();
            return 0;
        }
        const int key = ++m_state->lastKey;
        m_state->waiting.emplace_back(key, std::move(wake));
        return key;
    }

    void forget(int key) const
    {
        std::erase_if(m_state->waiting, [key](const auto& entry) { return entry.first == key; });
    }

private:
    struct State
    {
        bool cancelled = false;
        int lastKey = 0;
        std::vector<std::pair<int, std::function<void()>>> waiting;
    };
    std::shared_ptr<State> m_state;
};

} // namespace maquette
