// SPDX-License-Identifier: GPL-3.0-or-later
// The command line in practice mode: what it does, what it prints, and how it says that an order is not acceptable.
#include "tests/app/cli/CliKit.h"
#include "tests/support/TestMain.h"

#include <QDir>
#include <QFile>
#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>
#include <QTest>

using namespace maquette;

namespace {

QString s(const char* text)
{
    return QString::fromUtf8(text);
}

const QString kCore = QStringLiteral("stable-image.generate.core");

} // namespace

class CliTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void saysWhatThereIs();
    void doesTheMainJob();
    void ledgerIsATable();
    void practiceSparesTheKey();
    void badOrders_data();
    void badOrders();
    void badFiles_data();
    void badFiles();
    void editsWithAMask();
    void refusesWhatCannotWork_data();
    void refusesWhatCannotWork();
    void refusals_data();
    void refusals();
    void blursWhatIsFiltered();
    void notEnoughCredits();
    void usersPricesAndBadFiles();
    void verifyFindsDamage();
};

void CliTest::saysWhatThereIs()
{
    const CliHome home;
    const CliRun listed = home.run({s("operations"), s("--json")});
    QCOMPARE(listed.code, 0);
    QHash<QString, QJsonObject> operations;
    for (const QJsonObject& operation : listed.json()) {
        operations.insert(operation.value(s("operation")).toString(), operation);
    }
    // Prices are those of the provider's price list.
    QCOMPARE(operations.value(kCore).value(s("price")), QJsonValue(s("3")));
    QCOMPARE(operations.value(s("stable-image.generate.ultra")).value(s("price")), QJsonValue(s("8")));
    QCOMPARE(operations.value(s("stable-image.upscale.creative")).value(s("price")), QJsonValue(s("60")));
    const QJsonArray params = operations.value(kCore).value(s("params")).toArray();
    QVERIFY(std::any_of(params.begin(), params.end(), [](const QJsonValue& param) {
        return param.toObject().value(s("name")) == s("prompt") && param.toObject().value(s("required")).toBool();
    }));
    const CliRun words = home.run({s("operations")});
    QCOMPARE(words.lines().size(), operations.size());
    QVERIFY(!QFile::exists(home.path(s("data/maquette.db")))); // only looked
    QCOMPARE(home.run({s("--help")}).code, 0);
    QVERIFY(home.run({s("--version")}).out.startsWith("maquette-cli "));
}

void CliTest::doesTheMainJob()
{
    const CliHome home;
    const QString out = home.path(s("results/of today"));
    const CliRun run = home.run({s("run"), kCore, s("--set"), s("prompt=a plain blue abstract"), s("--set"),
                                 s("seed=41"), s("--count"), s("2"), s("--out"), out, s("--json")});
    QVERIFY2(run.code == 0, run.err.constData());
    QVERIFY(run.tells("Practice mode"));
    QVERIFY(run.tells("6 credits"));
    QSet<qint64> seeds;
    QStringList files;
    for (const QJsonObject& line : run.json()) {
        QCOMPARE(line.value(s("operation")), QJsonValue(kCore));
        if (line.contains(s("file"))) {
            files.append(line.value(s("file")).toString());
            seeds.insert(line.value(s("seed")).toInteger());
            QCOMPARE(line.value(s("charged")), QJsonValue(s("3")));
        }
    }
    QCOMPARE(seeds, (QSet<qint64>{41, 42}));
    QCOMPARE(files.size(), 2);
    for (const QString& file : files) {
        QVERIFY(file.startsWith(out));
        QVERIFY(!QImage(file).isNull());
    }
    QCOMPARE(QDir(out).entryList(QDir::Files).size(), 2);

    const CliRun balance = home.run({s("balance")});
    QCOMPARE(balance.code, 0);
    QCOMPARE(balance.out, QByteArray("994 credits, 0 held\n"));
    const QJsonObject money = home.run({s("balance"), s("--json")}).json().value(0);
    QCOMPARE(money.value(s("available")), QJsonValue(s("994")));
    QCOMPARE(money.value(s("spentToday")), QJsonValue(s("6")));

    const CliRun jobs = home.run({s("jobs")});
    QCOMPARE(jobs.lines().filter(s("done")).size(), 2);
    for (const QJsonObject& job : home.run({s("jobs"), s("--json")}).json()) {
        QCOMPARE(job.value(s("state")), QJsonValue(s("done")));
    }
    QCOMPARE(home.run({s("library"), s("verify")}).code, 0);
    QCOMPARE(home.run({s("jobs"), s("--resume")}).code, 0);
}

