// SPDX-License-Identifier: GPL-3.0-or-later
// What practice mode does when a request is right: bytes, money, several servers, hurried clients.
#include "app/sandbox/OutputSize.h"
#include "tests/app/sandbox/PracticeFixture.h"
#include "tests/support/ManualClock.h"
#include "tests/support/TestMain.h"

#include <QDir>
#include <QElapsedTimer>

#include <vector>

using namespace maquette;
using namespace maquette::sandbox;

namespace {
const QString kCore = QStringLiteral("/v2beta/stable-image/generate/core");
const QString kUltra = QStringLiteral("/v2beta/stable-image/generate/ultra");
const QString kSd3 = QStringLiteral("/v2beta/stable-image/generate/sd3");
const QString kFast = QStringLiteral("/v2beta/stable-image/upscale/fast");
const QString kConservative = QStringLiteral("/v2beta/stable-image/upscale/conservative");
const QString kCreative = QStringLiteral("/v2beta/stable-image/upscale/creative");

QString s(const char* text)
{
    return QString::fromUtf8(text);
}
QImage decoded(const QByteArray& bytes, const char* format)
{
    return QImage::fromData(bytes, format);
}
} // namespace

class TestPracticeWork : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void generates_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QStringList>("fields");
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QSize>("size");
        QTest::addColumn<double>("price");
        const QString image = s("image=@") + m_pictures.picture(1024, 1024, "jpg");
        QTest::newRow("core") << kCore << QStringList{} << QByteArray("image/png") << QSize(1536, 1536) << 3.0;
        QTest::newRow("core jpeg") << kCore << QStringList{s("output_format=jpeg"), s("aspect_ratio=16:9")}
                                   << QByteArray("image/jpeg") << QSize() << 3.0;
        QTest::newRow("ultra webp") << kUltra << QStringList{s("output_format=webp")} << QByteArray("image/webp")
                                    << QSize(1024, 1024) << 8.0;
        QTest::newRow("ultra from a picture")
            << kUltra << QStringList{image, s("strength=0.4")} << QByteArray("image/png") << QSize(1024, 1024) << 8.0;
        QTest::newRow("sd3.5-large") << kSd3 << QStringList{} << QByteArray("image/png") << QSize(1024, 1024) << 6.5;
        QTest::newRow("sd3.5-large-turbo")
            << kSd3 << QStringList{s("model=sd3.5-large-turbo")} << QByteArray("image/png") << QSize(1024, 1024) << 4.0;
        QTest::newRow("sd3.5-medium") << kSd3 << QStringList{s("model=sd3.5-medium")} << QByteArray("image/png")
                                      << QSize(1024, 1024) << 3.5;
        QTest::newRow("sd3.5-flash from a picture")
            << kSd3 << QStringList{s("model=sd3.5-flash"), s("mode=image-to-image"), image, s("strength=0.95")}
            << QByteArray("image/png") << QSize(1024, 1024) << 2.5;
        QTest::newRow("conservative") << kConservative << QStringList{s("image=@") + m_pictures.picture(200, 100)}
                                      << QByteArray("image/png") << QSize() << 40.0;
    }
    void generates()
    {
        QFETCH(QString, path);
        QFETCH(QStringList, fields);
        QFETCH(QByteArray, type);
        QFETCH(QSize, size);
        QFETCH(double, price);
        PracticeFixture fixture;
        fixture.start();
        const double before = fixture.balance();
        const QStringList all =
            fields + QStringList{s("prompt=a red balloon over the sea at sunset"), s("seed=4294967294")};
        const CurlReply reply = fixture.post(path, all, {s("-H"), s("Accept: image/*")});
        QVERIFY2(reply.status == 200, reply.body.left(300).constData());
        QCOMPARE(reply.headers.value("content-type"), type);
        QCOMPARE(reply.headers.value("seed"), QByteArray("4294967294"));
        QCOMPARE(reply.headers.value("finish-reason"), QByteArray("SUCCESS"));
        QVERIFY(!reply.headers.value("x-request-id").isEmpty());
        const QImage image = decoded(reply.body, type.mid(6).constData());
        QVERIFY(!image.isNull());
        QVERIFY(size.isEmpty() || image.size() == size);
        QCOMPARE(before - fixture.balance(), price);
        // The same request and seed again, from another server that has another account: the same bytes.
        PracticeFixture other;
        other.start();
        QVERIFY(other.post(path, all).body == reply.body);
    }

    void sizes_data()
    {
        QTest::addColumn<QString>("ratio");
        for (const char* ratio : {"21:9", "16:9", "3:2", "5:4", "1:1", "4:5", "2:3", "9:16", "9:21"}) {
            QTest::newRow(ratio) << s(ratio);
        }
    }
    /// The contract: Core about 1.5 megapixels, the others 1; the shape as asked.
    void sizes()
    {
        QFETCH(QString, ratio);
        const QStringList sides = ratio.split(QLatin1Char(':'));
        const double wanted = sides.at(0).toDouble() / sides.at(1).toDouble();
        for (const bool core : {true, false}) {
            const QSize size = textToImageSize(core, ratio);
            QCOMPARE(size.width() % 64 + size.height() % 64, 0);
            QVERIFY(std::abs(double(size.width()) / size.height() / wanted - 1.0) < 0.04);
            const double megapixels = double(size.width()) * size.height() / 1048576.0;
            QVERIFY(core ? megapixels > 1.35 && megapixels < 2.3 : megapixels > 0.92 && megapixels < 1.01);
        }
    }

    void strengthZeroReturnsTheInput()
    {
        PracticeFixture fixture;
        fixture.start();
        const QString file = fixture.picture(1000, 1040);
        const CurlReply reply =
            fixture.post(kSd3, {s("prompt=x"), s("mode=image-to-image"), s("image=@") + file, s("strength=0")});
        QCOMPARE(reply.status, 200);
        QVERIFY(decoded(reply.body, "png").convertToFormat(QImage::Format_RGB32) ==
                QImage(file).convertToFormat(QImage::Format_RGB32));
    }

    void seedIsChosenAndTold()
    {
        PracticeFixture fixture;
        fixture.start();
        QSet<QByteArray> seeds;
        for (const char* seed : {"", "seed=0", "seed=0"}) {
            QStringList fields{s("prompt=x"), s("aspect_ratio=21:9")};
            if (*seed != '\0') {
                fields << s(seed);
            }
            const CurlReply reply = fixture.post(kSd3, fields);
            QCOMPARE(reply.status, 200);
            QVERIFY(reply.headers.value("seed").toLongLong() > 0);
            seeds.insert(reply.headers.value("seed"));
            const CurlReply again = fixture.post(kSd3, {s("prompt=x"), s("aspect_ratio=21:9"),
                                                        s("seed=") + QString::fromLatin1(reply.headers.value("seed"))});
            QVERIFY(again.body == reply.body);
        }
        QCOMPARE(seeds.size(), 3);
    }

    void jsonAnswer()
    {
        PracticeFixture fixture;
        fixture.start();
        const QStringList fields{s("image=@") + fixture.picture(64, 48), s("output_format=webp")};
        const CurlReply reply = fixture.post(kFast, fields, {s("-H"), s("Accept: application/json")});
        QCOMPARE(reply.status, 200);
        QCOMPARE(reply.headers.value("content-type"), QByteArray("application/json; type=image/webp"));
        QVERIFY(!reply.headers.contains("seed") && !reply.headers.contains("finish-reason"));
        QCOMPARE(reply.json().value(s("finish_reason")).toString(), s("SUCCESS"));
        QVERIFY(reply.json().value(s("seed")).isDouble());
        const QByteArray bytes = QByteArray::fromBase64(reply.json().value(s("image")).toString().toLatin1());
        QCOMPARE(decoded(bytes, "webp").size(), QSize(256, 192)); // four times per side
        QVERIFY(fixture.post(kFast, fields).body == bytes);
        QCOMPARE(fixture.balance(), 996.0);
    }

    void filteredIsBlurredMarkedAndCharged()
    {
        PracticeFixture fixture;
        fixture.start();
        const QStringList common{s("seed=5"), s("aspect_ratio=1:1")};
        const CurlReply clear = fixture.post(kSd3, QStringList{s("prompt=a city at night")} + common);
        const CurlReply reply = fixture.post(kSd3, QStringList{s("prompt=a city at night [filter]")} + common);
        QCOMPARE(reply.status, 200);
        QCOMPARE(reply.headers.value("finish-reason"), QByteArray("CONTENT_FILTERED"));
        QCOMPARE(decoded(reply.body, "png").size(), decoded(clear.body, "png").size());
        QVERIFY(reply.body.size() * 3 < clear.body.size()); // no detail left to compress
        QCOMPARE(fixture.balance(), 987.0);
    }

    void strayPartsAndUnknownFieldsAreIgnored()
    {
        PracticeFixture fixture;
        fixture.start();
        const CurlReply reply =
            fixture.post(kFast, {s("none=;filename=none"), s("image=@") + fixture.picture(64, 64), s("colour=red")});
        QCOMPARE(reply.status, 200);
        QCOMPARE(reply.headers.value("x-practice-ignored-fields"), QByteArray("colour"));
        for (const char* stray : {"none=", "none=;filename="}) { // official samples send it so
            const CurlReply plain = fixture.post(kFast, {s(stray), s("image=@") + fixture.picture(64, 64)});
            QCOMPARE(plain.status, 200);
            QVERIFY(!plain.headers.contains("x-practice-ignored-fields"));
        }
        QCOMPARE(
            fixture.post(s("/v2alpha/generation/stable-image/upscale/fast"), {s("image=@") + fixture.picture(64, 64)})
                .status,
            200);
    }

    void creditsRunOut()
    {
        PracticeFixture fixture;
        PracticeOptions options = PracticeFixture::quick(fixture.folder());
        options.openingBalance = Credits::whole(61);
        options.asyncMs = 60'000;
        fixture.start(options);
        const QStringList image{s("image=@") + fixture.picture(64, 64)};
        QCOMPARE(fixture.post(kCreative, image + QStringList{s("prompt=x")}).status, 200);
        // One credit is free, sixty are set aside for the job although nothing is charged yet.
        QCOMPARE(fixture.balance(), 61.0);
        const CurlReply refused = fixture.post(kFast, image);
        QCOMPARE(refused.status, 402);
        QCOMPARE(refused.name(), s("payment_required"));
        QVERIFY(!refused.errors().isEmpty());
        QCOMPARE(fixture.post(kCreative, image + QStringList{s("prompt=x")}).status, 402);
        QCOMPARE(QDir(fixture.folder() + s("/jobs")).entryList(QDir::Dirs | QDir::NoDotAndDotDot).size(), 1);
        QCOMPARE(fixture.balance(), 61.0);
    }

    void concurrentRequestsNeverOverspend()
    {
        PracticeFixture fixture;
        PracticeOptions options = PracticeFixture::quick(fixture.folder());
        options.openingBalance = Credits::whole(31);
        options.thinkMs = 300;
        fixture.start(options);
        // A second server on the same folder: window and command line share one account.
        PracticeServer second(*Catalogue::load({}, nullptr), options, fixture.systemClock);
        QVERIFY(second.start());
        std::vector<Curl> running;
        const QStringList image = formArguments({s("image=@") + fixture.picture(32, 32)});
        for (int request = 0; request < 50; ++request) {
            const QString base = request % 2 == 0 ? fixture.url({}) : second.url().toString();
            running.emplace_back(
                image + QStringList{s("-H"), s("Authorization: Bearer sk-") + QString::number(request), base + kFast});
        }
        int done = 0;
        for (Curl& curl : running) {
            const int status = curl.reply().status;
            QVERIFY2(status == 200 || status == 402, qPrintable(QString::number(status)));
            done += status == 200 ? 1 : 0;
        }
        QCOMPARE(done, 15);
        QCOMPARE(fixture.balance(), 1.0);
    }

    void othersAreAnsweredWhileOneThinks()
    {
        PracticeFixture fixture;
        PracticeOptions options = PracticeFixture::quick(fixture.folder());
        options.thinkMs = 4000;
        fixture.start(options);
        QElapsedTimer since;
        since.start();
        std::vector<Curl> thinking;
        for (int request = 0; request < 50; ++request) {
            thinking.push_back(fixture.call(kFast, formArguments({s("image=@") + fixture.picture(32, 32)})));
        }
        QCOMPARE(fixture.balance(), 1000.0); // answered, and nothing is charged before its result
        QVERIFY(since.elapsed() < 4000);
        for (Curl& curl : thinking) {
            QCOMPARE(curl.reply().status, 200);
        }
        QVERIFY(since.elapsed() >= 4000);
        QVERIFY(since.elapsed() < 20'000); // side by side, not one after the other
        QCOMPARE(fixture.balance(), 900.0);
    }

    void clientsThatLeave()
    {
        PracticeFixture fixture;
        PracticeOptions options = PracticeFixture::quick(fixture.folder());
        options.thinkMs = 500;
        fixture.start(options);
        const QStringList form = formArguments({s("image=@") + fixture.picture(32, 32)});
        for (int request = 0; request < 8; ++request) {
            QCOMPARE(fixture.call(kFast, form + QStringList{s("-m"), s("0.15")}).reply().status, 0);
        }
        // The work was asked for and is done: like the service, the server charges it.
        QTRY_COMPARE_WITH_TIMEOUT(fixture.balance(), 984.0, 10'000);
        QCOMPARE(fixture.post(kFast, {s("image=@") + fixture.picture(32, 32)}).status, 200);
    }

    void rateLimit()
    {
        ManualClock clock;
        PracticeFixture fixture;
        fixture.clock = &clock;
        PracticeOptions options = PracticeFixture::quick(fixture.folder());
        options.rateRequests = 5;
        options.sendRetryAfter = true;
        fixture.start(options);
        const auto status = [&fixture]() { return fixture.get(s("/v1/engines/list")).status; };
        for (int request = 0; request < 5; ++request) {
            QCOMPARE(status(), 200);
        }
        const CurlReply refused = fixture.post(kCore, {s("prompt=x")});
        QCOMPARE(refused.status, 429);
        QCOMPARE(refused.name(), s("rate_limit_exceeded"));
        QCOMPARE(refused.json().value(s("id")).toString(), s("rate_limit_exceeded"));
        QCOMPARE(refused.headers.value("retry-after"), QByteArray("60"));
        clock.advance(59'999);
        QCOMPARE(fixture.get(s("/v1/user/balance")).status, 429);
        QVERIFY(fixture.get(s("/v1/user/balance")).json().contains(s("message")));
        clock.advance(1);
        for (int request = 0; request < 5; ++request) {
            QCOMPARE(status(), 200);
            clock.advance(2000); // as fast as is allowed, for as long as one likes
        }
        for (int request = 0; request < 20; ++request) {
            QCOMPARE(status(), 200);
            clock.advance(2000);
        }
    }

    void manyConnectionsAndKeepAlive()
    {
        PracticeFixture fixture;
        fixture.start();
        // Two requests down one connection, and a large one that waits for "100 Continue".
        const QString url = fixture.url(s("/v1/engines/list"));
        QProcess curl;
        curl.start(s("curl"), {s("-s"), s("-v"), s("-H"), s("Authorization: Bearer sk-1"), url, url});
        QVERIFY(curl.waitForFinished());
        QVERIFY(curl.readAllStandardError().contains("Re-using existing connection"));
        QElapsedTimer since;
        since.start();
        const QString big = fixture.file(s("big.bin"), QByteArray(3'000'000, 'x'));
        QCOMPARE(fixture
                     .post(kFast, {s("image=@") + big},
                           {s("-H"), s("Expect: 100-continue"), s("--expect100-timeout"), s("30")})
                     .status,
                 400);
        QVERIFY(since.elapsed() < 15'000);
    }

    void startProblems()
    {
        PracticeFixture fixture;
        fixture.start();
        PracticeOptions options = PracticeFixture::quick(fixture.folder());
        options.port = quint16(fixture.server->url().port());
        PracticeServer same(*Catalogue::load({}, nullptr), options, fixture.systemClock);
        const auto taken = same.start();
        QVERIFY(!taken);
        QCOMPARE(taken.error().kind, ErrorKind::Offline);
        QVERIFY(same.url().isEmpty());

        options.port = 0;
        options.folder = fixture.file(s("a-file"), "x");
        PracticeServer noFolder(*Catalogue::load({}, nullptr), options, fixture.systemClock);
        const auto refused = noFolder.start();
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::Storage);

        options.folder = fixture.dir.filePath(s("damaged"));
        QVERIFY(QDir().mkpath(options.folder));
        QFile broken(options.folder + s("/practice.db"));
        QVERIFY(broken.open(QIODevice::WriteOnly) && broken.write(QByteArray(8192, 'x')) > 0);
        broken.close();
        PracticeServer damaged(*Catalogue::load({}, nullptr), options, fixture.systemClock);
        const auto unusable = damaged.start();
        QVERIFY(!unusable);
        QCOMPARE(unusable.error().kind, ErrorKind::Storage);
    }

private:
    PracticeFixture m_pictures;
};

QTEST_GUILESS_MAIN(TestPracticeWork)
#include "tst_practicework.moc"
