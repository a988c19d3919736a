// SPDX-License-Identifier: GPL-3.0-or-later
// Details and library over the real core and the practice server.
#include "tests/app/studio/StudioKit.h"
#include "tests/support/TestMain.h"
#include "ui/gallery/DetailsPanel.h"
#include "ui/gallery/LibraryGrid.h"
#include "ui/gallery/LibraryKeys.h"
#include "ui/gallery/LibraryPage.h"
#include "ui/gallery/LineageList.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/ErrorBanner.h"
#include "ui/widgets/Theme.h"
#include "ui/widgets/items/ItemListModel.h"

#include <QClipboard>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

using namespace maquette;

namespace {
constexpr int kLong = 60'000;
}

class TestGallery : public QObject
{
    Q_OBJECT

    QTemporaryDir m_home;
    std::unique_ptr<Studio> m_studio;
    GalleryItem m_first;
    GalleryItem m_larger;

    static Request request(const char* operation, const QJsonObject& values)
    {
        Request made;
        made.operation = QLatin1String(operation);
        made.provider = QStringLiteral("practice");
        made.values = values;
        return made;
    }

    void order(const Request& wanted)
    {
        const auto outcome = m_studio->submit(wanted);
        QTRY_VERIFY_WITH_TIMEOUT(outcome.isFinished(), kLong);
        QVERIFY(outcome.result().has_value());
    }

    GalleryItem made(const Request& wanted)
    {
        QSignalSpy added(m_studio.get(), &Studio::itemAdded);
        order(wanted);
        return added.wait(kLong) ? added.at(0).at(0).value<GalleryItem>() : GalleryItem();
    }

    static QString text(const QWidget& panel, const char* name)
    {
        const auto* label = panel.findChild<QLabel*>(QStringLiteral("details.") + QLatin1String(name));
        return label ? label->text() : QString();
    }

    static QPushButton* button(const QWidget& panel, const char* name)
    {
        return panel.findChild<QPushButton*>(QStringLiteral("details.") + QLatin1String(name));
    }

private Q_SLOTS:
    void initTestCase()
    {
        Theme::install(*qApp, ThemeChoice::Dark);
        m_studio = std::make_unique<Studio>(quickOptions(m_home.path(), 20));
        QVERIFY(opens(*m_studio));
    }

    void init() { failOnAnyWarning(); }

    void theLibraryIsEmptyAtFirst()
    {
        LibraryKeys keys(nullptr);
        LibraryPage page(*m_studio, keys);
        page.resize(800, 600);
        page.show();
        QTRY_VERIFY(page.findChild<EmptyState*>()->isVisible());
        QSignalSpy selected(&page, &LibraryPage::itemSelected);
        m_first =
            made(request("stable-image.generate.core", {{QStringLiteral("prompt"), QStringLiteral("sea at night")}}));
        QVERIFY(!m_first.id.isEmpty());
        QTRY_VERIFY(page.findChild<LibraryGrid*>()->isVisible());
    }

    void detailsTellWhatItIsAndWhatItCost()
    {
        DetailsPanel panel(*m_studio);
        panel.resize(panel.width(), 900);
        panel.show();
        QVERIFY(panel.findChild<QLabel*>(QStringLiteral("details.nothing"))->isVisible());
        panel.showItem(m_first);
        QCOMPARE(text(panel, "operation"), QStringLiteral("Generate, Core"));
        QCOMPARE(text(panel, "cost"), QStringLiteral("3 credits"));
        QCOMPARE(text(panel, "size"),
                 QStringLiteral("%1 \u00d7 %2").arg(m_first.asset.info.width).arg(m_first.asset.info.height));
        QCOMPARE(text(panel, "prompt"), QStringLiteral("sea at night"));
        QTRY_COMPARE(text(panel, "pathCost"), QStringLiteral("This path has cost 3 credits so far."));
        QTest::mouseClick(button(panel, "seed"), Qt::LeftButton);
        QCOMPARE(QGuiApplication::clipboard()->text(), QString::number(m_first.seed.value()));

        auto* values = button(panel, "allValues");
        QVERIFY(values->isVisible());
        QTest::mouseClick(values, Qt::LeftButton);
        QVERIFY(values->isChecked());
    }

    void whatCanBeDoneIsAskedFor()
    {
        DetailsPanel panel(*m_studio);
        panel.resize(panel.width(), 900);
        panel.show();
        panel.showItem(m_first);
        QSignalSpy variations(&panel, &DetailsPanel::variationsRequested);
        QSignalSpy reuse(&panel, &DetailsPanel::reuseRequested);
        QSignalSpy folder(&panel, &DetailsPanel::openFolderRequested);
        QVERIFY2(button(panel, "variations")->text().contains(QStringLiteral("12 cr")), "4 x 3 credits");
        for (const char* name : {"variations", "reuse", "reuseSeed", "folder"}) {
            QTest::mouseClick(button(panel, name), Qt::LeftButton);
        }
        QCOMPARE(variations.size(), 1);
        QCOMPARE(variations.at(0).at(1).toInt(), 4);
        QCOMPARE(reuse.size(), 2);
        QCOMPARE(reuse.at(0).at(1).toBool(), false);
        QCOMPARE(reuse.at(1).at(1).toBool(), true);
        QCOMPARE(folder.size(), 1);
    }

