// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/Files.h"
#include "app/canvas/CanvasFile.h"
#include "tests/app/canvas/CanvasKit.h"
#include "tests/support/FileSizeLimit.h"
#include "tests/support/TestMain.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>

#include <QtEndian>

using namespace maquette;

namespace {

const QJsonObject kExtra{{QStringLiteral("staged"), QJsonArray{1, 2, QStringLiteral("three")}}};

/// A document of two sizes in turn with its history, some of it undone.
StoredCanvas canvasOf(QSize size, int steps)
{
    Dice dice(9);
    StoredCanvas canvas;
    canvas.document = CanvasDocument(size, QStringLiteral("abc"));
    canvas.document.outpaint = {1, 2, 3, 4};
    canvas.document.context = {ContextChoice::Kind::Frame, 12, QRect(-5, 6, 70, 8)};
    canvas.document.colourMatch = false;
    for (int step = 0; step < steps; ++step) {
        CanvasDocument next = canvas.document;
        if (step == steps / 2) {
            next = CanvasDocument(size * 2, QStringLiteral("larger"));
        }
        const QRect area(dice.roll(-10, size.width()), dice.roll(-10, size.height()), dice.roll(1, 90),
                         dice.roll(1, 90));
        next.mask.fill(area, quint8(dice.roll(0, 255)));
        next.sketch.fill(area.translated(7, 7), qPremultiply(qRgba(200, step, 9, 200)));
        next.edge = {dice.roll(-200, 200), dice.roll(0, 200)};
        if (step % 3 == 0) {
            next.savedMasks.insert(QStringLiteral("Maske %1 \u00e4").arg(step), next.mask);
        }
        if (step % 4 != 0) {
            BrushedResult& brushed = next.brushed[QStringLiteral("job %1").arg(step % 2)];
            brushed.under = QString::number(step % 5);
            brushed.hidden = brushed.hidden.isNull() ? TiledMask(size + QSize(30, 1)) : brushed.hidden;
            brushed.hidden.fill(area, quint8(dice.roll(0, 255)));
        }
        canvas.history.push(canvas.document, next, QStringLiteral("step %1").arg(step));
        canvas.document = next;
    }
    for (int step = 0; step < steps / 3; ++step) {
        canvas.history.undo(canvas.document);
    }
    canvas.extra = kExtra;
    return canvas;
}

/// CRC-32 as in IEEE 802.3, bit by bit.
quint32 crc(const QByteArray& bytes)
{
    quint32 sum = ~0U;
    for (const char byte : bytes) {
        sum ^= quint8(byte);
        for (int bit = 0; bit < 8; ++bit) {
            sum = (sum >> 1) ^ ((sum & 1U) != 0 ? 0xedb88320U : 0U);
        }
    }
    return ~sum;
}

/// With size and checksum made right again: what only a deliberate forger does.
QByteArray signedAgain(QByteArray file)
{
    qToLittleEndian(quint64(file.size() - 24), file.data() + 16);
    qToLittleEndian(crc(file.mid(12)), file.data() + 8);
    return file;
}

} // namespace

class CanvasFileTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void keepsEverything_data();
    void keepsEverything();
    void keepsAnEmptyCanvas();
    void readsFilesWithoutBrushedResults();
    void keepsTheSavedPoint();
    void writesSharedTilesOnce();
    void isSmallForSimpleMasks();
    void refusesEveryCut();
    void refusesEveryFlip();
    void survivesForgedBytes();
    void refusesHugeClaims();
    void namesWhatIsWrong();
    void keepsTheOldFileWhenTheDiskIsFull();

private:
    QString path(const char* name) const { return m_folder.filePath(QString::fromLatin1(name)); }
    static Result<StoredCanvas> load(const QByteArray& bytes)
    {
        return canvasFromBytes(bytes, QStringLiteral("hostile"));
    }
    static QByteArray bytesOf(const StoredCanvas& canvas)
    {
        return canvasToBytes(canvas.document, canvas.history, canvas.extra);
    }

    QTemporaryDir m_folder;
};

void CanvasFileTest::keepsEverything_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<int>("steps");
    QTest::newRow("no history") << QSize(100, 70) << 0;
    QTest::newRow("small") << QSize(64, 64) << 5;
    QTest::newRow("several blocks of tiles") << QSize(1500, 1300) << 40;
}

