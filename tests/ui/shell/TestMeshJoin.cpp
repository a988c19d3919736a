// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/studio/StudioKit.h"
#include "tests/support/GlbMaker.h"
#include "tests/support/TestMain.h"
#include "ui/gallery/DetailsPanel.h"
#include "ui/mesh/MeshBench.h"
#include "ui/mesh/output/MeshCardDialog.h"
#include "ui/mesh/output/MeshExportDialog.h"
#include "ui/mesh/output/MeshFactsPanel.h"
#include "ui/shell/MeshJoin.h"
#include "ui/widgets/ElidedLabel.h"
#include "ui/widgets/Theme.h"

#include <QAction>
#include <QApplication>
#include <QFile>
#include <QFuture>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QTest>

namespace maquette {

/// Facts beside the mesh, for as long as it is on the stage.
class TestMeshJoin : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme::install(*qApp, ThemeChoice::Dark); }
    void init() { failOnAnyWarning(); }

    void factsFollowTheStage()
    {
        const QTemporaryDir folder;
        Studio studio(ownOptions(folder.path()));
        MeshBench bench(studio);
        DetailsPanel details(studio);
        const MeshJoin join(bench, details, nullptr);
        const auto* const facts = details.findChild<MeshFactsPanel*>();
        QVERIFY(facts != nullptr);
        QVERIFY(facts->isHidden());
        QFile file(folder.filePath(QStringLiteral("ball.glb")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(makeBallGlb(20, 12, 16));
        file.close();
        details.show();
        bench.show();
        bench.showFile(file.fileName());
        QTRY_VERIFY_WITH_TIMEOUT(facts->isVisible() && bench.session().facts(), 30'000);
        const auto* const triangles = facts->findChild<ElidedLabel*>(QStringLiteral("meshFacts.triangles"));
        QCOMPARE(triangles->fullText(), QString::number(bench.session().mesh()->scene.triangleCount()));
        QVERIFY(facts->findChild<ElidedLabel*>(QStringLiteral("meshFacts.file")) != nullptr);
        facts->findChild<QPushButton*>(QStringLiteral("meshFacts.card"))->click();
        QVERIFY(bench.findChild<MeshCardDialog*>() != nullptr);
        bench.hide(); // a picture is on the stage
        QVERIFY(facts->isHidden());
        bench.show();
        QVERIFY(facts->isVisible());
    }

    /// What the details of an item say of its file is not said once more.
    void fileIsNamedOnce()
    {
        const QTemporaryDir folder;
        StudioOptions options;
        options.home = folder.path();
        options.allowKeychain = false;
        Studio studio(options);
        studio.open();
        QTRY_VERIFY_WITH_TIMEOUT(studio.isOpen(), 30'000);
        QFile file(folder.filePath(QStringLiteral("ball.glb")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(makeBallGlb(20, 12, 16));
        file.close();
        const QFuture<Result<Asset>> imported = studio.importFile(file.fileName());
        QTRY_VERIFY_WITH_TIMEOUT(imported.isFinished(), 30'000);
        QVERIFY(imported.result());
        MeshBench bench(studio);
        DetailsPanel details(studio);
        const MeshJoin join(bench, details, nullptr);
        details.show();
        bench.show();
        GalleryItem item;
        item.asset = *imported.result();
        item.title = QStringLiteral("ball.glb"); // as an imported file is called
        bench.showItem(item);
        details.showItem(item);
        const auto* const facts = details.findChild<MeshFactsPanel*>();
        QTRY_VERIFY_WITH_TIMEOUT(facts->findChild<ElidedLabel*>(QStringLiteral("meshFacts.triangles")), 30'000);
        int named = 0;
        const QList<QLabel*> labels = details.findChildren<QLabel*>();
        for (const QLabel* const label : labels) {
            named += label->isVisibleTo(&details) && label->text() == QStringLiteral("File") ? 1 : 0;
        }
        QCOMPARE(named, 1);
        // A bar to scroll by takes nothing from the widest value.
        details.resize(details.width(), 260);
        const auto* const bar = details.findChild<QScrollArea*>(QStringLiteral("detailsScroll"))->verticalScrollBar();
        QTRY_VERIFY(bar->isVisible());
        const auto* const size = facts->findChild<ElidedLabel*>(QStringLiteral("meshFacts.size"));
        const int widest = size->fontMetrics().horizontalAdvance(QStringLiteral("0.483 × 0.769 × 0.415 m"));
        QTRY_VERIFY2(size->width() >= widest, qPrintable(QStringLiteral("%1 of %2").arg(size->width()).arg(widest)));
        bench.actions().exportMesh->trigger();
        const auto* const dialog = bench.findChild<MeshExportDialog*>();
        QVERIFY(dialog != nullptr);
        QVERIFY2(dialog->path().endsWith(QStringLiteral("/ball.glb")), qPrintable(dialog->path()));
    }
};

} // namespace maquette

QTEST_MAIN(maquette::TestMeshJoin)
#include "TestMeshJoin.moc"
