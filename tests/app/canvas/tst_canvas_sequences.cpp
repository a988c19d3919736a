// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever is done on a canvas in whatever order: undone it gives back the bytes there were, redone the later ones.
#include "app/canvas/Brush.h"
#include "app/canvas/CanvasFile.h"
#include "app/canvas/FloodFill.h"
#include "app/canvas/MaskMath.h"
#include "app/canvas/Shapes.h"
#include "tests/app/canvas/CanvasKit.h"
#include "tests/support/TestMain.h"

#include <QCryptographicHash>
#include <QPainterPath>

using namespace maquette;

namespace {

/// All that is on a canvas in bytes of its own, without help from the code under test but reading pixels.
QByteArray fingerprint(const CanvasDocument& document)
{
    QCryptographicHash hash(QCryptographicHash::Md5);
    const auto addNumbers = [&hash](std::initializer_list<int> numbers) {
        for (const int number : numbers) {
            hash.addData(QByteArray::number(number) + ' ');
        }
    };
    const auto addImage = [&](const auto& image) {
        addNumbers({image.size().width(), image.size().height()});
        QByteArray bytes;
        for (int y = 0; y < image.size().height(); ++y) {
            for (int x = 0; x < image.size().width(); ++x) {
                const auto pixel = image.pixel({x, y});
                bytes.append(reinterpret_cast<const char*>(&pixel), sizeof(pixel));
            }
        }
        hash.addData(bytes);
    };
    addNumbers({document.size.width(), document.size.height(), document.outpaint.left, document.outpaint.right,
                document.outpaint.up, document.outpaint.down, int(document.context.kind), document.context.padding,
                document.context.frame.x(), document.context.frame.width(), document.edge.grow, document.edge.feather,
                document.colourMatch ? 1 : 0});
    hash.addData(document.basePicture.toUtf8());
    addImage(document.mask);
    addImage(document.sketch);
    for (auto at = document.savedMasks.cbegin(); at != document.savedMasks.cend(); ++at) {
        hash.addData(at.key().toUtf8());
        addImage(at.value());
    }
    for (auto at = document.brushed.cbegin(); at != document.brushed.cend(); ++at) {
        hash.addData((at.key() + QLatin1Char('/') + at->under).toUtf8());
        addImage(at->hidden);
    }
    return hash.result();
}

QImage photoOf(QSize size, Dice& dice)
{
    QImage picture(size, QImage::Format_RGB32);
    for (int y = 0; y < size.height(); ++y) {
        for (int x = 0; x < size.width(); ++x) {
            picture.setPixel(x, y, qRgb(x / 40 * 40, y / 30 * 30, dice.roll(0, 20)));
        }
    }
    return picture;
}

void paintStroke(Dice& dice, TiledMask& mask, quint8 value)
{
    const QSize size = mask.size();
    const Brush brush{dice.real(1, 80),    dice.real(0, 1), dice.real(0.2, 1), dice.real(0.05, 0.5), true,
                      dice.roll(0, 1) == 1};
    StrokePainter painter(mask, brush, value);
    for (int point = dice.roll(1, 5); point > 0; --point) {
        painter.strokeTo({{dice.real(-20, size.width() + 20), dice.real(-20, size.height() + 20)}, dice.real(0, 1)});
    }
}

QPainterPath randomPath(Dice& dice, QSize size)
{
    QPainterPath path;
    const QRectF box(dice.real(-30, size.width()), dice.real(-30, size.height()), dice.real(1, 150), dice.real(1, 150));
    if (dice.roll(0, 1) == 0) {
        path.addEllipse(box);
    } else {
        path.addPolygon(QPolygonF{{box.topLeft(), box.bottomRight(), box.topRight(), box.bottomLeft()}});
    }
    return path;
}

/// A result of another size than the picture, as those that continue it have.
void brushThrough(Dice& dice, CanvasDocument& document, const QString& job)
{
    switch (dice.roll(0, 3)) {
    case 0:
        document.brushed.remove(job);
        break;
    case 1:
        if (document.brushed.contains(job)) {
            document.brushed[job].under = QString::number(dice.roll(0, 3));
        }
        break;
    default: {
        BrushedResult& brushed = document.brushed[job];
        if (brushed.hidden.isNull()) {
            brushed.hidden = TiledMask(document.size + QSize(70 * job.toInt(), 3));
        }
        paintStroke(dice, brushed.hidden, quint8(dice.roll(0, 1) * 255));
    }
    }
}

/// One random thing a user can do.
void actAtRandom(CanvasDocument& document, const QImage& photo, Dice& dice)
{
    const QSize size = document.size;
    const auto how = Combine(dice.roll(0, 3));
    const QString name = QString::number(dice.roll(0, 2));
    switch (dice.roll(0, 15)) {
    case 0:
    case 1:
        paintStroke(dice, document.mask, quint8(dice.roll(0, 1) * 255));
        break;
    case 2: {
        StrokePainter painter(document.sketch, Brush{}, qRgba(200, 10, dice.roll(0, 255), 180), dice.roll(0, 2) == 0);
        painter.strokeTo({{dice.real(0, size.width()), dice.real(0, size.height())}, 1});
        painter.strokeTo({{dice.real(0, size.width()), dice.real(0, size.height())}, 0.3});
        break;
    }
    case 3:
    case 4:
        fillPath(document.mask, randomPath(dice, size), how, quint8(dice.roll(1, 255)), dice.roll(0, 1) == 0);
        break;
    case 5:
        combineMask(document.mask,
                    selectByColour(photo, {dice.roll(0, photo.width() - 1), dice.roll(0, photo.height() - 1)},
                                   {dice.roll(0, 80), dice.roll(0, 1) == 0}),
                    how);
        break;
    case 6:
        document.mask = inverted(document.mask);
        break;
    case 7:
        document.mask = withHolesFilled(document.mask);
        break;
    case 8:
        document.mask = applyEdge(document.mask, {dice.roll(-20, 20), dice.roll(0, 20)});
        break;
    case 9:
        document.savedMasks[name] = document.mask;
        break;
    case 10:
        if (document.savedMasks.contains(name)) {
            combineMask(document.mask, document.savedMasks.value(name), how);
            document.savedMasks.remove(name);
        }
        break;
    case 11:
        document.edge = {dice.roll(-200, 200), dice.roll(0, 200)};
        document.context.kind = ContextChoice::Kind(dice.roll(0, 2));
        break;
    case 12:
        document.outpaint.left = dice.roll(0, 100);
        document.colourMatch = !document.colourMatch;
        break;
    case 13:
    case 14:
        brushThrough(dice, document, name);
        break;
    default:
        if (dice.roll(0, 3) == 0) {
            document = CanvasDocument(QSize(dice.roll(60, 300), dice.roll(60, 200)), name);
        } else {
            document.mask.fill(document.mask.rect(), quint8(dice.roll(0, 1) * 255));
        }
    }
}

} // namespace

class CanvasSequencesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void undoneAndRedone_data();
    void undoneAndRedone();
    void wandering_data();
    void wandering();
};

void CanvasSequencesTest::undoneAndRedone_data()
{
    QTest::addColumn<quint32>("seed");
    QTest::addColumn<bool>("acrossFiles");
    for (quint32 seed = 1; seed <= 8; ++seed) {
        QTest::addRow("seed %u", seed) << seed << (seed % 3 == 0);
    }
}

void CanvasSequencesTest::undoneAndRedone()
{
    QFETCH(quint32, seed);
    QFETCH(bool, acrossFiles);
    Dice dice(seed);
    StoredCanvas canvas;
    canvas.document = CanvasDocument(QSize(230, 150));
    const QImage photo = photoOf(canvas.document.size, dice);
    QList<QByteArray> states{fingerprint(canvas.document)};
    const auto reload = [&] {
        if (acrossFiles) {
            auto loaded = canvasFromBytes(canvasToBytes(canvas.document, canvas.history, {}), {});
            QVERIFY(loaded);
            canvas = *loaded;
        }
    };
    while (canvas.history.steps() < 30) {
        const CanvasDocument before = canvas.document;
        actAtRandom(canvas.document, photo, dice);
        canvas.history.push(before, canvas.document, QStringLiteral("act"));
        // A step is there exactly when something changed.
        const QByteArray now = fingerprint(canvas.document);
        QCOMPARE(canvas.history.steps() == states.size(), now != states.last());
        if (canvas.history.steps() == states.size()) {
            states.append(now);
        }
        if (states.size() % 10 == 0) {
            reload();
        }
    }
    for (int round = 0; round < 2; ++round) {
        for (qsizetype at = states.size() - 2; at >= 0; --at) {
            canvas.history.undo(canvas.document);
            QCOMPARE(fingerprint(canvas.document), states.at(at));
        }
        QVERIFY(!canvas.history.canUndo());
        reload();
        for (qsizetype at = 1; at < states.size(); ++at) {
            canvas.history.redo(canvas.document);
            QCOMPARE(fingerprint(canvas.document), states.at(at));
        }
        QVERIFY(!canvas.history.canRedo());
        reload();
    }
}

void CanvasSequencesTest::wandering_data()
{
    QTest::addColumn<quint32>("seed");
    QTest::addColumn<qint64>("budget");
    for (quint32 seed = 100; seed < 106; ++seed) {
        QTest::addRow("seed %u", seed) << seed << (seed % 2 == 0 ? UndoHistory::kDefaultBudget : qint64(150'000));
    }
}

/// To and fro through the history with new acts in between, as people do, also with hardly any memory.
void CanvasSequencesTest::wandering()
{
    QFETCH(quint32, seed);
    QFETCH(qint64, budget);
    Dice dice(seed);
    CanvasDocument document(QSize(190, 140));
    const QImage photo = photoOf(document.size, dice);
    UndoHistory history(budget);
    QList<QByteArray> undone;
    QList<QByteArray> done;
    for (int round = 0; round < 200; ++round) {
        const QByteArray was = fingerprint(document);
        const int choice = dice.roll(0, 5);
        if (choice == 0 && history.canUndo()) {
            history.undo(document);
            undone.append(was);
            QCOMPARE(fingerprint(document), done.takeLast());
        } else if (choice == 1 && history.canRedo()) {
            history.redo(document);
            done.append(was);
            QCOMPARE(fingerprint(document), undone.takeLast());
        } else {
            const CanvasDocument before = document;
            actAtRandom(document, photo, dice);
            history.push(before, document, QStringLiteral("act"));
            if (fingerprint(document) != was) {
                done.append(was);
                undone.clear();
            }
        }
        QVERIFY(history.bytes() <= budget || history.steps() == 1);
        // What was dropped for the budget is gone at the far ends.
        while (done.size() > history.position()) {
            done.removeFirst();
        }
        while (undone.size() > history.steps() - history.position()) {
            undone.removeFirst();
        }
        QCOMPARE(int(done.size()), history.position());
    }
    if (budget < UndoHistory::kDefaultBudget) {
        QVERIFY(history.lostOldest());
    }
}

QTEST_GUILESS_MAIN(CanvasSequencesTest)
#include "tst_canvas_sequences.moc"
