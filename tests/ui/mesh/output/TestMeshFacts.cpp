// SPDX-License-Identifier: GPL-3.0-or-later
// What is told of a mesh: panel, targets, and the page that is handed on, read by poppler.
#include "tests/support/FileSizeLimit.h"
#include "tests/support/TestMain.h"
#include "ui/mesh/output/MeshCardDialog.h"
#include "ui/mesh/output/MeshFactsPanel.h"
#include "ui/mesh/output/MeshTargetsDialog.h"
#include "ui/mesh/output/MeshTargetsStore.h"
#include "ui/widgets/DisabledReason.h"
#include "ui/widgets/ElidedLabel.h"
#include "ui/widgets/ErrorBanner.h"
#include "ui/widgets/Segmented.h"
#include "ui/widgets/Theme.h"

#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QProcess>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

namespace maquette {

namespace {

std::shared_ptr<const MeshFacts> facts()
{
    MeshFacts made;
    made.triangles = 18'204;
    made.vertices = 10'214;
    made.materials = 2;
    made.textures = {QSize(1024, 1024), QSize(512, 256), QSize(1024, 1024)};
    made.fileBytes = 1'400'000;
    made.box.add({0, 0, 0});
    made.box.add({0.42F, 0.61F, 0.423F});
    made.unit = QStringLiteral("m");
    made.openEdges = 12;
    made.components = 3;
    return std::make_shared<const MeshFacts>(made);
}

MeshTargets someTargets()
{
    MeshTargets targets;
    targets.mostTriangles = 20'000;
    targets.mostBytes = 1'000'000;
    targets.watertight = true;
    return targets;
}

QString textOf(const QWidget& panel, const char* name)
{
    const auto* const label = panel.findChild<ElidedLabel*>(QLatin1String(name));
    return label != nullptr ? label->fullText() : QStringLiteral("no such row");
}

QString output(const QString& program, const QStringList& arguments)
{
    QProcess process;
    process.start(program, arguments);
    return process.waitForFinished(30'000) && process.exitCode() == 0
               ? QString::fromUtf8(process.readAllStandardOutput())
               : QStringLiteral("failed");
}

MeshCard card()
{
    MeshCard made;
    made.title = QStringLiteral("Glazed jug, after the third firing");
    made.made = QDateTime(QDate(2026, 3, 9), QTime(12, 0), Qt::UTC);
    made.format = QStringLiteral("GLB");
    made.facts = *facts();
    made.targets = compareWithTargets(made.facts, someTargets());
    made.notes = {QStringLiteral("KHR_materials_clearcoat is not shown."), QStringLiteral("Lights are left out.")};
    QImage picture(800, 500, QImage::Format_ARGB32);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    painter.setBrush(QColor(180, 90, 50));
    painter.drawEllipse(QRect(250, 50, 300, 400));
    made.pictures = {picture, picture, picture, picture};
    return made;
}

} // namespace

class TestMeshFacts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme::install(*qobject_cast<QApplication*>(qApp), ThemeChoice::Dark); }
    void init()
    {
        failOnAnyWarning();
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        m_folder = std::make_unique<QTemporaryDir>();
    }

