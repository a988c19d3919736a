// SPDX-License-Identifier: GPL-3.0-or-later
// Sketch, structure, style guide and style transfer over the wire: answers, money, and what the contract refuses.
#include "tests/app/sandbox/PracticeFixture.h"
#include "tests/support/TestMain.h"

#include <QTest>

using namespace maquette;
using namespace maquette::sandbox;

namespace {
const QString kSketch = QStringLiteral("/v2beta/stable-image/control/sketch");
const QString kStructure = QStringLiteral("/v2beta/stable-image/control/structure");
const QString kStyle = QStringLiteral("/v2beta/stable-image/control/style");
const QString kTransfer = QStringLiteral("/v2beta/stable-image/control/style-transfer");

QString s(const char* text)
{
    return QString::fromUtf8(text);
}
} // namespace

class TestPracticeControl : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void initTestCase() { m_fixture.start(); }
    void cleanupTestCase() { m_fixture.stop(); }

    void answers_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QStringList>("fields");
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QSize>("size");
        QTest::addColumn<double>("price");
        const QString image = s("image=@") + m_fixture.picture(300, 200);
        const QString tall = s("image=@") + m_fixture.picture(128, 320, "jpg");
        const QString prompt = s("prompt=a red boat on a calm sea at sunset");
        QTest::newRow("sketch") << kSketch << QStringList{image, prompt} << QByteArray("image/png") << QSize(300, 200)
                                << 5.0;
        QTest::newRow("sketch, everything set") << kSketch
                                                << QStringList{tall,
                                                               prompt,
                                                               s("negative_prompt=people"),
                                                               s("control_strength=1"),
                                                               s("style_preset=comic-book"),
                                                               s("output_format=webp")}
                                                << QByteArray("image/webp") << QSize(128, 320) << 5.0;
        QTest::newRow("structure") << kStructure << QStringList{image, prompt, s("control_strength=0")}
                                   << QByteArray("image/png") << QSize(300, 200) << 5.0;
        QTest::newRow("structure as JPEG") << kStructure << QStringList{tall, prompt, s("output_format=jpeg")}
                                           << QByteArray("image/jpeg") << QSize(128, 320) << 5.0;
        QTest::newRow("style guide") << kStyle << QStringList{image, prompt, s("fidelity=1")} << QByteArray("image/png")
                                     << QSize(1024, 1024) << 5.0;
        QTest::newRow("style guide, wide") << kStyle << QStringList{tall, prompt, s("aspect_ratio=21:9")}
                                           << QByteArray("image/png") << QSize(1536, 640) << 5.0;
        const QString content = s("init_image=@") + m_fixture.picture(300, 200);
        const QString style = s("style_image=@") + m_fixture.picture(128, 128);
        // 1 megapixel in the shape of 3:2, sides in eights.
        QTest::newRow("style transfer") << kTransfer << QStringList{content, style} << QByteArray("image/png")
                                        << QSize(1256, 840) << 8.0;
        QTest::newRow("style transfer, everything set") << kTransfer
                                                        << QStringList{content,
                                                                       style,
                                                                       prompt,
                                                                       s("negative_prompt=red"),
                                                                       s("style_strength=0"),
                                                                       s("composition_fidelity=0"),
                                                                       s("change_strength=0.1")}
                                                        << QByteArray("image/png") << QSize(1256, 840) << 8.0;
        QTest::newRow("style transfer, empty prompt, a long style picture")
            << kTransfer << QStringList{content, s("style_image=@") + m_fixture.picture(512, 64), s("prompt=")}
            << QByteArray("image/png") << QSize(1256, 840) << 8.0;
    }
    void answers()
    {
        QFETCH(QString, path);
        QFETCH(QStringList, fields);
        QFETCH(QByteArray, type);
        QFETCH(QSize, size);
        QFETCH(double, price);
        const double before = m_fixture.balance();
        const QStringList seeded = fields + QStringList{s("seed=77")};
        const CurlReply reply = m_fixture.post(path, seeded);
        QVERIFY2(reply.status == 200, reply.body.left(300).constData());
        QCOMPARE(reply.headers.value("content-type"), type);
        QCOMPARE(reply.headers.value("seed"), QByteArray("77"));
        QCOMPARE(reply.headers.value("finish-reason"), QByteArray("SUCCESS"));
        const QImage image = QImage::fromData(reply.body, type.mid(6).constData());
        QCOMPARE(image.size(), size);
        QCOMPARE(before - m_fixture.balance(), price);
        PracticeFixture other;
        other.start();
        QVERIFY(other.post(path, seeded).body == reply.body);
        QVERIFY(other.post(path, fields + QStringList{s("seed=78")}).body != reply.body);
    }

    void jsonAndFiltered()
    {
        const QStringList fields{s("image=@") + m_fixture.picture(128, 128), s("prompt=a cat [filter]"), s("seed=5")};
        const CurlReply reply = m_fixture.post(kSketch, fields, {s("-H"), s("Accept: application/json")});
        QCOMPARE(reply.status, 200);
        QCOMPARE(reply.headers.value("content-type"), QByteArray("application/json; type=image/png"));
        QCOMPARE(reply.json().value(s("finish_reason")).toString(), s("CONTENT_FILTERED"));
        QCOMPARE(reply.json().value(s("seed")).toInt(), 5);
        const QByteArray bytes = QByteArray::fromBase64(reply.json().value(s("image")).toString().toLatin1());
        QCOMPARE(QImage::fromData(bytes, "png").size(), QSize(128, 128));
    }

    void refused_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QStringList>("fields");
        QTest::addColumn<QString>("error"); ///< the beginning of the message
        const QString prompt = s("prompt=a cat");
        const QString image = s("image=@") + m_fixture.picture(128, 128);
        const QString content = s("init_image=@") + m_fixture.picture(128, 128);
        const QString style = s("style_image=@") + m_fixture.picture(128, 128);
        const QString tooLong = m_fixture.picture(264, 100);
        const QString dims = s("unsupported dimensions - ");
        for (const QString& path : {kSketch, kStructure, kStyle}) {
            const auto row = [&path](const char* what, const QStringList& fields, const QString& error) {
                QTest::addRow("%s: %s", qPrintable(path.section(QLatin1Char('/'), -1)), what)
                    << path << fields << error;
            };
            const QString amount = path == kStyle ? s("fidelity") : s("control_strength");
            row("no prompt", {image}, s("prompt: required"));
            row("empty prompt", {image, s("prompt=")}, s("prompt: "));
            row("no image", {prompt}, s("image: required"));
            row("too small", {prompt, s("image=@") + m_fixture.picture(63, 80)}, s("image: ") + dims);
            row("too long", {prompt, s("image=@") + tooLong}, s("image: ") + dims + s("aspect ratio"));
            row("too much", {prompt, image, amount + s("=1.01")}, amount + s(": must be less than or equal to 1"));
            row("too little", {prompt, image, amount + s("=-0.1")}, amount + s(": must be greater than or equal to 0"));
            row("no number", {prompt, image, amount + s("=half")}, amount + s(": must be a number"));
            row("unknown preset", {prompt, image, s("style_preset=none")}, s("style_preset: must be one of "));
            row("unknown format", {prompt, image, s("output_format=gif")}, s("output_format: must be one of "));
            row("seed too high", {prompt, image, s("seed=4294967295")}, s("seed: must be less than or equal to"));
            row("no picture", {prompt, s("image=@") + m_fixture.file(s("text"), "not a picture")}, s("image: "));
        }
        QTest::newRow("style: unknown shape")
            << kStyle << QStringList{prompt, image, s("aspect_ratio=7:3")} << s("aspect_ratio: must be one of ");
        const auto row = [](const char* what, const QStringList& fields, const QString& error) {
            QTest::addRow("style-transfer: %s", what) << kTransfer << fields << error;
        };
        row("no content", {style}, s("init_image: required"));
        row("no style", {content}, s("style_image: required"));
        row("content too long", {s("init_image=@") + tooLong, style}, s("init_image: ") + dims + s("aspect ratio"));
        row("style too small", {content, s("style_image=@") + m_fixture.picture(63, 80)}, s("style_image: ") + dims);
        row("change too little", {content, style, s("change_strength=0.05")},
            s("change_strength: must be greater than or equal to 0.1"));
        row("style too much", {content, style, s("style_strength=2")}, s("style_strength: must be less than"));
        row("composition too much", {content, style, s("composition_fidelity=1.5")},
            s("composition_fidelity: must be less than"));
    }
    void refused()
    {
        QFETCH(QString, path);
        QFETCH(QStringList, fields);
        QFETCH(QString, error);
        const double before = m_fixture.balance();
        const CurlReply reply = m_fixture.post(path, fields);
        QCOMPARE(reply.status, 400);
        QCOMPARE(reply.name(), s("bad_request"));
        QVERIFY2(reply.errors().size() == 1 && reply.errors().first().startsWith(error),
                 qPrintable(reply.errors().join(QLatin1Char('|'))));
        QCOMPARE(m_fixture.balance(), before);
    }

    void moderatedAndBroke()
    {
        const double before = m_fixture.balance();
        const QString image = s("image=@") + m_fixture.picture(128, 128);
        QCOMPARE(m_fixture.post(kStructure, {image, s("prompt=a cat [moderate]")}).status, 403);
        QCOMPARE(m_fixture.post(kStructure, {image, s("prompt=кошка на крыше")}).status, 422);
        QCOMPARE(m_fixture.post(kStructure, {image, s("prompt=a cat [fail]")}).status, 500);
        QCOMPARE(m_fixture.post(kStructure, {image, s("prompt=a cat")}, {}, s("wrong")).status, 401);
        QCOMPARE(m_fixture.balance(), before);
        PracticeFixture poor;
        PracticeOptions options = PracticeFixture::quick(poor.folder());
        options.openingBalance = Credits::whole(4);
        poor.start(options);
        QCOMPARE(poor.post(kSketch, {image, s("prompt=a cat")}).status, 402);
        QCOMPARE(poor.balance(), 4.0);
    }

private:
    PracticeFixture m_fixture;
};

QTEST_GUILESS_MAIN(TestPracticeControl)
#include "tst_practicecontrol.moc"
