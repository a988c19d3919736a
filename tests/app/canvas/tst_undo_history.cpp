// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canvas/UndoHistory.h"
#include "tests/app/canvas/CanvasKit.h"
#include "tests/support/TestMain.h"

using namespace maquette;

namespace {

constexpr QSize kSize(300, 200);

/// A document with a little of everything that differs from one \a number to the next.
CanvasDocument documentOf(int number)
{
    CanvasDocument document(kSize, QString::number(number));
    document.mask.fill(QRect(number, number, 70, 5), quint8(number + 1));
    document.sketch.fill(QRect(5, number, 100, 1), 0xff000000U + QRgb(number));
    document.edge.grow = number;
    document.savedMasks.insert(QStringLiteral("sky"), document.mask);
    if (number % 3 != 0) {
        document.brushed.insert(QStringLiteral("job"), {QString::number(number / 2), document.mask});
    }
    return document;
}

} // namespace

class UndoHistoryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void beginsEmpty();
    void goesBackAndForth();
    void tellsWhatChanged();
    void ignoresStepsThatChangeNothing();
    void forgetsWhatWasUndone();
    void keepsOnlyChangedTiles();
    void countsWhatItHolds();
    void countsBrushedResultsByTheTile();
    void dropsTheOldestOverBudget();
    void keepsTheNewestWhateverItTakes();
    void losesTheSavedPoint();
    void undoingDoesNotEatTheRest();
    void changesTheSize();
};

void UndoHistoryTest::beginsEmpty()
{
    UndoHistory history;
    CanvasDocument document = documentOf(1);
    QVERIFY(!history.canUndo() && !history.canRedo());
    QVERIFY(history.undo(document).isNull());
    QVERIFY(history.redo(document).isNull());
    QVERIFY(document == documentOf(1));
    QCOMPARE(history.bytes(), 0);
    QVERIFY(history.isAtSaved());
    QVERIFY(history.undoTitle().isEmpty());
}

void UndoHistoryTest::goesBackAndForth()
{
    UndoHistory history;
    for (int number = 0; number < 20; ++number) {
        history.push(documentOf(number), documentOf(number + 1), QStringLiteral("step %1").arg(number));
    }
    CanvasDocument document = documentOf(20);
    QCOMPARE(history.steps(), 20);
    for (int round = 0; round < 3; ++round) {
        for (int number = 19; number >= 0; --number) {
            QCOMPARE(history.undoTitle(), QStringLiteral("step %1").arg(number));
            history.undo(document);
            QVERIFY(document == documentOf(number));
        }
        QVERIFY(!history.canUndo());
        for (int number = 1; number <= 20; ++number) {
            QCOMPARE(history.redoTitle(), QStringLiteral("step %1").arg(number - 1));
            history.redo(document);
            QVERIFY(document == documentOf(number));
        }
        QVERIFY(!history.canRedo());
    }
}

void UndoHistoryTest::tellsWhatChanged()
{
    UndoHistory history;
    CanvasDocument before(kSize);
    CanvasDocument after = before;
    after.mask.fill(QRect(10, 10, 5, 5), 255);
    after.sketch.fill(QRect(200, 100, 5, 5), 0xffffffffU);
    history.push(before, after, QStringLiteral("paint"));
    CanvasDocument edged = after;
    edged.edge.feather = 12;
    history.push(after, edged, QStringLiteral("feather"));
    CanvasDocument document = edged;
    QVERIFY(history.undo(document).isNull());
    const QRect area = history.undo(document);
    QVERIFY(area.contains(QRect(10, 10, 5, 5)) && area.contains(QRect(200, 100, 5, 5)));
    QCOMPARE(history.redo(document), area);
    QVERIFY(history.redo(document).isNull());
}

void UndoHistoryTest::ignoresStepsThatChangeNothing()
{
    UndoHistory history;
    CanvasDocument document = documentOf(3);
    history.push(document, documentOf(3), QStringLiteral("nothing"));
    // Other buffers of the same bytes are the same, too.
    CanvasDocument rewritten = document;
    *rewritten.mask.editTile(0) = rewritten.mask.pixel({0, 0});
    history.push(document, rewritten, QStringLiteral("nothing"));
    QCOMPARE(history.steps(), 0);
}

void UndoHistoryTest::forgetsWhatWasUndone()
{
    UndoHistory history;
    history.push(documentOf(0), documentOf(1), QStringLiteral("a"));
    history.push(documentOf(1), documentOf(2), QStringLiteral("b"));
    CanvasDocument document = documentOf(2);
    history.undo(document);
    history.push(document, documentOf(7), QStringLiteral("c"));
    QVERIFY(!history.canRedo());
    QCOMPARE(history.steps(), 2);
    document = documentOf(7);
    history.undo(document);
    QVERIFY(document == documentOf(1));
}

void UndoHistoryTest::keepsOnlyChangedTiles()
{
    CanvasDocument before(QSize(4096, 4096));
    before.mask.fill(QRect(5, 5, 4000, 4000), 3);
    for (int tile = 0; tile < before.mask.tileCount(); ++tile) {
        before.mask.editTile(tile)[1] = quint8(tile);
    }
    CanvasDocument after = before;
    after.mask.fill(QRect(100, 100, 1, 1), 200);
    UndoHistory history;
    history.push(before, after, QStringLiteral("a pixel"));
    QVERIFY(history.bytes() >= 64 * 64);
    QVERIFY2(history.bytes() < 2 * 64 * 64, qPrintable(QString::number(history.bytes())));
}