    void showsWhatIsKnown()
    {
        MeshTargetsStore store({});
        MeshFactsPanel panel(store);
        QVERIFY(panel.isHidden());
        panel.showFacts(nullptr, QStringLiteral("GLB"), {QStringLiteral("Lights are left out.")});
        QVERIFY(panel.findChild<QLabel*>(QStringLiteral("meshFacts.wait"))->isVisible());
        QVERIFY(!disabledReason(panel.findChild<QPushButton*>(QStringLiteral("meshFacts.card"))).isEmpty());
        panel.showFacts(facts(), QStringLiteral("GLB"), {QStringLiteral("Lights are left out.")});
        QVERIFY(!panel.findChild<QLabel*>(QStringLiteral("meshFacts.wait"))->isVisible());
        QCOMPARE(textOf(panel, "meshFacts.triangles"), QStringLiteral("18,204"));
        QCOMPARE(textOf(panel, "meshFacts.vertices"), QStringLiteral("10,214"));
        QCOMPARE(textOf(panel, "meshFacts.materials"), QStringLiteral("2"));
        QCOMPARE(textOf(panel, "meshFacts.textures"), QStringLiteral("2 of 1024 × 1024, 512 × 256"));
        QCOMPARE(textOf(panel, "meshFacts.file"), QStringLiteral("1.4 MB GLB"));
        QCOMPARE(textOf(panel, "meshFacts.size"), QStringLiteral("0.42 × 0.61 × 0.423 m"));
        QCOMPARE(textOf(panel, "meshFacts.watertight"), QStringLiteral("no"));
        QCOMPARE(textOf(panel, "meshFacts.open"), QStringLiteral("12"));
        QCOMPARE(textOf(panel, "meshFacts.pieces"), QStringLiteral("3"));
        QCOMPARE(textOf(panel, "meshFacts.degenerate"), QStringLiteral("0"));
        QCOMPARE(textOf(panel, "meshFacts.volume"), QStringLiteral("no such row")); // none is enclosed
        QVERIFY(panel.findChild<QLabel*>(QStringLiteral("meshFacts.notes"))->text().contains(QStringLiteral("Lights")));
        QCOMPARE(panel.findChild<QLabel*>(QStringLiteral("meshFacts.verdict"))->text(),
                 QStringLiteral("None are set."));
        panel.showNothing();
        QVERIFY(panel.isHidden());
    }

    void saysWhenThereIsNoUnit()
    {
        MeshTargetsStore store({});
        MeshFactsPanel panel(store);
        MeshFacts bare = *facts();
        bare.unit.clear();
        bare.textures.clear();
        bare.openEdges = 0;
        bare.watertight = true;
        bare.volume = 0.25;
        panel.showFacts(std::make_shared<const MeshFacts>(bare), QStringLiteral("STL"), {});
        QCOMPARE(textOf(panel, "meshFacts.size"), QStringLiteral("0.42 × 0.61 × 0.423, no unit"));
        QCOMPARE(textOf(panel, "meshFacts.textures"), QStringLiteral("none"));
        QCOMPARE(textOf(panel, "meshFacts.volume"), QStringLiteral("0.25"));
        QVERIFY(!panel.findChild<QLabel*>(QStringLiteral("meshFacts.notes"))->isVisible());

        bare.unit = QStringLiteral("m");
        panel.showFacts(std::make_shared<const MeshFacts>(bare), QStringLiteral("GLB"), {});
        QCOMPARE(textOf(panel, "meshFacts.volume"), QStringLiteral("0.25 m³"));
    }

    void comparesWithTargets()
    {
        MeshTargetsStore store({});
        MeshFactsPanel panel(store);
        panel.showFacts(facts(), QStringLiteral("GLB"), {});
        store.setTargets(someTargets()); // follows at once
        QCOMPARE(panel.findChild<QLabel*>(QStringLiteral("meshFacts.verdict"))->text(),
                 QStringLiteral("2 of 3 targets are missed."));
        QCOMPARE(textOf(panel, "meshFacts.target0"), QStringLiteral("18,204"));
        QCOMPARE(textOf(panel, "meshFacts.target1"), QStringLiteral("1.4 MB"));
        QCOMPARE(panel.findChild<QLabel*>(QStringLiteral("meshFacts.wanted1"))->text(),
                 QStringLiteral("wanted: at most 1.0 MB"));
        QVERIFY(panel.findChild<QLabel*>(QStringLiteral("meshFacts.wanted0")) == nullptr); // it is kept
        // Marks and words, not colour alone.
        const auto told = [&panel](const char* name) {
            return panel.findChild<QWidget*>(QLatin1String(name))->accessibleName();
        };
        QVERIFY(told("meshFacts.target0").endsWith(QStringLiteral("kept")));
        QVERIFY(told("meshFacts.target1").endsWith(QStringLiteral("missed")));
        MeshTargets easy;
        easy.mostTriangles = 20'000;
        store.setTargets(easy);
        QCOMPARE(panel.findChild<QLabel*>(QStringLiteral("meshFacts.verdict"))->text(),
                 QStringLiteral("The target is kept."));
    }

