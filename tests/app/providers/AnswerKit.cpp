// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/providers/AnswerKit.h"

#include <QFileInfo>
#include <QTest>

namespace maquette {

/// The smallest files of each kind: enough for their first bytes to prove what they are.
QByteArray png()
{
    return QByteArray::fromHex(
        "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc000"
        "000301010018dd8db00000000049454e44ae426082");
}
QByteArray jpeg()
{
    return QByteArray::fromHex("ffd8ffe000104a46494600010100000100010000ffd9");
}
QByteArray webp()
{
    return QByteArrayLiteral("RIFF\x1a\0\0\0WEBPVP8L\x0d\0\0\0\x2f\0\0\0\x10\x07\x10\x11\x11\x88\x88\xfe\x07\0");
}
QByteArray mp3()
{
    return QByteArray("ID3\x04\0\0\0\0\0\0", 10) + QByteArray::fromHex("fffb9064") + QByteArray(400, '\0');
}
QByteArray wav()
{
    return QByteArray("RIFF\x24\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\x44\xac\0\0\x88\x58\x01\0\x02\0\x10\0data\0\0\0\0",
                      44);
}
QByteArray glb()
{
    return QByteArray("glTF\x02\0\0\0\x0c\0\0\0", 12);
}

Expected finished(const char* mediaType, qint64 seed, bool filtered)
{
    Expected expected;
    expected.is = Is::Finished;
    expected.mediaType = QLatin1String(mediaType);
    expected.seed = seed;
    expected.filtered = filtered;
    return expected;
}

Expected failed(ErrorKind kind, bool free, const char* detail, bool retry)
{
    Expected expected;
    expected.kind = kind;
    expected.free = free;
    expected.retry = retry;
    expected.detail = QString::fromUtf8(detail);
    return expected;
}

Expected simply(Is is)
{
    Expected expected;
    expected.is = is;
    return expected;
}

Operation made(MediaKind output, bool asynchronous)
{
    Operation operation;
    operation.id = QStringLiteral("made.up");
    operation.section = QStringLiteral("image");
    operation.output = output;
    operation.asynchronous = asynchronous;
    ParamSpec prompt;
    prompt.name = QStringLiteral("prompt");
    operation.params = {prompt};
    InputSpec image;
    image.role = QStringLiteral("image");
    operation.inputs = {image};
    return operation;
}

QByteArray wrapped(const char* key, const QByteArray& bytes, const QByteArray& more)
{
    return "{\"" + QByteArray(key) + "\":\"" + bytes.toBase64() + "\"" + more + "}";
}

HttpReply AnswerKit::reply(int status, const HttpHeaders& headers, const QByteArray& body) const
{
    HttpReply made;
    made.status = status;
    made.headers = headers;
    made.bodyBytes = body.size();
    if (!body.isEmpty()) {
        QFile file(m_folder.filePath(QStringLiteral("answer")));
        if (file.open(QIODevice::WriteOnly)) {
            file.write(body);
        }
        made.bodyFile = file.fileName();
    }
    return made;
}

void AnswerKit::check(const Step& step, const Expected& expected) const
{
    QCOMPARE(step.index(), static_cast<std::size_t>(expected.is));
    if (const auto* done = std::get_if<StepFinished>(&step)) {
        QCOMPARE(done->mediaType, expected.mediaType);
        QCOMPARE(done->seed ? qint64(*done->seed) : -1, expected.seed);
        QCOMPARE(done->filtered, expected.filtered);
        QVERIFY(!done->charged.has_value());
        QVERIFY(QFileInfo(done->file).size() > 0);
    }
    if (const auto* accepted = std::get_if<StepAccepted>(&step)) {
        QCOMPARE(accepted->ticket, ticket);
    }
    if (const auto* pending = std::get_if<StepPending>(&step)) {
        QCOMPARE(pending->waitMs, 10'000);
    }
    if (const auto* wrong = std::get_if<StepFailed>(&step)) {
        QCOMPARE(wrong->error.kind, expected.kind);
        QCOMPARE(wrong->surelyFree, expected.free);
        QCOMPARE(wrong->mayRetryRead, expected.retry);
        QVERIFY2(wrong->error.detail.contains(expected.detail), qPrintable(wrong->error.detail));
        QVERIFY2(!wrong->error.detail.contains(key), qPrintable(wrong->error.detail));
        QCOMPARE(wrong->error.place, expected.place);
        QCOMPARE(wrong->error.retryAfterMs, expected.waitMs);
        QVERIFY(wrong->error.httpStatus > 0);
    }
}

} // namespace maquette
