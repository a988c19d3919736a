// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QObject>
#include <QPair>
#include <QTcpServer>
#include <QUrl>

#include <deque>
#include <memory>

class QTcpSocket;

namespace maquette {

/// What a FaultServer does with one request.
struct FaultPlan
{
    enum class When {
        AfterBody, ///< once the whole request is there
        AfterHead, ///< once the empty line after the headers is there
        OnConnect  ///< before reading anything
    };
    enum class Then {
        KeepOpen, ///< wait for the next request
        Close,    ///< end the connection properly
        Reset     ///< break it: the client's system sees "connection reset"
    };
    When when = When::AfterBody;
    QByteArray bytes;   ///< sent as they are, status line and all; may be empty
    int pieceBytes = 0; ///< more than 0: so many bytes at a time
    int pieceEveryMs = 1;
    Then then = Then::KeepOpen;
    int readAtMost = -1; ///< more than -1: stops reading the body after so many bytes (its buffers fill up)
};

/// A request as it came in.
struct SeenRequest
{
    QByteArray method;
    QByteArray target;
    QList<QPair<QByteArray, QByteArray>> headers; ///< names as sent
    QByteArray body;                              ///< empty when keepBodies is off
    qint64 bodyBytes = 0;
    int connection = 0; ///< counted from 1
    bool complete = false;

    /// Value of header \a name, whatever its case.
    [[nodiscard]] QByteArray header(const QByteArray& name) const;
    [[nodiscard]] int countOf(const QByteArray& name) const;
};

/// A server for network faults: raw TCP on loopback that answers, stalls, cuts off, resets, trickles and lies as told,
/// and remembers every request, also the ones that were never completed.
class FaultServer : public QObject
{
    Q_OBJECT

public:
    /// \a certificatePem and \a keyPem: speaks TLS with them when given.
    explicit FaultServer(const QByteArray& certificatePem = {}, const QByteArray& keyPem = {});
    ~FaultServer() override;

    [[nodiscard]] QUrl url(const QString& path = QStringLiteral("/")) const;
    [[nodiscard]] quint16 port() const;

    /// For the next request that has none yet; the last one is used again for all that follow.
    void plan(const FaultPlan& plan);
    /// Forgets plans and requests.
    void clear();
    /// Ends every connection that waits for its next request, as a server does with idle ones.
    void closeIdle();
    void setKeepBodies(bool keep) { m_keepBodies = keep; }

    /// Every request whose headers came in whole.
    [[nodiscard]] const QList<SeenRequest>& requests() const { return m_requests; }
    [[nodiscard]] int connections() const { return m_connections; }
    /// Connections that are open now.
    [[nodiscard]] int open() const;

    /// A whole answer with a proper Content-Length.
    [[nodiscard]] static QByteArray answer(int status, const QByteArray& mediaType, const QByteArray& body,
                                           const QList<QByteArray>& moreHeaders = {});

private:
    class Connection;
    friend class Connection;

    void accept(QTcpSocket* socket);
    [[nodiscard]] FaultPlan takePlan();

    std::unique_ptr<QTcpServer> m_server;
    std::deque<FaultPlan> m_plans;
    QList<SeenRequest> m_requests;
    int m_connections = 0;
    bool m_keepBodies = true;
    bool m_tls = false;
};

} // namespace maquette
