// SPDX-License-Identifier: GPL-3.0-or-later
// 200 answers of 1.5 MB from a loopback server: this program's HTTP client beside "curl --parallel", in turns, on the
// same server in another process. Counter "ratio" is the median of ours / curl's.
#include "app/net/QtHttpClient.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QProcess>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>

#include <algorithm>
#include <benchmark/benchmark.h>
#include <cstdio>
#include <vector>

namespace {

using namespace maquette;

constexpr int kCalls = 200;
constexpr qsizetype kAnswerBytes = 1'500'000;
constexpr int kRounds = 7;

/// Answers every request on every connection until it is killed.
int serve(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    QTcpServer server;
    if (!server.listen(QHostAddress::LocalHost)) {
        return 1;
    }
    const QByteArray answer =
        "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: " + QByteArray::number(kAnswerBytes) +
        "\r\n\r\n" + QByteArray(kAnswerBytes, 'p');
    QObject::connect(&server, &QTcpServer::newConnection, [&] {
        QTcpSocket* socket = server.nextPendingConnection();
        QObject::connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        const auto seen = std::make_shared<QByteArray>();
        QObject::connect(socket, &QTcpSocket::readyRead, socket, [socket, seen, &answer] {
            seen->append(socket->readAll());
            const qsizetype head = seen->indexOf("\r\n\r\n");
            if (head < 0) {
                return;
            }
            const qsizetype at = seen->left(head).toLower().indexOf("content-length:");
            const qsizetype length =
                at < 0 ? 0 : seen->mid(at + 15, seen->indexOf("\r\n", at) - at - 15).trimmed().toLongLong();
            if (seen->size() < head + 4 + length) {
                return;
            }
            seen->remove(0, head + 4 + length);
            socket->write(answer);
        });
    });
    std::printf("%d\n", int(server.serverPort()));
    std::fflush(stdout);
    return QCoreApplication::exec();
}

QCoro::Task<void> callOnce(HttpClient* client, HttpCall call, int* left, QEventLoop* loop, int* failed)
{
    const CancelToken cancel;
    const HttpClient::ProgressSink noProgress;
    const HttpOutcome outcome = co_await client->send(call, cancel, noProgress);
    *failed += outcome.end == CallEnd::Answered && outcome.reply.bodyBytes == kAnswerBytes ? 0 : 1;
    QFile::remove(outcome.reply.bodyFile);
    if (--*left == 0) {
        loop->quit();
    }
}

double oursSeconds(const QUrl& url, const QString& folder, int* failed)
{
    QElapsedTimer timer;
    timer.start();
    QtHttpClient client(folder);
    QEventLoop loop;
    int left = kCalls;
    for (int at = 0; at < kCalls; ++at) {
        HttpCall call;
        call.method = HttpCall::Method::Post;
        call.url = url;
        call.parts = {{QStringLiteral("prompt"), QByteArray("a lighthouse"), {}, {}, {}}};
        callOnce(&client, call, &left, &loop, failed);
    }
    loop.exec();
    return double(timer.nsecsElapsed()) / 1e9;
}

double curlSeconds(const QUrl& url, const QString& folder, int* failed)
{
    QStringList arguments{QStringLiteral("--parallel"), QStringLiteral("--parallel-max"), QStringLiteral("48"),
                          QStringLiteral("--silent")};
    for (int at = 0; at < kCalls; ++at) {
        if (at > 0) {
            arguments.append(QStringLiteral("--next"));
        }
        arguments += {QStringLiteral("--form"), QStringLiteral("prompt=a lighthouse"), QStringLiteral("--output"),
                      folder + QStringLiteral("/curl-%1").arg(at), url.toString()};
    }
    QElapsedTimer timer;
    timer.start();
    QProcess curl;
    curl.start(QStringLiteral("curl"), arguments);
    curl.waitForFinished(60'000);
    const double seconds = double(timer.nsecsElapsed()) / 1e9;
    for (int at = 0; at < kCalls; ++at) {
        QFile file(folder + QStringLiteral("/curl-%1").arg(at));
        *failed += file.size() == kAnswerBytes ? 0 : 1;
        file.remove();
    }
    return seconds;
}

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values.empty() ? 0.0 : values[values.size() / 2];
}

void parallelAnswers(benchmark::State& state)
{
    QProcess server;
    server.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--serve")});
    server.waitForReadyRead(10'000);
    const QUrl url(QStringLiteral("http://127.0.0.1:%1/").arg(QString::fromLatin1(server.readLine().trimmed())));
    const QTemporaryDir folder;
    std::vector<double> ours;
    std::vector<double> peers;
    std::vector<double> ratios;
    int failed = 0;
    for (auto round : state) {
        static_cast<void>(round);
        ours.push_back(oursSeconds(url, folder.path(), &failed));
        peers.push_back(curlSeconds(url, folder.path(), &failed));
        ratios.push_back(ours.back() / peers.back());
        state.SetIterationTime(ours.back());
    }
    server.kill();
    server.waitForFinished();
    state.counters["ours_median_s"] = median(ours);
    state.counters["curl_median_s"] = median(peers);
    state.counters["ratio"] = median(ratios);
    state.counters["failed"] = failed;
}
BENCHMARK(parallelAnswers)->UseManualTime()->Iterations(kRounds)->Unit(benchmark::kMillisecond);

} // namespace

int main(int argc, char** argv)
{
    if (argc > 1 && QByteArray(argv[1]) == "--serve") {
        return serve(argc, argv);
    }
    QCoreApplication application(argc, argv);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
