// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>

namespace maquette::sandbox {

/// Accepts connections for QHttpServer and sees to what Qt 6.4's does not: it says which connection a request came on,
/// so that no answer is written to one that is gone (6.4.2 keeps a bare pointer and crashes); it answers "Expect:
/// 100-continue", which curl sends with large uploads; and it cuts off a request that would not end.
class LoopbackListener : public QTcpServer
{
    Q_OBJECT

public:
    explicit LoopbackListener(qint64 mostRequestBytes)
        : m_mostRequestBytes(mostRequestBytes)
    {
    }

    /// The connection whose bytes are being handled right now: in a request handler, the one the request came on.
    [[nodiscard]] QPointer<QTcpSocket> current() const { return m_current; }
    /// The request on \a socket was answered: what comes now is the next one.
    void noteAnswered(QTcpSocket* socket) { m_received.remove(socket); }

protected:
    void incomingConnection(qintptr handle) override;

private:
    void receive(QTcpSocket* socket);

    qint64 m_mostRequestBytes;
    QPointer<QTcpSocket> m_current;
    QHash<QObject*, qint64> m_received; ///< bytes of the unanswered request per connection
};

} // namespace maquette::sandbox
