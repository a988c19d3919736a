// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/prompt/PanelFixture.h"

#include "app/settings/PromptHistory.h"
#include "ui/widgets/DisabledReason.h"
#include "ui/widgets/ElidedLabel.h"

#include <QApplication>
#include <QClipboard>
#include <QDropEvent>
#include <QFile>
#include <QImage>
#include <QListWidget>
#include <QMimeData>
#include <QProcess>
#include <QPushButton>
#include <QTemporaryDir>
#include <QToolButton>

using namespace maquette;

namespace {

QString text(const char* words)
{
    return QString::fromUtf8(words);
}

const QString kSd3 = QStringLiteral("stable-image.generate.sd3");

void dropOn(QWidget* well, const QMimeData& mime)
{
    QDragEnterEvent enter({10, 10}, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(well, &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent event({10, 10}, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(well, &event);
}

} // namespace

/// Filling the form in, by keys, mouse, clipboard and drop.
class TestPromptForm : public QObject
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

    void historyKeepsTheDraft()
    {
        PanelFixture with(m_home->path());
        with.studio->promptHistory().add(text("first"));
        with.studio->promptHistory().add(text("second"));
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
        QVERIFY(erase->isEnabled());
        QVERIFY(!with.find<QLabel>("toolsReason")->isVisible());

        with.panel->setAvailability([](const Operation& operation) {
            return operation.group == QLatin1String("edit") || operation.section == QLatin1String("mesh")
                       ? QStringLiteral("Not today.")
                       : QString();
        });
        QTest::mouseClick(with.find<QWidget>("segment-mesh"), Qt::LeftButton);
        QTRY_VERIFY(!with.button()->isEnabled());
        QVERIFY(with.find<QLabel>("toolsReason")->text().contains(text("Not today.")));
        QTest::mouseClick(with.find<QWidget>("segment-image"), Qt::LeftButton);
        QTRY_COMPARE(with.button()->action(), text("Write a prompt first"));
        QVERIFY(!erase->isEnabled());
        QVERIFY(erase->toolTip().contains(text("Not today.")));
        with.panel->setAvailability([](const Operation&) { return QString(); });
        QVERIFY(erase->isEnabled());
        QTest::mouseClick(erase, Qt::LeftButton);
        QCOMPARE(with.panel->operation(), text("stable-image.edit.erase"));
    }

    void toolsStandInTheirGrid()
    {
        PanelFixture with(m_home->path());
        QVERIFY(with.open());
        // Row by row, as people see them.
        QMap<QPair<int, int>, QString> places;
        const QList<QPushButton*> buttons = with.panel->findChildren<QPushButton*>();
        for (const QPushButton* button : buttons) {
            if (button->isVisible() && button->objectName().startsWith(QLatin1String("tool-"))) {
                places.insert({button->y(), button->x()}, button->text());
            }
        }
        QCOMPARE(places.values(), (QStringList{text("Generate"), text("Inpaint"), text("Erase"), text("Outpaint"),
                                               text("Replace"), text("Recolour"), text("Background"), text("Relight"),
                                               text("Upscale"), text("Sketch"), text("Structure"), text("Style")}));
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
        QVERIFY(with.find<QLabel>("refusal")->text().contains(text("words.png")));
        QCOMPARE(failed.first().first().value<Error>().place, words.fileName());
        QVERIFY(with.panel->currentRequest().inputs.isEmpty());

        QSignalSpy imported(with.panel, &PromptPanel::imported);
        QImage picture(300, 200, QImage::Format_RGB32);
        picture.fill(Qt::darkBlue);
        QVERIFY(picture.save(m_home->filePath(text("good.png"))));
        drop(m_home->filePath(text("good.png")));
        QTRY_VERIFY(with.button()->isEnabled());
        QVERIFY(!with.find<QLabel>("refusal")->isVisible());
        QTRY_VERIFY(!with.panel->currentRequest().inputs.isEmpty());
        QCOMPARE(imported.count(), 1);
    }

    void secondPicturesAreMadeToFit_data()
    {
        QTest::addColumn<QString>("operation");
        QTest::addColumn<QString>("role");
        QTest::newRow("style picture") << text("stable-image.control.style-transfer") << text("style_image");
        QTest::newRow("background") << text("stable-image.edit.replace-background-and-relight")
                                    << text("background_reference");
        QTest::newRow("light") << text("stable-image.edit.replace-background-and-relight") << text("light_reference");
    }

    void secondPicturesAreMadeToFit()
    {
        QFETCH(QString, operation);
        QFETCH(QString, role);
        PanelFixture with(m_home->path());
        QVERIFY(with.open());
        with.panel->selectOperation(operation);
        QImage large(4000, 3000, QImage::Format_RGB32); // 12 megapixels; 9,437,184 pixels are taken
        large.fill(Qt::darkGreen);
        const QString file = m_home->filePath(text("large.png"));
        QVERIFY(large.save(file));
        QMimeData mime;
        mime.setUrls({QUrl::fromLocalFile(file)});
        auto* well = with.find<QWidget>(qPrintable(text("input-") + role));
        dropOn(well, mime);
        QTRY_VERIFY_WITH_TIMEOUT(!with.panel->chosenInput(role).isEmpty(), 30'000);
        const auto sent = with.studio->knownAsset(with.panel->chosenInput(role));
        QVERIFY(sent.has_value());
        QVERIFY(qint64(sent->info.width) * sent->info.height <= 9'437'184);
        QVERIFY(std::abs(sent->info.width * 3 - sent->info.height * 4) <= 4);
        const QList<ElidedLabel*> labels = well->findChildren<ElidedLabel*>();
        QVERIFY(std::any_of(labels.begin(), labels.end(), [](const ElidedLabel* label) {
            return label->fullText().startsWith(QStringLiteral("Reduced from 4,000 × 3,000 px"));
        }));
        const QList<FieldProblem> problems = with.studio->check(with.panel->currentRequest()).problems;
        QVERIFY(std::none_of(problems.begin(), problems.end(),
                             [&](const FieldProblem& problem) { return problem.field == role; }));
    }

    void animationsAreExplained()
    {
        PanelFixture with(m_home->path());
        QVERIFY(with.open());
        with.panel->selectOperation(text("stable-image.control.style-transfer"));
        QSignalSpy failed(with.panel, &PromptPanel::importFailed);
        QMimeData mime;
        mime.setUrls({QUrl::fromLocalFile(text(MAQUETTE_TEST_DATA "/animated.webp"))});
        dropOn(with.find<QWidget>("input-style_image"), mime);
        QTRY_COMPARE(failed.count(), 1);
        QVERIFY(failed.first().first().value<Error>().detail.contains(text("frames")));
        QVERIFY(with.panel->currentRequest().inputs.isEmpty());
    }

    void filesThatCannotWorkAreExplained_data()
    {
        QTest::addColumn<QStringList>("files"); // by role
        QTest::addColumn<QString>("told");
        QTest::newRow("print colours") << QStringList{text("image=print.jpg"), text("mask=mask.png")}
                                       << text("print colours (CMYK)");
        QTest::newRow("black mask") << QStringList{text("image=plain.png"), text("mask=black.png")}
                                    << text("all black");
        QTest::newRow("nothing transparent") << QStringList{text("image=opaque.png")} << text("is transparent");
    }

    void filesThatCannotWorkAreExplained()
    {
        QFETCH(QStringList, files);
        QFETCH(QString, told);
        const auto draw = [&](const char* drawing, const char* target) {
            const QString file = QString::fromLatin1(target);
            const QString name = file.section(QLatin1Char(':'), -1);
            QStringList arguments = QString::fromLatin1(drawing).split(QLatin1Char(' '));
            arguments.replaceInStrings(text("_"), text(" "));
            arguments << file.chopped(name.size()) + m_home->filePath(name);
            return QProcess::execute(text("convert"), arguments) == 0;
        };
        QVERIFY(draw("-size 160x120 gradient:red-blue -colorspace CMYK", "print.jpg"));
        QVERIFY(draw("-size 160x120 gradient:red-blue", "PNG24:plain.png"));
        QVERIFY(draw("-size 160x120 gradient:red-blue -alpha opaque", "PNG32:opaque.png"));
        QVERIFY(draw("-size 160x120 xc:black", "PNG24:black.png"));
        QVERIFY(draw("-size 160x120 xc:black -fill white -draw rectangle_20,20_60,60", "PNG24:mask.png"));
        const auto fill = [&](const PanelFixture& with) {
            for (const QString& file : files) {
                QMimeData mime;
                mime.setUrls({QUrl::fromLocalFile(m_home->filePath(file.section(QLatin1Char('='), 1)))});
                const QString role = file.section(QLatin1Char('='), 0, 0);
                dropOn(with.find<QWidget>(qPrintable(text("input-") + role)), mime);
                QTRY_VERIFY(!with.panel->chosenInput(role).isEmpty());
            }
        };
        {
            PanelFixture with(m_home->path());
            QVERIFY(with.open());
            with.panel->selectOperation(text("stable-image.edit.inpaint"));
            with.type("a red boat");
            fill(with);
            QTRY_VERIFY2(disabledReason(with.button()).contains(told), qPrintable(disabledReason(with.button())));
        }
        // After a restart the files are looked at anew.
        PanelFixture again(m_home->path());
        QVERIFY(again.open());
        QTRY_VERIFY2(disabledReason(again.button()).contains(told), qPrintable(disabledReason(again.button())));
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

QTEST_MAIN(TestPromptForm)
#include "TestPromptForm.moc"
