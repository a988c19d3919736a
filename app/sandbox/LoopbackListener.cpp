// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/LoopbackListener.h"

#include "app/sandbox/Answer.h"

namespace maquette::sandbox {

namespace {

/// True when \a received is the whole head of a request whose sender waits to be told to go on.
bool waitsForContinue(const QByteArray& received)
{
    return received.endsWith("\r\n\r\n") && received.toLower().contains("\r\nexpect: 100-continue\r\n");
}

} // namespace

void LoopbackListener::incomingConnection(qintptr handle)
{
    auto* socket = new QTcpSocket(this);
    if (!socket->setSocketDescriptor(handle)) {
        delete socket;
        return;
    }
    // Connected before QHttpServer learns of the connection, hence called before its own slot.
    connect(socket, &QTcpSocket::readyRead, this, [this, socket]() { receive(socket); });
    connect(socket, &QObject::destroyed, this, [this](QObject* gone) { m_received.remove(gone); });
    addPendingConnection(socket);
}

void LoopbackListener::receive(QTcpSocket* socket)
{
    constexpr qint64 kLongestHead = 16LL * 1024;
    m_current = socket;
    qint64& received = m_received[socket];
    const qint64 waiting = socket->bytesAvailable();
    if (received == 0 && waiting <= kLongestHead && waitsForContinue(socket->peek(waiting))) {
        socket->write("HTTP/1.1 100 Continue\r\n\r\n");
    }
    received += waiting;
    if (received > m_mostRequestBytes) {
        received = 0;
        const QByteArray body = payloadTooLarge(m_mostRequestBytes, m_mostRequestBytes + 1).body;
        socket->write("HTTP/1.1 413 Payload Too Large\r\nContent-Type: application/json\r\nConnection: "
                      "close\r\nContent-Length: " +
                      QByteArray::number(body.size()) + "\r\n\r\n" + body);
        socket->flush();
        // Not at once: QHttpServer is about to read from it.
        QMetaObject::invokeMethod(
            socket, [socket]() { socket->abort(); }, Qt::QueuedConnection);
    }
}

} // namespace maquette::sandbox
