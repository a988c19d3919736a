// SPDX-License-Identifier: GPL-3.0-or-later
// The edit operations over the wire: rules of the contract, money, bytes, and that every field is seen in the picture.
#include "tests/app/sandbox/PracticeFixture.h"
#include "tests/support/TestMain.h"

#include <QBuffer>
#include <QPainter>

using namespace maquette;
using namespace maquette::sandbox;

namespace {

const QString kEdit = QStringLiteral("/v2beta/stable-image/edit/");
const QString kResults = QStringLiteral("/v2beta/results/");

QString s(const char* text)
{
    return QString::fromUtf8(text);
}

/// A red ball between sky and meadow.
QImage scenery(QSize size = {200, 150})
{
    QImage image(size, QImage::Format_RGB32);
    QPainter painter(&image);
    QLinearGradient sky(0, 0, 0, size.height() * 0.6);
    sky.setColorAt(0, QColor(70, 130, 220));
    sky.setColorAt(1, QColor(190, 215, 240));
    painter.fillRect(image.rect(), sky);
    painter.fillRect(0, size.height() * 3 / 5, size.width(), size.height(), QColor(80, 130, 60));
    for (int blade = 0; blade < size.width() * 2; ++blade) {
        const int x = blade * 53 % size.width();
        const int y = size.height() * 3 / 5 + blade * 31 % (size.height() * 2 / 5);
        painter.fillRect(x, y, 1, 4, QColor(60 + blade % 40, 150, 50));
    }
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(205, 45, 40));
    painter.drawEllipse(QPointF(size.width() * 0.5, size.height() * 0.55), size.height() * 0.2, size.height() * 0.2);
    return image;
}

QRect ballOf(QSize size)
{
    const QPointF middle(size.width() * 0.5, size.height() * 0.55);
    const double radius = size.height() * 0.2;
    return QRectF(middle - QPointF(radius, radius), QSizeF(2 * radius, 2 * radius)).toAlignedRect();
}

QImage maskFor(QSize size, const QRect& white)
{
    QImage mask(size, QImage::Format_Grayscale8);
    mask.fill(Qt::black);
    QPainter painter(&mask);
    painter.fillRect(white, Qt::white);
    return mask;
}

QImage rgb(const QByteArray& bytes)
{
    return QImage::fromData(bytes).convertToFormat(QImage::Format_RGB32);
}

/// The largest difference of any part of a pixel outside \a but.
int changeOutside(const QImage& a, const QImage& b, const QRect& but)
{
    int most = a.size() == b.size() ? 0 : 255;
    for (int y = 0; most < 255 && y < a.height(); ++y) {
        for (int x = 0; x < a.width(); ++x) {
            if (!but.contains(x, y)) {
                const QRgb p = a.pixel(x, y);
                const QRgb q = b.pixel(x, y);
                most = std::max({most, std::abs(qRed(p) - qRed(q)), std::abs(qGreen(p) - qGreen(q)),
                                 std::abs(qBlue(p) - qBlue(q))});
            }
        }
    }
    return most;
}

double changeInside(const QImage& a, const QImage& b, const QRect& within)
{
    double sum = 0;
    for (int y = within.top(); y <= within.bottom(); ++y) {
        for (int x = within.left(); x <= within.right(); ++x) {
            const QRgb p = a.pixel(x, y);
            const QRgb q = b.pixel(x, y);
            sum += std::abs(qRed(p) - qRed(q)) + std::abs(qGreen(p) - qGreen(q)) + std::abs(qBlue(p) - qBlue(q));
        }
    }
    return sum / (3.0 * within.width() * within.height());
}

} // namespace

