// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/settings/SettingsStore.h"
#include "tests/app/studio/StudioKit.h"
#include "tests/support/TestMain.h"
#include "ui/canvas/CanvasSession.h"
#include "ui/canvas/CanvasView.h"
#include "ui/canvas/StageView.h"
#include "ui/canvas/staging/CompareView.h"
#include "ui/canvas/staging/ExportDialog.h"
#include "ui/canvas/staging/StagingBar.h"
#include "ui/canvas/staging/StagingDesk.h"
#include "ui/prompt/PromptPanel.h"
#include "ui/shell/MainWindow.h"
#include "ui/shell/StudioPage.h"
#include "ui/widgets/ErrorBanner.h"

#include <QComboBox>
#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPointer>
#include <QProcess>
#include <QPushButton>
#include <QSlider>
#include <QSpinBox>

namespace maquette {

namespace {

constexpr QSize kSize(480, 360);

/// A picture in which no two neighbours are alike, so that a shift by one pixel shows.
QImage scene()
{
    QImage image(kSize, QImage::Format_RGB32);
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            image.setPixel(x, y, qRgb((x * 7 + y * 3) % 200 + 20, (x + y * 5) % 180 + 30, (x * 2 + y) % 160 + 60));
        }
    }
    return image;
}

void copyFolder(const QString& from, const QString& to)
{
    QDirIterator files(from, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        const QString target = to + QLatin1Char('/') + QDir(from).relativeFilePath(path);
        QDir().mkpath(QFileInfo(target).path());
        QFile::copy(path, target);
    }
}

} // namespace