void UndoHistoryTest::countsWhatItHolds()
{
    // Saved masks a step holds count, unless the document has the same tiles.
    CanvasDocument before(kSize);
    CanvasDocument after = before;
    before.mask.fill(QRect(1, 1, 200, 150), 9);
    after.mask = before.mask;
    after.savedMasks.insert(QStringLiteral("a"), after.mask);
    UndoHistory history;
    history.push(before, after, QStringLiteral("save"));
    const qint64 small = history.bytes();
    QVERIFY(small < after.mask.bytes());
    CanvasDocument document = after;
    history.undo(document);
    QVERIFY(history.bytes() >= small + after.mask.bytes());
    history.redo(document);
    QCOMPARE(history.bytes(), small);
}

/// A hundred strokes on a result of 100 megapixels take what they touched, not a hundred masks.
void UndoHistoryTest::countsBrushedResultsByTheTile()
{
    UndoHistory history;
    CanvasDocument document(kSize);
    document.brushed.insert(QStringLiteral("job"), {{}, TiledMask(QSize(11'600, 8700))});
    for (int stroke = 0; stroke < 100; ++stroke) {
        CanvasDocument next = document;
        next.brushed[QStringLiteral("job")].hidden.fill(QRect(100 * stroke, 50 * stroke, 60, 60), 255);
        history.push(document, next, QStringLiteral("brush"));
        document = next;
    }
    QCOMPARE(history.steps(), 100);
    // At most four tiles of 4 KiB each, with what says which they are.
    QVERIFY2(history.bytes() < 100 * (4 * 5000 + 3000), qPrintable(QString::number(history.bytes())));
    for (int stroke = 0; stroke < 100; ++stroke) {
        history.undo(document);
    }
    QVERIFY(document.brushed.value(QStringLiteral("job")).hidden.isUniform(0));
    history.setBudget(history.bytes() / 2);
    QVERIFY(history.steps() < 100 && history.bytes() <= history.budget());
}

void UndoHistoryTest::dropsTheOldestOverBudget()
{
    constexpr qint64 kBudget = 500'000;
    UndoHistory history(kBudget);
    for (int number = 0; number < 40; ++number) {
        history.push(documentOf(number), documentOf(number + 1), QStringLiteral("step %1").arg(number));
        QVERIFY(history.bytes() <= kBudget);
    }
    QVERIFY(history.lostOldest());
    QVERIFY(history.steps() > 1 && history.steps() < 40);
    CanvasDocument document = documentOf(40);
    int number = 40;
    while (history.canUndo()) {
        history.undo(document);
        --number;
        QVERIFY(document == documentOf(number));
    }
    QVERIFY(number > 0);
    history.setBudget(qint64(1) << 30);
    while (history.canRedo()) {
        history.redo(document);
        ++number;
        QVERIFY(document == documentOf(number));
    }
}

void UndoHistoryTest::keepsTheNewestWhateverItTakes()
{
    UndoHistory history(1);
    for (int number = 0; number < 5; ++number) {
        history.push(documentOf(number), documentOf(number + 1), QStringLiteral("step"));
        QCOMPARE(history.steps(), 1);
    }
    CanvasDocument document = documentOf(5);
    history.undo(document);
    QVERIFY(document == documentOf(4));
    history.redo(document);
    QVERIFY(document == documentOf(5));
}

void UndoHistoryTest::losesTheSavedPoint()
{
    UndoHistory history;
    CanvasDocument document = documentOf(1);
    history.push(documentOf(0), document, QStringLiteral("a"));
    QVERIFY(!history.isAtSaved());
    history.markSaved();
    QVERIFY(history.isAtSaved());
    history.undo(document);
    QVERIFY(!history.isAtSaved());
    history.redo(document);
    QVERIFY(history.isAtSaved());
    // Saved, undone, and another way taken: the saved state cannot come back.
    history.undo(document);
    history.push(document, documentOf(5), QStringLiteral("b"));
    QVERIFY(!history.isAtSaved());
    document = documentOf(5);
    history.undo(document);
    QVERIFY(!history.isAtSaved());

    UndoHistory tiny(1);
    tiny.markSaved();
    tiny.push(documentOf(0), documentOf(1), QStringLiteral("a"));
    tiny.push(documentOf(1), documentOf(2), QStringLiteral("b"));
    document = documentOf(2);
    tiny.undo(document);
    QVERIFY(!tiny.isAtSaved());
    tiny.markSaved();
    QVERIFY(tiny.isAtSaved());
}

void UndoHistoryTest::undoingDoesNotEatTheRest()
{
    // Steps from nothing hold little; undone they hold what was painted.
    UndoHistory history(20'000);
    QList<CanvasDocument> states{CanvasDocument(kSize)};
    for (int number = 0; number < 6; ++number) {
        CanvasDocument next = states.last();
        next.mask.fill(QRect(0, number * 30, 300, 20), quint8(number + 1));
        history.push(states.last(), next, QStringLiteral("band"));
        states.append(next);
    }
    CanvasDocument document = states.last();
    const int reachable = history.position();
    for (int number = 0; number < reachable; ++number) {
        history.undo(document);
        QVERIFY(document == states[5 - number]);
        QVERIFY(history.canRedo());
    }
    QVERIFY(!history.canUndo());
    QCOMPARE(reachable, history.position() + reachable);
}

void UndoHistoryTest::changesTheSize()
{
    const CanvasDocument small = documentOf(2);
    CanvasDocument large(QSize(500, 500), QStringLiteral("outpainted"));
    large.mask.fill(QRect(300, 0, 200, 500), 255);
    UndoHistory history;
    history.push(small, large, QStringLiteral("accept"));
    CanvasDocument document = large;
    QCOMPARE(history.undo(document), QRect(0, 0, 500, 500));
    QVERIFY(document == small);
    history.redo(document);
    QVERIFY(document == large);
}

QTEST_GUILESS_MAIN(UndoHistoryTest)
#include "tst_undo_history.moc"
