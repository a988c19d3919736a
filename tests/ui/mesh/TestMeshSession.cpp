// SPDX-License-Identifier: GPL-3.0-or-later
// What becomes known of a mesh file, in which order, and what does not when another is opened.
#include "tests/support/GlbMaker.h"
#include "tests/support/TestMain.h"
#include "ui/mesh/MeshSession.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace maquette;

namespace {
constexpr int kLong = 30'000;
}

class TestMeshSession : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_ball = written(QStringLiteral("ball.glb"), makeBallGlb(20, 12, 16));
        m_large = written(QStringLiteral("large.glb"), makeBallGlb(300, 300, 64));
        m_damaged = written(QStringLiteral("damaged.glb"), makeBallGlb(20, 12, 16).left(300));
    }
    void init() { failOnAnyWarning(); }

    void readsThenStudies()
    {
        MeshSession session;
        QCOMPARE(session.state(), MeshSession::State::Empty);
        session.open(m_ball);
        QCOMPARE(session.state(), MeshSession::State::Reading);
        QTRY_COMPARE_WITH_TIMEOUT(session.state(), MeshSession::State::Ready, kLong);
        QCOMPARE(session.mesh()->scene.triangleCount(), 20 * 12 * 2);
        QVERIFY(!session.mesh()->box.isEmpty);
        QVERIFY(!session.mesh()->shadow.picture.isNull());
        // Nothing else competes with the first picture.
        QVERIFY(!session.facts() && !session.picker());
        session.study();
        QTRY_VERIFY_WITH_TIMEOUT(session.facts() && session.picker(), kLong);
        QCOMPARE(session.facts()->triangles, 20 * 12 * 2);
        QVERIFY(session.picker()->pick({0, 0, 5}, {0, 0, -1}));
    }

    void newerFileWins()
    {
        MeshSession session;
        QSignalSpy states(&session, &MeshSession::stateChanged);
        session.open(m_large);
        session.open(m_ball);
        QTRY_COMPARE_WITH_TIMEOUT(session.state(), MeshSession::State::Ready, kLong);
        QCOMPARE(session.mesh()->path, m_ball);
        QCOMPARE(states.count(), 3); // reading, reading, ready
    }

    void meshStaysUntilTheNextIsThere()
    {
        MeshSession session;
        session.open(m_ball);
        QTRY_COMPARE_WITH_TIMEOUT(session.state(), MeshSession::State::Ready, kLong);
        session.open(m_large);
        QCOMPARE(session.mesh()->path, m_ball);
        QTRY_COMPARE_WITH_TIMEOUT(session.state(), MeshSession::State::Ready, kLong);
        QCOMPARE(session.mesh()->path, m_large);
        QVERIFY(!session.picker());
    }

    void damagedFileFails()
    {
        MeshSession session;
        session.open(m_damaged);
        QTRY_COMPARE_WITH_TIMEOUT(session.state(), MeshSession::State::Failed, kLong);
        QCOMPARE(session.error().kind, ErrorKind::InvalidInput);
        QVERIFY(!session.mesh());
        session.study();
        session.open(m_ball);
        QTRY_COMPARE_WITH_TIMEOUT(session.state(), MeshSession::State::Ready, kLong);
    }

    void goesWhileReading()
    {
        MeshSession session;
        session.open(m_large);
    }

    void clearGivesUp()
    {
        MeshSession session;
        session.open(m_ball);
        session.clear();
        QCOMPARE(session.state(), MeshSession::State::Empty);
        session.open(m_ball);
        QTRY_COMPARE_WITH_TIMEOUT(session.state(), MeshSession::State::Ready, kLong);
    }

private:
    QString written(const QString& name, const QByteArray& bytes)
    {
        QFile file(m_dir.filePath(name));
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? file.fileName() : QString();
    }

    QTemporaryDir m_dir;
    QString m_ball;
    QString m_large;
    QString m_damaged;
};

QTEST_GUILESS_MAIN(TestMeshSession)
#include "TestMeshSession.moc"
