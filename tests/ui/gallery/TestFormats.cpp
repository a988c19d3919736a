// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gallery/GalleryStore.h"
#include "tests/support/TestMain.h"
#include "ui/widgets/items/Formats.h"

#include <QTest>

using namespace maquette;

class TestFormats : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void costs()
    {
        QCOMPARE(formats::costShort(Credits::fromMilli(6500)), QStringLiteral("6.5 cr"));
        QCOMPARE(formats::costLong(Credits::whole(1)), QStringLiteral("1 credit"));
        QCOMPARE(formats::costLong(Credits::whole(12)), QStringLiteral("12 credits"));
        QCOMPARE(formats::costLong(Credits{}), QStringLiteral("0 credits"));
    }

    void timesShortenWithTheDistance_data()
    {
        QTest::addColumn<QDateTime>("then");
        QTest::addColumn<QString>("text");
        const auto utc = [](int y, int m, int d, int h, int min) {
            return QDateTime(QDate(y, m, d), QTime(h, min), Qt::UTC);
        };
        QTest::newRow("today") << utc(2026, 3, 12, 14, 2) << "15:02";
        // Berlin is an hour ahead: late in the evening in UTC is already the next day there.
        QTest::newRow("today by the wall clock") << utc(2026, 3, 11, 23, 30) << "00:30";
        QTest::newRow("this week") << utc(2026, 3, 10, 9, 0) << "Tue 10:00";
        QTest::newRow("this year") << utc(2026, 1, 3, 9, 0) << "3 Jan";
        QTest::newRow("before") << utc(2025, 12, 3, 9, 0) << "3 Dec 2025";
        QTest::newRow("none") << QDateTime() << "";
    }

    void timesShortenWithTheDistance()
    {
        QFETCH(QDateTime, then);
        const QDateTime now(QDate(2026, 3, 12), QTime(16, 0), Qt::UTC);
        QLocale::setDefault(QLocale(QLocale::English));
        QTEST(formats::shortTime(then, now, QTimeZone("Europe/Berlin")), "text");
    }

    void durations_data()
    {
        QTest::addColumn<qint64>("ms");
        QTest::addColumn<QString>("text");
        QTest::newRow("short") << qint64(412) << "0.4 s";
        QTest::newRow("seconds") << qint64(9'150) << "9.2 s";
        QTest::newRow("just under a minute") << qint64(59'940) << "59.9 s";
        QTest::newRow("never 60.0 s") << qint64(59'960) << "1 min 0 s";
        QTest::newRow("minutes") << qint64(64'000) << "1 min 4 s";
        QTest::newRow("hours") << qint64(7'500'000) << "2 h 5 min";
    }

    void durations()
    {
        QFETCH(qint64, ms);
        QTEST(formats::duration(ms), "text");
    }

    void countdownsRoundUpAndStopAtZero()
    {
        const QDateTime now(QDate(2026, 3, 12), QTime(16, 0), Qt::UTC);
        QCOMPARE(formats::countdown(now.addMSecs(6001), now), QStringLiteral("7 s"));
        QCOMPARE(formats::countdown(now.addSecs(65), now), QStringLiteral("1:05 min"));
        QCOMPARE(formats::countdown(now.addSecs(-5), now), QStringLiteral("0 s"));
    }

    void smallThings()
    {
        QCOMPARE(formats::bytes(812), QStringLiteral("812 B"));
        QCOMPARE(formats::bytes(1'400'000), QStringLiteral("1.4 MB"));
        QCOMPARE(formats::pixels(1536, 1024), QStringLiteral("1536 \u00d7 1024"));
        QCOMPARE(formats::shortId(QStringLiteral("9f2c0000-1111-41ab")), QStringLiteral("9f2c\u202641ab"));
        QCOMPARE(formats::shortId(QStringLiteral("short")), QStringLiteral("short"));
        QCOMPARE(formats::mediaName(QStringLiteral("image/jpeg")), QStringLiteral("JPEG"));
        QCOMPARE(formats::mediaName(QStringLiteral("model/gltf-binary")), QStringLiteral("GLB"));
    }

    void filesHandedOutHaveHarmlessNames_data()
    {
        QTest::addColumn<QString>("title");
        QTest::addColumn<QString>("name");
        QTest::newRow("plain") << "A red fox"
                               << "A-red-fox-42.png";
        QTest::newRow("path") << "../../etc/passwd: \"x\"\n"
                              << "etc-passwd-x-42.png";
        QTest::newRow("letters of any script") << "Füchse, 狐"
                                               << "Füchse-狐-42.png";
        QTest::newRow("nothing left") << "???"
                                      << "maquette-42.png";
        QTest::newRow("long") << QString(300, QLatin1Char('a'))
                              << QString(60, QLatin1Char('a')) + QStringLiteral("-42.png");
    }

    void filesHandedOutHaveHarmlessNames()
    {
        QFETCH(QString, title);
        GalleryItem item;
        item.title = title;
        item.operation = QStringLiteral("x");
        item.seed = 42;
        item.asset.info.mediaType = QStringLiteral("image/png");
        QTEST(formats::fileName(item), "name");
        item.title = QStringLiteral("photo.png");
        item.operation.clear();
        item.seed.reset();
        QCOMPARE(formats::fileName(item), QStringLiteral("photo.png"));
    }
};

QTEST_GUILESS_MAIN(TestFormats)
#include "TestFormats.moc"
