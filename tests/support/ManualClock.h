// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Clock.h"

namespace maquette {

/// A clock that stands still until a test turns it.
class ManualClock final : public Clock
{
public:
    [[nodiscard]] QDateTime now() const override { return m_now; }
    void advance(qint64 ms) { m_now = m_now.addMSecs(ms); }
    void set(const QDateTime& time) { m_now = time; }

private:
    QDateTime m_now = QDateTime(QDate(2026, 1, 15), QTime(12, 0), Qt::UTC);
};

} // namespace maquette
