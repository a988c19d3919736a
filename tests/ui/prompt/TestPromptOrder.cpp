// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/prompt/PanelFixture.h"

#include "app/sandbox/PracticeServer.h"
#include "app/settings/PromptHistory.h"
#include "ui/widgets/DisabledReason.h"

#include <QApplication>
#include <QFileDialog>
#include <QImage>
#include <QTemporaryDir>
#include <QToolButton>

using namespace maquette;

namespace {

QString text(const char* words)
{
    return QString::fromUtf8(words);
}

const QString kCore = QStringLiteral("stable-image.generate.core");

} // namespace

/// From the form to the order: what it costs, and why it is not sent.
class TestPromptOrder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        failOnAnyWarning();
        m_home = std::make_unique<QTemporaryDir>();
        QVERIFY(m_home->isValid());
        qunsetenv("STABILITY_API_KEY");
        qunsetenv("MAQUETTE_STABILITY_URL");
    }

    void orderFromPromptToPicture()
    {
        PanelFixture with(m_home->path());
        QVERIFY(with.open());
        QSignalSpy items(with.studio.get(), &Studio::itemAdded);
        QSignalSpy ordered(with.panel, &PromptPanel::ordered);
        QCOMPARE(with.panel->operation(), kCore);
        QTRY_COMPARE(with.button()->action(), text("Write a prompt first"));
        QVERIFY(!with.button()->isEnabled());

        with.type("Mountains at dusk");
        auto* count = with.find<QSpinBox>("count");
        count->setFocus();
        QTest::keyClick(count, Qt::Key_Up);
        QTRY_COMPARE(with.button()->action(), text("Generate 2"));
        QCOMPARE(with.button()->detail(), text("6 credits")); // Core: 3 each
        const Credits before = with.studio->balance().ledger.available();

        with.prompt()->setFocus();
        QTest::keyClick(with.prompt(), Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(ordered.count(), 1);
        QCOMPARE(ordered.first().first().value<QList<Job>>().size(), 2);
        QCOMPARE(with.studio->promptHistory().prompts(), QStringList{text("Mountains at dusk")});
        QCOMPARE(with.prompt()->toPlainText(), text("Mountains at dusk"));
        QTRY_COMPARE_WITH_TIMEOUT(items.count(), 2, 30'000);
        QTRY_COMPARE(with.studio->balance().ledger.available().milli, (before - Credits::whole(6)).milli);
    }

    void buttonOrdersAndShiftGoesToTheFront()
    {
        PanelFixture with(m_home->path());
        QVERIFY(with.open());
        QSignalSpy ended(with.studio.get(), &Studio::jobEnded);
        with.type("a lake");
        QTRY_VERIFY(with.button()->isEnabled());
        with.studio->setQueuePaused(true);
        QTRY_VERIFY(with.find<QLabel>("generateNote")->text().contains(text("paused")));
        QTest::mouseClick(with.button(), Qt::LeftButton);
        QTRY_COMPARE(with.studio->jobs().size(), 1);
        QTRY_VERIFY(with.button()->isEnabled());
        QTest::keyClick(with.prompt(), Qt::Key_Return, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_COMPARE(with.studio->jobs().size(), 2);
        const QList<Job> jobs = with.studio->jobs();
        QCOMPARE(std::count_if(jobs.begin(), jobs.end(), [](const Job& job) { return job.front; }), 1);
        QVERIFY(ended.isEmpty());
    }

    void nothingIsSentWhileTheFormIsWrong()
    {
        PanelFixture with(m_home->path());
        QVERIFY(with.open());
        with.type("a lake");
        auto* seed = with.find<QLineEdit>("seed");
        seed->setFocus();
        QTest::keyClicks(seed, text("4294967295"));
        QTRY_VERIFY(with.button()->action().contains(text("4294967294")));
        QVERIFY(!with.button()->isEnabled());
        QVERIFY(!disabledReason(with.button()).isEmpty());
        const auto labels = with.find<QWidget>("field-seed")->findChildren<QLabel*>();
        QVERIFY(std::any_of(labels.begin(), labels.end(), [](const QLabel* label) {
            return label->isVisible() && label->text().contains(QStringLiteral("4294967294"));
        }));

        with.prompt()->setFocus();
        QTest::keyClick(with.prompt(), Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(QApplication::focusWidget(), seed); // goes to what is to be mended
        QTest::mouseClick(with.button(), Qt::LeftButton);
        QVERIFY(with.studio->jobs().isEmpty());

        QTest::keyClick(seed, Qt::Key_End); // it came with all selected, ready to be typed over
        QTest::keyClick(seed, Qt::Key_Backspace);
        QTRY_VERIFY(with.button()->isEnabled());
        QCOMPARE(*with.panel->currentRequest().seed, 429496729U);
    }

    void aLinkLeadsToWhatIsToBeMended()
    {
        PanelFixture with(m_home->path());
        QVERIFY(with.open());
        auto* const mend = with.find<QToolButton>("mendProblem");
        QVERIFY(!mend->isVisible());
        with.prompt()->setPlainText(QString(10'001, QLatin1Char('a')));
        QTRY_VERIFY(mend->isVisible());
        QVERIFY(!with.button()->isEnabled());
        QCOMPARE(mend->text(), text("Shorten it"));
        with.find<QLineEdit>("seed")->setFocus();
        QTest::mouseClick(mend, Qt::LeftButton);
        QCOMPARE(QApplication::focusWidget(), with.prompt());
        QTest::keyClick(with.prompt(), Qt::Key_End, Qt::ControlModifier);
        QTest::keyClick(with.prompt(), Qt::Key_Backspace);
        QTRY_VERIFY(with.button()->isEnabled());
        QVERIFY(!mend->isVisible());

        auto* const seed = with.find<QLineEdit>("seed");
        seed->setFocus();
        QTest::keyClicks(seed, text("4294967295"));
        QTRY_VERIFY(mend->isVisible());
        QCOMPARE(mend->text(), text("Show the field"));
        with.prompt()->setFocus();
        QTest::mouseClick(mend, Qt::LeftButton);
        QCOMPARE(QApplication::focusWidget(), seed);
    }

    /// By its label in the form.
    void whatIsMissingIsNamed_data()
    {
        QTest::addColumn<QString>("operation");
        QTest::addColumn<QJsonObject>("values");
        QTest::addColumn<QString>("said");
        QTest::newRow("prompt") << text("stable-image.generate.core") << QJsonObject() << text("Write a prompt first");
        QTest::newRow("replacement") << text("stable-image.edit.search-and-replace")
                                     << QJsonObject{{text("search_prompt"), text("car")}}
                                     << text("Replace with is missing");
        QTest::newRow("found") << text("stable-image.edit.search-and-replace")
                               << QJsonObject{{text("prompt"), text("bus")}} << text("Find is missing");
        QTest::newRow("colour") << text("stable-image.edit.search-and-recolor")
                                << QJsonObject{{text("select_prompt"), text("car")}} << text("New colour is missing");
        QTest::newRow("picture") << text("stable-image.edit.remove-background") << QJsonObject()
                                 << text("Choose a picture first");
        QTest::newRow("style") << text("stable-image.control.style") << QJsonObject{{text("prompt"), text("sea")}}
                               << text("Style picture is missing");
    }

    void whatIsMissingIsNamed()
    {
        QFETCH(QString, operation);
        QFETCH(QJsonObject, values);
        QFETCH(QString, said);
        PanelFixture with(m_home->path());
        QVERIFY(with.open());
        with.panel->selectOperation(operation);
        with.panel->fillIn(values);
        QImage picture(400, 400, QImage::Format_RGB32);
        picture.fill(Qt::darkGreen);
        if (said != text("Choose a picture first") && !said.contains(text("picture"))) {
            const auto imported = with.studio->importImage(picture);
            QTRY_VERIFY(imported.isFinished());
            with.panel->fillIn({}, {{text("image"), imported.result()->id}});
        }
        QTRY_COMPARE(with.button()->action(), said);
    }

    void aSmallerFileIsChosenFromTheLink()
    {
        PanelFixture with(m_home->path());
        QVERIFY(with.open());
        with.panel->selectOperation(text("stable-image.upscale.fast"));
        const auto imported = [&](int width) {
            QImage picture(width, 400, QImage::Format_RGB32);
            picture.fill(Qt::darkGreen);
            const auto future = with.studio->importImage(picture);
            return QTest::qWaitFor([&] { return future.isFinished(); }, 10'000) ? future.result()->id : AssetId();
        };
        auto* const mend = with.find<QToolButton>("mendProblem");
        QVERIFY(!mend->isVisible()); // "Choose a picture first" says enough
        with.panel->fillIn({}, {{text("image"), imported(1600)}});
        QTRY_VERIFY(mend->isVisible());
        QCOMPARE(mend->text(), text("Choose a smaller file"));
        QTest::mouseClick(mend, Qt::LeftButton);
        QFileDialog* dialog = nullptr;
        QTRY_VERIFY((dialog = with.window->findChild<QFileDialog*>(text("inputFileDialog"))) != nullptr);
        QImage small(800, 400, QImage::Format_RGB32);
        small.fill(Qt::darkBlue);
        const QString file = m_home->filePath(text("small.png"));
        QVERIFY(small.save(file));
        Q_EMIT dialog->fileSelected(file);
        dialog->close();
        QTRY_VERIFY(with.button()->isEnabled());
        QVERIFY(!mend->isVisible());
    }

    /// The form may find nothing wrong itself, and is looked at again any moment.
    void theRefusalsLinkStillKnowsItsField()
    {
        PanelFixture with(m_home->path());
        QVERIFY(with.open());
        QImage picture(300, 200, QImage::Format_RGB32);
        picture.fill(Qt::darkGreen);
        const auto future = with.studio->importImage(picture);
        QTRY_VERIFY(future.isFinished());
        const Asset asset = *future.result();
        with.panel->selectOperation(text("stable-image.upscale.fast"));
        with.panel->fillIn({}, {{text("image"), asset.id}});
        QTRY_VERIFY(with.button()->isEnabled());
        QVERIFY(QFile::remove(with.studio->assetPath(asset.id))); // by another program
        QTest::mouseClick(with.button(), Qt::LeftButton);
        auto* const refusal = with.find<QToolButton>("refusalAction");
        QTRY_VERIFY(refusal->isVisible());
        QCOMPARE(refusal->text(), text("Show the field"));
        with.studio->setQueuePaused(true); // makes the form look again
        QTest::qWait(300);
        QTest::mouseClick(refusal, Qt::LeftButton);
        QCOMPARE(QApplication::focusWidget(), with.find<QWidget>("input-image"));
        QVERIFY(with.studio->jobs().isEmpty());
    }

    void missingPromptIsSaidAtTheFieldOnceAskedFor()
    {
        PanelFixture with(m_home->path());
        QVERIFY(with.open());
        const auto said = [&] {
            const auto labels = with.find<QWidget>("field-prompt")->findChildren<QLabel*>();
            return std::count_if(labels.begin(), labels.end(), [](const QLabel* label) {
                return label->isVisible() && label->property("mqRole").toString() == QLatin1String("problem");
            });
        };
        QTRY_VERIFY(!with.button()->isEnabled());
        QCOMPARE(said(), 0);
        with.prompt()->setFocus();
        QTest::keyClick(with.prompt(), Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(said(), 1);
        with.type("x");
        QTRY_COMPARE(said(), 0);
        QVERIFY(with.studio->jobs().isEmpty());
    }

    void modelsShareWhatTheyCanAndHaveTheirPrices()
    {
        PanelFixture with(m_home->path());
        QVERIFY(with.open());
        with.type("a lake");
        with.pick("aspect_ratio", text("3:2 landscape"));
        const QList<QPair<QString, QString>> prices{{text("Ultra"), text("8 credits")},
                                                    {text("SD 3.5 Medium"), text("3.5 credits")},
                                                    {text("SD 3.5 Flash"), text("2.5 credits")},
                                                    {text("Core"), text("3 credits")}};
        for (const auto& [model, price] : prices) {
            with.pick("model", model);
            QTRY_COMPARE(with.button()->detail(), price);
            QCOMPARE(with.prompt()->toPlainText(), text("a lake"));
            QCOMPARE(with.panel->currentRequest().values.value(text("aspect_ratio")).toString(), text("3:2"));
        }
    }

    void lockHoldsTheLastSeed()
    {
        PanelFixture with(m_home->path());
        QVERIFY(with.open());
        QSignalSpy items(with.studio.get(), &Studio::itemAdded);
        with.type("a lake");
        QVERIFY(!with.find<QToolButton>("seed-reuse")->isEnabled());
        QTRY_VERIFY(with.button()->isEnabled());
        QTest::mouseClick(with.button(), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(items.count(), 1, 30'000);
        const auto item = items.first().first().value<GalleryItem>();
        QVERIFY(item.seed.has_value());

        auto* lock = with.find<QToolButton>("seed-lock");
        QTest::mouseClick(lock, Qt::LeftButton);
        QCOMPARE(with.find<QLineEdit>("seed")->text(), QString::number(*item.seed));
        QCOMPARE(with.panel->currentRequest().seed, item.seed);
        QTest::mouseClick(lock, Qt::LeftButton);
        QVERIFY(!with.panel->currentRequest().seed.has_value());
        QTest::mouseClick(with.find<QToolButton>("seed-reuse"), Qt::LeftButton);
        QCOMPARE(with.panel->currentRequest().seed, item.seed);
    }

    void pictureFromTheStageIsEnlarged()
    {
        PanelFixture with(m_home->path());
        QVERIFY(with.open());
        QImage small(100, 80, QImage::Format_RGB32);
        small.fill(Qt::darkGreen);
        const auto imported = with.studio->importImage(small);
        QTRY_VERIFY(imported.isFinished());
        GalleryItem item;
        item.asset = *imported.result();
        QSignalSpy items(with.studio.get(), &Studio::itemAdded);
        with.panel->selectOperation(text("stable-image.upscale.fast"));
        with.panel->setStageItem(item);
        QTest::mouseClick(with.find<QToolButton>("image-stage"), Qt::LeftButton);
        QTRY_VERIFY(with.button()->isEnabled());
        QCOMPARE(with.button()->detail(), text("2 credits"));
        QTest::mouseClick(with.button(), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(items.count(), 1, 30'000);
        QCOMPARE(items.first().first().value<GalleryItem>().asset.info.width, 400); // four times a side
    }

    void withoutAKeyItAsksForOne()
    {
        PanelFixture with(m_home->path());
        QVERIFY(with.open());
        with.type("a lake");
        with.studio->setProvider(text("stability"));
        QTRY_COMPARE(with.button()->action(), text("No key for this provider"));
        QSignalSpy need(with.panel, &PromptPanel::needKey);
        QTest::mouseClick(with.find<QToolButton>("addKey"), Qt::LeftButton);
        QCOMPARE(need.count(), 1);
        with.prompt()->setFocus();
        QTest::keyClick(with.prompt(), Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(need.count(), 2);
        QVERIFY(with.studio->jobs().isEmpty());
    }

    void tooLittleCreditSaysHowMuchIsMissing()
    {
        QTemporaryDir account;
        const auto catalogue = Catalogue::load({}, nullptr);
        QVERIFY(catalogue.has_value());
        sandbox::PracticeOptions options;
        options.folder = account.path();
        options.openingBalance = Credits::fromMilli(8'500);
        const SystemClock clock;
        sandbox::PracticeServer server(*catalogue, options, clock);
        const auto url = server.start();
        QVERIFY(url.has_value());
        qputenv("MAQUETTE_STABILITY_URL", url->toEncoded());
        qputenv("STABILITY_API_KEY", "sk-test");
        PanelFixture with(m_home->path());
        with.studio->setProvider(text("stability"));
        QVERIFY(with.open());
        with.type("a lake");
        auto* count = with.find<QSpinBox>("count");
        count->setFocus();
        QTest::keyClick(count, Qt::Key_Up);
        QTRY_COMPARE(with.button()->action(), text("Generate 2"));
        for (int i = 0; i < 2; ++i) {
            QTest::keyClick(count, Qt::Key_Up);
        }
        QTRY_COMPARE(with.button()->action(), text("3.5 credits missing")); // 12 - 8.5
        QVERIFY(!with.button()->isEnabled());
        QTest::keyClick(with.prompt(), Qt::Key_Return, Qt::ControlModifier);
        QTest::mouseClick(with.button(), Qt::LeftButton);
        QVERIFY(with.studio->jobs().isEmpty());
    }

private:
    std::unique_ptr<QTemporaryDir> m_home;
};

QTEST_MAIN(TestPromptOrder)
#include "TestPromptOrder.moc"
