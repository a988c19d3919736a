// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canvas/Shapes.h"
#include "tests/app/studio/StudioKit.h"
#include "tests/support/TestMain.h"
#include "ui/canvas/CanvasOrder.h"
#include "ui/canvas/CanvasSession.h"

#include <QFile>
#include <QJsonDocument>
#include <QPainterPath>

namespace maquette {

namespace {

const QString kImage = QStringLiteral("image");
const QString kMask = QStringLiteral("mask");
constexpr QSize kSize(400, 300);
constexpr QRect kPainted(150, 100, 80, 60);

QImage scene()
{
    QImage image(kSize, QImage::Format_RGB32);
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const bool thing = kPainted.adjusted(10, 10, -10, -10).contains(x, y);
            image.setPixel(x, y, thing ? qRgb(200, 40, 30) : qRgb(60 + x / 8, 110 + y / 6, 170));
        }
    }
    return image;
}

struct Row
{
    const char* operation;
    const char* values;
    const char* second; // another picture it needs
};

constexpr Row kRows[] = {
    {"stable-image.edit.erase", "{}", ""},
    {"stable-image.edit.inpaint", R"({"prompt":"a small blue boat"})", ""},
    {"stable-image.edit.outpaint", "{}", ""},
    {"stable-image.edit.search-and-replace", R"({"prompt":"a tree","search_prompt":"box"})", ""},
    {"stable-image.edit.search-and-recolor", R"({"prompt":"teal","select_prompt":"box"})", ""},
    {"stable-image.edit.remove-background", "{}", ""},
    {"stable-image.edit.replace-background-and-relight", R"({"background_prompt":"a forest at dusk"})",
     "light_reference"},
    {"stable-image.upscale.fast", "{}", ""},
    {"stable-image.upscale.conservative", R"({"prompt":"a red box"})", ""},
    {"stable-image.upscale.creative", R"({"prompt":"a red box"})", ""},
    {"stable-image.control.sketch", R"({"prompt":"a red house"})", ""},
    {"stable-image.control.structure", R"({"prompt":"a red house"})", ""},
    {"stable-image.control.style", R"({"prompt":"a red house"})", ""},
    {"stable-image.control.style-transfer", "{}", "style_image"},
};

} // namespace

/// The whole way of an edit in practice mode: painted on the canvas, prepared, ordered, sent over HTTP, done, in the
/// library. What was stored as sent is looked at pixel by pixel.
class TestCanvasFlow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        qunsetenv("STABILITY_API_KEY");
        qunsetenv("MAQUETTE_STABILITY_URL");
        m_studio = openStudio(m_home.path());
        QVERIFY(m_studio);
        QVERIFY(QTest::qWaitFor([this] { return m_studio->balance().ledger.known; }, 20'000));
    }
    void init() { failOnAnyWarning(); }
    void cleanupTestCase() { m_studio.reset(); }

    void paintedOrderedAndDone_data()
    {
        QTest::addColumn<int>("row");
        for (size_t row = 0; row < std::size(kRows); ++row) {
            QTest::newRow(kRows[row].operation) << int(row);
        }
    }

    void paintedOrderedAndDone()
    {
        QFETCH(int, row);
        const Row& fact = kRows[row];
        const Operation& operation = *m_studio->catalogue().find(QLatin1String(fact.operation));
        const QImage picture = scene();
        CanvasSession session;
        CanvasOrder order(*m_studio, session);
        const auto base = settled(m_studio->importImage(picture));
        QVERIFY(base.has_value());
        session.open(base->id, sourceFromImage(picture));
        session.edit(QStringLiteral("Paint"), [](CanvasDocument& document) {
            QPainterPath path;
            path.addRect(kPainted);
            fillPath(document.mask, path, Combine::Add);
            document.outpaint.left = 64;
        });
        order.setOperation(operation);
        order.prepareAssets();
        QVERIFY2(QTest::qWaitFor([&] { return order.isReady(); }, 30'000), qPrintable(order.problem()));

        Request request;
        request.operation = operation.id;
        request.provider = QStringLiteral("practice");
        request.values = QJsonDocument::fromJson(fact.values).object();
        const QJsonObject drawn = order.values();
        for (auto it = drawn.begin(); it != drawn.end(); ++it) {
            request.values.insert(it.key(), it.value());
        }
        const QHash<QString, AssetId> assets = order.assets();
        for (auto it = assets.begin(); it != assets.end(); ++it) {
            request.inputs.append({it.key(), it.value()});
        }
        if (*fact.second != '\0') {
            QImage second(300, 300, QImage::Format_RGB32);
            second.fill(qRgb(220, 190, 90));
            request.inputs.append({QLatin1String(fact.second), settled(m_studio->importImage(second))->id});
        }

        QSignalSpy items(m_studio.get(), &Studio::itemAdded);
        QSignalSpy ended(m_studio.get(), &Studio::jobEnded);
        const auto outcome = settled(m_studio->submit(request));
        QVERIFY2(outcome.has_value(), outcome ? "" : qPrintable(why(operation, outcome.error())));
        QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, 60'000);
        const auto job = ended.first().first().value<Job>();
        QVERIFY2(job.state == JobState::Done, qPrintable(job.error ? job.error->detail : QString()));
        QTRY_COMPARE(items.count(), 1);
        QCOMPARE(job.charged, priceOf(operation, request.values).value());

        lookAtTheFiles(operation, job.request, order, picture);
    }

private:
    static QString why(const Operation& operation, const Refusal& refusal)
    {
        return refusal.problems.isEmpty() ? refusal.error->detail : describe(operation, refusal.problems.first());
    }

    [[nodiscard]] QByteArray bytes(const AssetId& id) const
    {
        QFile file(m_studio->assetPath(id));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    /// As stored with the job, which is what was sent.
    void lookAtTheFiles(const Operation& operation, const Request& sent, const CanvasOrder& order,
                        const QImage& picture) const
    {
        const QRect crop = order.plan().crop;
        const QImage image = QImage::fromData(bytes(sent.input(order.roles().first())));
        QCOMPARE(image.size(), crop.size());
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                QCOMPARE(image.pixel(x, y), picture.pixel(crop.topLeft() + QPoint(x, y)));
            }
        }
        const bool masked = operation.input(kMask) != nullptr;
        QCOMPARE(!sent.input(kMask).isEmpty(), masked);
        if (!masked) {
            return;
        }
        const QByteArray file = bytes(sent.input(kMask));
        QCOMPARE(file.mid(1, 3), QByteArray("PNG"));
        QCOMPARE(int(file.at(24)), 8); // bits for a channel
        QCOMPARE(int(file.at(25)), 0); // grey
        const QImage mask = QImage::fromData(file);
        QCOMPARE(mask.size(), image.size());
        const QRect white = kPainted.translated(-crop.topLeft());
        for (int y = 0; y < mask.height(); ++y) {
            for (int x = 0; x < mask.width(); ++x) {
                QCOMPARE(qGray(mask.pixel(x, y)), white.contains(x, y) ? 255 : 0);
            }
        }
    }

    QTemporaryDir m_home;
    std::unique_ptr<Studio> m_studio;
};

} // namespace maquette

QTEST_MAIN(maquette::TestCanvasFlow)
#include "tst_canvasflow.moc"