/// Results in place, in the real window on the practice server, with real keys and a real pointer.
class TestStagingFlow : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_home;
    std::unique_ptr<QTemporaryDir> m_other;
    std::unique_ptr<Studio> m_studio;
    std::unique_ptr<MainWindow> m_window;

    void start(const QString& folder, qint64 thinkMs = 0)
    {
        {
            SettingsStore store(folder + QStringLiteral("/config/settings.json"));
            Settings settings = store.settings();
            settings.firstRunDone = true;
            settings.runningJobLimit = 1;
            store.update(settings);
            store.flush();
        }
        StudioOptions options;
        options.home = folder;
        options.allowKeychain = false;
        options.practiceThinkMs = thinkMs;
        options.practiceAsyncMs = 0;
        options.pollOverrideMs = 20;
        m_studio = std::make_unique<Studio>(options);
        m_window = std::make_unique<MainWindow>(*m_studio);
        m_window->resize(1600, 1000);
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        QSignalSpy opened(m_studio.get(), &Studio::opened);
        m_studio->open();
        QTRY_COMPARE_WITH_TIMEOUT(opened.count(), 1, 30'000);
        QTRY_VERIFY_WITH_TIMEOUT(m_studio->balance().ledger.known, 30'000);
    }

    [[nodiscard]] QTemporaryDir& home() const { return *m_home; }

    void stop()
    {
        m_window.reset();
        m_studio.reset();
    }

    [[nodiscard]] StageView& stage() const { return m_window->studioPage().stage(); }
    [[nodiscard]] CanvasView& view() const { return stage().imageView(); }
    [[nodiscard]] CanvasStaging& staging() const { return m_window->studioPage().results().staging(); }
    [[nodiscard]] CanvasKeeper& keeper() const { return m_window->studioPage().results().keeper(); }

    template <typename T>
    [[nodiscard]] T* find(const char* name) const
    {
        return m_window->findChild<T*>(QLatin1String(name));
    }

    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        view().setFocus();
        QTest::keyClick(&view(), key, modifiers);
    }

    /// Puts the picture on the stage and chooses \a operation.
    void show(const QString& operation)
    {
        const auto asset = settled(m_studio->importImage(scene()));
        QVERIFY(asset.has_value());
        GalleryItem item;
        item.asset = *asset;
        item.title = QStringLiteral("scene.png");
        item.created = QDateTime::currentDateTimeUtc();
        m_window->studioPage().showItem(item);
        m_window->studioPage().prompt().selectOperation(operation);
        QTRY_VERIFY_WITH_TIMEOUT(stage().session().isOpen(), 20'000);
        QCOMPARE(stage().session().base(), asset->id);
    }

    void paint(QPoint from, QPoint to)
    {
        const auto at = [this](QPoint picture) { return view().ImageView::transform().toView(picture).toPoint(); };
        QTest::mouseMove(&view(), at(from));
        QTest::mousePress(&view(), Qt::LeftButton, {}, at(from));
        for (int i = 1; i <= 8; ++i) {
            QTest::mouseMove(&view(), at(from + (to - from) * i / 8));
        }
        QTest::mouseRelease(&view(), Qt::LeftButton, {}, at(to));
    }

    void order(const char* words, int count)
    {
        auto* prompt = find<QPlainTextEdit>("prompt");
        prompt->setFocus();
        prompt->selectAll();
        QTest::keyClicks(prompt, QLatin1String(words));
        auto* number = find<QSpinBox>("count");
        QVERIFY(number != nullptr);
        number->setFocus();
        number->selectAll();
        QTest::keyClicks(number, QString::number(count));
        QTest::keyClick(number, Qt::Key_Return, Qt::ControlModifier);
    }

    /// Compares \a after with the picture, pixel by pixel, where \a mask is 0.
    void compareOutside(const QImage& after, const TiledMask& mask, int* inside = nullptr)
    {
        const QImage before = scene();
        QCOMPARE(after.size(), before.size());
        for (int y = 0; y < before.height(); ++y) {
            for (int x = 0; x < before.width(); ++x) {
                const bool same = (after.pixel(x, y) & 0xffffffU) == (before.pixel(x, y) & 0xffffffU);
                if (mask.pixel({x, y}) == 0) {
                    QVERIFY2(same, qPrintable(QStringLiteral("%1, %2").arg(x).arg(y)));
                } else if (inside != nullptr && !same) {
                    ++*inside;
                }
            }
        }
    }

    void stageThree()
    {
        show(QStringLiteral("stable-image.edit.inpaint"));
        paint({180, 150}, {280, 200});
        QVERIFY(!stage().session().document().mask.isUniform(0));
        order("a small red boat", 3);
        QTRY_COMPARE_WITH_TIMEOUT(staging().count(), 3, 120'000);
        QTRY_VERIFY_WITH_TIMEOUT(staging().placed() != nullptr, 30'000);
    }

private Q_SLOTS:
    void initTestCase()
    {
        qunsetenv("STABILITY_API_KEY");
        qunsetenv("MAQUETTE_STABILITY_URL");
    }
    void init()
    {
        failOnAnyWarning();
        m_home = std::make_unique<QTemporaryDir>();
        m_other = std::make_unique<QTemporaryDir>();
    }
    void cleanup() { stop(); }

    void threeAreOrderedLookedAtAndOneAccepted()
    {
        start(home().path());
        if (QTest::currentTestFailed()) {
            return;
        }
        stageThree();
        const AssetId original = stage().session().base();
        const TiledMask mask = stage().session().edgedMask();
        auto* bar = find<StagingBar>("stagingBar");
        QVERIFY(bar->isVisible());
        QCOMPARE(find<QLabel>("stagingPlace")->text(), QStringLiteral("1 of 3"));
        QTRY_COMPARE(find<QLabel>("stagingProof")->text(), QStringLiteral("0 pixels changed outside the mask"));
        QVERIFY(view().hasOverride());
        QVERIFY(!view().isOverlayShown()); // the tint would hide what is looked at

        press(Qt::Key_Right);
        QCOMPARE(staging().current(), 1);
        press(Qt::Key_Left);
        press(Qt::Key_Left);
        QCOMPARE(staging().current(), 2);
        QTRY_VERIFY_WITH_TIMEOUT(staging().acceptReason().isEmpty(), 30'000);
        const QImage wanted = staging().placed()->image;
        int inside = 0;
        compareOutside(wanted, mask, &inside);
        QVERIFY(inside > 500);

        press(Qt::Key_C);
        QVERIFY(find<CompareView>("compareView")->isVisible());
        QTest::keyClick(find<CompareView>("compareView")->focusProxy(), Qt::Key_Escape);
        QVERIFY(!find<CompareView>("compareView")->isVisible());
        QCOMPARE(staging().count(), 3); // Esc ended comparing, and discarded nothing

        QSignalSpy accepted(&staging(), &CanvasStaging::accepted);
        press(Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(accepted.count(), 1, 30'000);
        const auto child = accepted.first().first().value<GalleryItem>();
        QVERIFY(child.composed);
        QCOMPARE(child.parents.constFirst(), original);
        QCOMPARE(stage().session().base(), child.asset.id);
        QVERIFY(stage().session().document().mask.isUniform(0));
        QTRY_COMPARE(stage().item()->id, child.id);
        QVERIFY(!bar->isVisible());
        const QImage stored(m_studio->assetPath(child.asset.id));
        compareOutside(stored, mask);
        QVERIFY(stored.convertToFormat(QImage::Format_RGB32) == wanted.convertToFormat(QImage::Format_RGB32));
        QVERIFY(QImage(m_studio->assetPath(original)).convertToFormat(QImage::Format_RGB32) == scene());
        // Three results, the child and the original that joined the library; what it cost is what was charged.
        const auto items = settled(m_studio->items(20)).value();
        QCOMPARE(items.size(), 5);
        Credits sum;
        for (const GalleryItem& item : items) {
            sum += item.cost;
        }
        QCOMPARE(sum, Credits::whole(15));
        QTRY_COMPARE(m_studio->balance().spentToday, sum);

        press(Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(stage().session().base(), original);
        QTRY_COMPARE(staging().count(), 3);
        QVERIFY(stage().session().edgedMask() == mask);
        QTRY_COMPARE(stage().item()->asset.id, original);
        press(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_COMPARE(stage().session().base(), child.asset.id);
        QCOMPARE(staging().count(), 0);
    }

    void discardKeepAndTheirUndo()
    {
        start(home().path());
        stageThree();
        const auto before = settled(m_studio->items(20)).value().size();
        press(Qt::Key_Escape);
        QCOMPARE(staging().count(), 2);
        staging().undoDiscard();
        QCOMPARE(staging().count(), 3);
        QTRY_VERIFY_WITH_TIMEOUT(staging().acceptReason().isEmpty(), 30'000);
        QSignalSpy kept(&staging(), &CanvasStaging::kept);
        press(Qt::Key_Return, Qt::ShiftModifier);
        QTRY_COMPARE_WITH_TIMEOUT(kept.count(), 1, 30'000);
        QCOMPARE(staging().count(), 3);
        QVERIFY(staging().state().kept);
        QCOMPARE(settled(m_studio->items(20)).value().size(), before + 2); // it, and the original it is a child of
        press(Qt::Key_Escape, Qt::ShiftModifier);
        QCOMPARE(staging().count(), 0);
        QVERIFY(!view().hasOverride());
        QCOMPARE(settled(m_studio->items(20)).value().size(), before + 2);
    }

    void withLittleRoomTheBarSettles_data()
    {
        QTest::addColumn<int>("count");
        QTest::newRow("two results") << 2;
        QTest::newRow("three results") << 3;
    }

    /// As with pictures so large that only the one shown fits.
    void withLittleRoomTheBarSettles()
    {
        QFETCH(const int, count);
        start(home().path());
        staging().setPictureBudget(1);
        show(QStringLiteral("stable-image.edit.inpaint"));
        paint({180, 150}, {280, 200});
        order("a small red boat", count);
        QTRY_COMPARE_WITH_TIMEOUT(staging().count(), count, 120'000);
        for (int step = 0; step <= count; ++step) {
            QTRY_VERIFY_WITH_TIMEOUT(staging().placed() && !staging().isPlacing(), 30'000);
            QVERIFY(staging().placed());
            QCOMPARE(staging().current(), step % count);
            QCOMPARE(find<QLabel>("stagingProof")->text(), QStringLiteral("0 pixels changed outside the mask"));
            press(Qt::Key_Right);
        }
    }

    void oneIsBrushedAwayAndAnotherShows_data()
    {
        QTest::addColumn<qint64>("budget");
        QTest::newRow("all kept") << StagedPictures::kBudget;
        QTest::newRow("little room") << qint64(1);
    }

    void oneIsBrushedAwayAndAnotherShows()
    {
        QFETCH(const qint64, budget);
        start(home().path());
        staging().setPictureBudget(budget);
        stageThree();
        const TiledMask mask = stage().session().edgedMask();
        const QList<StagedResult> shown = staging().results().shown();
        QTRY_VERIFY_WITH_TIMEOUT(staging().placedResult(shown.at(0).job) != nullptr, 30'000);
        const QImage first = staging().placedResult(shown.at(0).job)->image;
        QAction* const brush = m_window->shortcuts().find(QStringLiteral("results.brush"))->action;
        QVERIFY(brush->isEnabled());
        brush->trigger();
        staging().setBrushTarget(shown.at(1).job);
        QTRY_VERIFY_WITH_TIMEOUT(staging().placedResult(shown.at(1).job) != nullptr, 30'000);
        const QImage second = staging().placedResult(shown.at(1).job)->image;
        const TiledMask untouched = stage().session().document().mask;
        paint({215, 165}, {235, 180});
        QVERIFY(stage().session().document().mask == untouched); // the stroke was the result's, not the mask's
        QTRY_VERIFY_WITH_TIMEOUT(staging().acceptReason().isEmpty(), 30'000);
        QCOMPARE(staging().state().proof.text, QStringLiteral("0 pixels changed outside the mask"));
        QSignalSpy accepted(&staging(), &CanvasStaging::accepted);
        brush->trigger();
        press(Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(accepted.count(), 1, 30'000);
        const auto child = accepted.first().first().value<GalleryItem>();
        QCOMPARE(child.parents.size(), 3);
        const QImage stored = QImage(m_studio->assetPath(child.asset.id)).convertToFormat(QImage::Format_RGB32);
        compareOutside(stored, mask);
        QCOMPARE(stored.pixel(225, 172), second.pixel(225, 172) | 0xff000000U);
        int fromFirst = 0;
        for (int x = 0; x < kSize.width(); ++x) {
            fromFirst +=
                mask.pixel({x, 155}) != 0 && stored.pixel(x, 155) == (first.pixel(x, 155) | 0xff000000U) ? 1 : 0;
        }
        QVERIFY(fromFirst > 5);
    }

    void whatIsOnTheCanvasSurvivesACrash()
    {
        QTemporaryDir& crashed = *m_other;
        start(home().path());
        stageThree();
        staging().discard();
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

    void acceptingSaysWhatCancellingTheOthersSaves()
    {
        start(home().path(), 1500);
        show(QStringLiteral("stable-image.edit.inpaint"));
        paint({180, 150}, {280, 200});
        order("a small red boat", 4); // one at a time
        QTRY_VERIFY_WITH_TIMEOUT(staging().count() >= 1 && staging().acceptReason().isEmpty(), 60'000);
        m_studio->setQueuePaused(true);
        QTRY_VERIFY(m_studio->isQueuePaused());
        QTRY_VERIFY_WITH_TIMEOUT(staging().results().saving().running == staging().results().saving().unsent, 60'000);
        const int waiting = staging().results().saving().unsent;
        QVERIFY(waiting >= 1);
        press(Qt::Key_Return);
        auto* question = find<StagingQuestion>("stagingQuestion");
        QTRY_VERIFY_WITH_TIMEOUT(question->isVisible(), 30'000);
        QVERIFY2(question->text().contains(QString::number(waiting * 5)), qPrintable(question->text()));
        auto* yes = question->findChild<QPushButton*>(QStringLiteral("stagingQuestionYes"));
        QTest::mouseClick(yes, Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(m_studio->balance().ledger.held, Credits{}, 30'000);
        QTRY_COMPARE(m_studio->balance().spentToday, Credits::whole((4 - waiting) * 5));
        QVERIFY(!question->isVisible());
    }

    void aRehearsalIsFreeAndNoResult()
    {
        start(home().path());
        show(QStringLiteral("stable-image.edit.erase"));
        paint({180, 150}, {280, 200});
        QVERIFY(find<QWidget>("rehearsalBar")->isVisible());
        press(Qt::Key_F, Qt::ShiftModifier);
        QTRY_VERIFY_WITH_TIMEOUT(view().hasOverride(), 30'000);
        QVERIFY(find<QWidget>("rehearsalPlate")->isVisible());
        QCOMPARE(staging().count(), 0);
        QVERIFY(m_studio->jobs().isEmpty());
        QVERIFY(settled(m_studio->items(10)).value().isEmpty());
        press(Qt::Key_Escape);
        QVERIFY(!view().hasOverride());
        QVERIFY(view().isOverlayShown());
    }

    void operationsWithoutAMaskClaimNothing()
    {
        start(home().path());
        show(QStringLiteral("stable-image.edit.remove-background"));
        QTest::keyClick(&view(), Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE_WITH_TIMEOUT(staging().count(), 1, 120'000);
        QTRY_VERIFY_WITH_TIMEOUT(staging().acceptReason().isEmpty(), 30'000);
        QVERIFY(!staging().state().proof.text.contains(QStringLiteral("outside")));
        QVERIFY(staging().state().proof.tone == StagingProof::Tone::Plain);
        const auto result = staging().results().current();
        press(Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(stage().session().base(), result->asset, 30'000); // the provider's own bytes
    }

    void aContinuedPictureIsAcceptedAndTakenBack()
    {
        start(home().path());
        show(QStringLiteral("stable-image.edit.outpaint"));
        const AssetId original = stage().session().base();
        stage().session().edit(QStringLiteral("Frame"), [](CanvasDocument& document) {
            document.outpaint.left = 96;
            document.outpaint.down = 64;
        });
        QTest::keyClick(&view(), Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE_WITH_TIMEOUT(staging().count(), 1, 120'000);
        QTRY_VERIFY_WITH_TIMEOUT(staging().acceptReason().isEmpty(), 30'000);
        QCOMPARE(staging().state().proof.text, QStringLiteral("0 pixels of the original changed"));
        QSignalSpy accepted(&staging(), &CanvasStaging::accepted);
        press(Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(accepted.count(), 1, 30'000);
        QCOMPARE(stage().session().document().size, kSize + QSize(96, 64));
        const auto child = accepted.first().first().value<GalleryItem>();
        const QImage stored = QImage(m_studio->assetPath(child.asset.id)).convertToFormat(QImage::Format_RGB32);
        QVERIFY(stored.copy(QRect(QPoint(96, 0), kSize)) == scene());
        press(Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(stage().session().base(), original);
        QCOMPARE(stage().session().document().size, kSize);
        QCOMPARE(stage().session().document().outpaint.left, 96);
        press(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_COMPARE(stage().session().base(), child.asset.id);
        QCOMPARE(stage().session().document().size, kSize + QSize(96, 64));
    }

    void everyResultIsALayer_data()
    {
        QTest::addColumn<bool>("broken");
        QTest::newRow("all of them") << false;
        QTest::newRow("but one whose file is gone") << true;
    }

    /// Only the one shown is in place when the export begins.
    void everyResultIsALayer()
    {
        QFETCH(const bool, broken);
        QTemporaryDir& out = *m_other;
        start(home().path());
        staging().setPictureBudget(1);
        show(QStringLiteral("stable-image.edit.inpaint"));
        paint({180, 150}, {280, 200});
        order("a small red boat", 4);
        QTRY_COMPARE_WITH_TIMEOUT(staging().count(), 4, 120'000);
        QStringList names;
        QList<QImage> wanted;
        for (int i = 0; i < 4; ++i) {
            QTRY_VERIFY_WITH_TIMEOUT(staging().placed() && !staging().isPlacing(), 30'000);
            names.append(QStringLiteral("Result %1").arg(i + 1));
            wanted.append(staging().placed()->image);
            press(Qt::Key_Right);
        }
        QTRY_VERIFY_WITH_TIMEOUT(staging().placed() && !staging().isPlacing(), 30'000);
        if (broken) {
            QVERIFY(QFile::remove(m_studio->assetPath(staging().results().shown().at(2).asset)));
            names.removeAt(2);
            wanted.removeAt(2);
        }
        press(Qt::Key_E, Qt::ControlModifier | Qt::ShiftModifier);
        QPointer<ExportDialog> dialog = find<ExportDialog>("exportDialog");
        QVERIFY(dialog);
        dialog->findChild<QComboBox*>(QStringLiteral("exportFormat"))->setCurrentIndex(5);
        const QString path = out.filePath(QStringLiteral("picture.ora"));
        dialog->setPath(path);
        QSignalSpy exported(dialog, &ExportDialog::exported);
        QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("exportStart")), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(exported.count(), 1, 30'000);
        if (broken) {
            auto* banner = dialog->findChild<ErrorBanner*>(QStringLiteral("exportError"));
            QVERIFY(banner->isVisible());
            QVERIFY2(banner->text().what.startsWith(QStringLiteral("1 of 4 results is not in the file. Result 3: ")),
                     qPrintable(banner->text().what));
            QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("exportCancel")), Qt::LeftButton);
        }
        QTRY_VERIFY(!dialog || !dialog->isVisible());
        names << QStringLiteral("Mask") << QStringLiteral("Picture");
        QProcess reader;
        reader.start(QStringLiteral("python3"), {QStringLiteral(CANVAS_TESTS "/read_ora.py"), path});
        QVERIFY(reader.waitForFinished());
        const QJsonObject ora = QJsonDocument::fromJson(reader.readAllStandardOutput()).object();
        QCOMPARE(ora[QLatin1String("problems")].toArray(), QJsonArray());
        QCOMPARE(ora[QLatin1String("size")].toArray(), QJsonArray({kSize.width(), kSize.height()}));
        QStringList found;
        const QJsonArray layers = ora[QLatin1String("layers")].toArray();
        for (const QJsonValue& layer : layers) {
            found.append(layer[QLatin1String("name")].toString());
            QCOMPARE(layer[QLatin1String("visibility")].toString(),
                     found.size() == 1 || found.last() == QLatin1String("Picture") ? QStringLiteral("visible")
                                                                                   : QStringLiteral("hidden"));
        }
        QCOMPARE(found, names);
        QCOMPARE(QProcess::execute(QStringLiteral("python3"), {QStringLiteral("-m"), QStringLiteral("zipfile"),
                                                               QStringLiteral("-e"), path, out.path()}),
                 0);
        for (int i = 0; i < wanted.size(); ++i) {
            const QImage layer(out.filePath(QStringLiteral("data/layer%1.png").arg(i, 3, 10, QLatin1Char('0'))));
            QVERIFY(layer.convertToFormat(QImage::Format_RGB32) == wanted.at(i).convertToFormat(QImage::Format_RGB32));
        }
    }

    void everyKindOfFileIsWritten_data()
    {
        QTest::addColumn<int>("line");
        QTest::addColumn<QString>("suffix");
        QTest::addColumn<QByteArray>("begins");
        QTest::newRow("png") << 0 << QStringLiteral("png") << QByteArray("\x89PNG");
        QTest::newRow("jpeg") << 1 << QStringLiteral("jpg") << QByteArray("\xff\xd8\xff");
        QTest::newRow("webp") << 2 << QStringLiteral("webp") << QByteArray("RIFF");
        QTest::newRow("webp lossless") << 3 << QStringLiteral("webp") << QByteArray("RIFF");
        QTest::newRow("tiff") << 4 << QStringLiteral("tiff") << QByteArray();
        QTest::newRow("openraster") << 5 << QStringLiteral("ora") << QByteArray("PK");
    }

    void everyKindOfFileIsWritten()
    {
        QFETCH(const int, line);
        QFETCH(const QString, suffix);
        QFETCH(const QByteArray, begins);
        QTemporaryDir& out = *m_other;
        start(home().path());
        show(QStringLiteral("stable-image.edit.inpaint"));
        paint({180, 150}, {280, 200});
        press(Qt::Key_E, Qt::ControlModifier | Qt::ShiftModifier);
        auto* dialog = find<ExportDialog>("exportDialog");
        QVERIFY(dialog != nullptr);
        dialog->findChild<QComboBox*>(QStringLiteral("exportFormat"))->setCurrentIndex(line);
        QVERIFY(dialog->path().endsWith(QLatin1Char('.') + suffix));
        auto* go = dialog->findChild<QPushButton*>(QStringLiteral("exportStart"));
        dialog->setPath(out.filePath(QStringLiteral("none/picture.") + suffix));
        QVERIFY(!go->isEnabled()); // there is no such folder
        const QString path = out.filePath(QStringLiteral("picture.") + suffix);
        dialog->setPath(path);
        QVERIFY(go->isEnabled());
        QSignalSpy exported(dialog, &ExportDialog::exported);
        QTest::mouseClick(go, Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(exported.count(), 1, 30'000);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.read(4).startsWith(begins));
        if (line == 0 || line == 3 || line == 4) {
            QVERIFY(QImage(path).convertToFormat(QImage::Format_RGB32) == scene());
        }
    }
};

} // namespace maquette

QTEST_MAIN(maquette::TestStagingFlow)
#include "tst_stagingflow.moc"
