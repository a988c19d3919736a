// SPDX-License-Identifier: GPL-3.0-or-later
// The command line with a key, against a server of its own: the practice server as a process, one that breaks, and
// none.
#include "tests/app/cli/CliKit.h"
#include "tests/support/FaultServer.h"
#include "tests/support/TestMain.h"

#include <QFile>
#include <QImage>
#include <QJsonObject>
#include <QTest>

#include <csignal>

using namespace maquette;

namespace {

QString s(const char* text)
{
    return QString::fromUtf8(text);
}

constexpr const char* kKey = "sk-cli-test-5Jf83kQz";
constexpr const char* kClosed = "http://127.0.0.1:9"; // the discard port, which nothing serves

QStringList with(const QString& key, const QString& url)
{
    return {s("STABILITY_API_KEY=") + key, s("MAQUETTE_STABILITY_URL=") + url};
}

/// "sandbox serve" as a process, in a data folder of its own.
class Server
{
public:
    Server()
        : m_process(
              m_home.start({s("sandbox"), s("serve"), s("--fast"), s("--port"), s("0"), s("--port-file"), portFile()}))
    {
    }

    [[nodiscard]] bool isUp() { return m_process->waitFor("listens at") && QFile::exists(portFile()); }
    [[nodiscard]] QString url() const
    {
        return s("http://127.0.0.1:") + QString::fromLatin1(slurp(portFile()).trimmed());
    }
    /// As Ctrl+C and a service manager do.
    [[nodiscard]] CliRun stop()
    {
        m_process->process().terminate();
        return m_process->finish();
    }

private:
    [[nodiscard]] QString portFile() const { return m_home.path(s("port")); }
    CliHome m_home;
    std::unique_ptr<CliProcess> m_process;
};

void noKeyIn(const CliRun& run, const char* key = kKey)
{
    QVERIFY(!run.out.contains(key));
    QVERIFY(!run.err.contains(key));
}

int paidRequests(const FaultServer& server)
{
    const auto& seen = server.requests();
    return int(
        std::count_if(seen.begin(), seen.end(), [](const SeenRequest& request) { return request.method == "POST"; }));
}

FaultPlan answering(const QByteArray& bytes)
{
    FaultPlan plan;
    plan.bytes = bytes;
    return plan;
}

FaultPlan breaking()
{
    FaultPlan plan;
    plan.then = FaultPlan::Then::Reset;
    return plan;
}

} // namespace

class CliProviderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void doesTheSameJobWithAKey();
    void wrongKey();
    void nobodyThere();
    void plainHttpElsewhere();
    void unusableKey();
    void goneBetweenOrders();
    void brokenAfterSending();
    void keyIsNotRepeated();
};

void CliProviderTest::doesTheSameJobWithAKey()
{
    Server server;
    QVERIFY(server.isUp());
    const CliHome home;
    const QStringList key = with(s(kKey), server.url());
    const CliRun run = home.run({s("run"), s("stable-image.generate.core"), s("--set"), s("prompt=a plain abstract"),
                                 s("--out"), home.path(s("out"))},
                                key);
    QVERIFY2(run.code == 0, run.err.constData());
    QVERIFY(!run.tells("Practice mode"));
    QVERIFY(!QImage(run.lines().value(0)).isNull());
    noKeyIn(run);
    QCOMPARE(home.run({s("balance")}, key).out, QByteArray("997 credits, 0 held\n"));
    QCOMPARE(home.run({s("jobs"), s("--json")}, key).json().value(0).value(s("provider")), QJsonValue(s("stability")));
    QVERIFY(!QFile::exists(home.path(s("data/practice/jobs")))); // the embedded one did nothing
    // The account is the server's: another data folder, and another key, find the same.
    QCOMPARE(CliHome().run({s("balance")}, with(s("sk-another"), server.url())).out,
             QByteArray("997 credits, 0 held\n"));
    QCOMPARE(server.stop().code, 0);
}

void CliProviderTest::wrongKey()
{
    Server server;
    QVERIFY(server.isUp());
    const CliHome home;
    const CliRun run = home.run(home.smallOrder({s("--json")}), with(s("pk-wrong-kind-of-key"), server.url()));
    QCOMPARE(run.code, 3);
    QVERIFY(run.tells("does not accept the key"));
    QVERIFY(run.tells("It cost nothing."));
    QCOMPARE(run.json().value(0).value(s("error")).toObject().value(s("kind")), QJsonValue(s("key-rejected")));
    noKeyIn(run, "pk-wrong-kind-of-key");
    QCOMPARE(home.run({s("balance")}, with(s("pk-wrong-kind-of-key"), server.url())).code, 3);
}