void CliTest::ledgerIsATable()
{
    const CliHome home;
    home.setFastPrice(5);
    QCOMPARE(home.run(home.smallOrder()).code, 0);
    const CliRun csv = home.run({s("ledger"), s("--csv")});
    QCOMPARE(csv.code, 0);
    const QStringList rows = csv.lines();
    QCOMPARE(rows.value(0), s("number,time,account,kind,amount,balance,held,job,what"));
    QList<QStringList> cells;
    for (const QString& row : rows.mid(1)) {
        cells.append(row.split(QLatin1Char(',')));
        QCOMPARE(cells.last().size(), 9);
        QVERIFY(QDateTime::fromString(cells.last().at(1), Qt::ISODateWithMs).isValid());
        QCOMPARE(cells.last().at(2), s("practice"));
    }
    QCOMPARE(cells.size(), 3);
    QCOMPARE(cells.at(0).mid(3, 4), (QStringList{s("charge"), s("5"), s("995"), s("0")}));
    QCOMPARE(cells.at(1).mid(3, 4), (QStringList{s("hold"), s("5"), s("1000"), s("5")}));
    QCOMPARE(cells.at(2).mid(3, 4), (QStringList{s("top-up"), s("1000"), s("1000"), s("0")}));
    QCOMPARE(cells.at(0).at(7), cells.at(1).at(7)); // of one job
    QCOMPARE(home.ledger(), (QStringList{s("charge 5"), s("hold 5"), s("top-up 1000")}));
}

void CliTest::practiceSparesTheKey()
{
    const CliHome home;
    // Port 9 is closed: a run that asked the provider would end in a network error.
    const CliRun run = home.run(home.smallOrder({s("--practice")}), {s("STABILITY_API_KEY=sk-not-to-be-used"),
                                                                     s("MAQUETTE_STABILITY_URL=http://127.0.0.1:9")});
    QVERIFY2(run.code == 0, run.err.constData());
    QVERIFY(run.tells("Practice mode"));
}

void CliTest::badOrders_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("named");
    const auto core = [](const QStringList& more) { return QStringList{s("run"), kCore} + more; };
    QTest::newRow("no command") << QStringList{} << QByteArray("ubcommand");
    QTest::newRow("unknown command") << QStringList{s("paint")} << QByteArray("subcommand");
    QTest::newRow("unknown option") << core({s("--colour"), s("red")}) << QByteArray("--colour");
    QTest::newRow("no operation") << QStringList{s("run")} << QByteArray("OPERATION");
    QTest::newRow("unknown operation") << QStringList{s("run"), s("stable-image.generate.none")}
                                       << QByteArray("stable-image.generate.none");
    QTest::newRow("not an order") << QStringList{s("run"), s("user.balance")} << QByteArray("user.balance");
    QTest::newRow("no prompt") << core({}) << QByteArray("Prompt");
    QTest::newRow("empty prompt") << core({s("--set"), s("prompt=")}) << QByteArray("Prompt");
    QTest::newRow("prompt too long") << core({s("--set"), s("prompt=") + QString(10001, QLatin1Char('a'))})
                                     << QByteArray("Prompt");
    QTest::newRow("no such choice") << core({s("--set"), s("prompt=a"), s("--set"), s("aspect_ratio=7:3")})
                                    << QByteArray("Aspect ratio");
    QTest::newRow("no such field") << core({s("--set"), s("prompt=a"), s("--set"), s("colour=red")})
                                   << QByteArray("colour");
    QTest::newRow("seed too large") << core({s("--set"), s("prompt=a"), s("--set"), s("seed=4294967295")})
                                    << QByteArray("eed");
    QTest::newRow("negative seed") << core({s("--set"), s("prompt=a"), s("--set"), s("seed=-1")}) << QByteArray("eed");
    const auto sd3 = [](const char* value) {
        return QStringList{s("run"), s("stable-image.generate.sd3"), s("--set"), s("prompt=a"), s("--set"), s(value)};
    };
    QTest::newRow("number above its range") << sd3("cfg_scale=10.5") << QByteArray("10");
    QTest::newRow("number below its range") << sd3("cfg_scale=0.9") << QByteArray("1");
    QTest::newRow("no number") << sd3("cfg_scale=much") << QByteArray("number");
    QTest::newRow("strength without a picture") << sd3("strength=0.5") << QByteArray("trength");
    QTest::newRow("not a pair") << core({s("--set"), s("prompt")}) << QByteArray("name=value");
    QTest::newRow("no results") << core({s("--set"), s("prompt=a"), s("--count"), s("0")})
                                << QByteArray("from 1 to 10");
    QTest::newRow("too many results") << core({s("--set"), s("prompt=a"), s("--count"), s("11")})
                                      << QByteArray("from 1 to 10");
    QTest::newRow("an input it has not") << core({s("--set"), s("prompt=a"), s("--input"), s("image=PICTURE")})
                                         << QByteArray("image");
    QTest::newRow("an input that is not a pair")
        << core({s("--set"), s("prompt=a"), s("--input"), s("picture")}) << QByteArray("role=FILE");
    QTest::newRow("no such port") << QStringList{s("sandbox"), s("serve"), s("--port"), s("99999")}
                                  << QByteArray("--port");
}

