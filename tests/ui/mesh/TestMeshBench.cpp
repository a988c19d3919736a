// SPDX-License-Identifier: GPL-3.0-or-later
// The bench by keys and controls, on a screen that cannot draw in three dimensions: everything but the picture works.
#include "tests/app/studio/StudioKit.h"
#include "tests/support/GlbMaker.h"
#include "tests/support/TestMain.h"
#include "ui/mesh/MeshBench.h"
#include "ui/mesh/MeshView.h"
#include "ui/mesh/RenderService.h"
#include "ui/mesh/output/MeshCardDialog.h"
#include "ui/mesh/output/MeshExportDialog.h"
#include "ui/mesh/output/PictureDialog.h"
#include "ui/mesh/output/TurntableDialog.h"
#include "ui/mesh/output/UvView.h"
#include "ui/widgets/DisabledReason.h"
#include "ui/widgets/ErrorBanner.h"
#include "ui/widgets/PlaceActions.h"
#include "ui/widgets/Theme.h"

#include <QAction>
#include <QApplication>
#include <QFile>
#include <QLabel>
#include <QLineF>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QToolButton>

#include <memory>

using namespace maquette;

namespace {
constexpr int kLong = 30'000;
}

class TestMeshBench : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        Theme::install(*qApp, ThemeChoice::Dark);
        m_studio = std::make_unique<Studio>(ownOptions(m_home.path()));
        m_ball = written(QStringLiteral("ball.glb"), makeBallGlb(20, 12, 16));
        m_damaged = written(QStringLiteral("damaged.glb"), makeBallGlb(20, 12, 16).left(300));
    }
    void init()
    {
        failOnAnyWarning();
        m_bench = std::make_unique<MeshBench>(*m_studio);
        m_bench->resize(900, 640);
        m_bench->show();
        QVERIFY(QTest::qWaitForWindowActive(m_bench.get()));
        m_bench->view().setFocus();
    }
    void cleanup() { m_bench.reset(); }

    void saysWhyThereIsNoPicture()
    {
        QVERIFY(!RenderService::refusal().isEmpty());
        open(m_ball);
        QVERIFY(spoken().contains(RenderService::refusal()));
        // Facts and picking do not need a picture.
        QTRY_VERIFY_WITH_TIMEOUT(m_bench->session().facts(), kLong);
    }

    void damagedFileIsExplained()
    {
        m_bench->showFile(m_damaged);
        QTRY_COMPARE_WITH_TIMEOUT(m_bench->session().state(), MeshSession::State::Failed, kLong);
        QVERIFY(spoken().contains(QStringLiteral("This mesh cannot be shown")));
        QVERIFY(!disabledReason(m_bench->actions().picture).isEmpty());
    }

    void keysChangeWhatIsShown_data()
    {
        QTest::addColumn<QString>("keys");
        QTest::addColumn<int>("surface");
        QTest::newRow("clay") << QStringLiteral("y") << int(MeshSurface::Matcap);
        QTest::newRow("sides") << QStringLiteral("b") << int(MeshSurface::Sides);
        QTest::newRow("first channel") << QStringLiteral("c") << int(MeshSurface::BaseColour);
        QTest::newRow("second channel") << QStringLiteral("cc") << int(MeshSurface::Metalness);
        QTest::newRow("around") << QStringLiteral("ccccccc") << int(MeshSurface::Shaded);
        QTest::newRow("back") << QStringLiteral("ccs") << int(MeshSurface::Shaded);
    }
    void keysChangeWhatIsShown()
    {
        QFETCH(QString, keys);
        QFETCH(int, surface);
        open(m_ball);
        QTest::keyClicks(&m_bench->view(), keys);
        QCOMPARE(int(m_bench->view().look().surface), surface);
        QCOMPARE(m_bench->actions().shaded->isChecked(), surface == int(MeshSurface::Shaded));
    }

    void keysMark()
    {
        open(m_ball);
        QTest::keyClicks(&m_bench->view(), QStringLiteral("wng"));
        QVERIFY(m_bench->view().look().wireframe);
        QVERIFY(m_bench->view().look().normals);
        QVERIFY(!m_bench->view().look().grid);
        auto* rail = m_bench->findChild<QToolButton*>(QStringLiteral("rail-wireframe"));
        QVERIFY(rail->isChecked());
        QTest::mouseClick(rail, Qt::LeftButton);
        QVERIFY(!m_bench->view().look().wireframe);
    }

    void keysMoveTheCamera()
    {
        open(m_ball);
        MeshView& view = m_bench->view();
        QTest::keyClicks(&view, QStringLiteral("1"));
        QCOMPARE(view.camera().yaw, 0.0);
        QCOMPARE(view.camera().pitch, 0.0);
        QTest::keyClicks(&view, QStringLiteral("3"));
        QCOMPARE(view.camera().yaw, 90.0);
        QTest::keyClicks(&view, QStringLiteral("7"));
        QCOMPARE(view.camera().pitch, 90.0);
        QTest::keyClicks(&view, QStringLiteral("5"));
        QVERIFY(view.camera().orthographic);
        auto* lens = m_bench->findChild<QToolButton*>(QStringLiteral("meshLens"));
        QCOMPARE(lens->text(), QStringLiteral("Orthographic"));
        QTest::keyClicks(&view, QStringLiteral("5"));
        QCOMPARE(lens->text(), QStringLiteral("50 mm"));
        const double before = view.camera().distance;
        QTest::keyClick(&view, Qt::Key_Plus);
        QVERIFY(view.camera().distance < before);
        QTest::keyClick(&view, Qt::Key_Left);
        QVERIFY(view.camera().yaw < 0);
        QTest::keyClicks(&view, QStringLiteral("f"));
        QVERIFY(std::abs(view.camera().target.length()) < 0.2F);
    }

    void pointerMovesTheCamera()
    {
        open(m_ball);
        MeshView& view = m_bench->view();
        const MeshCamera before = view.camera();
        drag(Qt::LeftButton, {}, {60, 0});
        QVERIFY(view.camera().yaw < before.yaw);
        QCOMPARE(view.camera().target, before.target);
        const MeshCamera orbited = view.camera();
        drag(Qt::MiddleButton, {}, {0, 40});
        QVERIFY(view.camera().target != orbited.target);
        QCOMPARE(view.camera().yaw, orbited.yaw);
        const MeshCamera panned = view.camera();
        drag(Qt::LeftButton, Qt::ShiftModifier, {50, 0});
        QCOMPARE(view.camera(), panned);
        QVERIFY(std::abs(view.look().lightTurn) > 5);
        QTest::keyClick(&view, Qt::Key_Backslash);
        QCOMPARE(view.look().lightTurn, 0.0);
    }

    void measuresBetweenPoints()
    {
        open(m_ball);
        QTRY_VERIFY_WITH_TIMEOUT(m_bench->session().picker(), kLong);
        MeshView& view = m_bench->view();
        QTest::keyClicks(&view, QStringLiteral("1m"));
        QVERIFY(view.isMeasuring());
        // Two corners of its equator, 36 degrees apart.
        const auto first = view.camera().seenAt({0.5878F, 0, 0.8090F}, view.size());
        const auto middle = view.camera().seenAt({0, 0, 1}, view.size());
        QVERIFY(first && middle);
        QTest::mouseClick(&view, Qt::LeftButton, {}, (*first + QPointF(2, 3)).toPoint());
        QVERIFY(!view.measured());
        QTest::mouseClick(&view, Qt::LeftButton, {}, middle->toPoint());
        QVERIFY(view.measured());
        QVERIFY2(std::abs(*view.measured() - 0.6180) < 0.001, qPrintable(QString::number(*view.measured())));
        QTest::keyClicks(&view, QStringLiteral("m"));
        QVERIFY(!view.isMeasuring() && !view.measured());
    }

    /// On a face seen nearly from its edge, the corner nearest in space is another one than the corner pointed at.
    void measuresTheCornerThatIsPointedAt()
    {
        const QVector3D near(0, 0, 0);
        const QVector3D far(0.1F, 0, -10);
        const QVector3D aside(0.3F, 0.1F, -9.5F);
        const QVector3D outermost(0.7F, 0.3F, -5);
        open(written(QStringLiteral("slope.obj"), "v 0 0 0\nv 0.1 0 -10\nv 0.3 0.1 -9.5\nf 1 2 3\n"
                                                  "v 0.4 0 -5\nv 0.7 0 -5\nv 0.7 0.3 -5\nf 4 5 6\n"));
        QTRY_VERIFY_WITH_TIMEOUT(m_bench->session().picker(), kLong);
        MeshView& view = m_bench->view();
        QTest::keyClicks(&view, QStringLiteral("51m")); // without perspective, from the front
        QVERIFY(view.camera().orthographic && view.isMeasuring());
        const auto seen = [&view](const QVector3D& place) {
            return view.camera().seenAt(place, view.size()).value_or(QPointF());
        };
        const QVector3D within = 0.04F * near + 0.93F * far + 0.03F * aside;
        QVERIFY((within - aside).length() < (within - far).length());
        QVERIFY(QLineF(seen(within), seen(far)).length() < 8);
        QTest::mouseClick(&view, Qt::LeftButton, {}, seen(within).toPoint());
        // Beside the outermost corner there is no mesh, yet it is meant.
        QTest::mouseClick(&view, Qt::LeftButton, {}, (seen(outermost) + QPointF(4, -3)).toPoint());
        QVERIFY(view.measured());
        QVERIFY2(std::abs(*view.measured() - double((far - outermost).length())) < 1e-4,
                 qPrintable(QString::number(*view.measured())));
    }

    /// Edges and corners are known where an animation begins: elsewhere neither is marked beside the mesh.
    void movedMeshesAreNotMeasured()
    {
        openMoving();
        QTRY_VERIFY_WITH_TIMEOUT(m_bench->session().picker() && m_bench->session().facts(), kLong);
        MeshView& view = m_bench->view();
        QTest::keyClicks(&view, QStringLiteral("em"));
        QVERIFY(view.isMeasuring() && view.look().marksFaults());
        MeshLook later = view.look();
        later.seconds = 0.5;
        view.setLook(later);
        QVERIFY(!view.look().marksFaults());
        QVERIFY(disabledReason(m_bench->actions().measure).contains(QStringLiteral("begins")));
        QVERIFY(disabledReason(m_bench->actions().faults).contains(QStringLiteral("begins")));
        m_bench->actions().play->trigger();
        QTRY_VERIFY(!view.isMeasuring());
        m_bench->actions().play->trigger();
        later.seconds = 0;
        view.setLook(later);
        QVERIFY(view.look().marksFaults());
        QVERIFY(disabledReason(m_bench->actions().measure).isEmpty());
    }

    void lightsAndChannelsSayWhatTheyAre()
    {
        // As the command palette lists them, without the menu around them.
        for (const QAction* const light : m_bench->actions().lights) {
            QVERIFY2(light->text().contains(QStringLiteral("light")), qPrintable(light->text()));
        }
        for (const QAction* const channel : m_bench->actions().channels) {
            QVERIFY2(channel->text().endsWith(QStringLiteral("alone")), qPrintable(channel->text()));
        }
    }

    void doubleClickCentres()
    {
        open(m_ball);
        QTRY_VERIFY_WITH_TIMEOUT(m_bench->session().picker(), kLong);
        MeshView& view = m_bench->view();
        QTest::keyClicks(&view, QStringLiteral("1"));
        const auto aside = view.camera().seenAt({0.5F, 0, 0.87F}, view.size());
        QTest::mouseDClick(&view, Qt::LeftButton, {}, aside->toPoint());
        QVERIFY((view.camera().target - QVector3D(0.5F, 0, 0.87F)).length() < 0.1F);
    }

    void nextMeshKeepsTheCamera()
    {
        open(m_ball);
        MeshView& view = m_bench->view();
        view.orbit(33, 5);
        const MeshCamera before = view.camera();
        const QString other = written(QStringLiteral("other.glb"), makeBallGlb(24, 14, 16));
        m_bench->showFile(other);
        QTRY_COMPARE_WITH_TIMEOUT(m_bench->session().mesh()->path, other, kLong);
        QCOMPARE(view.camera(), before);
        QSignalSpy steps(m_bench.get(), &MeshBench::stepRequested);
        QTest::keyClick(&view, Qt::Key_PageDown);
        QCOMPARE(steps.count(), 1);
        QCOMPARE(steps.at(0).at(0).toInt(), 1);
    }

    void comparedMeshesAreLookedAtAlike()
    {
        open(m_ball);
        MeshView& view = m_bench->view();
        QTest::keyClicks(&view, QStringLiteral("v"));
        auto* pinned = m_bench->findChild<MeshView*>(QStringLiteral("meshPinned"));
        QVERIFY(pinned != nullptr && pinned->isVisible());
        QVERIFY(m_bench->actions().compare->isChecked());
        QCOMPARE(pinned->camera(), view.camera());
        QVERIFY(!pinned->geometry().intersects(view.geometry()));
        // What writes the mesh at the left stands above it, and over nothing else's name.
        const auto* const output = m_bench->findChild<QWidget*>(QStringLiteral("meshOutput"));
        QVERIFY(view.geometry().contains(output->geometry()));
        QVERIFY(
            !output->geometry().intersects(m_bench->findChild<QLabel*>(QStringLiteral("meshViewName"))->geometry()));
        QVERIFY(output->isAncestorOf(m_bench->childAt(output->geometry().center())) ||
                m_bench->childAt(output->geometry().center()) == output);
        const MeshPtr kept = pinned->mesh();
        const QString other = written(QStringLiteral("beside.glb"), makeBallGlb(24, 14, 16));
        m_bench->showFile(other);
        QTRY_COMPARE_WITH_TIMEOUT(view.mesh()->path, other, kLong);
        QCOMPARE(pinned->mesh(), kept);
        view.orbit(20, 3);
        QCOMPARE(pinned->camera(), view.camera());
        pinned->zoom(0.8);
        QCOMPARE(view.camera(), pinned->camera());
        QTest::keyClicks(&view, QStringLiteral("w"));
        QVERIFY(pinned->look().wireframe);
        QTest::keyClicks(&view, QStringLiteral("v"));
        QVERIFY(!m_bench->actions().compare->isChecked());
        QCOMPARE(view.geometry(), m_bench->rect());
    }

    void exportsTheFileItself()
    {
        open(m_ball);
        QSignalSpy told(m_bench.get(), &MeshBench::toldInPassing);
        QTest::keyClick(&m_bench->view(), Qt::Key_E, Qt::ControlModifier | Qt::ShiftModifier);
        auto* const dialog = m_bench->findChild<MeshExportDialog*>();
        QVERIFY(dialog != nullptr && dialog->isVisible());
        QVERIFY(dialog->path().endsWith(QStringLiteral("/ball.glb")));
        const QString target = m_dir.filePath(QStringLiteral("copy.glb"));
        dialog->setPath(target);
        dialog->findChild<QPushButton*>(QStringLiteral("meshExportGo"))->click();
        QTRY_COMPARE_WITH_TIMEOUT(told.size(), 1, kLong);
        QFile copy(target);
        QVERIFY(copy.open(QIODevice::ReadOnly));
        QCOMPARE(copy.readAll(), makeBallGlb(20, 12, 16));
    }

    void saysWhenThereIsNothingToFilmWith()
    {
        open(m_ball);
        QTest::mouseClick(m_bench->findChild<QToolButton*>(QStringLiteral("meshTurntable")), Qt::LeftButton);
        auto* const film = m_bench->findChild<TurntableDialog*>();
        QVERIFY(film != nullptr && film->isVisible());
        film->setPath(m_dir.filePath(QStringLiteral("film.mp4")));
        film->findChild<QPushButton*>(QStringLiteral("turntableGo"))->click();
        QTRY_VERIFY_WITH_TIMEOUT(film->findChild<ErrorBanner*>(QStringLiteral("turntableError"))->isVisible(), kLong);
        film->close();
        QTest::mouseClick(m_bench->findChild<QToolButton*>(QStringLiteral("meshPicture")), Qt::LeftButton);
        auto* const picture = m_bench->findChild<PictureDialog*>();
        QVERIFY(picture != nullptr && picture->isVisible());
    }

    void writesACardWithoutAGraphicsCard()
    {
        open(m_ball);
        QTRY_VERIFY_WITH_TIMEOUT(m_bench->session().facts(), kLong);
        QSignalSpy told(m_bench.get(), &MeshBench::toldInPassing);
        m_bench->actions().card->trigger();
        auto* const dialog = m_bench->findChild<MeshCardDialog*>();
        QVERIFY(dialog != nullptr && dialog->isVisible());
        dialog->setPath(m_dir.filePath(QStringLiteral("card.pdf")));
        dialog->findChild<QPushButton*>(QStringLiteral("meshCardGo"))->click();
        QTRY_COMPARE_WITH_TIMEOUT(told.size(), 1, kLong);
        QVERIFY(QFileInfo(m_dir.filePath(QStringLiteral("card.pdf"))).size() > 10'000);
    }

    void showsTheLayoutOfTheTexture()
    {
        open(m_ball);
        QTest::keyClick(&m_bench->view(), Qt::Key_U);
        UvView& uv = m_bench->uv();
        QVERIFY(uv.isVisible() && uv.isWindow());
        QVERIFY(m_bench->actions().uv->isChecked());
        QTRY_VERIFY_WITH_TIMEOUT(uv.laidOut(), kLong);
        QVERIFY(uv.laidOut()->islands > 0);
        QVERIFY(QTest::qWaitForWindowActive(&uv));
        QTest::keyClick(&uv.canvas(), Qt::Key_Escape);
        QVERIFY(!uv.isVisible());
        QVERIFY(!m_bench->actions().uv->isChecked());
        m_bench->actions().uv->trigger();
        QVERIFY(uv.isVisible());
        m_bench->hide(); // the stage shows something else
        QVERIFY(!uv.isVisible());
    }

    void everyControlIsNamed()
    {
        open(m_ball);
        const QList<QToolButton*> buttons = m_bench->findChildren<QToolButton*>();
        QVERIFY(buttons.size() > 10);
        for (const QToolButton* const button : buttons) {
            if (button->parentWidget()->inherits("QMenu") || button->objectName().startsWith(QLatin1String("qt_"))) {
                continue;
            }
            QVERIFY2(!button->objectName().isEmpty(), qPrintable(button->text()));
            QVERIFY2(!button->toolTip().isEmpty(), qPrintable(button->objectName()));
            QVERIFY2(!button->accessibleName().isEmpty() || !button->text().isEmpty(),
                     qPrintable(button->objectName()));
            QVERIFY2(button->isEnabled() || !disabledReason(button->defaultAction()).isEmpty(),
                     qPrintable(button->objectName()));
        }
    }

    void barsStayInside()
    {
        openMoving();
        for (const QSize& size : {QSize(330, 240), QSize(414, 530), QSize(500, 400), QSize(1600, 900)}) {
            m_bench->resize(size);
            const auto* const timeline = m_bench->findChild<QWidget*>(QStringLiteral("meshTimeline"));
            QVERIFY(timeline->isVisible());
            QVERIFY2(size.width() < 400 || m_bench->rect().contains(timeline->geometry()),
                     qPrintable(QString::number(size.width())));
            for (const char* const name : {"meshRail", "meshBar", "meshOutput"}) {
                const auto* const bar = m_bench->findChild<QWidget*>(QLatin1String(name));
                QVERIFY2(m_bench->rect().contains(bar->geometry()),
                         qPrintable(QStringLiteral("%1 at %2").arg(QLatin1String(name)).arg(size.width())));
            }
        }
    }

private:
    /// A triangle that goes up two within a second.
    void openMoving()
    {
        QByteArray bytes;
        const float numbers[] = {0, 0, 0, 1, 0, 0, 0, 1, 0, /* times */ 0, 1, /* places */ 0, 0, 0, 0, 2, 0};
        bytes.append(reinterpret_cast<const char*>(numbers), sizeof(numbers));
        QByteArray json =
            "{'asset':{'version':'2.0'},'scene':0,'scenes':[{'nodes':[0]}],'nodes':[{'mesh':0}],"
            "'meshes':[{'primitives':[{'attributes':{'POSITION':0}}]}],"
            "'animations':[{'samplers':[{'input':1,'output':2}],"
            "'channels':[{'sampler':0,'target':{'node':0,'path':'translation'}}]}],"
            "'accessors':[{'bufferView':0,'componentType':5126,'count':3,'type':'VEC3','min':[0,0,0],'max':[1,1,0]},"
            "{'bufferView':1,'componentType':5126,'count':2,'type':'SCALAR','min':[0],'max':[1]},"
            "{'bufferView':2,'componentType':5126,'count':2,'type':'VEC3'}],"
            "'bufferViews':[{'buffer':0,'byteLength':36},{'buffer':0,'byteOffset':36,'byteLength':8},"
            "{'buffer':0,'byteOffset':44,'byteLength':24}],"
            "'buffers':[{'byteLength':68,'uri':'data:application/octet-stream;base64," +
            bytes.toBase64() + "'}]}";
        json.replace('\'', '"');
        open(written(QStringLiteral("moves.gltf"), json));
    }
    QString written(const QString& name, const QByteArray& bytes)
    {
        QFile file(m_dir.filePath(name));
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? file.fileName() : QString();
    }
    void open(const QString& path)
    {
        m_bench->showFile(path);
        QTRY_COMPARE_WITH_TIMEOUT(m_bench->session().state(), MeshSession::State::Ready, kLong);
        m_bench->view().frame();
    }
    /// Everything that stands on the bench in words.
    QString spoken()
    {
        QStringList words;
        const QList<QLabel*> labels = m_bench->findChildren<QLabel*>();
        for (const QLabel* const label : labels) {
            words.append(label->isVisible() ? label->text() : QString());
        }
        return words.join(QLatin1Char('\n'));
    }
    void drag(Qt::MouseButton button, Qt::KeyboardModifiers keys, QPoint by)
    {
        MeshView* const view = &m_bench->view();
        const QPoint from = view->rect().center();
        QTest::mousePress(view, button, keys, from);
        for (int i = 1; i <= 4; ++i) {
            QMouseEvent move(QEvent::MouseMove, QPointF(from + by * i / 4),
                             view->mapToGlobal(QPointF(from + by * i / 4)), Qt::NoButton, button, keys);
            QApplication::sendEvent(view, &move);
        }
        QTest::mouseRelease(view, button, keys, from + by);
    }

    QTemporaryDir m_home;
    QTemporaryDir m_dir;
    std::unique_ptr<Studio> m_studio;
    std::unique_ptr<MeshBench> m_bench;
    QString m_ball;
    QString m_damaged;
};

QTEST_MAIN(TestMeshBench)
#include "TestMeshBench.moc"
