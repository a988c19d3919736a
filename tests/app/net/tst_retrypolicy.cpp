// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/net/RetryPolicy.h"
#include "tests/support/TestMain.h"

using namespace maquette;

namespace {

HttpOutcome answered(int status, const HttpHeaders& headers = {})
{
    HttpOutcome outcome;
    outcome.end = CallEnd::Answered;
    outcome.reply.status = status;
    outcome.reply.headers = headers;
    return outcome;
}

HttpOutcome ended(CallEnd end)
{
    HttpOutcome outcome;
    outcome.end = end;
    return outcome;
}

} // namespace

class TestRetryPolicy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void waitsGrowWithinTheirSpread();
    void waitsStayUnderTheCap();
    void saltSpreadsAndRepeats();
    void whatMayBeRepeated_data();
    void whatMayBeRepeated();
    void retryAfter_data();
    void retryAfter();
};

void TestRetryPolicy::waitsGrowWithinTheirSpread()
{
    const RetryPolicy policy;
    const QList<qint64> plain{1'000, 2'000, 4'000, 8'000, 16'000, 32'000};
    for (quint32 salt = 0; salt < 200; ++salt) {
        for (qsizetype i = 0; i < plain.size(); ++i) {
            const qint64 wait = policy.waitMs(static_cast<int>(i) + 1, salt);
            QVERIFY(wait >= plain[i] * 3 / 4 && wait <= plain[i] * 5 / 4);
        }
    }
}

void TestRetryPolicy::waitsStayUnderTheCap()
{
    const RetryPolicy policy;
    for (const int failures : {7, 8, 30, 1'000, 2'000'000'000}) {
        for (quint32 salt = 0; salt < 50; ++salt) {
            const qint64 wait = policy.waitMs(failures, salt);
            QVERIFY(wait >= 45'000 && wait <= 60'000);
        }
    }
    QVERIFY(policy.waitMs(0, 1) >= 750);
    QVERIFY(policy.waitMs(-5, 1) >= 750);
}

void TestRetryPolicy::saltSpreadsAndRepeats()
{
    const RetryPolicy policy;
    QSet<qint64> seen;
    for (quint32 salt = 0; salt < 100; ++salt) {
        QCOMPARE(policy.waitMs(4, salt), policy.waitMs(4, salt));
        seen.insert(policy.waitMs(4, salt));
    }
    QVERIFY(seen.size() > 80);
}

void TestRetryPolicy::whatMayBeRepeated_data()
{
    QTest::addColumn<HttpOutcome>("outcome");
    QTest::addColumn<qint64>("least"); // -1: not to be repeated
    QTest::addColumn<qint64>("most");
    const qint64 never = -1;
    QTest::newRow("offline") << ended(CallEnd::Offline) << qint64(750) << qint64(1250);
    QTest::newRow("cut off") << ended(CallEnd::CutOff) << qint64(750) << qint64(1250);
    QTest::newRow("timed out") << ended(CallEnd::TimedOut) << qint64(750) << qint64(1250);
    QTest::newRow("cancelled") << ended(CallEnd::Cancelled) << never << never;
    QTest::newRow("full disk") << ended(CallEnd::Storage) << never << never;
    QTest::newRow("insecure") << ended(CallEnd::Insecure) << never << never;
    QTest::newRow("bad certificate") << ended(CallEnd::TlsFailed) << never << never;
    QTest::newRow("redirected") << ended(CallEnd::Redirected) << never << never;
    QTest::newRow("too large") << ended(CallEnd::TooLarge) << never << never;
    QTest::newRow("200") << answered(200) << never << never;
    QTest::newRow("404") << answered(404) << never << never;
    QTest::newRow("500") << answered(500) << qint64(750) << qint64(1250);
    QTest::newRow("503 with a time") << answered(503, {{"retry-after", "7"}}) << qint64(7'000) << qint64(7'000);
    QTest::newRow("429") << answered(429) << qint64(60'000) << qint64(60'000);
    QTest::newRow("429 with a time") << answered(429, {{"retry-after", "12"}}) << qint64(12'000) << qint64(12'000);
    QTest::newRow("429 for a year") << answered(429, {{"retry-after", "31536000"}}) << qint64(3'600'000)
                                    << qint64(3'600'000);
    QTest::newRow("429 with nonsense") << answered(429, {{"retry-after", "soon"}}) << qint64(60'000) << qint64(60'000);
}

void TestRetryPolicy::whatMayBeRepeated()
{
    QFETCH(HttpOutcome, outcome);
    QFETCH(qint64, least);
    QFETCH(qint64, most);
    const auto wait = RetryPolicy().waitAfter(outcome, 1, 42);
    QCOMPARE(wait.has_value(), least >= 0);
    if (wait) {
        QVERIFY(*wait >= least && *wait <= most);
    }
}

void TestRetryPolicy::retryAfter_data()
{
    QTest::addColumn<HttpHeaders>("headers");
    QTest::addColumn<qint64>("ms"); // -1: nothing usable
    const QByteArray date = "Wed, 21 Oct 2026 07:28:00 GMT";
    QTest::newRow("absent") << HttpHeaders{} << qint64(-1);
    QTest::newRow("seconds") << HttpHeaders{{"retry-after", "120"}} << qint64(120'000);
    QTest::newRow("spaces") << HttpHeaders{{"retry-after", " 5 "}} << qint64(5'000);
    QTest::newRow("zero") << HttpHeaders{{"retry-after", "0"}} << qint64(0);
    QTest::newRow("negative") << HttpHeaders{{"retry-after", "-3"}} << qint64(-1);
    QTest::newRow("empty") << HttpHeaders{{"retry-after", ""}} << qint64(-1);
    QTest::newRow("huge") << HttpHeaders{{"retry-after", "9223372036854775807"}} << qint64(1'000'000'000'000);
    QTest::newRow("date") << HttpHeaders{{"retry-after", "Wed, 21 Oct 2026 07:29:30 GMT"}, {"date", date}}
                          << qint64(90'000);
    QTest::newRow("date in the past") << HttpHeaders{{"retry-after", "Wed, 21 Oct 2026 07:00:00 GMT"}, {"date", date}}
                                      << qint64(0);
    QTest::newRow("date without a Date") << HttpHeaders{{"retry-after", date}} << qint64(-1);
    QTest::newRow("nonsense") << HttpHeaders{{"retry-after", "soon"}, {"date", date}} << qint64(-1);
}

void TestRetryPolicy::retryAfter()
{
    QFETCH(HttpHeaders, headers);
    QFETCH(qint64, ms);
    QCOMPARE(retryAfterMs(answered(429, headers).reply).value_or(-1), ms);
}

QTEST_GUILESS_MAIN(TestRetryPolicy)
#include "tst_retrypolicy.moc"