void CliProviderTest::nobodyThere()
{
    const CliHome home;
    const QStringList key = with(s(kKey), s(kClosed));
    const CliRun run = home.run(home.smallOrder(), key);
    QCOMPARE(run.code, 5);
    QVERIFY(run.tells("could not be reached"));
    QVERIFY(run.tells("It cost nothing."));
    noKeyIn(run);
    QCOMPARE(home.run({s("balance")}, key).code, 5);
    QVERIFY(home.ledger(key).isEmpty());
}

void CliProviderTest::plainHttpElsewhere()
{
    const CliHome home;
    const CliRun run = home.run(home.smallOrder(), with(s(kKey), s("http://example.invalid")));
    QCOMPARE(run.code, 2); // a setting to mend, not a network
    QVERIFY(run.tells("https"));
    QVERIFY(run.tells("example.invalid"));
    QVERIFY(!run.tells("network"));
    noKeyIn(run);
}

void CliProviderTest::unusableKey()
{
    const CliHome home;
    const QByteArray key = "sk-a b";
    for (const QStringList& arguments : {home.smallOrder(), QStringList{s("balance")}}) {
        const CliRun run = home.run(arguments, with(QString::fromLatin1(key), s(kClosed)));
        QCOMPARE(run.code, 3);
        QVERIFY2(run.tells("STABILITY_API_KEY cannot be used"), run.err.constData());
        QVERIFY(run.tells("contains a blank"));
        QVERIFY(!run.tells("Practice mode"));
        noKeyIn(run, key.constData());
    }
    // Practice mode that is asked for needs no key.
    QCOMPARE(home.run(home.smallOrder({s("--practice")}), with(QString::fromLatin1(key), s(kClosed))).code, 0);
}

void CliProviderTest::goneBetweenOrders()
{
    const CliHome home;
    Server server;
    QVERIFY(server.isUp());
    const QStringList key = with(s(kKey), server.url());
    QCOMPARE(home.run(home.smallOrder(), key).code, 0);
    QCOMPARE(server.stop().code, 0);
    // The balance is known, so the order is held, found not to have left, and given back.
    const CliRun run = home.run(home.smallOrder(), key);
    QCOMPARE(run.code, 5);
    QVERIFY(run.tells("It cost nothing."));
    const QStringList ledger = home.ledger(key);
    QCOMPARE(ledger.filter(s("charge")), QStringList{s("charge 2")});
    QCOMPARE(ledger.filter(s("hold")).size(), 1 + ledger.filter(s("release")).size());
}

void CliProviderTest::brokenAfterSending()
{
    FaultServer server;
    server.plan(answering(FaultServer::answer(200, "application/json", R"({"credits": 50})")));
    server.plan(breaking()); // takes the whole paid request, then breaks the connection
    const CliHome home;
    const QStringList key = with(s(kKey), server.url().toString(QUrl::RemovePath | QUrl::StripTrailingSlash));
    const CliRun run = home.run(home.smallOrder(), key);
    QVERIFY2(run.code == 7, run.err.constData());
    QCOMPARE(paidRequests(server), 1);
    QVERIFY(run.tells("may have been charged"));
    noKeyIn(run);
    const QJsonObject job = home.run({s("jobs"), s("--json")}, key).json().value(0);
    QCOMPARE(job.value(s("state")), QJsonValue(s("unknown")));
    QCOMPARE(home.ledger(key).filter(s("hold")).size(), 1); // and it stays held
    QVERIFY(home.ledger(key).filter(s("release")).isEmpty());
    QCOMPARE(home.run({s("jobs"), s("--resume")}, key).code, 0); // nothing that may be sent again
    QCOMPARE(paidRequests(server), 1);
}

void CliProviderTest::keyIsNotRepeated()
{
    FaultServer server;
    server.plan(answering(FaultServer::answer(
        401, "application/json",
        QByteArray(R"({"id": "1", "name": "unauthorized", "errors": ["unknown key )") + kKey + "\"]}")));
    const CliHome home;
    const CliRun run = home.run(home.smallOrder({s("--json")}),
                                with(s(kKey), server.url().toString(QUrl::RemovePath | QUrl::StripTrailingSlash)));
    QCOMPARE(run.code, 3);
    QVERIFY(run.err.contains("unknown key [key]"));
    noKeyIn(run);
}

QTEST_GUILESS_MAIN(CliProviderTest)
#include "tst_cli_provider.moc"
