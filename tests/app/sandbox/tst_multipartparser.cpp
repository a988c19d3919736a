// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/MultipartParser.h"
#include "tests/support/TestMain.h"

using namespace maquette;
using namespace maquette::sandbox;

namespace {

/// "NAME|FILENAME or -|TYPE|CONTENT" of every part.
QByteArrayList told(const QList<FormPart>& parts)
{
    QByteArrayList lines;
    for (const FormPart& part : parts) {
        lines.append(part.name + '|' + (part.hasFileName ? part.fileName : QByteArray("-")) + '|' + part.mediaType +
                     '|' + part.content);
    }
    return lines;
}

} // namespace

class TestMultipartParser : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void boundary_data()
    {
        QTest::addColumn<QByteArray>("contentType");
        QTest::addColumn<QByteArray>("boundary"); // empty: refused
        QTest::newRow("plain") << QByteArray("multipart/form-data; boundary=abc") << QByteArray("abc");
        QTest::newRow("quoted") << QByteArray("multipart/form-data; boundary=\"b c.d\"") << QByteArray("b c.d");
        QTest::newRow("quoted by Qt") << QByteArray("multipart/form-data; boundary=\"boundary_.oOo._MTIz\"")
                                      << QByteArray("boundary_.oOo._MTIz");
        QTest::newRow("curl") << QByteArray("multipart/form-data; boundary=------------------------d74496d66958873e")
                              << QByteArray("------------------------d74496d66958873e");
        QTest::newRow("other case") << QByteArray("Multipart/Form-Data;BOUNDARY=aBc") << QByteArray("aBc");
        QTest::newRow("more parameters") << QByteArray("multipart/form-data; charset=utf-8; boundary=x; y=z")
                                         << QByteArray("x");
        QTest::newRow("no boundary") << QByteArray("multipart/form-data") << QByteArray();
        QTest::newRow("empty boundary") << QByteArray("multipart/form-data; boundary=") << QByteArray();
        QTest::newRow("quote left open") << QByteArray("multipart/form-data; boundary=\"abc") << QByteArray();
        QTest::newRow("words behind the quote") << QByteArray("multipart/form-data; boundary=\"abc\"d") << QByteArray();
        QTest::newRow("71 characters") << QByteArray("multipart/form-data; boundary=") + QByteArray(71, 'a')
                                       << QByteArray();
        QTest::newRow("not allowed character") << QByteArray("multipart/form-data; boundary=a{b}") << QByteArray();
        QTest::newRow("other multipart") << QByteArray("multipart/mixed; boundary=abc") << QByteArray();
        QTest::newRow("url-encoded") << QByteArray("application/x-www-form-urlencoded") << QByteArray();
    }
    void boundary()
    {
        QFETCH(QByteArray, contentType);
        QFETCH(QByteArray, boundary);
        const auto read = MultipartParser::boundaryOf(contentType);
        QCOMPARE(read.has_value(), !boundary.isEmpty());
        QCOMPARE(read.value_or(QByteArray()), boundary);
    }

    void wellFormed_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArrayList>("parts");
        const QByteArray text("--B\r\nContent-Disposition: form-data; name=\"prompt\"\r\n\r\na cat\r\n");
        const QByteArray end("--B--\r\n");
        QTest::newRow("one text") << text + end << QByteArrayList{"prompt|-||a cat"};
        QTest::newRow("no line end at the end") << text + "--B--" << QByteArrayList{"prompt|-||a cat"};
        QTest::newRow("preamble and epilogue") << "hello\r\n" + text + end + "bye" << QByteArrayList{"prompt|-||a cat"};
        QTest::newRow("no parts") << QByteArray("--B--\r\n") << QByteArrayList{};
        QTest::newRow("blanks behind the delimiter")
            << QByteArray("--B \t\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n--B--")
            << QByteArrayList{"a|-||1"};
        QTest::newRow("file") << "--B\r\ncontent-disposition: form-data; name=\"image\"; filename=\"a;b.png\"\r\n"
                                 "Content-Type: Image/PNG; q=1\r\n\r\n\x89PNG\r\n\r\n--C\r\n" +
                                     end
                              << QByteArrayList{"image|a;b.png|image/png|\x89PNG\r\n\r\n--C"};
        QTest::newRow("unquoted name and file name")
            << QByteArray("--B\r\nContent-Disposition:form-data;name=image;filename=x.png\r\n\r\nz\r\n--B--")
            << QByteArrayList{"image|x.png||z"};
        QTest::newRow("escaped quote") << QByteArray("--B\r\nContent-Disposition: form-data; name=\"a\"; "
                                                     "filename=\"c:\\dir\\\\x\\\"y\"\r\n\r\nz\r\n--B--")
                                       << QByteArrayList{"a|c:\\dir\\x\"y||z"};
        QTest::newRow("stray part none with file name")
            << text + "--B\r\nContent-Disposition: form-data; name=\"none\"; filename=\"none\"\r\n\r\n\r\n" + end
            << QByteArrayList{"prompt|-||a cat", "none|none||"};
        QTest::newRow("empty content sharing its line end")
            << QByteArray("--B\r\nContent-Disposition: form-data; name=\"none\"; filename=\"\"\r\n\r\n--B--")
            << QByteArrayList{"none|||"};
        QTest::newRow("zero bytes") << QByteArray(
                                           "--B\r\nContent-Disposition: form-data; name=f\r\n\r\n\0\r\n\0\r\n--B--", 58)
                                    << QByteArrayList{QByteArray("f|-||\0\r\n\0", 9)};
    }
    void wellFormed()
    {
        QFETCH(QByteArray, body);
        QFETCH(QByteArrayList, parts);
        const auto read = MultipartParser::parse(body, "B");
        QVERIFY2(read, read ? "" : qPrintable(read.error().detail + read.error().place));
        QCOMPARE(told(*read), parts);
    }

    void malformed_data()
    {
        QTest::addColumn<QByteArray>("body");
        const QByteArray head("Content-Disposition: form-data; name=\"a\"\r\n");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("no boundary in it") << QByteArray("prompt=a+cat");
        QTest::newRow("another boundary") << "--C\r\n" + head + "\r\n1\r\n--C--";
        QTest::newRow("never closed") << "--B\r\n" + head + "\r\n1\r\n";
        QTest::newRow("cut in the headers") << QByteArray("--B\r\nContent-Disposition: form-da");
        QTest::newRow("bare line feeds") << QByteArray("--B\nContent-Disposition: form-data; name=a\n\n1\n--B--");
        QTest::newRow("no disposition") << QByteArray("--B\r\nContent-Type: text/plain\r\n\r\n1\r\n--B--");
        QTest::newRow("no headers") << QByteArray("--B\r\n\r\n1\r\n--B--");
        QTest::newRow("no name") << QByteArray("--B\r\nContent-Disposition: form-data\r\n\r\n1\r\n--B--");
        QTest::newRow("empty name") << QByteArray("--B\r\nContent-Disposition: form-data; name=\"\"\r\n\r\n1\r\n--B--");
        QTest::newRow("attachment") << QByteArray(
            "--B\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\n1\r\n--B--");
        QTest::newRow("two dispositions") << "--B\r\n" + head + head + "\r\n1\r\n--B--";
        QTest::newRow("two names") << QByteArray(
            "--B\r\nContent-Disposition: form-data; name=a; name=b\r\n\r\n1\r\n--B--");
        QTest::newRow("open quote") << QByteArray("--B\r\nContent-Disposition: form-data; name=\"a\r\n\r\n1\r\n--B--");
        QTest::newRow("header without colon") << "--B\r\n" + head + "nonsense\r\n\r\n1\r\n--B--";
        QTest::newRow("base64") << "--B\r\n" + head + "Content-Transfer-Encoding: base64\r\n\r\nMQ==\r\n--B--";
        QTest::newRow("words on the delimiter line") << "--Bx\r\n" + head + "\r\n1\r\n--B--";
        QTest::newRow("endless headers") << "--B\r\nX: " + QByteArray(20000, 'x') + "\r\n" + head + "\r\n1\r\n--B--";
        QByteArray many;
        for (int part = 0; part < 65; ++part) {
            many += "--B\r\n" + head + "\r\n1\r\n";
        }
        QTest::newRow("too many parts") << many + "--B--";
    }
    void malformed()
    {
        QFETCH(QByteArray, body);
        const auto read = MultipartParser::parse(body, "B");
        QVERIFY(!read);
        QCOMPARE(read.error().kind, ErrorKind::InvalidInput);
        QVERIFY(!read.error().detail.isEmpty());
    }

    /// Whatever is cut off a right body, nothing but the whole is accepted.
    void everyTruncation()
    {
        const QByteArray body(
            "--B\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--B\r\nContent-Disposition: form-data; "
            "name=\"b\"\r\n\r\n2\r\n--B--");
        QVERIFY(MultipartParser::parse(body, "B"));
        for (qsizetype length = 0; length < body.size(); ++length) {
            QVERIFY2(!MultipartParser::parse(body.left(length), "B"), QByteArray::number(length).constData());
        }
    }
};

QTEST_APPLESS_MAIN(TestMultipartParser)
#include "tst_multipartparser.moc"