    void copyingHandsOutACopyWithAReadableName()
    {
        DetailsPanel panel(*m_studio);
        panel.resize(panel.width(), 900);
        panel.show();
        panel.showItem(m_first);
        QGuiApplication::clipboard()->clear();
        QTest::mouseClick(button(panel, "copy"), Qt::LeftButton);
        QTRY_VERIFY(QGuiApplication::clipboard()->mimeData() && QGuiApplication::clipboard()->mimeData()->hasUrls());
        const QString path = QGuiApplication::clipboard()->mimeData()->urls().constFirst().toLocalFile();
        QVERIFY2(path.contains(QStringLiteral("sea-at-night")), qPrintable(path));
        QVERIFY(path != m_studio->assetPath(m_first.asset.id));
        QFile copy(path);
        QFile stored(m_studio->assetPath(m_first.asset.id));
        QVERIFY(copy.open(QIODevice::ReadOnly));
        QVERIFY(stored.open(QIODevice::ReadOnly));
        QCOMPARE(copy.readAll(), stored.readAll());
    }

    void theWayToAResultIsShownAndCanBeWalked()
    {
        Request larger =
            request("stable-image.upscale.conservative", {{QStringLiteral("prompt"), QStringLiteral("sea at night")}});
        larger.inputs = {{QStringLiteral("image"), m_first.asset.id}};
        m_larger = made(larger);
        QVERIFY(!m_larger.id.isEmpty());
        DetailsPanel panel(*m_studio);
        panel.resize(panel.width(), 900);
        panel.show();
        panel.showItem(m_larger);
        QTRY_COMPARE(panel.findChildren<LineageRow*>().size(), 2);
        const Credits sum = m_first.cost + m_larger.cost;
        QCOMPARE(text(panel, "pathCost"), QStringLiteral("This path has cost %1 credits so far.").arg(sum.toDisplay()));
        QSignalSpy activated(&panel, &DetailsPanel::itemActivated);
        QTest::mouseClick(panel.findChild<LineageRow*>(QStringLiteral("lineage.") + m_first.id), Qt::LeftButton);
        QCOMPARE(activated.size(), 1);
        QCOMPARE(activated.at(0).at(0).value<GalleryItem>().id, m_first.id);
    }

    void anImportedFileSaysWhyItHasNoSettings()
    {
        GalleryItem item = m_first;
        item.request.reset();
        item.operation.clear();
        DetailsPanel panel(*m_studio);
        panel.resize(panel.width(), 900);
        panel.show();
        panel.showItem(item);
        QVERIFY(!button(panel, "variations")->isEnabled());
        QVERIFY(panel.findChild<QLabel*>(QStringLiteral("details.reason"))->isVisible());
    }

    void aFailedJobTellsWhatItCostAndWhatHappened()
    {
        DetailsPanel panel(*m_studio);
        panel.resize(panel.width(), 900);
        panel.show();
        QSignalSpy ended(m_studio.get(), &Studio::jobEnded);
        order(request("stable-image.generate.core", {{QStringLiteral("prompt"), QStringLiteral("sea [moderate]")}}));
        QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, kLong);
        panel.showJob(ended.at(0).at(0).value<Job>());
        QCOMPARE(text(panel, "state"), QStringLiteral("Failed"));
        QCOMPARE(text(panel, "cost"), QStringLiteral("Nothing"));
        QVERIFY(panel.findChild<ErrorBanner*>()->isVisible());
        QTRY_VERIFY(panel.findChild<QLabel*>(QStringLiteral("details.event")));
    }

    void theGridIsWalkedByKeysAndOpened()
    {
        LibraryKeys keys(nullptr);
        LibraryPage page(*m_studio, keys);
        page.resize(800, 600);
        page.show();
        auto* grid = page.findChild<LibraryGrid*>();
        QTRY_COMPARE(grid->model()->rowCount(), 2);
        QSignalSpy selected(&page, &LibraryPage::itemSelected);
        QSignalSpy activated(&page, &LibraryPage::itemActivated);
        page.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&page));
        grid->setFocus();
        grid->setCurrentIndex(grid->model()->index(0, 0));
        QTest::keyClick(grid, Qt::Key_Right);
        QVERIFY(!selected.isEmpty());
        QCOMPARE(selected.constLast().at(0).value<GalleryItem>().id, m_first.id);
        QTest::keyClick(grid, Qt::Key_Return);
        QCOMPARE(activated.size(), 1);
        QTest::mouseDClick(grid->viewport(), Qt::LeftButton, {}, grid->visualRect(grid->model()->index(0, 0)).center());
        QCOMPARE(activated.at(1).at(0).value<GalleryItem>().id, m_larger.id);
    }

    void tilesShareTheWidth_data()
    {
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("columns");
        QTest::newRow("narrow") << 100 << 1;
        QTest::newRow("library of the design") << 1080 << 7;
    }

    void tilesShareTheWidth()
    {
        QFETCH(int, width);
        const auto [tile, columns] = LibraryGrid::arrangement(width);
        QTEST(columns, "columns");
        QVERIFY(columns * tile.width() <= width);
        QVERIFY(tile.width() > 0);
    }
};

QTEST_MAIN(TestGallery)
#include "TestGallery.moc"