class TestPracticeEdits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_fixture.start();
        m_image = stored(s("image.png"), scenery());
        m_mask = stored(s("mask.png"), maskFor(m_size, ballOf(m_size)));
        m_other = stored(s("other.png"), scenery({160, 160}).mirrored(false, true));
    }
    void init() { failOnAnyWarning(); }

    void answers_data()
    {
        QTest::addColumn<QString>("operation");
        QTest::addColumn<QStringList>("fields");
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QSize>("size");
        QTest::addColumn<double>("price");
        const QString image = s("image=@") + m_image;
        const QString mask = s("mask=@") + m_mask;
        QTest::newRow("erase") << s("erase") << QStringList{image, mask} << QByteArray("image/png") << m_size << 5.0;
        QTest::newRow("inpaint") << s("inpaint")
                                 << QStringList{image, mask, s("prompt=a yellow balloon"), s("output_format=webp")}
                                 << QByteArray("image/webp") << m_size << 5.0;
        QTest::newRow("outpaint") << s("outpaint")
                                  << QStringList{image, s("left=40"), s("down=25"), s("output_format=jpeg")}
                                  << QByteArray("image/jpeg") << QSize(240, 175) << 4.0;
        QTest::newRow("search and replace")
            << s("search-and-replace") << QStringList{image, s("prompt=a blue vase"), s("search_prompt=red ball")}
            << QByteArray("image/png") << m_size << 5.0;
        QTest::newRow("search and recolor")
            << s("search-and-recolor") << QStringList{image, s("prompt=a blue ball"), s("select_prompt=red ball")}
            << QByteArray("image/png") << m_size << 5.0;
        QTest::newRow("remove background") << s("remove-background") << QStringList{image, s("output_format=webp")}
                                           << QByteArray("image/webp") << m_size << 5.0;
    }
    void answers()
    {
        QFETCH(QString, operation);
        QFETCH(QStringList, fields);
        QFETCH(QByteArray, type);
        QFETCH(QSize, size);
        QFETCH(double, price);
        const bool seeded = operation != s("remove-background");
        const QStringList first = seeded ? fields + QStringList{s("seed=11")} : fields;
        const double before = m_fixture.balance();
        const CurlReply reply = m_fixture.post(kEdit + operation, first);
        QVERIFY2(reply.status == 200, reply.body.left(300).constData());
        QCOMPARE(before - m_fixture.balance(), price);
        QCOMPARE(reply.headers.value("content-type"), type);
        QCOMPARE(reply.headers.value("finish-reason"), QByteArray("SUCCESS"));
        QCOMPARE(rgb(reply.body).size(), size);
        QVERIFY(m_fixture.post(kEdit + operation, first).body == reply.body);
        if (seeded) {
            QCOMPARE(reply.headers.value("seed"), QByteArray("11"));
            QVERIFY(m_fixture.post(kEdit + operation, fields + QStringList{s("seed=12")}).body != reply.body);
        }
    }

    void everyFieldIsSeen_data()
    {
        QTest::addColumn<QString>("operation");
        QTest::addColumn<QStringList>("fields");
        QTest::addColumn<QString>("more");
        const QStringList masked{s("image=@") + m_image, s("mask=@") + m_mask};
        const QStringList image{s("image=@") + m_image};
        const QStringList inpaint = masked + QStringList{s("prompt=a house")};
        const auto add = [](const char* operation, const QStringList& fields, const char* more) {
            QTest::addRow("%s %s", operation, more) << s(operation) << fields << s(more);
        };
        add("erase", masked, "grow_mask=18");
        add("inpaint", inpaint, "prompt=a castle");
        add("inpaint", inpaint, "negative_prompt=house");
        add("inpaint", inpaint, "style_preset=comic-book");
        add("inpaint", inpaint, "grow_mask=40");
        const QStringList outpaint = image + QStringList{s("right=80")};
        add("outpaint", outpaint, "creativity=0.9");
        add("outpaint", outpaint, "prompt=a lighthouse");
        add("outpaint", outpaint, "style_preset=neon-punk");
        add("outpaint", outpaint, "up=10");
        const QStringList replace = image + QStringList{s("prompt=a house"), s("search_prompt=red ball")};
        add("search-and-replace", replace, "prompt=a fox");
        add("search-and-replace", replace, "search_prompt=sky");
        add("search-and-replace", replace, "negative_prompt=house");
        add("search-and-replace", replace, "style_preset=origami");
        add("search-and-replace", replace, "grow_mask=15");
        const QStringList recolour = image + QStringList{s("prompt=blue"), s("select_prompt=red ball")};
        add("search-and-recolor", recolour, "prompt=yellow");
        add("search-and-recolor", recolour, "select_prompt=grass");
        add("search-and-recolor", recolour, "negative_prompt=blue");
        add("search-and-recolor", recolour, "style_preset=pixel-art");
        add("search-and-recolor", recolour, "grow_mask=15");
    }
    void everyFieldIsSeen()
    {
        QFETCH(QString, operation);
        QFETCH(QStringList, fields);
        QFETCH(QString, more);
        QStringList changed{s("seed=3"), more};
        const QString name = more.section(QLatin1Char('='), 0, 0) + QLatin1Char('=');
        for (const QString& field : fields) {
            if (!field.startsWith(name)) {
                changed << field;
            }
        }
        const CurlReply one = m_fixture.post(kEdit + operation, fields + QStringList{s("seed=3")});
        const CurlReply two = m_fixture.post(kEdit + operation, changed);
        QCOMPARE(one.status, 200);
        QVERIFY2(two.status == 200, two.body.left(300).constData());
        QVERIFY(rgb(one.body) != rgb(two.body));
    }

    void onlyTheMaskChanges_data()
    {
        QTest::addColumn<QString>("operation");
        QTest::addColumn<QStringList>("more");
        QTest::newRow("erase") << s("erase") << QStringList{};
        QTest::newRow("inpaint a thing") << s("inpaint") << QStringList{s("prompt=a sailboat")};
        QTest::newRow("inpaint a place") << s("inpaint") << QStringList{s("prompt=mountains at sunset")};
        QTest::newRow("inpaint in a style")
            << s("inpaint") << QStringList{s("prompt=a cat"), s("style_preset=line-art")};
    }
    void onlyTheMaskChanges()
    {
        QFETCH(QString, operation);
        QFETCH(QStringList, more);
        const QRect ball = ballOf(m_size);
        for (const int grow : {0, 7, 20}) {
            const CurlReply reply =
                m_fixture.post(kEdit + operation, more + QStringList{s("image=@") + m_image, s("mask=@") + m_mask,
                                                                     s("grow_mask=%1").arg(grow)});
            QVERIFY2(reply.status == 200, reply.body.left(300).constData());
            const QImage after = rgb(reply.body);
            QCOMPARE(changeOutside(scenery(), after, ball.adjusted(-grow, -grow, grow, grow)), 0);
            QVERIFY(changeInside(scenery(), after, ball) > 12.0);
        }
    }

    void erasedIsGone()
    {
        const CurlReply reply = m_fixture.post(kEdit + s("erase"), {s("image=@") + m_image, s("mask=@") + m_mask});
        const QImage after = rgb(reply.body);
        for (int y = 0; y < after.height(); ++y) {
            for (int x = 0; x < after.width(); ++x) {
                const QRgb pixel = after.pixel(x, y);
                QVERIFY2(qRed(pixel) < qGreen(pixel) + 40, qPrintable(QStringLiteral("red at %1, %2").arg(x).arg(y)));
            }
        }
    }

    void whatIsRepaintedAndWhatIsNot()
    {
        const QString path = kEdit + s("erase");
        const QRect ball = ballOf(m_size);
        // Neither a mask nor transparency.
        const CurlReply refused = m_fixture.post(path, {s("image=@") + m_image});
        QCOMPARE(refused.status, 400);
        QVERIFY(refused.errors().value(0).startsWith(s("mask: ")));
        const QByteArray masked =
            m_fixture.post(path, {s("image=@") + m_image, s("mask=@") + m_mask, s("seed=5"), s("grow_mask=0")}).body;

        // Transparency says it as well, and the result is opaque there.
        QImage hollow = scenery().convertToFormat(QImage::Format_ARGB32);
        for (int y = ball.top(); y <= ball.bottom(); ++y) {
            for (int x = ball.left(); x <= ball.right(); ++x) {
                hollow.setPixelColor(x, y, QColor(0, 0, 0, 0));
            }
        }
        const QString hollowFile = stored(s("hollow.png"), hollow);
        const CurlReply byAlpha = m_fixture.post(path, {s("image=@") + hollowFile, s("seed=5"), s("grow_mask=0")});
        QCOMPARE(byAlpha.status, 200);
        QCOMPARE(changeOutside(scenery(), rgb(byAlpha.body), ball), 0);
        QCOMPARE(rgb(byAlpha.body), rgb(masked));
        QCOMPARE(qAlpha(QImage::fromData(byAlpha.body).pixel(ball.center())), 255);

        // With both, the mask decides.
        const QRect corner(5, 5, 30, 30);
        const QString cornerMask = stored(s("corner.png"), maskFor(m_size, corner));
        const QImage both = QImage::fromData(
            m_fixture.post(path, {s("image=@") + hollowFile, s("mask=@") + cornerMask, s("grow_mask=0")}).body);
        QCOMPARE(qAlpha(both.pixel(ball.center())), 0);
        QCOMPARE(changeOutside(scenery(), both.convertToFormat(QImage::Format_ARGB32), corner.united(ball)), 0);

        // A mask of another size is brought to the picture's.
        const QString large = stored(s("large.png"), maskFor(m_size * 3, QRect(ball.topLeft() * 3, ball.size() * 3)));
        const CurlReply resized =
            m_fixture.post(path, {s("image=@") + m_image, s("mask=@") + large, s("seed=5"), s("grow_mask=0")});
        QCOMPARE(resized.status, 200);
        QCOMPARE(rgb(resized.body), rgb(masked));

        // A black mask changes nothing, a grey one something of it.
        const QString black = stored(s("black.png"), maskFor(m_size, QRect()));
        QCOMPARE(rgb(m_fixture.post(path, {s("image=@") + m_image, s("mask=@") + black}).body), scenery());
        QImage grey = maskFor(m_size, ball);
        for (int y = 0; y < grey.height(); ++y) {
            for (int x = 0; x < grey.width(); ++x) {
                grey.scanLine(y)[x] = uchar(grey.constScanLine(y)[x] / 3);
            }
        }
        const QString greyFile = stored(s("grey.png"), grey);
        const QImage half =
            rgb(m_fixture.post(path, {s("image=@") + m_image, s("mask=@") + greyFile, s("grow_mask=0")}).body);
        QVERIFY(changeInside(scenery(), half, ball) > 4.0);
        QVERIFY(changeInside(scenery(), half, ball) < 0.6 * changeInside(scenery(), rgb(masked), ball));
    }

    void refusals_data()
    {
        QTest::addColumn<QString>("operation");
        QTest::addColumn<QStringList>("fields");
        QTest::addColumn<QString>("field");
        const QStringList image{s("image=@") + m_image};
        const QStringList masked = image + QStringList{s("mask=@") + m_mask};
        QTest::newRow("grow of erase") << s("erase") << masked + QStringList{s("grow_mask=21")} << s("grow_mask");
        QTest::newRow("grow of inpaint") << s("inpaint") << masked + QStringList{s("prompt=x"), s("grow_mask=100.5")}
                                         << s("grow_mask");
        QTest::newRow("inpaint without words") << s("inpaint") << masked << s("prompt");
        QTest::newRow("outpaint nowhere") << s("outpaint") << image << s("left");
        QTest::newRow("outpaint too far") << s("outpaint") << image + QStringList{s("left=2001")} << s("left");
        QTest::newRow("creativity") << s("outpaint") << image + QStringList{s("left=5"), s("creativity=1.1")}
                                    << s("creativity");
        QTest::newRow("nothing to look for")
            << s("search-and-replace") << image + QStringList{s("prompt=x")} << s("search_prompt");
        QTest::newRow("nothing to select")
            << s("search-and-recolor") << image + QStringList{s("prompt=x")} << s("select_prompt");
        QTest::newRow("jpeg has no alpha")
            << s("remove-background") << image + QStringList{s("output_format=jpeg")} << s("output_format");
        const QStringList subject{s("subject_image=@") + m_image};
        QTest::newRow("no background") << s("replace-background-and-relight") << subject << s("background_prompt");
        QTest::newRow("strength without a light")
            << s("replace-background-and-relight")
            << subject + QStringList{s("background_prompt=x"), s("light_source_strength=0.5")}
            << s("light_source_strength");
        QTest::newRow("corrupt mask") << s("erase")
                                      << image + QStringList{s("mask=@") + m_fixture.file(s("bad.png"), "no picture")}
                                      << s("mask");
    }
    void refusals()
    {
        QFETCH(QString, operation);
        QFETCH(QStringList, fields);
        QFETCH(QString, field);
        const double before = m_fixture.balance();
        const CurlReply reply = m_fixture.post(kEdit + operation, fields);
        QCOMPARE(reply.status, 400);
        QVERIFY2(reply.errors().value(0).startsWith(field), qPrintable(reply.errors().join(QLatin1Char(' '))));
        QCOMPARE(m_fixture.balance(), before);
    }

    void largePicturesComeBackSmaller()
    {
        const QSize size(2600, 2000);
        const QString image = stored(s("large-image.jpg"), scenery(size));
        const QString mask = stored(s("small-mask.png"), maskFor({260, 200}, QRect(100, 60, 40, 40)));
        const CurlReply reply =
            m_fixture.post(kEdit + s("erase"), {s("image=@") + image, s("mask=@") + mask, s("output_format=jpeg")});
        QCOMPARE(reply.status, 200);
        const QSize got = rgb(reply.body).size();
        QVERIFY(got.width() * got.height() <= 4 * 1024 * 1024);
        QVERIFY(std::abs(double(got.width()) / got.height() - 1.3) < 0.01);
    }

    void outpaintKeepsTheOldPixels()
    {
        const CurlReply reply =
            m_fixture.post(kEdit + s("outpaint"), {s("image=@") + m_image, s("left=30"), s("up=20"), s("right=10"),
                                                   s("down=5"), s("prompt=a red boat"), s("style_preset=anime")});
        const QImage after = rgb(reply.body);
        QCOMPARE(after.size(), QSize(240, 175));
        QCOMPARE(after.copy(30, 20, m_size.width(), m_size.height()), scenery());
    }

    void backgroundIsRemoved()
    {
        const CurlReply reply = m_fixture.post(kEdit + s("remove-background"), {s("image=@") + m_image});
        const QImage after = QImage::fromData(reply.body, "png");
        QVERIFY(after.hasAlphaChannel());
        int both = 0;
        int either = 0;
        const QPointF middle(m_size.width() * 0.5, m_size.height() * 0.55);
        for (int y = 0; y < after.height(); ++y) {
            for (int x = 0; x < after.width(); ++x) {
                const QPointF away = QPointF(x + 0.5, y + 0.5) - middle;
                const bool ball = std::hypot(away.x(), away.y()) < m_size.height() * 0.2;
                const bool kept = qAlpha(after.pixel(x, y)) > 127;
                both += ball && kept ? 1 : 0;
                either += ball || kept ? 1 : 0;
            }
        }
        QVERIFY2(both > 0.9 * either, qPrintable(QStringLiteral("%1 of %2").arg(both).arg(either)));
    }

    void relightIsAJob_data()
    {
        QTest::addColumn<QStringList>("more");
        QTest::newRow("plain") << QStringList{};
        QTest::newRow("another seed") << QStringList{s("seed=9")};
        QTest::newRow("direction") << QStringList{s("light_source_direction=left")};
        QTest::newRow("strength") << QStringList{s("light_source_direction=left"), s("light_source_strength=0.9")};
        QTest::newRow("light picture") << QStringList{s("light_reference=@") + m_other};
        QTest::newRow("background picture") << QStringList{s("background_reference=@") + m_other};
        QTest::newRow("other words") << QStringList{s("background_prompt=a forest in autumn")};
        QTest::newRow("subject words") << QStringList{s("foreground_prompt=a red ball")};
        QTest::newRow("negative") << QStringList{s("negative_prompt=blue, clouds")};
        QTest::newRow("preserve") << QStringList{s("preserve_original_subject=0.95")};
        QTest::newRow("depth") << QStringList{s("original_background_depth=0.95")};
        QTest::newRow("old background") << QStringList{s("keep_original_background=true")};
        QTest::newRow("jpeg") << QStringList{s("output_format=jpeg")};
    }
    void relightIsAJob()
    {
        QFETCH(QStringList, more);
        QStringList fields{s("subject_image=@") + m_image};
        const auto given = [&more](const char* name) {
            return std::any_of(more.cbegin(), more.cend(), [name](const QString& field) {
                return field.startsWith(QLatin1String(name) + QLatin1Char('='));
            });
        };
        fields += more;
        fields += given("background_prompt") ? QStringList() : QStringList{s("background_prompt=a beach at sunset")};
        fields += given("seed") ? QStringList() : QStringList{s("seed=8")};
        const double before = m_fixture.balance();
        const QByteArray bytes = relit(fields);
        QCOMPARE(before - m_fixture.balance(), 8.0);
        QCOMPARE(rgb(bytes).size(), m_size);
        QVERIFY(changeInside(scenery(), rgb(bytes), ballOf(m_size)) > 1.0);
        if (more.isEmpty()) {
            QVERIFY(relit(fields) == bytes);
        }
        QVERIFY(!m_relit.contains(bytes));
        m_relit.append(bytes);
    }

    void marksInTheBackgroundPrompt()
    {
        const QString path = kEdit + s("replace-background-and-relight");
        const QString image = s("subject_image=@") + m_image;
        QCOMPARE(m_fixture.post(path, {image, s("background_prompt=a forest [moderate]")}).status, 403);
        const CurlReply started = m_fixture.post(path, {image, s("background_prompt=a forest [filter]")});
        const QString id = started.json().value(s("id")).toString();
        QTRY_COMPARE_WITH_TIMEOUT(m_fixture.get(kResults + id).status, 200, 30'000);
        QCOMPARE(m_fixture.get(kResults + id).headers.value("finish-reason"), QByteArray("CONTENT_FILTERED"));
    }

private:
    QString stored(const QString& name, const QImage& image) const
    {
        QByteArray bytes;
        QBuffer buffer(&bytes);
        buffer.open(QIODevice::WriteOnly);
        image.save(&buffer, name.endsWith(s("jpg")) ? "JPEG" : "PNG");
        return m_fixture.file(name, bytes);
    }

    /// Starts the job and waits for its picture.
    QByteArray relit(const QStringList& fields)
    {
        const CurlReply started = m_fixture.post(kEdit + s("replace-background-and-relight"), fields);
        const QString id = started.json().value(s("id")).toString();
        CurlReply reply;
        const auto done = [&] {
            reply = m_fixture.get(kResults + id);
            return reply.status != 202;
        };
        [&] { QTRY_VERIFY_WITH_TIMEOUT(done(), 60'000); }();
        return reply.status == 200 ? reply.body : QByteArray();
    }

    PracticeFixture m_fixture;
    QSize m_size{200, 150};
    QString m_image;
    QString m_mask;
    QString m_other;
    QList<QByteArray> m_relit;
};

QTEST_GUILESS_MAIN(TestPracticeEdits)
#include "tst_practiceedits.moc"
