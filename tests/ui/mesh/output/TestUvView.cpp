// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TestMain.h"
#include "ui/mesh/output/UvView.h"
#include "ui/widgets/DisabledReason.h"
#include "ui/widgets/PlaceActions.h"
#include "ui/widgets/Theme.h"

#include <QAction>
#include <QComboBox>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

#include <cmath>

namespace maquette {

namespace {

/// Triangles in the plane of the texture, for a material.
MeshPrimitive triangles(const std::vector<QVector2D>& corners, int material)
{
    MeshPrimitive part;
    part.positions = MeshBuffer<QVector3D>(qsizetype(corners.size()), QVector3D());
    part.uv[0] = MeshBuffer<QVector2D>::from(corners);
    part.indices = MeshBuffer<quint32>(qsizetype(corners.size()));
    for (quint32 i = 0; i < corners.size(); ++i) {
        part.indices.data()[i] = i;
    }
    part.material = material;
    return part;
}

/// The first material: two islands over a red picture; the second: one that leaves the square; a third has none.
MeshScene scene()
{
    MeshScene made;
    made.meshes = {
        Mesh{{},
             {triangles({{0.1F, 0.1F}, {0.4F, 0.1F}, {0.1F, 0.4F}, {0.6F, 0.6F}, {0.9F, 0.6F}, {0.9F, 0.9F}}, 0),
              triangles({{0.5F, 0.5F}, {1.5F, 0.5F}, {0.5F, 1.5F}}, 1), triangles({}, 2)},
             {}}};
    made.meshes[0].primitives[2].positions = MeshBuffer<QVector3D>(3, QVector3D());
    made.meshes[0].primitives[2].indices = MeshBuffer<quint32>::from(std::vector<quint32>{0, 1, 2});
    made.materials.resize(3);
    made.materials[0].name = QStringLiteral("Glaze");
    QImage red(8, 8, QImage::Format_RGB32);
    red.fill(QColor(200, 20, 20));
    QImage blue(8, 8, QImage::Format_RGB32);
    blue.fill(QColor(20, 20, 200));
    made.images = {{{}, {}, 1, red, {}}, {{}, {}, 1, blue, {}}};
    made.materials[0].baseColourMap.image = 0;
    made.materials[0].normalMap.image = 1;
    return made;
}

void wheel(QWidget& widget, QPointF at, int steps)
{
    QWheelEvent event(at, widget.mapToGlobal(at), {}, {0, 120 * steps}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase,
                      false);
    QCoreApplication::sendEvent(&widget, &event);
}

} // namespace

class TestUvView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme::install(*qobject_cast<QApplication*>(qApp), ThemeChoice::Dark); }
    void init()
    {
        failOnAnyWarning();
        m_view = std::make_unique<UvView>();
        m_view->resize(700, 600);
        m_view->show();
        m_view->setScene(scene());
        QTRY_VERIFY(m_view->laidOut());
        QTRY_VERIFY(m_view->canvas().isUpToDate());
    }

    void countsIslands()
    {
        const auto* const info = m_view->findChild<QLabel*>(QStringLiteral("uvInfo"));
        auto* const material = m_view->findChild<QComboBox*>(QStringLiteral("uvMaterial"));
        auto* const channel = m_view->findChild<QComboBox*>(QStringLiteral("uvChannel"));
        QCOMPARE(material->itemText(0), QStringLiteral("Glaze"));
        QCOMPARE(material->count(), 3);
        QCOMPARE(info->text(), QStringLiteral("2 islands"));
        QCOMPARE(channel->count(), 3);
        material->setCurrentIndex(1);
        QTRY_VERIFY(info->text().startsWith(QStringLiteral("1 island,")));
        QVERIFY(info->text().contains(QStringLiteral("outside")));
        QVERIFY(!disabledReason(channel).isEmpty());
        material->setCurrentIndex(2);
        QTRY_VERIFY(!m_view->canvas().isVisible());
        material->setCurrentIndex(0);
        QTRY_VERIFY(m_view->canvas().isVisible());
    }

    /// Picture and lines are where the coordinates say.
    void drawsWhatItSays()
    {
        UvCanvas& canvas = m_view->canvas();
        QTRY_VERIFY(m_view->laidOut() && canvas.isUpToDate());
        const QImage shot = canvas.grab().toImage();
        const auto at = [&](double u, double v) { return shot.pixelColor(canvas.toWidget({u, v}).toPoint()); };
        QCOMPARE(at(0.25, 0.75), QColor(200, 20, 20));
        QVERIFY(canvas.rect().contains(canvas.toWidget({0, 0}).toPoint()));
        QVERIFY(canvas.rect().contains(canvas.toWidget({1, 1}).toPoint()));
        QCOMPARE(shot.pixelColor(2, 2), Theme::instance().colours().ground0);
        // Across the upper edge of the first island there is its outline, once the worker has drawn it for this size.
        const QColor accent = Theme::instance().colours().accent;
        const auto outlined = [&] {
            const QImage now = canvas.grab().toImage();
            const QPointF edge = canvas.toWidget({0.25, 0.1});
            for (int dy = -2; dy <= 2; ++dy) {
                const QColor colour = now.pixelColor((edge + QPointF(0, dy)).toPoint());
                if (std::abs(colour.green() - accent.green()) < 45 && std::abs(colour.blue() - accent.blue()) < 45) {
                    return true;
                }
            }
            return false;
        };
        QTRY_VERIFY(outlined());
        m_view->findChild<QComboBox*>(QStringLiteral("uvChannel"))->setCurrentIndex(1);
        QTRY_VERIFY(m_view->laidOut() && canvas.isUpToDate());
        QCOMPARE(canvas.grab().toImage().pixelColor(canvas.toWidget({0.25, 0.75}).toPoint()), QColor(20, 20, 200));
    }

    void zoomsToThePointer()
    {
        UvCanvas& canvas = m_view->canvas();
        const QPointF at(123, 77);
        const QPointF before = canvas.toPlane(at);
        const double scale = canvas.scale();
        wheel(canvas, at, 3);
        QVERIFY(canvas.scale() > scale * 1.8);
        QVERIFY((canvas.toPlane(at) - before).manhattanLength() < 1e-9);
        wheel(canvas, at, -3);
        QVERIFY(std::abs(canvas.scale() - scale) < 1e-9);
        wheel(canvas, at, 500); // as near as it goes
        QTRY_VERIFY(canvas.isUpToDate());
        QVERIFY(std::isfinite(canvas.scale()) && !canvas.drawn().isNull());
    }

    void movesAndFits()
    {
        UvCanvas& canvas = m_view->canvas();
        const QPointF before = canvas.toPlane({100, 100});
        QTest::mousePress(&canvas, Qt::LeftButton, {}, {100, 100});
        QTest::mouseMove(&canvas, {160, 130});
        QTest::mouseRelease(&canvas, Qt::LeftButton, {}, {160, 130});
        QVERIFY((canvas.toPlane({160, 130}) - before).manhattanLength() < 1e-9);
        canvas.setFocus();
        const QPointF moved = canvas.toWidget({0, 0});
        QTest::keyClick(&canvas, Qt::Key_Left);
        QVERIFY(canvas.toWidget({0, 0}).x() > moved.x() + 10);
        QTest::keyClick(&canvas, Qt::Key_F);
        QVERIFY(std::abs(canvas.toWidget({0.5, 0.5}).x() - canvas.width() / 2.0) < 1);
        QSignalSpy closed(m_view.get(), &UvView::closeRequested);
        QTest::keyClick(&canvas, Qt::Key_Escape);
        QCOMPARE(closed.size(), 1);
    }

    void tellsWhereThePointerIs()
    {
        UvCanvas& canvas = m_view->canvas();
        QTest::mouseMove(&canvas, canvas.toWidget({0.25, 0.75}).toPoint());
        const auto* const place = m_view->findChild<QLabel*>(QStringLiteral("uvPlace"));
        QTRY_VERIFY(place->text().contains(QStringLiteral("u 0.25")) ||
                    place->text().contains(QStringLiteral("u 0.24")));
    }

    void goesAwayWhileItWorks()
    {
        // About a million edges.
        std::vector<QVector2D> corners;
        for (int i = 0; i < 900'000; ++i) {
            corners.emplace_back(float(i % 1000) / 1000, float(i % 977) / 977);
        }
        MeshScene large = scene();
        large.meshes[0].primitives[0] = triangles(corners, 0);
        m_view->setScene(large);
        m_view->canvas().zoom(1.5);
        m_view.reset(); // waits for no more than what cannot be broken off
        QVERIFY(!m_view);
    }

    void nothing()
    {
        m_view->clear();
        QVERIFY(!m_view->laidOut());
        QCOMPARE(m_view->findChild<QLabel*>(QStringLiteral("uvInfo"))->text(), QString());
    }

private:
    std::unique_ptr<UvView> m_view;
};

} // namespace maquette

QTEST_MAIN(maquette::TestUvView)
#include "TestUvView.moc"
