// SPDX-License-Identifier: GPL-3.0-or-later
// Asynchronous jobs of practice mode, and what must not cost anything: restarts, lost files, full disks.
#include "app/sandbox/PracticeAccount.h"
#include "tests/app/sandbox/PracticeFixture.h"
#include "tests/support/FileSizeLimit.h"
#include "tests/support/ManualClock.h"
#include "tests/support/TestMain.h"

#include <QDir>
#include <QRegularExpression>
#include <QTcpSocket>

#include <vector>

using namespace maquette;
using namespace maquette::sandbox;

namespace {
const QString kFast = QStringLiteral("/v2beta/stable-image/upscale/fast");
const QString kCreative = QStringLiteral("/v2beta/stable-image/upscale/creative");
const QString kResults = QStringLiteral("/v2beta/results/");

QString s(const char* text)
{
    return QString::fromUtf8(text);
}
QImage decoded(const QByteArray& bytes, const char* format)
{
    return QImage::fromData(bytes, format);
}
} // namespace

class TestPracticeJobs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void jobFromStartToEnd()
    {
        ManualClock clock;
        PracticeFixture fixture;
        fixture.clock = &clock;
        PracticeOptions options = PracticeFixture::quick(fixture.folder());
        options.asyncMs = 6000;
        fixture.start(options);
        const QString id = startJob(fixture);
        QVERIFY(QRegularExpression(s("^[0-9a-f]{64}$")).match(id).hasMatch());
        const CurlReply pending = fixture.get(kResults + id);
        QCOMPARE(pending.status, 202);
        QCOMPARE(pending.json(), (QJsonObject{{s("id"), id}, {s("status"), s("in-progress")}}));
        QCOMPARE(fixture.balance(), 1000.0);
        clock.advance(6000);
        QTRY_COMPARE_WITH_TIMEOUT(fixture.get(kResults + id).status, 200, 30'000);
        QCOMPARE(fixture.balance(), 940.0);
        const CurlReply bytes = fixture.get(kResults + id);
        QCOMPARE(bytes.headers.value("content-type"), QByteArray("image/png"));
        QCOMPARE(bytes.headers.value("seed"), QByteArray("77"));
        QVERIFY(decoded(bytes.body, "png").width() > 64 * 4);
        for (const char* accept : {"Accept: image/*", "Accept: */*", "Accept:"}) {
            QVERIFY(fixture.get(kResults + id, {s("-H"), s(accept)}).body == bytes.body);
        }
        const CurlReply json = fixture.get(kResults + id, {s("-H"), s("Accept: application/json")});
        QCOMPARE(QByteArray::fromBase64(json.json().value(s("image")).toString().toLatin1()), bytes.body);
        QVERIFY(fixture.get(kCreative + s("/result/") + id).body == bytes.body);
        // Another key opens the same account but not the same jobs.
        QCOMPARE(fixture.get(kResults + id, {}, s("sk-other")).status, 404);
        QCOMPARE(fixture.get(s("/v1/user/balance"), {}, s("sk-other")).json().value(s("credits")).toDouble(), 940.0);
        QCOMPARE(fixture.get(kResults + id, {}, s("nokey")).status, 401);
        clock.advance(PracticeAccount::kRetentionMs - 1);
        QCOMPARE(fixture.get(kResults + id).status, 200);
        clock.advance(1);
        QCOMPARE(fixture.get(kResults + id).name(), s("generation_not_found"));
        fixture.stop();
        fixture.start(options);
        QVERIFY(QDir(fixture.folder() + s("/jobs")).isEmpty());
        QCOMPARE(fixture.balance(), 940.0);
    }

    void jobOptions()
    {
        PracticeFixture fixture;
        PracticeOptions options = PracticeFixture::quick(fixture.folder());
        options.startWith202 = true;
        options.resultKeyIsResult = true;
        fixture.start(options);
        const QString id = startJob(fixture, 202);
        QTRY_COMPARE_WITH_TIMEOUT(fixture.get(kResults + id).status, 200, 30'000);
        const QJsonObject json = fixture.get(kResults + id, {s("-H"), s("Accept: application/json")}).json();
        QVERIFY(json.contains(s("result")) && !json.contains(s("image")));
    }

    void jobSurvivesARestart()
    {
        PracticeFixture fixture;
        PracticeOptions options = PracticeFixture::quick(fixture.folder());
        fixture.start(options);
        const QString whole = startJob(fixture);
        QTRY_COMPARE_WITH_TIMEOUT(fixture.get(kResults + whole).status, 200, 30'000);
        const QByteArray bytes = fixture.get(kResults + whole).body;
        fixture.stop();
        // Its result is lost, as if the disk had not kept it: the stored request is worked on again, at no further
        // cost.
        QVERIFY(QFile::remove(fixture.folder() + s("/jobs/") + whole + s("/result")));
        fixture.start(options);
        QCOMPARE(fixture.get(kResults + whole).status, 202);
        QTRY_COMPARE_WITH_TIMEOUT(fixture.get(kResults + whole).status, 200, 30'000);
        QVERIFY(fixture.get(kResults + whole).body == bytes);
        QCOMPARE(fixture.balance(), 940.0);
    }

    /// A process that died with a job in hand leaves a row "running" and the inputs; whoever comes next does the work.
    void jobOfADeadProcess()
    {
        ManualClock clock;
        PracticeFixture fixture;
        fixture.clock = &clock;
        fixture.start();
        const QString id = startJob(fixture);
        fixture.stop();
        {
            auto database = Database::open(fixture.folder() + s("/practice.db"));
            QVERIFY(database);
            QVERIFY((*database)->run(s("UPDATE practice_jobs SET state = 'running'")));
            QVERIFY((*database)->run(s("DELETE FROM practice_entries WHERE kind = 'charge'")));
            QFile::remove(fixture.folder() + s("/jobs/") + id + s("/result"));
        }
        clock.advance(10'000);
        fixture.start();
        QTRY_COMPARE_WITH_TIMEOUT(fixture.get(kResults + id).status, 200, 30'000);
        QCOMPARE(fixture.balance(), 940.0);
    }

    void failingJobIsFree()
    {
        PracticeFixture fixture;
        fixture.start();
        const CurlReply started =
            fixture.post(kCreative, {s("prompt=x [fail]"), s("image=@") + fixture.picture(64, 64)});
        QCOMPARE(started.status, 200);
        const QString id = started.json().value(s("id")).toString();
        QTRY_COMPARE_WITH_TIMEOUT(fixture.get(kResults + id).status, 500, 10'000);
        QCOMPARE(fixture.get(kResults + id).name(), s("internal_error"));
        QCOMPARE(fixture.balance(), 1000.0);
    }

    void fullDisk()
    {
        PracticeFixture fixture;
        fixture.start();
        const QString image = fixture.picture(256, 256);
        QCOMPARE(fixture.balance(), 1000.0);
        {
            // Nothing beyond 100 bytes can be written: not the upload, so neither work nor charge.
            const FileSizeLimit limit(100);
            const CurlReply reply = rawPost(fixture, kFast, image);
            QCOMPARE(reply.status, 500);
            QCOMPARE(reply.name(), s("internal_error"));
        }
        QCOMPARE(fixture.balance(), 1000.0);
        QVERIFY(QDir(fixture.folder() + s("/incoming")).isEmpty());
        QCOMPARE(fixture.post(kFast, {s("image=@") + image}).status, 200);
        QCOMPARE(fixture.balance(), 998.0);
    }

    void resultThatCannotBeStored()
    {
        PracticeFixture fixture;
        PracticeOptions options = PracticeFixture::quick(fixture.folder());
        options.asyncMs = 1000;
        fixture.start(options);
        const QString id = startJob(fixture);
        // A folder where the result should be: it cannot be renamed into place, whoever runs the test.
        QVERIFY(QDir().mkpath(fixture.folder() + s("/jobs/") + id + s("/result/x")));
        QTRY_COMPARE_WITH_TIMEOUT(fixture.get(kResults + id).status, 500, 30'000);
        QCOMPARE(fixture.balance(), 1000.0);
    }

    void stoppingInTheMiddle()
    {
        PracticeFixture fixture;
        PracticeOptions options = PracticeFixture::quick(fixture.folder());
        options.thinkMs = 60'000;
        fixture.start(options);
        std::vector<Curl> thinking;
        for (int request = 0; request < 4; ++request) {
            thinking.push_back(fixture.call(kFast, formArguments({s("image=@") + fixture.picture(32, 32)})));
        }
        QTRY_COMPARE(reservations(fixture), 4);
        fixture.stop();
        for (Curl& curl : thinking) {
            QCOMPARE(curl.reply().status, 0);
        }
        QCOMPARE(reservations(fixture), 0);
        fixture.start();
        QCOMPARE(fixture.balance(), 1000.0);
    }

private:
    static QString startJob(const PracticeFixture& fixture, int status = 200)
    {
        const CurlReply reply =
            fixture.post(kCreative, {s("prompt=a stone wall"), s("seed=77"), s("image=@") + fixture.picture(64, 64)},
                         {s("-H"), s("Accept: image/*")});
        return reply.status == status && reply.json().size() == 1 ? reply.json().value(s("id")).toString() : QString();
    }

    static int reservations(const PracticeFixture& fixture)
    {
        const auto database = Database::open(fixture.folder() + s("/practice.db"), Database::Mode::ReadOnly);
        const auto count =
            database ? (*database)->value(s("SELECT COUNT(*) FROM practice_reservations")) : Result<QVariant>();
        return count ? count->toInt() : -1;
    }

    /// A POST over a plain socket: under a file size limit curl, a child process, could not write its own answer down.
    static CurlReply rawPost(const PracticeFixture& fixture, const QString& path, const QString& image)
    {
        QFile file(image);
        if (!file.open(QIODevice::ReadOnly)) {
            return {};
        }
        const QByteArray body = "--B\r\nContent-Disposition: form-data; name=\"image\"; filename=\"a.png\"\r\n\r\n" +
                                file.readAll() + "\r\n--B--\r\n";
        QTcpSocket socket;
        socket.connectToHost(s("127.0.0.1"), quint16(fixture.server->url().port()));
        socket.write("POST " + path.toLatin1() +
                     " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer sk-1\r\nContent-Type: "
                     "multipart/form-data; boundary=\"B\"\r\nContent-Length: " +
                     QByteArray::number(body.size()) + "\r\n\r\n" + body);
        QByteArray answer;
        while (!answer.endsWith('}') && (socket.bytesAvailable() > 0 || socket.waitForReadyRead(20'000))) {
            answer += socket.readAll();
        }
        CurlReply reply;
        reply.status = answer.split(' ').value(1).toInt();
        reply.body = answer.mid(answer.indexOf("\r\n\r\n") + 4);
        return reply;
    }
};

QTEST_GUILESS_MAIN(TestPracticeJobs)
#include "tst_practicejobs.moc"
