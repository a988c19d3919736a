// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/prompt/PanelFixture.h"

#include "app/sandbox/PracticeServer.h"
#include "app/settings/PromptHistory.h"
#include "ui/widgets/DisabledReason.h"

#include <QApplication>
#include <QClipboard>
#include <QDropEvent>
#include <QFile>
#include <QImage>
#include <QListWidget>
#include <QMimeData>
#include <QTemporaryDir>
#include <QToolButton>

using namespace maquette;

namespace {

QString text(const char* words)
{
    return QString::fromUtf8(words);
}

const QString kCore = QStringLiteral("stable-image.generate.core");
const QString kSd3 = QStringLiteral("stable-image.generate.sd3");

} // namespace

class TestPromptPanel : public QObject
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
        QCOMPARE(ordered.first().first().toInt(), 2);
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

    void numbersOutOfRange()
    {
        PanelFixture with(m_home->path());
        QVERIFY(with.open());
        with.type("a lake");
        with.pick("model", text("SD 3.5 Large"));
        QCOMPARE(with.panel->operation(), kSd3);
        QTRY_COMPARE(with.button()->detail(), text("6.5 credits"));
        QTest::mouseClick(with.find<QToolButton>("more"), Qt::LeftButton);
        auto* guidance = with.find<QLineEdit>("cfg_scale");
        QVERIFY(guidance->isVisible());
        QCOMPARE(guidance->placeholderText(), text("4")); // the service's default for Large
        guidance->setFocus();
        QTest::keyClicks(guidance, text("11"));
        QTRY_VERIFY(with.button()->action().contains(text("10")));
        QVERIFY(!with.button()->isEnabled());
        QCOMPARE(guidance->text(), text("11")); // said, not changed
        QTest::keyClick(guidance, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(guidance, text("7.5"));
        QTRY_VERIFY(with.button()->isEnabled());
        QCOMPARE(with.panel->currentRequest().values.value(text("cfg_scale")).toDouble(), 7.5);
        QTest::mouseClick(with.find<QToolButton>("cfg_scale-reset"), Qt::LeftButton);
        QTRY_VERIFY(!with.panel->currentRequest().values.contains(text("cfg_scale")));
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

    void historyKeepsTheDraft()
    {
        PanelFixture with(m_home->path());
        QVERIFY(with.studio->promptHistory().add(text("first")).has_value());
        QVERIFY(with.studio->promptHistory().add(text("second")).has_value());
        QVERIFY(with.open());
        with.type("draft");
        const auto key = [&](Qt::Key which) { QTest::keyClick(with.prompt(), which, Qt::AltModifier); };
        const auto shown = [&] { return with.prompt()->toPlainText(); };
        key(Qt::Key_Up);
        QCOMPARE(shown(), text("second"));
        key(Qt::Key_Up);
        QCOMPARE(shown(), text("first"));
        key(Qt::Key_Up);
        QCOMPARE(shown(), text("first"));
        QTest::keyClicks(with.prompt(), text("!"));
        key(Qt::Key_Down);
        QCOMPARE(shown(), text("second"));
        key(Qt::Key_Up);
        QCOMPARE(shown(), text("first!")); // what was made of it is still there
        key(Qt::Key_Down);
        key(Qt::Key_Down);
        QCOMPARE(shown(), text("draft"));
        key(Qt::Key_Down);
        QCOMPARE(shown(), text("draft"));
        QTest::keyClick(with.prompt(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(shown(), text("second")); // a step can be undone
    }

    void weightsByKey()
    {
        PanelFixture with(m_home->path());
        QVERIFY(with.open());
        with.type("blue lake");
        QTest::keyClick(with.prompt(), Qt::Key_Down, Qt::ControlModifier);
        QCOMPARE(with.prompt()->toPlainText(), text("blue (lake:0.9)"));
        QTest::keyClick(with.prompt(), Qt::Key_Down, Qt::ControlModifier);
        QCOMPARE(with.prompt()->toPlainText(), text("blue (lake:0.8)"));
        QTest::keyClick(with.prompt(), Qt::Key_Up, Qt::ControlModifier);
        QTest::keyClick(with.prompt(), Qt::Key_Up, Qt::ControlModifier);
        QCOMPARE(with.prompt()->toPlainText(), text("blue lake"));
        QTest::keyClick(with.prompt(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(with.prompt()->toPlainText(), text("blue (lake:0.9)"));
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

    void styleIsPickedByItsPicture()
    {
        PanelFixture with(m_home->path());
        QVERIFY(with.open());
        with.window->resize(700, 900);
        auto* style = with.find<QComboBox>("style_preset");
        QTest::mouseClick(style, Qt::LeftButton);
        auto* grid = with.find<QListWidget>("styleGrid");
        QVERIFY(grid->isVisible());
        QCOMPARE(grid->count(), 18); // seventeen, and none
        for (int row = 1; row < grid->count(); ++row) {
            const QString name = grid->item(row)->data(Qt::UserRole).toString();
            QVERIFY2(!QImage(text(":/maquette/styles/%1.webp").arg(name)).isNull(), qPrintable(name));
        }
        QListWidgetItem* cinematic = grid->findItems(text("Cinematic"), Qt::MatchExactly).value(0);
        grid->scrollToItem(cinematic);
        QTest::mouseClick(grid->viewport(), Qt::LeftButton, {}, grid->visualItemRect(cinematic).center());
        QVERIFY(!grid->isVisible());
        QCOMPARE(with.panel->currentRequest().values.value(text("style_preset")).toString(), text("cinematic"));

        style->setFocus();
        QTest::keyClick(style, Qt::Key_F4);
        QVERIFY(grid->isVisible());
        QTest::keyClick(grid, Qt::Key_Home);
        QTest::keyClick(grid, Qt::Key_Return);
        QVERIFY(!with.panel->currentRequest().values.contains(text("style_preset")));
    }

    void toolsWithoutAPlaceSayWhy()
    {
        PanelFixture with(m_home->path());
        QVERIFY(with.open());
        QVERIFY(with.find<QWidget>("tool-generate")->isEnabled());
        QVERIFY(with.find<QWidget>("tool-upscale")->isEnabled());
        auto* erase = with.find<QWidget>("tool-stable-image.edit.erase");
        QVERIFY(!erase->isEnabled());
        QVERIFY(erase->toolTip().contains(text("canvas")));
        QVERIFY(with.find<QLabel>("toolsReason")->text().contains(text("canvas")));

        QTest::mouseClick(with.find<QWidget>("segment-sound"), Qt::LeftButton);
        QTRY_VERIFY(!with.button()->isEnabled());
        QVERIFY(with.find<QLabel>("toolsReason")->text().contains(text("sound bench")));
        QTest::mouseClick(with.find<QWidget>("segment-image"), Qt::LeftButton);
        QTRY_COMPARE(with.button()->action(), text("Write a prompt first"));

        with.panel->setAvailability([](const Operation&) { return QString(); });
        QVERIFY(erase->isEnabled());
        QTest::mouseClick(erase, Qt::LeftButton);
        QCOMPARE(with.panel->operation(), text("stable-image.edit.erase"));
    }

    void pictureTooLargeIsSaidWithNumbers()
    {
        PanelFixture with(m_home->path());
        QVERIFY(with.open());
        QImage large(1600, 1200, QImage::Format_RGB32);
        large.fill(Qt::darkGreen);
        const QString file = m_home->filePath(text("large.png"));
        QVERIFY(large.save(file));
        with.panel->selectOperation(text("stable-image.upscale.fast"));
        QTRY_COMPARE(with.button()->action(), text("Choose a picture first"));
        const auto imported = with.studio->importFile(file);
        QTRY_VERIFY(imported.isFinished());
        QVERIFY(imported.result().has_value());
        GalleryItem item;
        item.asset = *imported.result();
        with.panel->setStageItem(item);
        QTest::mouseClick(with.find<QToolButton>("image-stage"), Qt::LeftButton);
        QCOMPARE(with.panel->currentRequest().input(text("image")), item.asset.id);
        QTRY_VERIFY(with.button()->action() != text("Choose a picture first"));
        QVERIFY(!with.button()->isEnabled());
        const auto labels = with.find<QWidget>("field-image")->findChildren<QLabel*>();
        QVERIFY(std::any_of(labels.begin(), labels.end(), [](const QLabel* label) {
            return label->isVisible() && label->text().contains(QStringLiteral("1,600")) &&
                   label->text().contains(QStringLiteral("1,536"));
        })); // fast upscale: sides of at most 1,536 px
        QTest::mouseClick(with.find<QToolButton>("image-clear"), Qt::LeftButton);
        QTRY_COMPARE(with.button()->action(), text("Choose a picture first"));
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

    void pictureFromTheClipboard()
    {
        PanelFixture with(m_home->path());
        QVERIFY(with.open());
        QImage picture(300, 200, QImage::Format_RGB32);
        picture.fill(Qt::darkBlue);
        QApplication::clipboard()->setImage(picture);
        with.type("a lake");
        QTest::keyClick(with.prompt(), Qt::Key_V, Qt::ControlModifier);
        QVERIFY(with.find<QLabel>("refusal")->isVisible()); // Core cannot start from one, and says which can
        QVERIFY(with.find<QLabel>("refusal")->text().contains(text("Ultra")));

        with.pick("model", text("SD 3.5 Large"));
        QVERIFY(!with.find<QLabel>("refusal")->isVisible());
        QVERIFY(!with.find<QWidget>("strength")->isVisible());
        with.prompt()->setFocus();
        QTest::keyClick(with.prompt(), Qt::Key_V, Qt::ControlModifier);
        QTRY_VERIFY(!with.panel->currentRequest().input(text("image")).isEmpty());
        QCOMPARE(with.prompt()->toPlainText(), text("a lake"));
        QVERIFY(with.find<QWidget>("strength")->isVisible());
        QVERIFY(!with.find<QWidget>("aspect_ratio")->isEnabled());
        const QJsonObject values = with.panel->currentRequest().values;
        QCOMPARE(values.value(text("mode")).toString(), text("image-to-image"));
        QCOMPARE(values.value(text("strength")).toDouble(), 0.5);
        QVERIFY(!values.contains(text("aspect_ratio")));
        QTRY_VERIFY(with.button()->isEnabled());

        with.find<QWidget>("input-image")->setFocus();
        QTest::keyClick(with.find<QWidget>("input-image"), Qt::Key_Delete);
        QVERIFY(!with.panel->currentRequest().values.contains(text("mode")));
        QVERIFY(!with.panel->currentRequest().values.contains(text("strength")));
    }

    void filesDroppedOnTheWell()
    {
        PanelFixture with(m_home->path());
        QVERIFY(with.open());
        with.panel->selectOperation(text("stable-image.upscale.fast"));
        auto* well = with.find<QWidget>("input-image");
        const auto drop = [&](const QString& file) {
            QMimeData mime;
            mime.setUrls({QUrl::fromLocalFile(file)});
            QDragEnterEvent enter({10, 10}, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
            QApplication::sendEvent(well, &enter);
            QVERIFY(enter.isAccepted());
            QDropEvent event({10, 10}, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
            QApplication::sendEvent(well, &event);
        };
        QFile words(m_home->filePath(text("words.png")));
        QVERIFY(words.open(QIODevice::WriteOnly));
        words.write("not a picture at all");
        words.close();
        QSignalSpy failed(with.panel, &PromptPanel::importFailed);
        drop(words.fileName());
        QTRY_COMPARE(failed.count(), 1);
        QVERIFY(with.find<QLabel>("refusal")->isVisible());
        QVERIFY(with.panel->currentRequest().inputs.isEmpty());

        QImage picture(300, 200, QImage::Format_RGB32);
        picture.fill(Qt::darkBlue);
        QVERIFY(picture.save(m_home->filePath(text("good.png"))));
        drop(m_home->filePath(text("good.png")));
        QTRY_VERIFY(with.button()->isEnabled());
        QVERIFY(!with.find<QLabel>("refusal")->isVisible());
        QTRY_VERIFY(!with.panel->currentRequest().inputs.isEmpty());
    }

    void everythingSurvivesARestart()
    {
        {
            PanelFixture with(m_home->path());
            QVERIFY(with.open());
            with.type("a lake");
            with.pick("model", text("SD 3.5 Medium"));
            with.pick("aspect_ratio", text("16:9 widescreen"));
            with.find<QSpinBox>("count")->setFocus();
            QTest::keyClick(with.find<QSpinBox>("count"), Qt::Key_Up);
            QTest::keyClicks(with.find<QLineEdit>("seed"), text("77"));
            QTest::mouseClick(with.find<QToolButton>("more"), Qt::LeftButton);
        }
        PanelFixture again(m_home->path());
        QVERIFY(again.open());
        const Request request = again.panel->currentRequest();
        QCOMPARE(request.operation, kSd3);
        QCOMPARE(request.values.value(text("prompt")).toString(), text("a lake"));
        QCOMPARE(request.values.value(text("model")).toString(), text("sd3.5-medium"));
        QCOMPARE(request.values.value(text("aspect_ratio")).toString(), text("16:9"));
        QCOMPARE(request.count, 2);
        QCOMPARE(*request.seed, 77U);
        QVERIFY(again.find<QLineEdit>("cfg_scale")->isVisible());
        QTRY_COMPARE(again.button()->detail(), text("7 credits"));
    }

    void requestIsTakenOver()
    {
        PanelFixture with(m_home->path());
        QVERIFY(with.open());
        QSignalSpy changed(with.panel, &PromptPanel::operationChanged);
        Request request;
        request.operation = kSd3;
        request.values = {{text("prompt"), text("a lake")},
                          {text("model"), text("sd3.5-flash")},
                          {text("style_preset"), text("anime")}};
        request.seed = 12;
        with.panel->useRequest(request, true);
        QCOMPARE(changed.count(), 1);
        Request expected = request;
        expected.provider = with.studio->provider().id;
        QCOMPARE(with.panel->currentRequest(), expected);
        QCOMPARE(with.find<QComboBox>("model")->currentText(), text("SD 3.5 Flash"));
        with.panel->useRequest(request, false);
        QVERIFY(!with.panel->currentRequest().seed.has_value());
        request.operation = text("no.such.thing");
        with.panel->useRequest(request, true);
        QCOMPARE(with.panel->operation(), kSd3);
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

    void everyControlCanBeReachedAndIsNamed()
    {
        PanelFixture with(m_home->path());
        QVERIFY(with.open());
        const QList<QWidget*> all = with.panel->findChildren<QWidget*>();
        for (const QWidget* widget : all) {
            const bool inner = widget->objectName().startsWith(QLatin1String("qt_")) ||
                               widget->inherits("QAbstractItemView") || widget->inherits("QComboBoxPrivateContainer");
            if (!(widget->focusPolicy() & Qt::TabFocus) || inner || widget->focusProxy() || !widget->isVisible()) {
                continue;
            }
            const QByteArray name = widget->objectName().toUtf8() + ' ' + widget->metaObject()->className();
            QVERIFY2(!widget->objectName().isEmpty(), name.constData());
            QVERIFY2(!widget->accessibleName().isEmpty(), name.constData());
            QVERIFY2(!widget->toolTip().isEmpty(), name.constData());
        }
        // Down the form with Tab alone.
        with.prompt()->setFocus();
        QStringList order;
        for (int i = 0; i < 9; ++i) {
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
            order.append(QApplication::focusWidget()->objectName());
        }
        QCOMPARE(order.mid(0, 8),
                 (QStringList{text("negative_prompt"), text("model"), text("aspect_ratio"), text("style_preset"),
                              text("seed"), text("seed-lock"), text("count"), text("output_format")}));
    }

private:
    std::unique_ptr<QTemporaryDir> m_home;
};

QTEST_MAIN(TestPromptPanel)
#include "TestPromptPanel.moc"
