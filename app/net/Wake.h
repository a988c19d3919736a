// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <coroutine>
#include <utility>

namespace maquette {

/// One event that at most one coroutine waits for: `co_await wake`. It happens once; waiting after that does not
/// suspend. Must live until its waiter ran on.
class Wake
{
public:
    Wake() = default;
    Wake(const Wake&) = delete;
    Wake& operator=(const Wake&) = delete;
    ~Wake() = default;

    /// The event happened. The waiter runs on inside this call and may destroy this object.
    void happen()
    {
        m_happened = true;
        if (const auto waiter = std::exchange(m_waiter, {})) {
            waiter.resume();
        }
    }

    /// What `co_await` works with.
    struct Awaiter
    {
        Wake* wake;
        [[nodiscard]] bool await_ready() const noexcept { return wake->m_happened; }
        void await_suspend(std::coroutine_handle<> waiter) const noexcept { wake->m_waiter = waiter; }
        void await_resume() const noexcept {}
    };
    [[nodiscard]] Awaiter operator co_await() noexcept { return Awaiter{this}; }

private:
    bool m_happened = false;
    std::coroutine_handle<> m_waiter;
};

} // namespace maquette
