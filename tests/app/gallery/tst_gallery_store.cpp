// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gallery/GalleryStore.h"
#include "tests/support/FileSizeLimit.h"
#include "tests/support/ManualClock.h"
#include "tests/support/TestMain.h"

#include <QJsonArray>
#include <QSet>
#include <QTemporaryDir>

#include <atomic>
#include <limits>
#include <thread>

using namespace maquette;

namespace {

AssetId assetId(int number)
{
    return AssetId{QString::number(number, 16).rightJustified(64, QLatin1Char('0'))};
}

QStringList titles(const QList<GalleryItem>& items)
{
    QStringList names;
    for (const GalleryItem& item : items) {
        names.append(item.title);
    }
    return names;
}

} // namespace

class GalleryStoreTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void beginsEmpty();
    void keepsEveryField();
    void keepsWhatIsNotThere();
    void keepsLargeValues();
    void addsAJobsResultOnce();
    void mayImportTheSameBytesTwice();
    void refusesWrongItems();
    void refusesAnIdThatIsTaken();
    void listsNewestFirst();
    void listsByKind();
    void tellsLineage();
    void lineageTakesTheParentOfThatTime();
    void lineageEndsInACircle();
    void lineageOfAComposedItemShowsWhatWasPaid();
    void addsWhatAnOlderLibraryLacks();
    void namesAllAssets();
    void whatWasMadeReadyForSendingStandsForItsOrigin();
    void remembersWhatAFileBroughtInIsCalled();
    void keepsAnItemWhoseRequestIsNewer();
    void addsFromSeveralSidesOnce();
    void fullDiskAddsNothing();

private:
    [[nodiscard]] GalleryItem item(const QString& title, int asset, const QList<AssetId>& parents = {});
    GalleryItem added(const GalleryItem& item) { return m_store->add(item).value_or(GalleryItem{}); }
    [[nodiscard]] QString file() const { return m_folder->filePath(QStringLiteral("gallery.db")); }
    void open();

    std::unique_ptr<QTemporaryDir> m_folder;
    ManualClock m_clock;
    std::unique_ptr<Database> m_database;
    std::unique_ptr<GalleryStore> m_store;
};

void GalleryStoreTest::open()
{
    m_store.reset();
    m_database.reset();
    auto database = Database::open(file());
    QVERIFY(database.has_value());
    m_database = std::move(*database);
    auto store = GalleryStore::open(*m_database);
    QVERIFY(store.has_value());
    m_store = std::move(*store);
}

void GalleryStoreTest::init()
{
    failOnAnyWarning();
    m_folder = std::make_unique<QTemporaryDir>();
    open();
}

void GalleryStoreTest::cleanup()
{
    m_store.reset();
    m_database.reset();
}

GalleryItem GalleryStoreTest::item(const QString& title, int asset, const QList<AssetId>& parents)
{
    m_clock.advance(1000);
    GalleryItem made;
    made.title = title;
    made.asset = Asset{assetId(asset), MediaInfo{QStringLiteral("image/png"), MediaKind::Image, 1000, 64, 48}};
    made.created = m_clock.now();
    made.parents = parents;
    return made;
}

void GalleryStoreTest::beginsEmpty()
{
    QCOMPARE(m_store->count().value(), 0);
    QVERIFY(m_store->list(10).value().isEmpty());
    QVERIFY(!m_store->find(QStringLiteral("none")).value());
    QVERIFY(!m_store->findByJob(QStringLiteral("none")).value());
    QVERIFY(m_store->lineage(QStringLiteral("none")).value().isEmpty());
    QVERIFY(m_store->assets().value().isEmpty());
}

