// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/flow/StagingFlow.h"
#include "ui/canvas/staging/ExportDialog.h"
#include "ui/widgets/ErrorBanner.h"

#include <QColorSpace>
#include <QComboBox>
#include <QImageReader>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QProcess>
#include <QPushButton>

namespace maquette {

/// What is on the canvas as files.
class TestStagingExport : public StagingFlow
{
    Q_OBJECT

private Q_SLOTS:
    void everyResultIsALayer_data()
    {
        QTest::addColumn<bool>("broken");
        QTest::newRow("all of them") << false;
        QTest::newRow("but one whose file is gone") << true;
    }

    /// Only the one shown is in place when the export begins.
    void everyResultIsALayer()
    {
        QFETCH(const bool, broken);
        QTemporaryDir& out = *m_other;
        start(home().path());
        staging().setPictureBudget(1);
        show(QStringLiteral("stable-image.edit.inpaint"));
        paint({180, 150}, {280, 200});
        order("a small red boat", 4);
        QTRY_COMPARE_WITH_TIMEOUT(staging().count(), 4, 120'000);
        QStringList names;
        QList<QImage> wanted;
        for (int i = 0; i < 4; ++i) {
            QTRY_VERIFY_WITH_TIMEOUT(staging().placed() && !staging().isPlacing(), 30'000);
            names.append(QStringLiteral("Result %1").arg(i + 1));
            wanted.append(staging().placed()->image);
            press(Qt::Key_Right);
        }
        QTRY_VERIFY_WITH_TIMEOUT(staging().placed() && !staging().isPlacing(), 30'000);
        if (broken) {
            QVERIFY(QFile::remove(m_studio->assetPath(staging().results().shown().at(2).asset)));
            names.removeAt(2);
            wanted.removeAt(2);
        }
        press(Qt::Key_E, Qt::ControlModifier | Qt::ShiftModifier);
        QPointer<ExportDialog> dialog = find<ExportDialog>("exportDialog");
        QVERIFY(dialog);
        dialog->findChild<QComboBox*>(QStringLiteral("exportFormat"))->setCurrentIndex(5);
        const QString path = out.filePath(QStringLiteral("picture.ora"));
        dialog->setPath(path);
        QSignalSpy exported(dialog, &ExportDialog::exported);
        QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("exportStart")), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(exported.count(), 1, 30'000);
        if (broken) {
            auto* banner = dialog->findChild<ErrorBanner*>(QStringLiteral("exportError"));
            QVERIFY(banner->isVisible());
            QVERIFY2(banner->text().what.startsWith(QStringLiteral("1 of 4 results is not in the file. Result 3: ")),
                     qPrintable(banner->text().what));
            QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("exportCancel")), Qt::LeftButton);
        }
        QTRY_VERIFY(!dialog || !dialog->isVisible());
        names << QStringLiteral("Mask") << QStringLiteral("Picture");
        QProcess reader;
        reader.start(QStringLiteral("python3"), {QStringLiteral(CANVAS_TESTS "/read_ora.py"), path});
        QVERIFY(reader.waitForFinished());
        const QJsonObject ora = QJsonDocument::fromJson(reader.readAllStandardOutput()).object();
        QCOMPARE(ora[QLatin1String("problems")].toArray(), QJsonArray());
        QCOMPARE(ora[QLatin1String("size")].toArray(), QJsonArray({kSize.width(), kSize.height()}));
        QStringList found;
        const QJsonArray layers = ora[QLatin1String("layers")].toArray();
        for (const QJsonValue& layer : layers) {
            found.append(layer[QLatin1String("name")].toString());
            QCOMPARE(layer[QLatin1String("visibility")].toString(),
                     found.size() == 1 || found.last() == QLatin1String("Picture") ? QStringLiteral("visible")
                                                                                   : QStringLiteral("hidden"));
        }
        QCOMPARE(found, names);
        QCOMPARE(QProcess::execute(QStringLiteral("python3"), {QStringLiteral("-m"), QStringLiteral("zipfile"),
                                                               QStringLiteral("-e"), path, out.path()}),
                 0);
        for (int i = 0; i < wanted.size(); ++i) {
            // Their numbers: the file also names the colours, which a picture without a profile leaves open.
            QImage layer(out.filePath(QStringLiteral("data/layer%1.png").arg(i, 3, 10, QLatin1Char('0'))));
            QImage expected = wanted.at(i).convertToFormat(QImage::Format_RGB32);
            layer.setColorSpace({});
            expected.setColorSpace({});
            QVERIFY(layer.convertToFormat(QImage::Format_RGB32) == expected);
        }
    }

    void theEndingThatIsTypedIsTheFormat()
    {
        start(home().path());
        show(QStringLiteral("stable-image.edit.inpaint"));
        paint({180, 150}, {280, 200});
        press(Qt::Key_E, Qt::ControlModifier | Qt::ShiftModifier);
        auto* dialog = find<ExportDialog>("exportDialog");
        QVERIFY(dialog != nullptr);
        auto* const format = dialog->findChild<QComboBox*>(QStringLiteral("exportFormat"));
        auto* const path = dialog->findChild<QLineEdit*>(QStringLiteral("exportPath"));
        auto* const note = dialog->findChild<QLabel*>(QStringLiteral("exportLoses"));
        const auto type = [&](const QString& name) {
            path->selectAll();
            QTest::keyClicks(path, m_other->filePath(name));
        };
        type(QStringLiteral("photo.jpeg"));
        QCOMPARE(format->currentData().toString(), QStringLiteral("jpeg"));
        QVERIFY(path->text().endsWith(QLatin1String("photo.jpeg"))); // what was typed stays
        QVERIFY(!note->text().contains(QLatin1String("does not end")));
        type(QStringLiteral("photo.TIF"));
        QCOMPARE(format->currentData().toString(), QStringLiteral("tiff"));
        format->setCurrentIndex(3);
        QVERIFY(path->text().endsWith(QLatin1String("photo.webp")));
        type(QStringLiteral("again.webp"));
        QCOMPARE(format->currentData().toString(), QStringLiteral("webp-lossless")); // both end so
        type(QStringLiteral("photo.xyz"));
        QCOMPARE(format->currentData().toString(), QStringLiteral("webp-lossless"));
        QVERIFY2(note->text().contains(QLatin1String(".webp")), qPrintable(note->text()));
        type(QStringLiteral("photo.jpg"));
        auto* const go = dialog->findChild<QPushButton*>(QStringLiteral("exportStart"));
        QSignalSpy exported(dialog, &ExportDialog::exported);
        QTest::mouseClick(go, Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(exported.count(), 1, 30'000);
        QCOMPARE(QImageReader::imageFormat(m_other->filePath(QStringLiteral("photo.jpg"))), QByteArray("jpeg"));
    }

    void everyKindOfFileIsWritten_data()
    {
        QTest::addColumn<int>("line");
        QTest::addColumn<QString>("suffix");
        QTest::addColumn<QByteArray>("begins");
        QTest::newRow("png") << 0 << QStringLiteral("png") << QByteArray("\x89PNG");
        QTest::newRow("jpeg") << 1 << QStringLiteral("jpg") << QByteArray("\xff\xd8\xff");
        QTest::newRow("webp") << 2 << QStringLiteral("webp") << QByteArray("RIFF");
        QTest::newRow("webp lossless") << 3 << QStringLiteral("webp") << QByteArray("RIFF");
        QTest::newRow("tiff") << 4 << QStringLiteral("tiff") << QByteArray();
        QTest::newRow("openraster") << 5 << QStringLiteral("ora") << QByteArray("PK");
    }

    void everyKindOfFileIsWritten()
    {
        QFETCH(const int, line);
        QFETCH(const QString, suffix);
        QFETCH(const QByteArray, begins);
        QTemporaryDir& out = *m_other;
        start(home().path());
        show(QStringLiteral("stable-image.edit.inpaint"));
        paint({180, 150}, {280, 200});
        press(Qt::Key_E, Qt::ControlModifier | Qt::ShiftModifier);
        auto* dialog = find<ExportDialog>("exportDialog");
        QVERIFY(dialog != nullptr);
        dialog->findChild<QComboBox*>(QStringLiteral("exportFormat"))->setCurrentIndex(line);
        QVERIFY(dialog->path().endsWith(QLatin1Char('.') + suffix));
        auto* go = dialog->findChild<QPushButton*>(QStringLiteral("exportStart"));
        dialog->setPath(out.filePath(QStringLiteral("none/picture.") + suffix));
        QVERIFY(!go->isEnabled()); // there is no such folder
        const QString path = out.filePath(QStringLiteral("picture.") + suffix);
        dialog->setPath(path);
        QVERIFY(go->isEnabled());
        QSignalSpy exported(dialog, &ExportDialog::exported);
        QTest::mouseClick(go, Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(exported.count(), 1, 30'000);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.read(4).startsWith(begins));
        if (line == 0 || line == 3 || line == 4) {
            QVERIFY(QImage(path).convertToFormat(QImage::Format_RGB32) == scene());
        }
    }
};

} // namespace maquette

QTEST_MAIN(maquette::TestStagingExport)
#include "tst_stagingexport.moc"
