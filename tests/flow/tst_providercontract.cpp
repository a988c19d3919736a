// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalog/Catalogue.h"
#include "app/catalog/Check.h"
#include "app/net/QtHttpClient.h"
#include "app/providers/ProviderRegistry.h"
#include "app/sandbox/PracticeServer.h"
#include "tests/support/TestMain.h"

#include <QDataStream>
#include <QEventLoop>
#include <QFile>
#include <QImageReader>
#include <QPainter>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

namespace maquette {

/// One table of orders and outcomes, run by the real translation and the real HTTP client against the practice server:
/// either side leaving the contract breaks a row.
class TestProviderContract : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QList<CatalogueProblem> problems;
        m_catalogue = Catalogue::load({}, &problems).value();
        sandbox::PracticeOptions options;
        options.folder = m_folder.filePath(QStringLiteral("practice"));
        options.openingBalance = Credits::whole(1000);
        options.thinkMs = 0;
        options.asyncMs = 100;
        options.rateRequests = 100'000; // polls here are not spaced as a client's are
        m_server = std::make_unique<sandbox::PracticeServer>(m_catalogue, options, m_clock);
        m_url = m_server->start().value();
        // Where the contract can be read in two ways, the other one.
        options.folder = m_folder.filePath(QStringLiteral("other"));
        options.startWith202 = true;
        options.resultKeyIsResult = true;
        options.demand640For3d = true;
        m_other = std::make_unique<sandbox::PracticeServer>(m_catalogue, options, m_clock);
        m_otherUrl = m_other->start().value();
        m_client = std::make_unique<QtHttpClient>(m_folder.filePath(QStringLiteral("scratch")));
        m_providers = makeProviders(1);
        QImage picture(128, 96, QImage::Format_RGB888);
        picture.fill(QColor(30, 90, 160));
        m_picture = m_folder.filePath(QStringLiteral("picture.png"));
        QVERIFY(picture.save(m_picture));
        m_objectPicture = m_folder.filePath(QStringLiteral("object.png"));
        QVERIFY(picture.scaled(640, 640).save(m_objectPicture));
        QImage mask(128, 96, QImage::Format_Grayscale8);
        mask.fill(Qt::black);
        QPainter(&mask).fillRect(QRect(40, 30, 40, 40), Qt::white);
        m_mask = m_folder.filePath(QStringLiteral("mask.png"));
        QVERIFY(mask.save(m_mask));
        m_recording = m_folder.filePath(QStringLiteral("recording.wav"));
        QFile recording(m_recording);
        QVERIFY(recording.open(QIODevice::WriteOnly));
        QVERIFY(recording.write(wave(kRecordingSeconds)) > 0);
    }

    void init() { failOnAnyWarning(); }

    void cleanupTestCase()
    {
        m_client.reset();
        m_server.reset();
        m_other.reset();
    }

    void answersAsTheContractSays_data()
    {
        QTest::addColumn<QString>("operation");
        QTest::addColumn<QString>("prompt");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("outcome"); // "finished", "filtered", or the kind of the error
        QTest::addColumn<QString>("mediaType");
        QTest::addColumn<double>("cost");
        QTest::addColumn<bool>("otherReading");
        const QString core = QStringLiteral("stable-image.generate.core");
        const QString good = QStringLiteral("sk-anything");
        const QString jpeg = QStringLiteral("image/jpeg");
        const QString prompt = QStringLiteral("a lighthouse at dusk");
        const auto row = [](const char* name, const QString& operation, const QString& words, const QString& key,
                            const char* outcome, const QString& type, double cost, bool otherReading = false) {
            QTest::newRow(name) << operation << words << key << QString::fromLatin1(outcome) << type << cost
                                << otherReading;
        };
        row("core", core, prompt, good, "finished", jpeg, 3);
        row("ultra", QStringLiteral("stable-image.generate.ultra"), prompt, good, "finished", jpeg, 8);
        row("sd3.5 large", QStringLiteral("stable-image.generate.sd3"), prompt, good, "finished", jpeg, 6.5);
        row("fast upscale", QStringLiteral("stable-image.upscale.fast"), {}, good, "finished", jpeg, 2);
        row("conservative upscale", QStringLiteral("stable-image.upscale.conservative"), prompt, good, "finished", jpeg,
            40);
        row("creative upscale, asynchronous", QStringLiteral("stable-image.upscale.creative"), prompt, good, "finished",
            jpeg, 60);
        row("sketch", QStringLiteral("stable-image.control.sketch"), prompt, good, "finished", jpeg, 5);
        row("structure", QStringLiteral("stable-image.control.structure"), prompt, good, "finished", jpeg, 5);
        row("style guide", QStringLiteral("stable-image.control.style"), prompt, good, "finished", jpeg, 5);
        row("style transfer", QStringLiteral("stable-image.control.style-transfer"), {}, good, "finished", jpeg, 8);
        row("sketch, moderated", QStringLiteral("stable-image.control.sketch"), QStringLiteral("[moderate] ") + prompt,
            good, "refused", {}, 0);
        const QString png = QStringLiteral("image/png");
        const QString edit = QStringLiteral("stable-image.edit.");
        row("erase", edit + QStringLiteral("erase"), {}, good, "finished", jpeg, 5);
        row("inpaint", edit + QStringLiteral("inpaint"), prompt, good, "finished", jpeg, 5);
        row("outpaint", edit + QStringLiteral("outpaint"), prompt, good, "finished", jpeg, 4);
        row("search and replace", edit + QStringLiteral("search-and-replace"), prompt, good, "finished", jpeg, 5);
        row("search and recolour", edit + QStringLiteral("search-and-recolor"), prompt, good, "finished", jpeg, 5);
        row("remove background", edit + QStringLiteral("remove-background"), {}, good, "finished", png, 5);
        row("relight, asynchronous", edit + QStringLiteral("replace-background-and-relight"), prompt, good, "finished",
            jpeg, 8);
        row("relight, filtered", edit + QStringLiteral("replace-background-and-relight"),
            QStringLiteral("[filter] ") + prompt, good, "filtered", jpeg, 8);
        const QString glb = QStringLiteral("model/gltf-binary");
        row("fast 3d", QStringLiteral("3d.stable-fast-3d"), {}, good, "finished", glb, 10);
        row("point aware 3d", QStringLiteral("3d.stable-point-aware-3d"), {}, good, "finished", glb, 4);
        row("fast 3d, wrong key", QStringLiteral("3d.stable-fast-3d"), {}, QStringLiteral("pk-wrong"), "key-rejected",
            {}, 0);
        const QString mp3 = QStringLiteral("audio/mpeg");
        const QString wav = QStringLiteral("audio/wav");
        const QString sound = QStringLiteral("audio.stable-audio-2.");
        const QString sound3 = QStringLiteral("audio.stable-audio-3.");
        const QString heard = QStringLiteral("a slow piano in a hall");
        // 17 credits and 0.06 per step, 50 steps unless told otherwise; the others have one price.
        row("text to audio", sound + QStringLiteral("text-to-audio"), heard, good, "finished", mp3, 20);
        row("audio to audio", sound + QStringLiteral("audio-to-audio"), heard, good, "finished", wav, 20);
        row("audio inpaint", sound + QStringLiteral("inpaint"), heard, good, "finished", wav, 20);
        row("text to audio 3, asynchronous", sound3 + QStringLiteral("text-to-audio"), heard, good, "finished", wav,
            26);
        row("audio to audio 3, asynchronous", sound3 + QStringLiteral("audio-to-audio"), heard, good, "finished", mp3,
            26);
        row("audio inpaint 3, asynchronous", sound3 + QStringLiteral("inpaint"), heard, good, "finished", wav, 26);
        row("text to audio, moderated", sound + QStringLiteral("text-to-audio"), QStringLiteral("[moderate] ") + heard,
            good, "refused", {}, 0);
        row("text to audio 3, wrong key", sound3 + QStringLiteral("text-to-audio"), heard, QStringLiteral("pk-wrong"),
            "key-rejected", {}, 0);
        // Started with the other status, and read from JSON, under "result".
        row("creative upscale, other reading", QStringLiteral("stable-image.upscale.creative"), prompt, good,
            "finished", jpeg, 60, true);
        row("relight, other reading", edit + QStringLiteral("replace-background-and-relight"), prompt, good, "finished",
            jpeg, 8, true);
        row("relight filtered, other reading", edit + QStringLiteral("replace-background-and-relight"),
            QStringLiteral("[filter] ") + prompt, good, "filtered", jpeg, 8, true);
        row("text to audio 3, other reading", sound3 + QStringLiteral("text-to-audio"), heard, good, "finished", wav,
            26, true);
        row("point aware 3d, other reading", QStringLiteral("3d.stable-point-aware-3d"), {}, good, "finished", glb, 4,
            true);
        row("core, other reading", core, prompt, good, "finished", jpeg, 3, true);
        row("filtered, kept and charged", core, QStringLiteral("[filter] ") + prompt, good, "filtered", jpeg, 3);
        row("moderated", core, QStringLiteral("[moderate] ") + prompt, good, "refused", {}, 0);
        row("language", core, QStringLiteral("[language] ") + prompt, good, "refused", {}, 0);
        row("fault at the provider", core, QStringLiteral("[fail] ") + prompt, good, "bad-reply", {}, 0);
        row("wrong key", core, prompt, QStringLiteral("pk-wrong"), "key-rejected", {}, 0);
    }

    void answersAsTheContractSays()
    {
        QFETCH(QString, operation);
        QFETCH(QString, prompt);
        QFETCH(QString, key);
        QFETCH(QString, outcome);
        QFETCH(QString, mediaType);
        QFETCH(double, cost);
        QFETCH(bool, otherReading);
        const Provider& provider = *m_providers.front();
        const QUrl url = otherReading ? m_otherUrl : m_url;
        const ProviderAccess access{url, key};
        const Credits before = balance(url);

        Request request;
        request.operation = operation;
        request.provider = provider.id();
        const Operation& described = *m_catalogue.find(operation);
        const bool picture = described.output == MediaKind::Image;
        if (picture) {
            const bool png = mediaType == QLatin1String("image/png");
            request.values.insert(QStringLiteral("output_format"),
                                  png ? QStringLiteral("png") : QStringLiteral("jpeg"));
        }
        const bool sound = described.output == MediaKind::Audio;
        if (sound) {
            request.values.insert(QStringLiteral("output_format"), mediaType == QLatin1String("audio/wav")
                                                                       ? QStringLiteral("wav")
                                                                       : QStringLiteral("mp3"));
            request.values.insert(QStringLiteral("duration"), kRecordingSeconds);
            if (operation.endsWith(QLatin1String("inpaint"))) {
                request.values.insert(QStringLiteral("mask_start"), 2);
                request.values.insert(QStringLiteral("mask_end"), 4);
            }
        }
        if (operation.endsWith(QLatin1String("outpaint"))) {
            request.values.insert(QStringLiteral("left"), 32);
        }
        for (const ParamSpec& param : described.params) {
            if (param.role == QLatin1String("prompt") && !prompt.isEmpty()) {
                request.values.insert(param.name, prompt);
            } else if (param.type == ParamType::Text && param.required && param.role != QLatin1String("prompt")) {
                request.values.insert(param.name, QStringLiteral("the blue sky"));
            }
        }
        QHash<QString, Asset> assets;
        QHash<QString, QString> files;
        for (const InputSpec& input : described.inputs) {
            const bool mask = input.role == QLatin1String("mask");
            if (!input.required && !mask) {
                continue;
            }
            if (input.kind == MediaKind::Audio) {
                Asset recording{AssetId{QString(64, QLatin1Char('c'))},
                                {QStringLiteral("audio/wav"), MediaKind::Audio, QFile(m_recording).size()}};
                recording.info.seconds = kRecordingSeconds;
                request.inputs.append({input.role, recording.id});
                assets.insert(input.role, recording);
                files.insert(input.role, m_recording);
                continue;
            }
            const QSize size = picture ? QSize(128, 96) : QSize(640, 640);
            const Asset asset{AssetId{QString(64, QLatin1Char(mask ? 'b' : 'a'))},
                              {QStringLiteral("image/png"), MediaKind::Image, 400, size.width(), size.height()}};
            request.inputs.append({input.role, asset.id});
            assets.insert(input.role, asset);
            files.insert(input.role, mask ? m_mask : picture ? m_picture : m_objectPicture);
        }
        const CheckOutcome checked = checkRequest(*m_catalogue.find(operation), request, assets);
        QVERIFY(checked.checked.has_value());
        QCOMPARE(provider.quote(*checked.checked).value(),
                 priceOf(*m_catalogue.find(operation), request.values).value());
        auto call = provider.submitCall(*checked.checked, files, 7U, access);
        QVERIFY(call.has_value());
        if (otherReading && !described.asynchronous) {
            wantJson(&*call);
        }
        HttpOutcome answer = send(*call);
        QCOMPARE(answer.end, CallEnd::Answered);
        Step step = provider.readSubmit(checked.checked->operation, answer.reply, access);
        if (const auto* accepted = std::get_if<StepAccepted>(&step)) {
            QVERIFY(checked.checked->operation.asynchronous);
            const QString ticket = accepted->ticket;
            QCOMPARE(answer.reply.status == 202, otherReading || operation.contains(QLatin1String("audio-3")));
            const auto poll = [&] {
                HttpCall question = provider.pollCall(checked.checked->operation, ticket, access).value();
                if (otherReading) {
                    wantJson(&question);
                }
                answer = send(question);
                step = provider.readPoll(checked.checked->operation, answer.reply, access);
                return std::get_if<StepPending>(&step) == nullptr;
            };
            QTRY_VERIFY_WITH_TIMEOUT(poll(), 30'000);
        }
        if (const auto* failed = std::get_if<StepFailed>(&step)) {
            QCOMPARE(errorKindName(failed->error.kind), outcome);
            QVERIFY(failed->surelyFree);
            QVERIFY(!failed->error.detail.contains(key));
        } else {
            const auto& finished = std::get<StepFinished>(step);
            QCOMPARE(finished.filtered ? QStringLiteral("filtered") : QStringLiteral("finished"), outcome);
            QCOMPARE(finished.mediaType, mediaType);
            QImageReader reader(finished.file);
            reader.setDecideFormatFromContent(true);
            QVERIFY2(!picture || reader.canRead(), qPrintable(reader.errorString()));
            QFile file(finished.file);
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray begin = file.read(4);
            if (sound) {
                const bool mpeg = begin.startsWith("ID3") || begin.startsWith("\xff");
                QVERIFY(mediaType == QLatin1String("audio/wav") ? begin == "RIFF" : mpeg);
            } else {
                QVERIFY(picture || begin == "glTF");
            }
            const bool hasSeed = m_catalogue.find(operation)->paramByRole(QStringLiteral("seed")) != nullptr;
            QCOMPARE(finished.seed.has_value() && hasSeed, hasSeed);
            if (hasSeed) {
                QCOMPARE(*finished.seed, 7U);
            }
        }
        QTRY_COMPARE(before - balance(url), Credits::fromNumber(cost).value());
    }

    void theRateLimitIsUnderstood_data()
    {
        QTest::addColumn<bool>("told");
        QTest::newRow("Retry-After") << true;
        QTest::newRow("no Retry-After") << false;
    }

    /// 429 and a block of 60 seconds, whether the server says so or not.
    void theRateLimitIsUnderstood()
    {
        QFETCH(bool, told);
        sandbox::PracticeOptions options;
        options.folder = m_folder.filePath(told ? QStringLiteral("told") : QStringLiteral("untold"));
        options.rateRequests = 2;
        options.sendRetryAfter = told;
        sandbox::PracticeServer server(m_catalogue, options, m_clock);
        const ProviderAccess access{server.start().value(), QStringLiteral("sk-anything")};
        const Provider& provider = *m_providers.front();
        const HttpCall question = provider.balanceCall(access).value();
        QVERIFY(provider.readBalance(send(question).reply, access).has_value());
        QVERIFY(provider.readBalance(send(question).reply, access).has_value());
        const HttpOutcome refused = send(question);
        QCOMPARE(refused.reply.status, 429);
        QCOMPARE(refused.reply.header("retry-after").isEmpty(), !told);
        const auto reading = provider.readBalance(refused.reply, access);
        QCOMPARE(reading.error().kind, ErrorKind::RateLimited);
        QVERIFY(reading.error().retryAfterMs > 55'000 && reading.error().retryAfterMs <= 60'000);
        const Operation& core = *m_catalogue.find(QStringLiteral("stable-image.generate.core"));
        CheckedRequest order;
        order.operation = core;
        order.request.values.insert(QStringLiteral("prompt"), QStringLiteral("a hill"));
        const auto step =
            provider.readSubmit(core, send(provider.submitCall(order, {}, {}, access).value()).reply, access);
        const auto* failed = std::get_if<StepFailed>(&step);
        QVERIFY(failed != nullptr && failed->surelyFree);
        QCOMPARE(failed->error.kind, ErrorKind::RateLimited);
    }

private:
    static constexpr int kRecordingSeconds = 6; // the shortest the contract takes

    /// A tone as a WAV file: mono, 16 bit.
    static QByteArray wave(int seconds)
    {
        constexpr quint32 rate = 44'100;
        QByteArray bytes;
        QDataStream out(&bytes, QIODevice::WriteOnly);
        out.setByteOrder(QDataStream::LittleEndian);
        const quint32 samples = rate * quint32(seconds);
        out.writeRawData("RIFF", 4);
        out << quint32(36 + 2 * samples);
        out.writeRawData("WAVEfmt ", 8);
        out << quint32(16) << quint16(1) << quint16(1) << rate << quint32(2 * rate) << quint16(2) << quint16(16);
        out.writeRawData("data", 4);
        out << quint32(2 * samples);
        for (quint32 i = 0; i < samples; ++i) {
            out << qint16(8000 * std::sin(2 * M_PI * 440 * i / rate));
        }
        return bytes;
    }

    /// The result inside JSON instead of its bytes.
    static void wantJson(HttpCall* call)
    {
        for (auto& [name, value] : call->headers) {
            if (name == "Accept") {
                value = "application/json";
            }
        }
    }

    HttpOutcome send(const HttpCall& call)
    {
        QEventLoop loop;
        HttpOutcome outcome;
        run(m_client.get(), call, &outcome, &loop);
        loop.exec();
        return outcome;
    }

    static QCoro::Task<void> run(HttpClient* client, HttpCall call, HttpOutcome* outcome, QEventLoop* loop)
    {
        const CancelToken cancel;
        const HttpClient::ProgressSink noProgress;
        *outcome = co_await client->send(call, cancel, noProgress);
        loop->quit();
    }

    Credits balance(const QUrl& url)
    {
        const ProviderAccess access{url, QStringLiteral("sk-anything")};
        const Provider& provider = *m_providers.front();
        return provider.readBalance(send(provider.balanceCall(access).value()).reply, access).value().balance;
    }

    QTemporaryDir m_folder;
    SystemClock m_clock;
    Catalogue m_catalogue;
    std::unique_ptr<sandbox::PracticeServer> m_server;
    std::unique_ptr<QtHttpClient> m_client;
    std::vector<std::unique_ptr<Provider>> m_providers;
    QUrl m_url;
    std::unique_ptr<sandbox::PracticeServer> m_other; ///< reads the contract in the other way wherever there are two
    QUrl m_otherUrl;
    QString m_picture;
    QString m_objectPicture; ///< as large as the 3D operations want it
    QString m_mask;
    QString m_recording;
};

} // namespace maquette

QTEST_GUILESS_MAIN(maquette::TestProviderContract)
#include "tst_providercontract.moc"
