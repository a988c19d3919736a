// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Result.h"
#include "app/net/HttpMessage.h"

#include <QFile>
#include <QIODevice>

#include <functional>
#include <memory>
#include <vector>

namespace maquette {

/// A request's body, read once from front to end while it is sent: bytes and files, one after the other.
/// It is sequential and refuses reset(): that is what keeps Qt from sending a POST a second time on its own
/// when the connection breaks (Qt 6.4 does so otherwise, and the user would pay twice).
class BodyStream final : public QIODevice
{
public:
    /// The multipart/form-data body of \a parts, or the plain \a call.body. All files are opened here. Errors: Storage,
    /// with the file as place.
    [[nodiscard]] static Result<std::unique_ptr<BodyStream>> open(const HttpCall& call);

    [[nodiscard]] QByteArray contentType() const { return m_contentType; }
    [[nodiscard]] qint64 total() const { return m_total; }
    /// Bytes already given away.
    [[nodiscard]] qint64 handedOver() const { return m_handedOver; }
    /// Why reading a file failed on the way, empty when it did not.
    [[nodiscard]] QString problem() const { return m_problem; }
    /// Gives nothing more away.
    void cut();
    /// Called after each piece was given away.
    void setMovedHook(std::function<void()> hook) { m_moved = std::move(hook); }

    [[nodiscard]] bool isSequential() const override { return true; }
    bool reset() override { return false; }
    [[nodiscard]] qint64 bytesAvailable() const override;

protected:
    qint64 readData(char* data, qint64 maxSize) override;
    qint64 writeData(const char*, qint64) override { return -1; }

private:
    struct Piece
    {
        QByteArray bytes; ///< when there is no file
        std::unique_ptr<QFile> file;
        qint64 size = 0;
        qint64 done = 0;
    };

    BodyStream() = default;
    void append(QByteArray bytes);
    [[nodiscard]] Result<void> appendFile(const QString& path);
    [[nodiscard]] Result<void> appendParts(const QList<HttpPart>& parts);
    qint64 readPiece(Piece& piece, char* data, qint64 maxSize);

    std::vector<Piece> m_pieces;
    std::size_t m_current = 0;
    QByteArray m_contentType;
    qint64 m_total = 0;
    qint64 m_handedOver = 0;
    bool m_cut = false;
    QString m_problem;
    std::function<void()> m_moved;
};

} // namespace maquette
