// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalog/Catalogue.h"
#include "tests/support/TestMain.h"
#include "ui/canvas/CanvasNeeds.h"
#include "ui/canvas/CanvasSession.h"
#include "ui/canvas/LayerLevels.h"

#include <QRandomGenerator>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTest>

using namespace maquette;

namespace {

SourcePicture source(QSize size)
{
    QImage image(size, QImage::Format_RGB32);
    image.fill(Qt::gray);
    return sourceFromImage(image);
}

AssetId id(char digit)
{
    return {QString(64, QLatin1Char(digit))};
}

} // namespace

class TestCanvasSession : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void needs_data()
    {
        QTest::addColumn<QString>("operation");
        QTest::addColumn<QJsonObject>("values");
        QTest::addColumn<QString>("needs"); // picture, mask, sketch, outpaint, context
        const QJsonObject none;
        QTest::newRow("core") << "stable-image.generate.core" << none << "-----";
        QTest::newRow("ultra") << "stable-image.generate.ultra" << none << "-----";
        QTest::newRow("sd3 text") << "stable-image.generate.sd3" << none << "-----";
        QTest::newRow("sd3 picture") << "stable-image.generate.sd3"
                                     << QJsonObject{{QStringLiteral("mode"), QStringLiteral("image-to-image")}}
                                     << "p-s-c";
        QTest::newRow("inpaint") << "stable-image.edit.inpaint" << none << "pm--c";
        QTest::newRow("erase") << "stable-image.edit.erase" << none << "pm--c";
        QTest::newRow("outpaint") << "stable-image.edit.outpaint" << none << "p--o-";
        QTest::newRow("replace") << "stable-image.edit.search-and-replace" << none << "p---c";
        QTest::newRow("relight") << "stable-image.edit.replace-background-and-relight" << none << "p---c";
        QTest::newRow("sketch") << "stable-image.control.sketch" << none << "p-s-c";
        QTest::newRow("upscale") << "stable-image.upscale.fast" << none << "p---c";
        QTest::newRow("mesh") << "3d.stable-fast-3d" << none << "-----";
        QTest::newRow("sound") << "audio.stable-audio-2.inpaint" << none << "-----";
    }
    void needs()
    {
        QFETCH(QString, operation);
        QFETCH(QJsonObject, values);
        QFETCH(QString, needs);
        QList<CatalogueProblem> problems;
        const auto catalogue = Catalogue::load(QString(), &problems);
        QVERIFY(catalogue);
        const Operation* const found = catalogue->find(operation);
        QVERIFY2(found, qPrintable(operation));
        const CanvasNeeds seen = CanvasNeeds::of(*found, values);
        const auto sign = [](bool on, char letter) { return QLatin1Char(on ? letter : '-'); };
        QCOMPARE(QString(sign(seen.picture, 'p')) + sign(seen.mask, 'm') + sign(seen.sketch, 's') +
                     sign(seen.outpaint, 'o') + sign(seen.context, 'c'),
                 needs);
        // The contract: left, right, up and down are 0 to 2000.
        const OutpaintFrame most = seen.outpaint ? OutpaintFrame{2000, 2000, 2000, 2000} : OutpaintFrame();
        QVERIFY(seen.mostOutpaint == most);
    }

    void aStrokeIsToldAsItGoesAndIsOneStep()
    {
        CanvasSession session;
        session.open(id('a'), source({300, 200}));
        QSignalSpy mask(&session, &CanvasSession::maskChanged);
        QSignalSpy document(&session, &CanvasSession::documentChanged);
        CanvasDocument& live = session.beginLive();
        for (int x = 0; x < 3; ++x) {
            const QRect area(x * 20, 10, 20, 20);
            live.mask.fill(area, 255);
            session.liveChanged(area, {});
        }
        QCOMPARE(mask.count(), 3);
        QCOMPARE(document.count(), 0);
        session.undo(); // not in the middle of a stroke
        QVERIFY(session.isLive());
        session.commitLive(QStringLiteral("stroke"));
        QCOMPARE(document.count(), 1);
        QCOMPARE(session.history().steps(), 1);
        session.undo();
        QVERIFY(session.document().mask.isUniform(0));
        QVERIFY(mask.constLast().constFirst().toRect().contains(QRect(0, 10, 60, 20)));
    }

    void aStrokeGivenUpLeavesNothing()
    {
        CanvasSession session;
        session.open(id('a'), source({300, 200}));
        session.beginLive().mask.fill({0, 0, 50, 50}, 255);
        session.liveChanged({0, 0, 50, 50}, {});
        session.cancelLive();
        QVERIFY(session.document().mask.isUniform(0));
        QCOMPARE(session.history().steps(), 0);
        session.edit(QStringLiteral("nothing"), [](CanvasDocument&) {});
        QCOMPARE(session.history().steps(), 0);
    }

    void theEdgeFollowsInAWorker()
    {
        CanvasSession session;
        session.open(id('a'), source({300, 200}));
        session.edit(QStringLiteral("box"), [](CanvasDocument& document) {
            document.mask.fill({100, 80, 50, 40}, 255);
        });
        QVERIFY(!session.isEdgePending());
        QCOMPARE(session.edgedMask(), session.document().mask);
        session.beginLive().edge.grow = 5;
        session.liveChanged({}, {});
        QVERIFY(session.isEdgePending());
        QTRY_VERIFY(!session.isEdgePending());
        QCOMPARE(session.edgedMask().contentRect(), QRect(95, 75, 60, 50));
        session.commitLive(QStringLiteral("grow"));
        QCOMPARE(session.history().steps(), 2);
        session.undo();
        QTRY_COMPARE(session.edgedMask(), session.document().mask);
    }

    void theLevelsOfTheEdgeComeWithIt()
    {
        CanvasSession session;
        session.open(id('a'), source({300, 200}));
        QVERIFY(session.edgedLevels().isNull());
        const auto isRight = [&session] {
            LayerLevels<quint8> anew;
            anew.take(session.edgedMask());
            bool same = true;
            for (int level = 0; level < 3; ++level) {
                same = same && session.edgedLevels().level(level) == anew.level(level);
            }
            return same;
        };
        session.edit(QStringLiteral("feather"), [](CanvasDocument& document) {
            document.mask.fill({100, 80, 50, 40}, 255);
            document.edge = {3, 20};
        });
        QTRY_VERIFY(!session.isEdgePending());
        QVERIFY(isRight());
        session.edit(QStringLiteral("more"), [](CanvasDocument& document) {
            document.mask.fill({0, 0, 130, 30}, 255);
        });
        QTRY_VERIFY(!session.isEdgePending());
        QVERIFY(isRight());
        session.edit(QStringLiteral("clear"), [](CanvasDocument& document) {
            document.mask.fill({0, 0, 300, 200}, 0);
        });
        QVERIFY(!session.isEdgePending());
        QVERIFY(isRight());
        QVERIFY(session.edgedLevels().isUniform(0));
        session.edit(QStringLiteral("as it is"), [](CanvasDocument& document) { document.edge = {}; });
        QVERIFY(session.edgedLevels().isNull());
    }

    void aComputationIsOneStepAndCanBeStopped()
    {
        CanvasSession session;
        session.open(id('a'), source({300, 200}));
        QSignalSpy busy(&session, &CanvasSession::busyChanged);
        QSemaphore go;
        const auto work = [&go](CanvasDocument document, const std::atomic_bool& cancelled) -> Result<CanvasDocument> {
            go.acquire();
            if (cancelled) {
                return failure(ErrorKind::Cancelled, {});
            }
            document.mask.fill({0, 0, 30, 30}, 255);
            return document;
        };
        session.compute(QStringLiteral("work"), work);
        QVERIFY(session.isBusy());
        go.release();
        QTRY_VERIFY(!session.isBusy());
        QCOMPARE(session.document().mask.contentRect(), QRect(0, 0, 30, 30));
        QCOMPARE(session.history().undoTitle(), QStringLiteral("work"));
        // An edit meanwhile counts, and the work does not.
        session.compute(QStringLiteral("work"), work);
        session.edit(QStringLiteral("clear"),
                     [](CanvasDocument& document) { document.mask = TiledMask(document.size); });
        QVERIFY(!session.isBusy());
        go.release();
        session.compute(QStringLiteral("fails"), [](CanvasDocument, const std::atomic_bool&) -> Result<CanvasDocument> {
            return failure(ErrorKind::InvalidInput, QStringLiteral("no"));
        });
        QSignalSpy failed(&session, &CanvasSession::computeFailed);
        QTRY_COMPARE(failed.count(), 1);
        QVERIFY(session.document().mask.isUniform(0));
        QCOMPARE(session.history().undoTitle(), QStringLiteral("clear"));
        QVERIFY(busy.constLast().constFirst().toString().isEmpty());
    }

    void restoringTakesOnlyACanvasOfThePicturesSize()
    {
        CanvasSession session;
        CanvasDocument stored({300, 200});
        stored.mask.fill({10, 10, 10, 10}, 255);
        session.restore(id('a'), source({300, 200}), {stored, UndoHistory(), {}});
        QCOMPARE(session.document().mask.contentRect(), QRect(10, 10, 10, 10));
        session.restore(id('b'), source({310, 200}), {stored, UndoHistory(), {}});
        QCOMPARE(session.document().size, QSize(310, 200));
        QVERIFY(session.document().mask.isUniform(0));
        QSignalSpy closed(&session, &CanvasSession::closed);
        session.close();
        QVERIFY(!session.isOpen() && closed.count() == 1);
    }

    void theBudgetForUndoCountsAtOnceAndForLaterCanvases()
    {
        CanvasSession session;
        session.open(id('a'), source({2000, 1500}));
        for (int step = 0; step < 40; ++step) {
            session.edit(QStringLiteral("step"), [step](CanvasDocument& document) {
                document.mask.fill(QRect(7 * step, 9 * step, 700, 5), quint8(step + 1));
            });
        }
        QCOMPARE(session.history().steps(), 40);
        const qint64 half = session.history().bytes() / 2;
        QSignalSpy changed(&session, &CanvasSession::historyChanged);
        session.setUndoBudget(half);
        QCOMPARE(changed.count(), 1);
        QVERIFY(session.history().bytes() <= half);
        QVERIFY(session.history().steps() < 40 && session.history().canUndo());
        StoredCanvas stored{session.document(), session.history(), {}};
        stored.history.setBudget(1 << 30); // as a file of another machine may say
        session.restore(id('a'), source({2000, 1500}), std::move(stored));
        QCOMPARE(session.history().budget(), half);
        session.close();
        session.open(id('b'), source({100, 100}));
        QCOMPARE(session.history().budget(), half);
    }

    void levelsKeptAreaByAreaAreThoseMadeAnew()
    {
        QRandomGenerator chance(7);
        TiledMask mask({333, 257});
        LayerLevels<quint8> kept;
        kept.take(mask);
        for (int round = 0; round < 60; ++round) {
            const QRect area(chance.bounded(330), chance.bounded(250), 1 + chance.bounded(120), 1 + chance.bounded(90));
            mask.fill(area, quint8(chance.bounded(256)));
            kept.take(mask, area);
        }
        LayerLevels<quint8> anew;
        anew.take(mask);
        for (int level = 0; level < 3; ++level) {
            QCOMPARE(kept.level(level), anew.level(level));
        }
        // A half is the rounded mean of four, the last row and column counting twice.
        const TiledMask& half = anew.level(1);
        QCOMPARE(half.size(), QSize(167, 129));
        for (const QPoint at : {QPoint(0, 0), QPoint(50, 60), QPoint(166, 20), QPoint(166, 128)}) {
            int sum = 0;
            for (const QPoint by : {QPoint(0, 0), QPoint(1, 0), QPoint(0, 1), QPoint(1, 1)}) {
                const QPoint from = at * 2 + by;
                sum += mask.pixel({std::min(from.x(), 332), std::min(from.y(), 256)});
            }
            QCOMPARE(int(half.pixel(at)), (sum + 2) / 4);
        }
    }
};

QTEST_GUILESS_MAIN(TestCanvasSession)
#include "TestCanvasSession.moc"
