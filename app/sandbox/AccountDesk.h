// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/JoinedThread.h"
#include "app/sandbox/PracticeAccount.h"

#include <QMetaObject>

#include <optional>
#include <type_traits>

namespace maquette::sandbox {

/// The one thread in which this process uses the practice account's database.
class AccountDesk
{
public:
    AccountDesk() { m_context.moveToThread(&m_thread); }
    AccountDesk(const AccountDesk&) = delete;
    AccountDesk& operator=(const AccountDesk&) = delete;
    ~AccountDesk() { close(); }

    /// Errors: Storage.
    [[nodiscard]] Result<void> open(const QString& folder, Credits opening, const Clock& clock)
    {
        m_thread.setObjectName(QStringLiteral("practice-account"));
        m_thread.start();
        return inThread([&]() -> Result<void> {
            auto account = PracticeAccount::open(folder, opening, clock);
            if (!account) {
                return tl::unexpected(account.error());
            }
            m_account = std::move(*account);
            return {};
        });
    }

    [[nodiscard]] bool isOpen() const { return m_account != nullptr; }

    /// Calls \a question with the account and waits for what it says. Any thread but the desk's own, between open() and
    /// close().
    template <typename Question>
    [[nodiscard]] std::invoke_result_t<Question, PracticeAccount&> ask(Question question)
    {
        return inThread([&]() { return question(*m_account); });
    }

    /// Nobody may ask any more.
    void close()
    {
        if (m_thread.isRunning()) {
            static_cast<void>(inThread([this]() {
                m_account.reset();
                return true;
            }));
            m_thread.end();
        }
    }

private:
    template <typename Work>
    std::invoke_result_t<Work> inThread(Work work)
    {
        std::optional<std::invoke_result_t<Work>> outcome;
        QMetaObject::invokeMethod(
            &m_context, [&]() { outcome.emplace(work()); }, Qt::BlockingQueuedConnection);
        return std::move(*outcome);
    }

    JoinedThread m_thread;
    QObject m_context;
    std::unique_ptr<PracticeAccount> m_account;
};

} // namespace maquette::sandbox