void CanvasFileTest::keepsEverything()
{
    QFETCH(QSize, size);
    QFETCH(int, steps);
    StoredCanvas canvas = canvasOf(size, steps);
    Dice dice(3);
    Plain<quint8> noise(canvas.document.size);
    noise.fill([&](int, int) { return quint8(dice.roll(0, 255)); });
    CanvasDocument noisy = canvas.document;
    noisy.mask = noise.tiled();
    if (steps > 20) {
        canvas.history.push(canvas.document, noisy, QStringLiteral("noise"));
        canvas.document = noisy;
    }
    QVERIFY(saveCanvas(path("canvas"), canvas.document, canvas.history, canvas.extra));
    auto loaded = loadCanvas(path("canvas"));
    QVERIFY2(loaded, loaded ? "" : qPrintable(loaded.error().detail));
    QVERIFY(loaded->document == canvas.document);
    QCOMPARE(loaded->extra, canvas.extra);
    QCOMPARE(loaded->history.steps(), canvas.history.steps());
    QCOMPARE(loaded->history.position(), canvas.history.position());
    QCOMPARE(loaded->history.bytes(), canvas.history.bytes());
    QCOMPARE(loaded->history.budget(), canvas.history.budget());
    while (canvas.history.canUndo()) {
        QCOMPARE(loaded->history.undoTitle(), canvas.history.undoTitle());
        QCOMPARE(loaded->history.undo(loaded->document), canvas.history.undo(canvas.document));
        QVERIFY(loaded->document == canvas.document);
    }
    QVERIFY(!loaded->history.canUndo());
    while (canvas.history.canRedo()) {
        QCOMPARE(loaded->history.redo(loaded->document), canvas.history.redo(canvas.document));
        QVERIFY(loaded->document == canvas.document);
    }
    QVERIFY(!loaded->history.canRedo());
}

void CanvasFileTest::keepsAnEmptyCanvas()
{
    QVERIFY(saveCanvas(path("canvas"), {}, UndoHistory(77), {}));
    const auto loaded = loadCanvas(path("canvas"));
    QVERIFY(loaded);
    QVERIFY(loaded->document == CanvasDocument());
    QCOMPARE(loaded->history.budget(), 77);
    QCOMPARE(loaded->extra, QJsonObject());
}

/// As version 1 wrote them: the number of brushed results, here none, is not there.
void CanvasFileTest::readsFilesWithoutBrushedResults()
{
    const StoredCanvas canvas = canvasOf(QSize(150, 90), 0);
    QByteArray file = bytesOf(canvas);
    qToLittleEndian(quint32(1), file.data() + 12);
    const auto body = qFromLittleEndian<quint32>(file.constData() + 24);
    constexpr int kNoHistory = 8 + 4 + 8 + 1 + 4;
    const qsizetype extra = 4 + QJsonDocument(kExtra).toJson(QJsonDocument::Compact).size();
    file.remove(28 + qsizetype(body) - extra - kNoHistory - 4, 4);
    qToLittleEndian(quint32(body - 4), file.data() + 24);
    const auto read = load(signedAgain(file));
    QVERIFY2(read, read ? "" : qPrintable(read.error().detail));
    QVERIFY(read->document == canvas.document);
    QCOMPARE(read->extra, kExtra);
}

void CanvasFileTest::keepsTheSavedPoint()
{
    StoredCanvas canvas = canvasOf(QSize(100, 100), 6);
    canvas.history.markSaved();
    canvas.history.undo(canvas.document);
    QVERIFY(saveCanvas(path("canvas"), canvas.document, canvas.history, {}));
    auto loaded = loadCanvas(path("canvas"));
    QVERIFY(loaded);
    QVERIFY(!loaded->history.isAtSaved());
    loaded->history.redo(loaded->document);
    QVERIFY(loaded->history.isAtSaved());
}

