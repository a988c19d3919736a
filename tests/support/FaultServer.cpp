// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/FaultServer.h"

#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslServer>
#include <QTcpSocket>
#include <QTimer>

#include <algorithm>

#include <sys/socket.h>

namespace maquette {

QByteArray SeenRequest::header(const QByteArray& name) const
{
    for (const auto& [key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0) {
            return value;
        }
    }
    return {};
}

int SeenRequest::countOf(const QByteArray& name) const
{
    return static_cast<int>(std::count_if(headers.begin(), headers.end(), [&name](const auto& entry) {
        return entry.first.compare(name, Qt::CaseInsensitive) == 0;
    }));
}

/// One client's connection; ends with its socket.
class FaultServer::Connection : public QObject
{
public:
    Connection(FaultServer* server, QTcpSocket* socket)
        : QObject(socket)
        , m_server(server)
        , m_socket(socket)
        , m_number(++server->m_connections)
    {
        connect(&m_trickle, &QTimer::timeout, this, [this] { trickle(); });
        connect(socket, &QTcpSocket::readyRead, this, [this] { read(); });
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        if (!server->m_plans.empty() && server->m_plans.front().when == FaultPlan::When::OnConnect) {
            m_plan = server->takePlan();
            act();
            return;
        }
        read();
    }

    [[nodiscard]] bool isIdle() const { return m_request < 0 && m_buffer.isEmpty(); }
    void close() { m_socket->disconnectFromHost(); }

private:
    void read()
    {
        if (m_acting) {
            return;
        }
        if (m_request < 0 && !readHead()) {
            return;
        }
        readBody();
    }

    bool readHead()
    {
        m_buffer += m_socket->readAll();
        const qsizetype end = m_buffer.indexOf("\r\n\r\n");
        if (end < 0) {
            return false;
        }
        SeenRequest seen;
        seen.connection = m_number;
        QList<QByteArray> lines = m_buffer.left(end).split('\n');
        const QList<QByteArray> words = lines.takeFirst().trimmed().split(' ');
        seen.method = words.value(0);
        seen.target = words.value(1);
        for (const QByteArray& line : std::as_const(lines)) {
            const qsizetype colon = line.indexOf(':');
            seen.headers.append({line.left(colon).trimmed(), line.mid(colon + 1).trimmed()});
        }
        m_buffer.remove(0, end + 4);
        m_expected = seen.header("Content-Length").toLongLong();
        m_request = static_cast<int>(m_server->m_requests.size());
        m_server->m_requests.append(seen);
        m_plan = m_server->takePlan();
        if (m_plan.when == FaultPlan::When::AfterHead) {
            act();
            return false;
        }
        return true;
    }

    void readBody()
    {
        SeenRequest& seen = m_server->m_requests[m_request];
        for (;;) {
            qint64 want = m_expected - seen.bodyBytes;
            if (m_plan.readAtMost >= 0) {
                want = std::min(want, qint64(m_plan.readAtMost) - seen.bodyBytes);
                m_socket->setReadBufferSize(4096);
            }
            if (m_buffer.isEmpty() && want > 0) {
                m_buffer = m_socket->read(want);
            }
            const QByteArray piece = m_buffer.left(want);
            if (piece.isEmpty()) {
                break;
            }
            m_buffer.remove(0, piece.size());
            seen.bodyBytes += piece.size();
            if (m_server->m_keepBodies) {
                seen.body += piece;
            }
        }
        if (seen.bodyBytes == m_expected) {
            seen.complete = true;
            act();
        }
    }

    void act()
    {
        m_acting = true;
        m_toSend = m_plan.bytes;
        if (m_plan.pieceBytes > 0) {
            m_trickle.start(m_plan.pieceEveryMs);
            return;
        }
        m_socket->write(m_toSend);
        finish();
    }

    void trickle()
    {
        m_socket->write(m_toSend.left(m_plan.pieceBytes));
        m_toSend.remove(0, m_plan.pieceBytes);
        if (m_toSend.isEmpty()) {
            m_trickle.stop();
            finish();
        }
    }

