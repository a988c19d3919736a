// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalog/Catalogue.h"
#include "app/studio/DiskRoom.h"
#include "tests/app/catalog/Samples.h"
#include "tests/support/TestMain.h"

#include <QTemporaryDir>

namespace maquette {

namespace {
constexpr qint64 kMB = 1'000'000;

QJsonObject with(const std::initializer_list<std::pair<const char*, QVariant>>& values)
{
    QJsonObject object;
    for (const auto& [name, value] : values) {
        object.insert(QString::fromLatin1(name), QJsonValue::fromVariant(value));
    }
    return object;
}

} // namespace

class TestDiskRoom : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void estimatesAreOnTheSafeSide_data()
    {
        QTest::addColumn<QString>("operation");
        QTest::addColumn<QJsonObject>("values");
        QTest::addColumn<QSize>("picture");
        QTest::addColumn<qint64>("atLeast"); // what such a file takes when it cannot be packed at all
        QTest::addColumn<qint64>("atMost");  // more would refuse what fits
        const QSize none;
        QTest::newRow("about 1.5 megapixels") << QStringLiteral("stable-image.generate.core") << QJsonObject() << none
                                              << qint64(1536 * 1024 * 3) << 8 * kMB;
        QTest::newRow("the same as JPEG")
            << QStringLiteral("stable-image.generate.core") << with({{"output_format", QStringLiteral("jpeg")}}) << none
            << 1 * kMB << 3 * kMB;
        QTest::newRow("four times as wide and high") << QStringLiteral("stable-image.upscale.fast") << QJsonObject()
                                                     << QSize(1024, 1024) << qint64(4096 * 4096 * 3) << 60 * kMB;
        QTest::newRow("as large as the picture") << QStringLiteral("stable-image.edit.erase") << QJsonObject()
                                                 << QSize(3072, 3072) << qint64(3072 * 3072 * 3) << 40 * kMB;
        QTest::newRow("larger by its margins")
            << QStringLiteral("stable-image.edit.outpaint") << with({{"left", 2000}, {"down", 2000}})
            << QSize(1024, 1024) << qint64(3024 * 3024 * 3) << 40 * kMB;
        QTest::newRow("three minutes as WAV") << QStringLiteral("audio.stable-audio-2.text-to-audio")
                                              << with({{"duration", 190}, {"output_format", QStringLiteral("wav")}})
                                              << none << qint64(190 * 44'100 * 4) << 40 * kMB;
        QTest::newRow("ten seconds as MP3") << QStringLiteral("audio.stable-audio-2.text-to-audio")
                                            << with({{"duration", 10}, {"output_format", QStringLiteral("mp3")}})
                                            << none << qint64(10 * 320'000 / 8) << 1 * kMB;
    }

    void estimatesAreOnTheSafeSide()
    {
        QFETCH(QString, operation);
        QFETCH(QJsonObject, values);
        QFETCH(QSize, picture);
        QFETCH(qint64, atLeast);
        QFETCH(qint64, atMost);
        QList<CatalogueProblem> problems;
        const Catalogue catalogue = Catalogue::load({}, &problems).value();
        const Operation* known = catalogue.find(operation);
        QVERIFY(known);
        CheckedRequest order;
        order.operation = *known;
        order.request.operation = operation;
        order.request.values = values;
        if (picture.isValid()) {
            order.files.insert(QStringLiteral("image"), Asset{{}, samples::picture(picture.width(), picture.height())});
        }
        const qint64 expected = expectedBytes(order);
        QVERIFY2(expected >= atLeast && expected <= atMost, qPrintable(QString::number(expected)));
    }

    void bothDisksAreAsked()
    {
        const Paths paths = Paths::at(QStringLiteral("/data")).withLibrary(QStringLiteral("/big"));
        QStringList asked;
        qint64 libraryLeft = 1000 * kMB;
        qint64 rootLeft = 1000 * kMB;
        const FreeBytes probe = [&](const QString& folder) -> std::optional<qint64> {
            asked.append(folder);
            return folder.startsWith(QLatin1String("/big")) ? libraryLeft : rootLeft;
        };
        QVERIFY(checkRoom(probe, paths, 5 * kMB).has_value());
        QCOMPARE(asked, (QStringList{QStringLiteral("/big/blobs"), QStringLiteral("/data")}));
        rootLeft = 1 * kMB;
        const auto noDatabase = checkRoom(probe, paths, 5 * kMB);
        QVERIFY(!noDatabase.has_value());
        QCOMPARE(noDatabase.error().place, QStringLiteral("/data"));
        QVERIFY(noDatabase.error().detail.endsWith(QLatin1String("1 MB are free")));
        libraryLeft = 20 * kMB;
        QCOMPARE(checkRoom(probe, paths, 5 * kMB).error().place, QStringLiteral("/big/blobs"));
        QVERIFY(isNoRoom(checkRoom(probe, paths, 5 * kMB).error()));
        // A system that does not tell must not keep anybody from working.
        QVERIFY(checkRoom([](const QString&) { return std::optional<qint64>(); }, paths, 5 * kMB).has_value());
    }

    void theRealDiskIsAsked()
    {
        const QTemporaryDir folder;
        const auto left = freeBytesAt(folder.path());
        QVERIFY(left && *left > 0);
        QVERIFY(!freeBytesAt(QStringLiteral("/no/such/folder")).has_value());
    }
};

} // namespace maquette

QTEST_GUILESS_MAIN(maquette::TestDiskRoom)
#include "tst_diskroom.moc"