void GalleryStoreTest::keepsEveryField()
{
    GalleryItem full =
        item(QString::fromUtf8("a café by the sea, 'quoted'; \u2603"), 1, {assetId(7), assetId(8), assetId(7)});
    full.id = QStringLiteral("item-1");
    full.asset.info = MediaInfo{QStringLiteral("audio/mpeg"), MediaKind::Audio, qint64(5) << 30, 3, 4, true};
    full.asset.info.frames = 9;
    full.asset.info.seconds = 12.345;
    full.job = QStringLiteral("job-1");
    full.operation = QStringLiteral("stable-image.generate.core");
    full.provider = QStringLiteral("stability");
    full.practice = true;
    full.filtered = true;
    full.requestId = QStringLiteral("request-1");
    full.request = Request{full.operation,
                           full.provider,
                           QJsonObject{{QStringLiteral("prompt"), full.title}, {QStringLiteral("steps"), 20}},
                           {InputRef{QStringLiteral("image"), assetId(7)}},
                           3,
                           4'294'967'294U};
    full.resolved = QJsonObject{{QStringLiteral("a"), QJsonArray{1, QStringLiteral("b"), true}}};
    full.seed = 4'294'967'295U;
    full.cost = Credits::fromMilli(6'500);
    full.tookMs = 12'345;
    full.composed = true;
    full.asset.info.forPrint = true;
    full.asset.info.allOpaque = true;
    full.asset.info.allBlack = true;
    const auto stored = m_store->add(full);
    QVERIFY(stored.has_value());
    QVERIFY(*stored == full);
    open();
    QVERIFY(m_store->find(full.id).value() == full);
    QVERIFY(m_store->findByJob(full.job).value() == full);
    QCOMPARE(m_store->find(full.id).value()->created.timeSpec(), Qt::UTC);
}

void GalleryStoreTest::keepsWhatIsNotThere()
{
    const GalleryItem stored = added(item(QString(), 1));
    QVERIFY(!stored.id.isEmpty());
    const auto found = m_store->find(stored.id).value();
    QVERIFY(found && *found == stored);
    QVERIFY(!found->request && !found->seed && found->parents.isEmpty());
    QVERIFY(found->job.isEmpty());
    GalleryItem zero = item(QStringLiteral("zero"), 2);
    zero.seed = 0;
    QCOMPARE(added(zero).seed, std::optional<quint32>(0));
}

void GalleryStoreTest::keepsLargeValues()
{
    GalleryItem large = item(QString(100'000, QChar(0x1F3)), 1);
    large.created = QDateTime(QDate(9999, 12, 31), QTime(23, 59, 59, 999), Qt::UTC);
    large.cost = Credits::fromMilli(std::numeric_limits<qint64>::max());
    const GalleryItem stored = added(large);
    large.id = stored.id;
    QVERIFY(stored == large);
}

void GalleryStoreTest::addsAJobsResultOnce()
{
    GalleryItem result = item(QStringLiteral("first"), 1, {assetId(9)});
    result.job = QStringLiteral("job-1");
    const GalleryItem first = added(result);
    GalleryItem again = item(QStringLiteral("second"), 1);
    again.job = result.job;
    QVERIFY(added(again) == first);
    QCOMPARE(m_store->count().value(), 1);
    // Other bytes of the same job, and the same bytes of another job, are items of their own.
    again.asset.id = assetId(2);
    QVERIFY(added(again).id != first.id);
    again.asset.id = assetId(1);
    again.job = QStringLiteral("job-2");
    QVERIFY(added(again).id != first.id);
    QCOMPARE(m_store->count().value(), 3);
    QCOMPARE(m_store->findByJob(QStringLiteral("job-1")).value()->id, first.id);
}

void GalleryStoreTest::mayImportTheSameBytesTwice()
{
    QVERIFY(added(item(QStringLiteral("a"), 1)).id != added(item(QStringLiteral("b"), 1)).id);
    QCOMPARE(m_store->count().value(), 2);
    QVERIFY(!m_store->findByJob({}).value());
}

void GalleryStoreTest::refusesWrongItems()
{
    GalleryItem wrong = item(QStringLiteral("x"), 1);
    wrong.asset.id = AssetId{QStringLiteral("../x")};
    QCOMPARE(m_store->add(wrong).error().kind, ErrorKind::InvalidInput);
    wrong = item(QStringLiteral("x"), 1, {assetId(2), AssetId{}});
    QCOMPARE(m_store->add(wrong).error().kind, ErrorKind::InvalidInput);
    wrong = item(QStringLiteral("x"), 1);
    wrong.created = QDateTime();
    QCOMPARE(m_store->add(wrong).error().kind, ErrorKind::InvalidInput);
    QCOMPARE(m_store->count().value(), 0);
}

void GalleryStoreTest::refusesAnIdThatIsTaken()
{
    GalleryItem first = item(QStringLiteral("first"), 1);
    first.id = QStringLiteral("same");
    QCOMPARE(added(first).id, first.id);
    GalleryItem second = item(QStringLiteral("second"), 2, {assetId(1)});
    second.id = first.id;
    const auto refused = m_store->add(second);
    QVERIFY(!refused.has_value());
    QCOMPARE(refused.error().kind, ErrorKind::Storage);
    QVERIFY(m_store->find(first.id).value() == first);
}

void GalleryStoreTest::listsNewestFirst()
{
    for (const char* title : {"1", "2", "3", "4"}) {
        added(item(QString::fromLatin1(title), 1));
    }
    // Two of one moment: the one added later is newer. One of an earlier time: older, whenever it was added.
    GalleryItem same = item(QStringLiteral("5"), 1);
    added(same);
    same.title = QStringLiteral("6");
    added(same);
    same.created = same.created.addDays(-1);
    same.title = QStringLiteral("0");
    added(same);
    const auto all = m_store->list(100).value();
    QCOMPARE(titles(all), QStringLiteral("6 5 4 3 2 1 0").split(QLatin1Char(' ')));
    QCOMPARE(titles(m_store->list(2, 1).value()), QStringLiteral("5 4").split(QLatin1Char(' ')));
    QVERIFY(m_store->list(2, 7).value().isEmpty());
    QVERIFY(m_store->list(0).value().isEmpty());
    QVERIFY(m_store->list(-1).value().isEmpty());
}

void GalleryStoreTest::listsByKind()
{
    GalleryItem sound = item(QStringLiteral("sound"), 1);
    sound.asset.info.kind = MediaKind::Audio;
    added(sound);
    added(item(QStringLiteral("picture"), 2));
    QCOMPARE(titles(m_store->list(10, 0, MediaKind::Audio).value()), QStringList{QStringLiteral("sound")});
    QCOMPARE(titles(m_store->list(10, 0, MediaKind::Image).value()), QStringList{QStringLiteral("picture")});
    QVERIFY(m_store->list(10, 0, MediaKind::Mesh).value().isEmpty());
}

void GalleryStoreTest::tellsLineage()
{
    added(item(QStringLiteral("import"), 1));
    added(item(QStringLiteral("edit"), 2, {assetId(1), assetId(100)}));
    added(item(QStringLiteral("sibling"), 3, {assetId(1)}));
    const GalleryItem last = added(item(QStringLiteral("upscale"), 4, {assetId(2)}));
    QCOMPARE(titles(m_store->lineage(last.id).value()), QStringLiteral("import edit upscale").split(QLatin1Char(' ')));
    // A parent that is not in the library ends the line.
    const GalleryItem orphan = added(item(QStringLiteral("orphan"), 5, {assetId(999)}));
    QCOMPARE(titles(m_store->lineage(orphan.id).value()), QStringList{QStringLiteral("orphan")});
}

void GalleryStoreTest::lineageTakesTheParentOfThatTime()
{
    added(item(QStringLiteral("old"), 1));
    added(item(QStringLiteral("newer"), 1));
    const GalleryItem child = added(item(QStringLiteral("child"), 2, {assetId(1)}));
    added(item(QStringLiteral("afterwards"), 1));
    QCOMPARE(titles(m_store->lineage(child.id).value()), QStringLiteral("newer child").split(QLatin1Char(' ')));
    const GalleryItem early = added(item(QStringLiteral("early"), 3, {assetId(4)}));
    added(item(QStringLiteral("imported later"), 4));
    QCOMPARE(titles(m_store->lineage(early.id).value()),
             (QStringList{QStringLiteral("imported later"), QStringLiteral("early")}));
}

void GalleryStoreTest::lineageEndsInACircle()
{
    const GalleryItem own = added(item(QStringLiteral("own"), 1, {assetId(1)}));
    QCOMPARE(titles(m_store->lineage(own.id).value()), QStringList{QStringLiteral("own")});
    added(item(QStringLiteral("a"), 2, {assetId(3)}));
    const GalleryItem b = added(item(QStringLiteral("b"), 3, {assetId(2)}));
    QCOMPARE(titles(m_store->lineage(b.id).value()), QStringLiteral("a b").split(QLatin1Char(' ')));
}

void GalleryStoreTest::lineageOfAComposedItemShowsWhatWasPaid()
{
    added(item(QStringLiteral("photo"), 1));
    // Results of a part of the photo: what was sent is not in the library.
    const auto result = [this](const char* title, int asset) {
        GalleryItem made = item(QString::fromLatin1(title), asset, {assetId(100), assetId(101)});
        made.cost = Credits::whole(5);
        return added(made);
    };
    result("first", 2);
    result("unused", 3);
    result("second", 4);
    GalleryItem child = item(QStringLiteral("child"), 5, {assetId(1), assetId(2), assetId(4)});
    child.composed = true;
    child = added(child);
    GalleryItem last = item(QStringLiteral("last"), 6, {assetId(5)});
    last = added(last);
    QCOMPARE(titles(m_store->lineage(child.id).value()),
             QStringLiteral("photo first second child").split(QLatin1Char(' ')));
    const auto line = m_store->lineage(last.id).value();
    QCOMPARE(titles(line), QStringLiteral("photo first second child last").split(QLatin1Char(' ')));
    Credits paid;
    for (const GalleryItem& step : line) {
        paid += step.cost;
    }
    QCOMPARE(paid, Credits::whole(10));
    QCOMPARE(m_store->findByAsset(assetId(5)).value()->id, child.id);
    QVERIFY(!m_store->findByAsset(assetId(100)).value());
}

void GalleryStoreTest::addsWhatAnOlderLibraryLacks()
{
    const GalleryItem before = added(item(QStringLiteral("before"), 1));
    for (const char* const step :
         {"ALTER TABLE gallery_items DROP COLUMN composed", "ALTER TABLE gallery_items DROP COLUMN for_print",
          "ALTER TABLE gallery_items DROP COLUMN all_opaque", "ALTER TABLE gallery_items DROP COLUMN all_black",
          "DROP TABLE gallery_imports", "DROP TABLE gallery_origins",
          "UPDATE schema_version SET version = 1 WHERE part = 'gallery'"}) {
        QVERIFY(m_database->run(QLatin1String(step)).has_value());
    }
    open();
    QVERIFY(m_store->find(before.id).value() == before);
    GalleryItem after = item(QStringLiteral("after"), 2);
    after.composed = true;
    after.asset.info.allOpaque = true;
    QVERIFY(added(after).composed);
    QVERIFY(m_store->findByAsset(after.asset.id).value()->asset.info.allOpaque);
}

void GalleryStoreTest::remembersWhatAFileBroughtInIsCalled()
{
    QVERIFY(m_store->findImport(assetId(1)).value() == std::nullopt);
    const QDateTime at(QDate(2026, 3, 4), QTime(5, 6, 7, 89), Qt::UTC);
    QVERIFY(m_store->rememberImport(assetId(1), {QStringLiteral("harbour.jpg"), at}).has_value());
    open();
    QVERIFY(m_store->findImport(assetId(1)).value() == (ImportedFile{QStringLiteral("harbour.jpg"), at}));
    QVERIFY(m_store->rememberImport(assetId(1), {QStringLiteral("again.jpg"), at.addDays(1)}).has_value());
    QVERIFY(m_store->findImport(assetId(1)).value() == (ImportedFile{QStringLiteral("again.jpg"), at.addDays(1)}));
    QVERIFY(!m_store->rememberImport(assetId(2), {QStringLiteral("when"), {}}).has_value());
    QCOMPARE(m_store->count().value(), 0); // it is no item
}

void GalleryStoreTest::whatWasMadeReadyForSendingStandsForItsOrigin()
{
    const GalleryItem original = added(item(QStringLiteral("original"), 1));
    const GalleryItem result = added(item(QStringLiteral("result"), 3, {assetId(2)})); // 2: the original, reduced
    QCOMPARE(m_store->lineage(result.id).value().size(), 1);
    QVERIFY(m_store->rememberOrigin(assetId(2), assetId(1)).has_value());
    QVERIFY(m_store->rememberOrigin(assetId(1), assetId(1)).has_value()); // sent as it is
    open();
    const auto line = m_store->lineage(result.id).value();
    QCOMPARE(line.size(), 2);
    QCOMPARE(line.first().id, original.id);
    // What was sent is in the library itself: that is nearer.
    const GalleryItem reduced = added(item(QStringLiteral("reduced"), 2));
    QCOMPARE(m_store->lineage(result.id).value().first().id, reduced.id);
}

void GalleryStoreTest::namesAllAssets()
{
    added(item(QStringLiteral("a"), 2, {assetId(3), assetId(1)}));
    added(item(QStringLiteral("b"), 2));
    QCOMPARE(m_store->assets().value(), (QList<AssetId>{assetId(1), assetId(2), assetId(3)}));
}

void GalleryStoreTest::keepsAnItemWhoseRequestIsNewer()
{
    GalleryItem made = item(QStringLiteral("from the future"), 1);
    made.request = Request{};
    const GalleryItem stored = added(made);
    QVERIFY(m_database->run(QStringLiteral("UPDATE gallery_items SET request = '{\"version\": 999}'")).has_value());
    const auto found = m_store->find(stored.id).value();
    QVERIFY(found.has_value());
    QVERIFY(!found->request);
    QCOMPARE(found->title, made.title);
}

void GalleryStoreTest::addsFromSeveralSidesOnce()
{
    GalleryItem result = item(QStringLiteral("result"), 1, {assetId(2)});
    result.job = QStringLiteral("job-1");
    std::atomic<int> good = 0;
    std::vector<std::thread> sides;
    for (int i = 0; i < 4; ++i) {
        sides.emplace_back([&] {
            auto database = Database::open(file());
            auto store = database ? GalleryStore::open(**database) : tl::unexpected(database.error());
            for (int n = 0; store && n < 10; ++n) {
                good += (*store)->add(result) ? 1 : 0;
            }
        });
    }
    for (std::thread& side : sides) {
        side.join();
    }
    QCOMPARE(good.load(), 40);
    QCOMPARE(m_store->count().value(), 1);
}

void GalleryStoreTest::fullDiskAddsNothing()
{
    added(item(QStringLiteral("before"), 1));
    {
        const FileSizeLimit full(1024);
        const auto refused = m_store->add(item(QStringLiteral("x"), 2, {assetId(1)}));
        QVERIFY(!refused.has_value());
        QCOMPARE(refused.error().kind, ErrorKind::Storage);
    }
    QCOMPARE(titles(m_store->list(10).value()), QStringList{QStringLiteral("before")});
    QCOMPARE(m_store->assets().value().size(), qsizetype(1));
}

QTEST_GUILESS_MAIN(GalleryStoreTest)
#include "tst_gallery_store.moc"