    void finish()
    {
        switch (m_plan.then) {
        case FaultPlan::Then::Close:
            m_socket->disconnectFromHost();
            return;
        case FaultPlan::Then::Reset:
            reset();
            return;
        case FaultPlan::Then::KeepOpen:
            break;
        }
        if (m_plan.bytes.isEmpty()) {
            return; // stalls
        }
        m_acting = false;
        m_request = -1;
        if (m_socket->bytesAvailable() > 0) {
            QMetaObject::invokeMethod(
                this, [this] { read(); }, Qt::QueuedConnection);
        }
    }

    void reset()
    {
        m_socket->flush();
        if (m_socket->bytesToWrite() > 0) {
            connect(
                m_socket, &QTcpSocket::bytesWritten, this, [this] { reset(); }, Qt::SingleShotConnection);
            return;
        }
        const linger hard{1, 0};
        ::setsockopt(static_cast<int>(m_socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
        m_socket->abort();
        m_socket->deleteLater();
    }

    FaultServer* m_server;
    QTcpSocket* m_socket;
    int m_number;
    QByteArray m_buffer;
    qint64 m_expected = 0;
    int m_request = -1;
    FaultPlan m_plan;
    bool m_acting = false;
    QByteArray m_toSend;
    QTimer m_trickle;
};

FaultServer::FaultServer(const QByteArray& certificatePem, const QByteArray& keyPem)
    : m_tls(!certificatePem.isEmpty())
{
    if (m_tls) {
        auto server = std::make_unique<QSslServer>();
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        configuration.setLocalCertificate(QSslCertificate(certificatePem));
        configuration.setPrivateKey(QSslKey(keyPem, QSsl::Rsa));
        server->setSslConfiguration(configuration);
        m_server = std::move(server);
    } else {
        m_server = std::make_unique<QTcpServer>();
    }
    m_server->setListenBacklogSize(512);
    connect(m_server.get(), &QTcpServer::pendingConnectionAvailable, this, [this] {
        while (m_server->hasPendingConnections()) {
            accept(m_server->nextPendingConnection());
        }
    });
    m_server->listen(QHostAddress::LocalHost);
}

FaultServer::~FaultServer() = default;

QUrl FaultServer::url(const QString& path) const
{
    QUrl url;
    url.setScheme(m_tls ? QStringLiteral("https") : QStringLiteral("http"));
    url.setHost(QStringLiteral("127.0.0.1"));
    url.setPort(port());
    url.setPath(path);
    return url;
}

quint16 FaultServer::port() const
{
    return m_server->serverPort();
}

void FaultServer::plan(const FaultPlan& plan)
{
    m_plans.push_back(plan);
}

FaultPlan FaultServer::takePlan()
{
    if (m_plans.empty()) {
        return {};
    }
    const FaultPlan plan = m_plans.front();
    if (m_plans.size() > 1) {
        m_plans.pop_front();
    }
    return plan;
}

void FaultServer::clear()
{
    m_plans.clear();
    m_requests.clear();
}

int FaultServer::open() const
{
    return static_cast<int>(m_server->findChildren<QTcpSocket*>().size());
}

void FaultServer::closeIdle()
{
    for (QTcpSocket* socket : m_server->findChildren<QTcpSocket*>()) {
        for (QObject* child : socket->children()) {
            if (auto* connection = dynamic_cast<Connection*>(child); connection != nullptr && connection->isIdle()) {
                connection->close();
            }
        }
    }
}

void FaultServer::accept(QTcpSocket* socket)
{
    new Connection(this, socket);
}

QByteArray FaultServer::answer(int status, const QByteArray& mediaType, const QByteArray& body,
                               const QList<QByteArray>& moreHeaders)
{
    QByteArray bytes = "HTTP/1.1 " + QByteArray::number(status) + " Status\r\n";
    if (!mediaType.isEmpty()) {
        bytes += "Content-Type: " + mediaType + "\r\n";
    }
    bytes += "Content-Length: " + QByteArray::number(body.size()) + "\r\n";
    for (const QByteArray& header : moreHeaders) {
        bytes += header + "\r\n";
    }
    return bytes + "\r\n" + body;
}

} // namespace maquette
