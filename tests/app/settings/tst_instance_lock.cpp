// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/settings/InstanceLock.h"
#include "tests/support/TestMain.h"

#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QSysInfo>
#include <QTemporaryDir>

using namespace maquette;

class InstanceLockTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void isHeldOnce();
    void namesAnotherProcess();
    void takesOverFromTheDead();
    void saysWhenItCannotBeMade();

private:
    [[nodiscard]] QString file() const { return m_folder->filePath(QStringLiteral("maquette.lock")); }
    /// A lock file as QLockFile writes it: process, program, host, host id, boot id.
    void writeLock(qint64 process, const QString& program) const
    {
        QFile lock(file());
        QVERIFY(lock.open(QIODevice::WriteOnly));
        const QStringList lines{QString::number(process),
                                program,
                                QSysInfo::machineHostName(),
                                QString::fromLatin1(QSysInfo::machineUniqueId()),
                                QString::fromLatin1(QSysInfo::bootUniqueId()),
                                QString()};
        lock.write(lines.join(QLatin1Char('\n')).toUtf8());
    }
    std::unique_ptr<QTemporaryDir> m_folder;
};

void InstanceLockTest::init()
{
    failOnAnyWarning();
    m_folder = std::make_unique<QTemporaryDir>();
}

void InstanceLockTest::isHeldOnce()
{
    {
        const auto first = InstanceLock::take(file());
        QVERIFY(first.has_value());
        const auto second = InstanceLock::take(file());
        QVERIFY(!second.has_value());
        QCOMPARE(second.error().kind, ErrorKind::Storage);
        QCOMPARE(second.error().place, file());
        QVERIFY2(second.error().detail.contains(QString::number(QCoreApplication::applicationPid())),
                 qPrintable(second.error().detail));
        QVERIFY(second.error().detail.contains(QSysInfo::machineHostName()));
    }
    QVERIFY(InstanceLock::take(file()).has_value());
}

void InstanceLockTest::namesAnotherProcess()
{
    QProcess other;
    other.start(QStringLiteral("sleep"), {QStringLiteral("600")});
    QVERIFY(other.waitForStarted());
    writeLock(other.processId(), QStringLiteral("sleep"));
    const auto refused = InstanceLock::take(file());
    QVERIFY(!refused.has_value());
    QCOMPARE(
        refused.error().detail,
        QStringLiteral("in use by sleep, process %1 on %2").arg(other.processId()).arg(QSysInfo::machineHostName()));
    other.kill();
    QVERIFY(other.waitForFinished());
    QVERIFY(InstanceLock::take(file()).has_value());
}

void InstanceLockTest::takesOverFromTheDead()
{
    QProcess gone;
    gone.start(QStringLiteral("true"), {});
    QVERIFY(gone.waitForStarted());
    const qint64 process = gone.processId();
    QVERIFY(gone.waitForFinished());
    writeLock(process, QStringLiteral("maquette"));
    QVERIFY(InstanceLock::take(file()).has_value());
    // Another program that got the number of the dead one does not hold our lock.
    writeLock(QCoreApplication::applicationPid(), QStringLiteral("some-other-program"));
    QVERIFY(InstanceLock::take(file()).has_value());
}

void InstanceLockTest::saysWhenItCannotBeMade()
{
    const auto refused = InstanceLock::take(m_folder->filePath(QStringLiteral("missing/maquette.lock")));
    QVERIFY(!refused.has_value());
    QCOMPARE(refused.error().kind, ErrorKind::Storage);
    QVERIFY(!refused.error().detail.isEmpty());
}

QTEST_GUILESS_MAIN(InstanceLockTest)
#include "tst_instance_lock.moc"