void CliTest::badOrders()
{
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, named);
    const CliHome home;
    arguments.replaceInStrings(s("PICTURE"), home.picture());
    const CliRun run = home.run(arguments);
    QCOMPARE(run.code, 2);
    QVERIFY2(run.err.contains(named), run.err.constData());
    QVERIFY(run.out.isEmpty());
    if (arguments.value(0) == s("run")) {
        const CliRun again = home.run(arguments + QStringList{s("--json")});
        QCOMPARE(again.code, 2);
        const QList<QJsonObject> lines = again.json();
        QCOMPARE(lines.size(), 1);
        const QJsonObject error = lines.constFirst().value(s("error")).toObject();
        QCOMPARE(error.value(s("kind")), QJsonValue(s("invalid-input")));
        QVERIFY(QJsonDocument(error).toJson().contains(named));
    }
    if (QFile::exists(home.path(s("data/maquette.db")))) {
        QVERIFY(home.ledger().filter(s("hold")).isEmpty());
    }
}

void CliTest::badFiles_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("told");
    QTest::newRow("missing") << s("missing.png") << QByteArray("missing.png");
    QTest::newRow("truncated") << s("truncated.png") << QByteArray("truncated");
    QTest::newRow("text called a picture") << s("text.png") << QByteArray("text.png");
    QTest::newRow("empty") << s("empty.png") << QByteArray("empty.png");
    QTest::newRow("a folder") << s("home") << QByteArray("home");
    QTest::newRow("too small") << s("picture-16.png") << QByteArray("32");
    QTest::newRow("too large") << s("picture-1600.png") << QByteArray("1,536 px");
}

void CliTest::badFiles()
{
    QFETCH(QString, file);
    QFETCH(QByteArray, told);
    const CliHome home;
    home.write(s("truncated.png"), slurp(home.picture()).chopped(30));
    home.write(s("text.png"), "not a picture\n");
    home.write(s("empty.png"), {});
    QVERIFY(!home.picture(16).isEmpty() && !home.picture(1600).isEmpty());
    const CliRun run =
        home.run({s("run"), s("stable-image.upscale.fast"), s("--input"), s("image=") + home.path(file), s("--json")});
    QCOMPARE(run.code, 2);
    QVERIFY2(run.err.contains(told), run.err.constData());
    const QJsonObject error = run.json().value(0).value(s("error")).toObject();
    QCOMPARE(error.value(s("kind")), QJsonValue(s("invalid-input")));
    QVERIFY(home.ledger().filter(s("hold")).isEmpty());
}

void CliTest::editsWithAMask()
{
    const CliHome home;
    const auto save = [&](const QString& name, QSize size, QRgb ground) {
        QImage image(size, QImage::Format_RGB32);
        image.fill(ground);
        for (int y = 20; y < 60; ++y) {
            for (int x = 30; x < 90; ++x) {
                image.setPixel(x, y, qRgb(255, 255, 255));
            }
        }
        QVERIFY(image.save(home.path(name)));
    };
    save(s("a.png"), {160, 120}, qRgb(30, 90, 160));
    save(s("m.png"), {160, 120}, qRgb(0, 0, 0));
    save(s("small.png"), {120, 90}, qRgb(0, 0, 0));
    const auto order = [&](const QString& mask) {
        return home.run({s("run"), s("stable-image.edit.inpaint"), s("--set"), s("prompt=a red boat"), s("--input"),
                         s("image=") + home.path(s("a.png")), s("--input"), s("mask=") + home.path(mask)});
    };
    const CliRun run = order(s("m.png"));
    QVERIFY2(run.code == 0, run.err.constData());
    QVERIFY(run.tells("5 credits"));
    QVERIFY(!QImage(run.lines().value(0)).isNull());
    const CliRun wrong = order(s("small.png"));
    QCOMPARE(wrong.code, 2);
    QVERIFY2(wrong.err.contains("as large as"), wrong.err.constData());
    QCOMPARE(home.ledger().filter(s("hold")).size(), 1); // the second never got so far
}