void CanvasFileTest::writesSharedTilesOnce()
{
    Dice dice(5);
    Plain<quint8> noise(QSize(512, 512));
    noise.fill([&](int, int) { return quint8(dice.roll(0, 255)); });
    StoredCanvas canvas;
    canvas.document = CanvasDocument(noise.size);
    canvas.document.mask = noise.tiled();
    const qsizetype alone = bytesOf(canvas).size();
    QVERIFY(alone > 512 * 512);
    for (int copy = 0; copy < 8; ++copy) {
        CanvasDocument next = canvas.document;
        next.savedMasks.insert(QString::number(copy), canvas.document.mask);
        canvas.history.push(canvas.document, next, QStringLiteral("save"));
        canvas.document = next;
    }
    const qsizetype shared = bytesOf(canvas).size();
    QVERIFY2(shared < alone + 10'000, qPrintable(QString::number(shared - alone)));
    const auto loaded = load(bytesOf(canvas));
    QVERIFY(loaded);
    QVERIFY(loaded->document.savedMasks.first().isSameCopy(loaded->document.savedMasks.last()));
    QVERIFY(loaded->document.mask.tile(0).sharesWith(loaded->document.savedMasks.first().tile(0)));
}

void CanvasFileTest::isSmallForSimpleMasks()
{
    StoredCanvas canvas;
    canvas.document = CanvasDocument(QSize(12000, 9000));
    canvas.document.mask.fill(QRect(1000, 1000, 5001, 5001), 255);
    QVERIFY2(bytesOf(canvas).size() < 40'000, qPrintable(QString::number(bytesOf(canvas).size())));
}

void CanvasFileTest::refusesEveryCut()
{
    const QByteArray good = bytesOf(canvasOf(QSize(66, 12), 3));
    QVERIFY(load(good));
    for (qsizetype length = 0; length < good.size(); ++length) {
        const auto loaded = load(good.left(length));
        QVERIFY(!loaded);
        QCOMPARE(loaded.error().kind, ErrorKind::Storage);
        // Cut within, and still signed.
        if (length >= 24) {
            QVERIFY(!load(signedAgain(good.left(length))));
        }
    }
    QVERIFY(!load(good + 'x'));
    QVERIFY(!load(signedAgain(good + 'x')));
}

void CanvasFileTest::refusesEveryFlip()
{
    const QByteArray good = bytesOf(canvasOf(QSize(66, 12), 3));
    Dice dice(11);
    for (qsizetype at = 0; at < good.size(); ++at) {
        QByteArray flipped = good;
        flipped[at] = char(flipped[at] ^ (1 << dice.roll(0, 7)));
        const auto loaded = load(flipped);
        QVERIFY(!loaded);
        QCOMPARE(loaded.error().kind, ErrorKind::Storage);
        QVERIFY(loaded.error().detail.contains(QStringLiteral("damaged")));
        QCOMPARE(loaded.error().place, QStringLiteral("hostile"));
    }
}

/// With a right checksum damage may go unnoticed, but what is loaded must be usable.
void CanvasFileTest::survivesForgedBytes()
{
    const QByteArray good = bytesOf(canvasOf(QSize(66, 12), 3));
    Dice dice(12);
    int loadedAnyway = 0;
    for (int round = 0; round < 4000; ++round) {
        QByteArray forged = good;
        for (int flips = dice.roll(1, 3); flips > 0; --flips) {
            const int at = dice.roll(24, int(forged.size()) - 1);
            const int kind = dice.roll(0, 2);
            forged[at] = kind == 0 ? char(forged[at] ^ (1 << dice.roll(0, 7))) : kind == 1 ? char(0xff) : char(0);
        }
        auto loaded = load(signedAgain(forged));
        if (!loaded) {
            QCOMPARE(loaded.error().kind, ErrorKind::Storage);
            continue;
        }
        ++loadedAnyway;
        while (loaded->history.canUndo()) {
            loaded->history.undo(loaded->document);
        }
        while (loaded->history.canRedo()) {
            loaded->history.redo(loaded->document);
        }
    }
    QVERIFY(loadedAnyway > 0 && loadedAnyway < 4000);
}

/// Every 32-bit number in the file turned into one that claims far more than there is.
void CanvasFileTest::refusesHugeClaims()
{
    const QByteArray good = bytesOf(canvasOf(QSize(66, 12), 3));
    for (qsizetype at = 24; at + 4 <= good.size(); ++at) {
        for (const quint32 claim : {0x7fffffffU, 0xffffffffU, 0x0000ffffU, 0x00010000U}) {
            QByteArray forged = good;
            qToLittleEndian(claim, forged.data() + at);
            static_cast<void>(load(signedAgain(forged)));
        }
    }
    const auto wide = load(signedAgain(good.left(24) + QByteArray(8, '\x7f')));
    QVERIFY(!wide);
}

void CanvasFileTest::namesWhatIsWrong()
{
    const QByteArray good = bytesOf(canvasOf(QSize(100, 70), 4));
    QByteArray newer = good;
    newer[12] = 9;
    QVERIFY(load(signedAgain(newer)).error().detail.contains(QStringLiteral("version 9")));
    QVERIFY(load(QByteArray(100, 'x')).error().detail.contains(QStringLiteral("begin")));
    QVERIFY(load(good.left(good.size() - 1)).error().detail.contains(QStringLiteral("cut short")));
    const auto none = loadCanvas(path("nowhere"));
    QVERIFY(!none);
    QCOMPARE(none.error().kind, ErrorKind::Storage);
}

void CanvasFileTest::keepsTheOldFileWhenTheDiskIsFull()
{
    const StoredCanvas old = canvasOf(QSize(100, 70), 1);
    QVERIFY(saveCanvas(path("canvas"), old.document, old.history, {}));
    Dice dice(3);
    Plain<quint8> noise(QSize(600, 600));
    noise.fill([&](int, int) { return quint8(dice.roll(0, 255)); });
    CanvasDocument large(noise.size);
    large.mask = noise.tiled();
    {
        const FileSizeLimit limit(20'000);
        const auto saved = saveCanvas(path("canvas"), large, UndoHistory(), {});
        QVERIFY(!saved);
        QCOMPARE(saved.error().kind, ErrorKind::Storage);
    }
    const auto loaded = loadCanvas(path("canvas"));
    QVERIFY(loaded);
    QVERIFY(loaded->document == old.document);
}

QTEST_GUILESS_MAIN(CanvasFileTest)
#include "tst_canvas_file.moc"
