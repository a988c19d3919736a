// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canvas/Shapes.h"
#include "tests/support/TestMain.h"
#include "tests/ui/shell/WindowKit.h"
#include "ui/canvas/CanvasSession.h"
#include "ui/canvas/CanvasView.h"
#include "ui/canvas/SentView.h"
#include "ui/canvas/StageView.h"
#include "ui/prompt/PromptPanel.h"
#include "ui/shell/CanvasJoin.h"
#include "ui/shell/StudioPage.h"
#include "ui/widgets/DisabledReason.h"
#include "ui/widgets/PriceButton.h"

#include <QApplication>
#include <QDropEvent>
#include <QImageReader>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPainterPath>
#include <QPlainTextEdit>
#include <QProcess>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

namespace maquette {

/// From a picture dropped on the stage to an order, with mouse and keys.
class TestCanvasJoin : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        failOnAnyWarning();
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        qunsetenv("STABILITY_API_KEY");
        qunsetenv("MAQUETTE_STABILITY_URL");
        m_home = std::make_unique<QTemporaryDir>();
        m_studio = std::make_unique<Studio>(quickOptions(m_home->path()));
        m_page = shownWindow<StudioPage>(*m_studio, {1300, 900});
        QVERIFY(m_page != nullptr);
        QVERIFY(opensWithBalance(*m_studio));
    }
    void cleanup()
    {
        m_page.reset();
        m_studio.reset();
        m_home.reset();
    }

    /// An empty stage asks for what the operation begins with.
    void emptyStageAsksForWhatIsNeeded()
    {
        const std::pair<const char*, const char*> rows[] = {{"stable-image.generate.core", "prompt"},
                                                            {"3d.stable-fast-3d", "picture"},
                                                            {"stable-image.edit.inpaint", "picture"},
                                                            {"audio.stable-audio-2.text-to-audio", "prompt"},
                                                            {"audio.stable-audio-2.audio-to-audio", "sound"}};
        for (const auto& [operation, word] : rows) {
            choose(operation);
            const QString title = find<QLabel>("stageEmptyTitle")->text();
            QVERIFY2(title.contains(QLatin1String(word)), qPrintable(QLatin1String(operation) + title));
            QVERIFY(find<QLabel>("stageEmptyTitle")->isVisible());
        }
    }

    /// A mesh is made from a picture that is not painted on: the one on the stage, and the next one that comes there.
    void pictureOnTheStageIsModelled()
    {
        drop(picture({800, 600}));
        QTRY_VERIFY(m_page->stage().item());
        const AssetId first = m_page->stage().item()->asset.id;
        choose("3d.stable-fast-3d");
        const QString role = QStringLiteral("image");
        QCOMPARE(m_page->prompt().chosenInput(role), first);
        drop(picture({700, 500}));
        QTRY_VERIFY(m_page->stage().item() && m_page->stage().item()->asset.id != first);
        const AssetId second = m_page->stage().item()->asset.id;
        QTRY_COMPARE(m_page->prompt().chosenInput(role), second);
        // One that was put there by hand stays.
        m_page->prompt().fillIn({}, {{role, first}});
        drop(picture({640, 640}));
        QTRY_VERIFY(m_page->stage().item() && m_page->stage().item()->asset.id != second);
        QCOMPARE(m_page->prompt().chosenInput(role), first);
    }

    /// How a result was made and what it cost stays in sight while it is modelled.
    void resultOnTheStageStaysTheResult()
    {
        const auto imported = m_studio->importFile(picture({720, 640}));
        QTRY_VERIFY(imported.isFinished());
        GalleryItem result;
        result.id = QStringLiteral("of-the-library");
        result.asset = imported.result().value();
        QSignalSpy shown(&m_page->stage(), &StageView::itemShown);
        m_page->showItem(result);
        QTRY_COMPARE(shown.count(), 1);
        choose("3d.stable-fast-3d");
        QTRY_COMPARE(m_page->prompt().chosenInput(QStringLiteral("image")), result.asset.id);
        const auto asked = m_studio->asset(result.asset.id); // after whatever was asked for because of the well
        QTRY_VERIFY(asked.isFinished());
        QCoreApplication::processEvents();
        QCOMPARE(m_page->stage().item()->id, result.id);
    }

    /// Another model of the same kind is tried on the same picture, whatever the stage shows meanwhile.
    void nextModelGetsTheSamePicture()
    {
        const QString role = QStringLiteral("image");
        const auto imported = m_studio->importFile(picture({700, 700}));
        QTRY_VERIFY(imported.isFinished());
        const AssetId asset = imported.result()->id;
        choose("3d.stable-fast-3d");
        m_page->prompt().fillIn({}, {{role, asset}});
        choose("3d.stable-point-aware-3d");
        QCOMPARE(m_page->prompt().chosenInput(role), asset);
        choose("stable-image.control.style"); // its picture is no object to be modelled
        QVERIFY(m_page->prompt().chosenInput(role).isEmpty());
    }

    void droppedPaintedSeenAndOrdered()
    {
        drop(picture({800, 600}));
        choose("stable-image.edit.inpaint");
        QTRY_VERIFY(m_page->stage().session().isOpen());
        QVERIFY(!find<QWidget>("input-image")->isVisible());
        type("a red boat");
        QTRY_COMPARE(find<PriceButton>("generate")->action(), QStringLiteral("Nothing is masked"));

        paintWithTheMouse();
        QTRY_VERIFY(!m_page->stage().session().document().mask.isUniform(0));
        QTRY_COMPARE(find<PriceButton>("generate")->action(), QStringLiteral("Inpaint"));
        QTRY_VERIFY(find<QLabel>("sendSummary")->text().contains(QStringLiteral("around the mask, ")));

        // Seen by key, and back.
        m_page->stage().setFocus();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_V);
        auto* view = find<SentView>("sentView");
        QTRY_VERIFY(view->isVisible());
        QVERIFY(!m_page->stage().isVisible());
        QTRY_VERIFY(find<QLabel>("sentLimits")->text().contains(QStringLiteral("Within the limits")));
        QVERIFY(m_studio->jobs().isEmpty());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QVERIFY(!view->isVisible());
        QVERIFY(m_page->stage().isVisible());

        // By link, and ordered from there.
        QTest::mouseClick(find<QPushButton>("seeWhatIsSent"), Qt::LeftButton);
        QTRY_VERIFY(view->isVisible());
        m_studio->setQueuePaused(true);
        QTRY_VERIFY(m_studio->isQueuePaused());
        QSignalSpy ordered(&m_page->canvasJoin(), &CanvasJoin::ordered);
        QTest::mouseClick(find<PriceButton>("generate"), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(ordered.count(), 1, 20'000);
        QVERIFY(!view->isVisible());
        const auto jobs = ordered.first().first().value<QList<Job>>();
        QCOMPARE(jobs.size(), 1);
        QCOMPARE(jobs.first().request.inputs.size(), 2);
        const SentRecord record = m_page->canvasJoin().order().record();
        QCOMPARE(jobs.first().request.input(QStringLiteral("mask")), record.mask);
        QCOMPARE(jobs.first().request.input(QStringLiteral("image")), record.image);
        QCOMPARE(record.document.mask, m_page->stage().session().document().mask);
    }

    void marginsAndFrameFollowEachOther()
    {
        drop(picture({800, 600}));
        choose("stable-image.edit.outpaint");
        QTRY_VERIFY(m_page->stage().session().isOpen());
        CanvasSession& session = m_page->stage().session();
        auto* left = find<QLineEdit>("left");
        left->setFocus();
        QTest::keyClicks(left, QStringLiteral("256"));
        QTRY_COMPARE(session.document().outpaint.left, 256);
        QCOMPARE(session.history().steps(), 1); // three keys, one step
        QTest::keyClick(left, Qt::Key_PageUp);
        QTRY_COMPARE(session.document().outpaint.left, 320);
        QCOMPARE(left->text(), QStringLiteral("320"));

        session.edit(QStringLiteral("Drag"), [](CanvasDocument& document) { document.outpaint.down = 90; });
        QTRY_COMPARE(find<QLineEdit>("down")->text(), QStringLiteral("90"));
        session.undo();
        QTRY_COMPARE(m_page->prompt().currentRequest().values.value(QStringLiteral("down")).toInt(), 0);
        session.undo();
        QTRY_COMPARE(left->text(), QStringLiteral("256"));
        QCOMPARE(m_page->stage().imageView().frameNote(), QStringLiteral("4 credits"));
    }

    /// The frame belongs to the picture: another one has none, whichever operation was chosen when it was opened.
    void marginsStayWithTheirPicture()
    {
        drop(picture({800, 600}));
        choose("stable-image.edit.outpaint");
        QTRY_VERIFY(m_page->stage().session().isOpen());
        const AssetId first = m_page->stage().session().base();
        auto* left = find<QLineEdit>("left");
        left->setFocus();
        QTest::keyClicks(left, QStringLiteral("256"));
        QTRY_COMPARE(m_page->stage().session().document().outpaint.left, 256);
        choose("stable-image.edit.search-and-replace");
        choose("stable-image.edit.outpaint");
        QTRY_COMPARE(find<QLineEdit>("left")->text(), QStringLiteral("256"));

        choose("stable-image.edit.search-and-replace");
        drop(picture({300, 200}));
        QTRY_VERIFY(m_page->stage().session().isOpen() && m_page->stage().session().base() != first);
        choose("stable-image.edit.outpaint");
        QTRY_VERIFY(m_page->canvasJoin().order().isRendered());
        QTest::qWait(600); // longer than what is typed takes to the canvas
        QCOMPARE(m_page->stage().session().document().outpaint, OutpaintFrame());
        QVERIFY(find<QLineEdit>("left")->text().isEmpty() || find<QLineEdit>("left")->text() == QLatin1String("0"));
        QVERIFY(!find<PriceButton>("generate")->isEnabled());
        QCOMPARE(find<PriceButton>("generate")->action(), QStringLiteral("Set a margin first"));
    }

    /// Wherever the focus is, but not while text is typed.
    void whatIsSentIsSeenFromEverywhere()
    {
        drop(picture({800, 600}));
        choose("stable-image.edit.search-and-replace");
        QTRY_VERIFY(m_page->stage().session().isOpen());
        auto* view = find<SentView>("sentView");
        for (QWidget* const place : {find<QWidget>("tool-stable-image.edit.search-and-replace"),
                                     find<QWidget>("stripView"), static_cast<QWidget*>(&m_page->stage())}) {
            QVERIFY(place != nullptr);
            place->setFocus();
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_V);
            QVERIFY2(view->isVisible(), qPrintable(place->objectName()));
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_V);
            QVERIFY(!view->isVisible());
            QCOMPARE(QApplication::focusWidget(), place->focusProxy() ? place->focusProxy() : place);
        }
        for (const char* const field : {"prompt", "search_prompt"}) {
            auto* editor = find<QPlainTextEdit>(field);
            editor->setFocus();
            QTest::keyClick(editor, Qt::Key_V);
            QCOMPARE(editor->toPlainText(), QStringLiteral("v"));
            QVERIFY(!view->isVisible());
        }
    }

    void pictureOneCannotEditSaysWhy()
    {
        choose("stable-image.edit.search-and-replace");
        drop(QStringLiteral(MAQUETTE_TEST_DATA "/cmyk.jpg"));
        type("a tree");
        auto* look = find<QPlainTextEdit>("search_prompt");
        look->setFocus();
        QTest::keyClicks(look, QStringLiteral("box"));
        QTRY_VERIFY(find<QLabel>("sendSummary")->text().contains(QStringLiteral("CMYK")));
        QTRY_VERIFY(!find<PriceButton>("generate")->isEnabled());
        QTRY_VERIFY2(disabledReason(find<PriceButton>("generate")).contains(QStringLiteral("CMYK")),
                     qPrintable(disabledReason(find<PriceButton>("generate"))));
        drop(picture({300, 200}));
        QTRY_VERIFY(find<PriceButton>("generate")->isEnabled());
    }

    /// A file chosen as mask before there was a canvas is neither sent unseen nor lost.
    void maskFileIsOffered_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<QString>("told");
        QTest::newRow("as large") << QSize(800, 600) << QString();
        QTest::newRow("smaller") << QSize(400, 300)
                                 << QStringLiteral("had 400 × 300 px; it was scaled to 800 × 600 px");
        QTest::newRow("another shape") << QSize(300, 300) << QStringLiteral("shapes differ");
        QTest::newRow("all black") << QSize(0, 0) << QStringLiteral("selects nothing");
    }

    void maskFileIsOffered()
    {
        QFETCH(QSize, size);
        QFETCH(QString, told);
        QImage mask(size.isEmpty() ? QSize(800, 600) : size, QImage::Format_Grayscale8);
        mask.fill(0);
        for (int y = mask.height() / 4; y < mask.height() / 2 && !size.isEmpty(); ++y) {
            std::fill_n(mask.scanLine(y) + mask.width() / 4, mask.width() / 4, uchar(255));
        }
        const QString file = m_home->filePath(QStringLiteral("mask.png"));
        QVERIFY(mask.save(file));
        choose("stable-image.edit.inpaint");
        dropOn(*find<QWidget>("input-mask"), file);
        QTRY_VERIFY(!m_page->prompt().chosenInput(QStringLiteral("mask")).isEmpty());
        drop(picture({800, 600}));
        CanvasSession& session = m_page->stage().session();
        QTRY_VERIFY(session.isOpen());
        QTRY_VERIFY(find<QLabel>("sendSummary")->text().contains(QStringLiteral("not on the canvas yet")));
        QVERIFY(!m_page->prompt().currentRequest().inputs.contains(
            InputRef{QStringLiteral("mask"), m_page->prompt().chosenInput(QStringLiteral("mask"))}));

        QSignalSpy notice(m_page.get(), &StudioPage::toldInPassing);
        QTest::mouseClick(find<QPushButton>("offer-mask-file"), Qt::LeftButton);
        const bool taken = told.isEmpty() || told.contains(QStringLiteral("scaled"));
        if (taken) {
            QTRY_VERIFY(!session.document().mask.isUniform(0));
            QCOMPARE(int(session.document().mask.pixel({300, 200})), 255);
            QCOMPARE(int(session.document().mask.pixel({500, 200})), 0);
            QTRY_VERIFY(m_page->prompt().chosenInput(QStringLiteral("mask")).isEmpty());
            QTRY_VERIFY(!find<QLabel>("sendSummary")->text().contains(QStringLiteral("chosen before")));
        }
        if (!told.isEmpty()) {
            QTRY_COMPARE(notice.count(), 1);
            QVERIFY2(notice.first().first().toString().contains(told), qPrintable(notice.first().first().toString()));
        }
        if (!taken) {
            QVERIFY(session.document().mask.isUniform(0));
            QTest::mouseClick(find<QPushButton>("offer-mask-file-forget"), Qt::LeftButton);
            QTRY_VERIFY(m_page->prompt().chosenInput(QStringLiteral("mask")).isEmpty());
        }
        QCOMPARE(notice.count(), told.isEmpty() ? 0 : 1);
    }

    void whatReadingLeavesOutIsTold()
    {
        const QString file = m_home->filePath(QStringLiteral("pages.tiff"));
        const QString page = picture({320, 240});
        QCOMPARE(QProcess::execute(QStringLiteral("convert"), {page, page, file}), 0);
        drop(file);
        choose("stable-image.edit.search-and-replace");
        QTRY_VERIFY(m_page->stage().session().isOpen());
        auto* plate = find<QWidget>("stageReading");
        QTRY_VERIFY(plate->isVisible());
        QCOMPARE(plate->accessibleName(), QStringLiteral("The file has 2 pages; this is the first."));
        m_page->stage().setFocus();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_V);
        QTRY_COMPARE(find<QLabel>("sentLost")->text(), plate->accessibleName());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        drop(picture({300, 200}));
        QTRY_VERIFY(!plate->isVisible());
    }

    void damagedFilesAreExplained()
    {
        choose("stable-image.edit.search-and-replace");
        QFile file(m_home->filePath(QStringLiteral("broken.png")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("\x89PNG\r\n\x1a\nand no more than that");
        file.close();
        QSignalSpy told(m_page.get(), &StudioPage::troubled);
        drop(file.fileName());
        QTRY_COMPARE(told.count(), 1);
        QVERIFY(told.first().at(1).value<ErrorText>().what.contains(QStringLiteral("damaged")));
    }

private:
    template <typename T>
    [[nodiscard]] T* find(const char* name) const
    {
        return m_page->findChild<T*>(QLatin1String(name));
    }

    void choose(const char* operation) { m_page->prompt().selectOperation(QLatin1String(operation)); }

    void type(const char* words)
    {
        auto* prompt = find<QPlainTextEdit>("prompt");
        prompt->setFocus();
        QTest::keyClicks(prompt, QLatin1String(words));
    }

    QString picture(QSize size)
    {
        QImage image(size, QImage::Format_RGB32);
        image.fill(qRgb(40, 110, 190));
        const QString file = m_home->filePath(QStringLiteral("%1x%2.png").arg(size.width()).arg(size.height()));
        return image.save(file) ? file : QString();
    }

    void drop(const QString& file)
    {
        QSignalSpy shown(&m_page->stage(), &StageView::itemShown);
        QMimeData mime;
        mime.setUrls({QUrl::fromLocalFile(file)});
        QDragEnterEvent enter({200, 200}, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&m_page->stage(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent event({200, 200}, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&m_page->stage(), &event);
        if (!file.contains(QStringLiteral("broken"))) {
            // What the form holds may bring a picture as well.
            const QSize size = QImageReader(file).size();
            const auto isOf = [size](const QList<QVariant>& emitted) {
                const MediaInfo info = emitted.constFirst().value<GalleryItem>().asset.info;
                return QSize(info.width, info.height) == size;
            };
            QTRY_VERIFY(std::any_of(shown.begin(), shown.end(), isOf));
        }
    }

    static void dropOn(QWidget& well, const QString& file)
    {
        QMimeData mime;
        mime.setUrls({QUrl::fromLocalFile(file)});
        QDragEnterEvent enter(well.rect().center(), Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&well, &enter);
        QDropEvent event(well.rect().center(), Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&well, &event);
    }

    void paintWithTheMouse()
    {
        ImageView& view = m_page->stage().imageView();
        const QPoint middle = view.rect().center();
        QTest::mousePress(&view, Qt::LeftButton, {}, middle);
        QTest::mouseMove(&view, middle + QPoint(60, 10));
        QTest::mouseMove(&view, middle + QPoint(90, 40));
        QTest::mouseRelease(&view, Qt::LeftButton, {}, middle + QPoint(90, 40));
    }

    std::unique_ptr<QTemporaryDir> m_home;
    std::unique_ptr<Studio> m_studio;
    std::unique_ptr<StudioPage> m_page;
};

} // namespace maquette

QTEST_MAIN(maquette::TestCanvasJoin)
#include "TestCanvasJoin.moc"