    void targetsAreChosenAndKept()
    {
        const QString file = m_folder->filePath(QStringLiteral("targets.json"));
        {
            MeshTargetsStore store(file);
            QCOMPARE(store.targets(), MeshTargets());
            MeshFactsPanel panel(store);
            panel.showFacts(facts(), QStringLiteral("GLB"), {});
            panel.findChild<QPushButton*>(QStringLiteral("meshFacts.targets"))->click();
            auto* const dialog = panel.window()->findChild<MeshTargetsDialog*>();
            QVERIFY(dialog != nullptr && dialog->isVisible());
            auto* const triangles = dialog->findChild<QDoubleSpinBox*>(QStringLiteral("targetTriangles"));
            QVERIFY(!triangles->isEnabled() && !disabledReason(triangles).isEmpty());
            dialog->findChild<QCheckBox*>(QStringLiteral("targetTrianglesCounts"))->click();
            QVERIFY(triangles->isEnabled());
            triangles->setValue(7'500);
            dialog->findChild<QCheckBox*>(QStringLiteral("targetBytesCounts"))->click();
            dialog->findChild<QDoubleSpinBox*>(QStringLiteral("targetBytes"))->setValue(2.5);
            dialog->findChild<QCheckBox*>(QStringLiteral("targetWatertight"))->click();
            QTest::keyClick(dialog, Qt::Key_Return);
            QCOMPARE(store.targets().mostTriangles, std::optional<qint64>(7'500));
            QCOMPARE(store.targets().mostBytes, std::optional<qint64>(2'500'000));
            QVERIFY(store.targets().watertight && !store.targets().mostVertices);
        }
        const MeshTargetsStore again(file);
        QCOMPARE(again.targets().mostTriangles, std::optional<qint64>(7'500));
        QCOMPARE(again.targets().mostBytes, std::optional<qint64>(2'500'000));
        QVERIFY(again.targets().watertight);
    }

    void everyTargetSurvives()
    {
        MeshTargets all{1, 2, 3, 4, 5, 0.5, 7, true, true, true};
        QCOMPARE(MeshTargets::fromJson(all.toJson()), all);
        QCOMPARE(MeshTargets::fromJson({}), MeshTargets());
        QCOMPARE(MeshTargets::fromJson({{QStringLiteral("mostTriangles"), -3}, {QStringLiteral("watertight"), 1}}),
                 MeshTargets());
        MeshTargetsDialog dialog(all, nullptr);
        all.mostBytes = 1'000; // a dialog counts in kilobytes at least
        dialog.setTargets(all);
        QCOMPARE(dialog.targets(), all);
    }

    void pdfHasItAllOnOnePage()
    {
        const QString path = m_folder->filePath(QStringLiteral("card.pdf"));
        QVERIFY(writeMeshCardPdf(card(), path));
        const QString info = output(QStringLiteral("pdfinfo"), {path});
        QVERIFY2(info.contains(QRegularExpression(QStringLiteral("Pages: +1\n"))), qPrintable(info));
        QVERIFY(info.contains(QStringLiteral("(A4)")));
        QVERIFY(info.contains(QStringLiteral("Glazed jug")));
        const QString text =
            output(QStringLiteral("pdftotext"), {QStringLiteral("-layout"), path, QStringLiteral("-")});
        for (const char* const word :
             {"Glazed jug, after the third firing", "March 9, 2026", "18,204", "10,214", "1.4 MB GLB", "0.423 m", "×",
              "at most 20,000, kept", "missed", "2 of 3 targets are missed.", "KHR_materials_clearcoat is not shown.",
              "Lights are left out."}) {
            QVERIFY2(text.contains(QString::fromUtf8(word)), qPrintable(QString::fromUtf8(word) + text));
        }
    }

    void pngIsThePage()
    {
        MeshCard full = card();
        for (int i = 0; i < 60; ++i) {
            full.notes.append(
                QStringLiteral("A sentence that is so long that it does not fit into one line of the page, "
                               "which is why it has to go on in the next one, number %1.")
                    .arg(i));
        }
        full.title = QString(200, QLatin1Char('W'));
        const QString path = m_folder->filePath(QStringLiteral("card.png"));
        QVERIFY(writeMeshCardPng(full, path));
        const QImage page(path);
        QCOMPARE(page.size(), QSize(1653, 2339)); // A4 at 200 to the inch
        QCOMPARE(page.dotsPerMeterX(), 7874);
        // Whatever it is told, the margins stay white, and nothing runs over the end.
        const int margin = 95;
        for (int y = 0; y < page.height(); ++y) {
            for (int x = 0; x < page.width();
                 x += y < margin || y > page.height() - margin ? 1 : page.width() - margin) {
                if (x < margin || x >= page.width() - margin || y < margin || y >= page.height() - margin) {
                    QCOMPARE(page.pixelColor(x, y), QColor(Qt::white));
                }
            }
        }
    }

    void cardDialogDrawsAndWrites_data()
    {
        QTest::addColumn<QString>("format");
        QTest::addColumn<bool>("draws");
        QTest::newRow("pdf") << QStringLiteral("pdf") << true;
        QTest::newRow("png without a graphics card") << QStringLiteral("png") << false;
    }
    void cardDialogDrawsAndWrites()
    {
        QFETCH(QString, format);
        QFETCH(bool, draws);
        QList<double> turns;
        const TurnRenderer renderer = [&](const QSize& size, double degrees, bool transparent) {
            turns.append(degrees);
            QImage image(size, QImage::Format_ARGB32);
            image.fill(transparent ? Qt::red : Qt::blue);
            QPromise<QImage> promise;
            promise.start();
            promise.addResult(draws ? image : QImage());
            promise.finish();
            return promise.future();
        };
        MeshCard bare = card();
        bare.pictures.clear();
        MeshCardDialog dialog(bare, {}, renderer, nullptr);
        dialog.show();
        dialog.findChild<Segmented*>(QStringLiteral("meshCardFormat"))->setCurrent(format);
        dialog.setPath(m_folder->filePath(QStringLiteral("card.") + format));
        auto* const go = dialog.findChild<QPushButton*>(QStringLiteral("meshCardGo"));
        auto* const title = dialog.findChild<QLineEdit*>(QStringLiteral("meshCardTitle"));
        title->clear();
        QVERIFY(!go->isEnabled());
        title->setText(QStringLiteral("For the client"));
        QSignalSpy written(&dialog, &OutputDialog::written);
        go->click();
        QTRY_COMPARE(written.size(), 1);
        QCOMPARE(turns, (QList<double>{0, 90, 180, 270}));
        if (format == QLatin1String("png")) {
            QCOMPARE(QImage(dialog.path()).size(), QSize(1653, 2339));
        } else {
            QVERIFY(output(QStringLiteral("pdftotext"), {dialog.path(), QStringLiteral("-")})
                        .contains(QStringLiteral("For the client")));
        }
    }

    void cardDialogExplainsAFullDisk()
    {
        const TurnRenderer none = [](const QSize&, double, bool) { return QFuture<QImage>(); };
        MeshCardDialog dialog(card(), {}, none, nullptr);
        dialog.show();
        dialog.setPath(m_folder->filePath(QStringLiteral("card.pdf")));
        const FileSizeLimit full(100);
        dialog.findChild<QPushButton*>(QStringLiteral("meshCardGo"))->click();
        QTRY_VERIFY(dialog.findChild<ErrorBanner*>(QStringLiteral("meshCardError"))->isVisible());
        QVERIFY(QDir(m_folder->path()).isEmpty());
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
};

} // namespace maquette

QTEST_MAIN(maquette::TestMeshFacts)
#include "TestMeshFacts.moc"
