// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/flow/StagingFlow.h"

#include <QDir>

namespace maquette {

/// What is on the canvas after a crash, and after a time away.
class TestStagingKept : public StagingFlow
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsOnTheCanvasSurvivesACrash()
    {
        QTemporaryDir& crashed = *m_other;
        start(home().path());
        stageThree();
        staging().discard();
        QTRY_VERIFY_WITH_TIMEOUT(keeper().isWritten(), 30'000);
        staging().setBrushTarget({});
        staging().beginStroke(Brush(), {{230, 175}, 1}, false);
        staging().endStroke();
        QTRY_VERIFY_WITH_TIMEOUT(keeper().isWritten(), 30'000);
        press(Qt::Key_Right); // nothing else changes, and it is kept all the same
        QCOMPARE(staging().current(), 1);
        const CanvasDocument document = stage().session().document();
        const int steps = stage().session().history().steps();
        QTRY_VERIFY_WITH_TIMEOUT(keeper().isWritten(), 30'000);
        // What a crash leaves: the files as they are, nothing said goodbye.
        copyFolder(home().path(), crashed.path());
        stop();
        QFile::remove(crashed.filePath(QStringLiteral("maquette.lock")));
        start(crashed.path());
        m_window->studioPage().prompt().selectOperation(QStringLiteral("stable-image.edit.inpaint"));
        QTRY_VERIFY_WITH_TIMEOUT(stage().session().isOpen(), 30'000);
        QTRY_COMPARE_WITH_TIMEOUT(stage().session().history().steps(), steps, 30'000);
        QVERIFY(stage().session().document() == document);
        QTRY_COMPARE_WITH_TIMEOUT(staging().count(), 2, 30'000);
        QCOMPARE(staging().current(), 1);
        QTRY_VERIFY_WITH_TIMEOUT(staging().acceptReason().isEmpty(), 30'000);
        QVERIFY(stage().session().history().canUndo());
        // What was brushed through, too, with its step.
        QCOMPARE(document.brushed.size(), 1);
        press(Qt::Key_Left);
        QTRY_VERIFY_WITH_TIMEOUT(staging().placed() && staging().acceptReason().isEmpty(), 30'000);
        QCOMPARE(staging().finished().full().pixel(230, 175), scene().pixel(230, 175));
        press(Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(stage().session().document().brushed.isEmpty());
    }

    void aFileBroughtInIsStillCalledWhatItIs()
    {
        const QString path = m_other->filePath(QStringLiteral("harbour.png"));
        QVERIFY(scene().save(path));
        start(home().path());
        const auto asset = settled(m_studio->importFile(path));
        QVERIFY(asset.has_value());
        const auto item = settled(m_studio->itemOf(asset->id)).value();
        QVERIFY(item.has_value());
        m_window->studioPage().showItem(*item);
        m_window->studioPage().prompt().selectOperation(QStringLiteral("stable-image.edit.inpaint"));
        QTRY_VERIFY_WITH_TIMEOUT(stage().session().isOpen(), 20'000);
        paint({180, 150}, {280, 200});
        QTRY_VERIFY_WITH_TIMEOUT(keeper().isWritten(), 30'000);
        stop();
        start(home().path());
        QTRY_VERIFY_WITH_TIMEOUT(stage().item(), 30'000);
        QVERIFY(*stage().item() == *item);
        QTRY_VERIFY(m_window->windowTitle().contains(QStringLiteral("harbour.png")));
    }

    void resultsThatArriveWhileAwayAreThereAfterwardsAndADamagedFileLosesNothingPaid()
    {
        QTemporaryDir& early = *m_other;
        start(home().path(), 300);
        show(QStringLiteral("stable-image.edit.inpaint"));
        paint({180, 150}, {280, 200});
        order("a small red boat", 2);
        QTRY_VERIFY_WITH_TIMEOUT(staging().results().all().size() == 2 && keeper().isWritten(), 60'000);
        copyFolder(home().filePath(QStringLiteral("canvas")), early.path());
        QTRY_COMPARE_WITH_TIMEOUT(staging().count(), 2, 120'000);
        stop();
        // The canvas's files are those of before the results came: as if the program had been away.
        QDir(home().filePath(QStringLiteral("canvas"))).removeRecursively();
        copyFolder(early.path(), home().filePath(QStringLiteral("canvas")));
        start(home().path());
        m_window->studioPage().prompt().selectOperation(QStringLiteral("stable-image.edit.inpaint"));
        QTRY_COMPARE_WITH_TIMEOUT(staging().count(), 2, 30'000);
        stop();

        QFile staged(home().filePath(QStringLiteral("canvas/staging.json")));
        QVERIFY(staged.open(QIODevice::WriteOnly | QIODevice::Truncate));
        staged.write("{ \"results\": [");
        staged.close();
        start(home().path());
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(staged.fileName() + QStringLiteral(".damaged")), 30'000);
        QCOMPARE(staging().count(), 0);
        QCOMPARE(settled(m_studio->items(10)).value().size(), 2);
    }
};

} // namespace maquette

QTEST_MAIN(maquette::TestStagingKept)
#include "tst_stagingkept.moc"