void CliTest::refusesWhatCannotWork_data()
{
    QTest::addColumn<QString>("operation");
    QTest::addColumn<QStringList>("inputs"); // role=file
    QTest::addColumn<QByteArray>("told");
    const QString inpaint = s("stable-image.edit.inpaint");
    QTest::newRow("print colours") << inpaint << QStringList{s("image=print.jpg"), s("mask=mask.png")}
                                   << QByteArray("Picture is in print colours (CMYK)");
    QTest::newRow("print colours, second picture")
        << s("stable-image.control.style-transfer")
        << QStringList{s("init_image=plain.png"), s("style_image=print.jpg")} << QByteArray("in print colours (CMYK)");
    QTest::newRow("print colours, enlarging")
        << s("stable-image.upscale.fast") << QStringList{s("image=print.jpg")} << QByteArray("in print colours (CMYK)");
    QTest::newRow("black mask") << inpaint << QStringList{s("image=plain.png"), s("mask=black.png")}
                                << QByteArray("Mask is all black");
    QTest::newRow("nothing transparent") << inpaint << QStringList{s("image=opaque.png")}
                                         << QByteArray("Nothing of Picture is transparent");
}

void CliTest::refusesWhatCannotWork()
{
    QFETCH(QString, operation);
    QFETCH(QStringList, inputs);
    QFETCH(QByteArray, told);
    const CliHome home;
    const auto draw = [&](const char* drawing, const char* target) {
        const QString file = QString::fromLatin1(target);
        const QString name = file.section(QLatin1Char(':'), -1);
        QStringList words = QString::fromLatin1(drawing).split(QLatin1Char(' '));
        words.replaceInStrings(s("_"), s(" "));
        return QProcess::execute(s("convert"), words << file.chopped(name.size()) + home.path(name)) == 0;
    };
    QVERIFY(draw("-size 160x120 gradient:red-blue -colorspace CMYK", "print.jpg"));
    QVERIFY(draw("-size 160x120 gradient:red-blue", "PNG24:plain.png"));
    QVERIFY(draw("-size 160x120 gradient:red-blue -alpha opaque", "PNG32:opaque.png"));
    QVERIFY(draw("-size 160x120 xc:black", "PNG24:black.png"));
    QVERIFY(draw("-size 160x120 xc:black -fill white -draw rectangle_20,20_60,60", "PNG24:mask.png"));
    QStringList arguments{s("run"), operation, s("--set"), s("prompt=a red boat"), s("--json")};
    if (operation.endsWith(s("fast"))) {
        arguments = QStringList{s("run"), operation, s("--json")};
    }
    for (const QString& input : inputs) {
        arguments << s("--input")
                  << input.section(QLatin1Char('='), 0, 0) + QLatin1Char('=') +
                         home.path(input.section(QLatin1Char('='), 1));
    }
    const CliRun run = home.run(arguments);
    QCOMPARE(run.code, 2);
    QVERIFY2(run.err.contains(told), run.err.constData());
    QCOMPARE(run.json().value(0).value(s("error")).toObject().value(s("kind")), QJsonValue(s("invalid-input")));
    QVERIFY(home.ledger().filter(s("hold")).isEmpty());
    QVERIFY(home.run({s("jobs")}).out.trimmed().isEmpty());
}

void CliTest::refusals_data()
{
    QTest::addColumn<QString>("prompt");
    QTest::addColumn<QByteArray>("told");
    QTest::newRow("moderated") << s("a fox [moderate]") << QByteArray("refused");
    QTest::newRow("not English") << s("a fox [language]") << QByteArray("English");
    QTest::newRow("a fault of theirs") << s("a fox [fail]") << QByteArray("unexpected server error");
}

void CliTest::refusals()
{
    QFETCH(QString, prompt);
    QFETCH(QByteArray, told);
    const CliHome home;
    const CliRun run = home.run({s("run"), kCore, s("--set"), s("prompt=") + prompt});
    QCOMPARE(run.code, 3);
    QVERIFY2(run.err.contains(told), run.err.constData());
    QVERIFY(run.tells("It cost nothing."));
    QCOMPARE(home.ledger(), (QStringList{s("release 3"), s("hold 3"), s("top-up 1000")}));
    QCOMPARE(home.run({s("jobs")}).lines().filter(s("failed")).size(), 1);
}

void CliTest::blursWhatIsFiltered()
{
    const CliHome home;
    const CliRun run = home.run({s("run"), kCore, s("--set"), s("prompt=a plain abstract [filter]"), s("--json")});
    QCOMPARE(run.code, 0);
    QVERIFY(run.tells("blurred"));
    QVERIFY(run.json().last().value(s("filtered")).toBool());
    QCOMPARE(home.ledger().value(0), s("charge 3"));
}

void CliTest::notEnoughCredits()
{
    const CliHome home;
    home.setFastPrice(400);
    const CliRun first = home.run(home.smallOrder({s("--count"), s("2")}));
    QVERIFY2(first.code == 0, first.err.constData());
    QCOMPARE(home.run({s("balance")}).out, QByteArray("200 credits, 0 held\n"));
    const QStringList before = home.ledger();
    const CliRun second = home.run(home.smallOrder({s("--json")}));
    QCOMPARE(second.code, 4);
    QVERIFY(second.tells("not enough credits"));
    const QJsonObject error = second.json().value(0).value(s("error")).toObject();
    QCOMPARE(error.value(s("kind")), QJsonValue(s("out-of-credits")));
    QCOMPARE(home.ledger(), before); // nothing held, nothing sent
}

void CliTest::usersPricesAndBadFiles()
{
    const CliHome home;
    home.setFastPrice(7);
    home.write(s("data/config/operations/broken.json"), "{\n  \"format\": 1,\n  \"operations\": [ }\n");
    home.write(
        s("data/config/operations/wrong.json"),
        R"({"format": 1, "priceListDate": "2026-01-31", "operations": [{"id": "stable-image.generate.core", "price": {"credits": -4}}]})");
    const CliRun run = home.run({s("operations"), s("--json")});
    QCOMPARE(run.code, 0);
    QVERIFY2(run.tells("broken.json"), run.err.constData());
    QVERIFY2(run.tells("wrong.json"), run.err.constData());
    QVERIFY(run.tells("line 3"));                              // the place in the file
    QVERIFY2(run.tells("price.credits"), run.err.constData()); // and in the structure
    QHash<QString, QString> prices;
    for (const QJsonObject& operation : run.json()) {
        prices.insert(operation.value(s("operation")).toString(), operation.value(s("price")).toString());
    }
    QCOMPARE(prices.value(kCore), s("3")); // the built-in one is in force
    QCOMPARE(prices.value(s("stable-image.upscale.fast")), s("7"));
    const CliRun order = home.run(home.smallOrder());
    QCOMPARE(order.code, 0);
    QVERIFY(order.tells("broken.json"));
    QVERIFY(order.tells("7 credits"));
}

void CliTest::verifyFindsDamage()
{
    const CliHome home;
    const CliRun run = home.run(home.smallOrder());
    QCOMPARE(run.code, 0);
    const QString blob = run.lines().value(0);
    QVERIFY(blob.startsWith(home.data()));
    QCOMPARE(home.run({s("library"), s("verify")}).out, QByteArray("The library is sound.\n"));

    QVERIFY(QFile::setPermissions(blob, QFile::ReadOwner | QFile::WriteOwner));
    QFile file(blob);
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.seek(file.size() / 2));
    QCOMPARE(file.write("!"), 1);
    file.close();
    const CliRun damaged = home.run({s("library"), s("verify"), s("--json")});
    QCOMPARE(damaged.code, 6);
    const QString name = blob.section(QLatin1Char('/'), -1);
    QVERIFY(damaged.err.contains(name.toUtf8()));
    QCOMPARE(damaged.json().value(0).value(s("sound")), QJsonValue(false));
    QVERIFY(damaged.json().value(0).value(s("problems")).toArray().at(0).toString().contains(name));

    QVERIFY(QFile::remove(blob));
    const CliRun missing = home.run({s("library"), s("verify")});
    QCOMPARE(missing.code, 6);
    QVERIFY(missing.err.contains(name.toUtf8()));
}

QTEST_GUILESS_MAIN(CliTest)
#include "tst_cli.moc"
