// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli/CliKit.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QImage>
#include <QJsonDocument>
#include <QTest>

namespace maquette {

namespace {

constexpr int kPatienceMs = 120'000; // a sanitizer build on a busy machine is slow

QString s(const char* text)
{
    return QString::fromUtf8(text);
}

} // namespace

QByteArray slurp(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QList<QJsonObject> CliRun::json() const
{
    QList<QJsonObject> objects;
    for (const QByteArray& line : out.split('\n')) {
        if (line.isEmpty()) {
            continue;
        }
        const QJsonDocument document = QJsonDocument::fromJson(line);
        if (!document.isObject()) {
            QTest::qFail(qPrintable(s("not a JSON object: ") + QString::fromUtf8(line)), __FILE__, __LINE__);
        }
        objects.append(document.object());
    }
    return objects;
}

QStringList CliRun::lines() const
{
    return QString::fromUtf8(out).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
}

CliProcess::CliProcess(const QStringList& arguments, const QStringList& environment)
{
    m_process.setEnvironment(environment);
    m_process.start(s(MAQUETTE_CLI), arguments);
}

CliProcess::~CliProcess()
{
    if (m_process.state() != QProcess::NotRunning) {
        m_process.kill();
        m_process.waitForFinished();
    }
}

void CliProcess::collect()
{
    m_run.out += m_process.readAllStandardOutput();
    m_run.err += m_process.readAllStandardError();
}

bool CliProcess::waitFor(const QByteArray& words)
{
    const auto isThere = [this, &words] {
        collect();
        return m_run.out.contains(words) || m_run.err.contains(words);
    };
    const bool isOver = QTest::qWaitFor(
        [this, &isThere] { return isThere() || m_process.state() == QProcess::NotRunning; }, kPatienceMs);
    return isOver && isThere();
}

CliRun CliProcess::finish()
{
    // Not QProcess::waitForFinished(): a server of the test lives in this thread.
    const bool ended = QTest::qWaitFor([this] { return m_process.state() == QProcess::NotRunning; }, kPatienceMs);
    if (!ended) {
        m_process.kill();
        m_process.waitForFinished();
    }
    collect();
    m_run.code = ended && m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1;
    return m_run;
}

CliHome::CliHome()
{
    if (!m_folder.isValid() || !QDir().mkpath(path(s("home"))) || !QDir().mkpath(path(s("runtime"))) ||
        !QFile::setPermissions(path(s("runtime")), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner)) {
        qFatal("no temporary folder");
    }
}

std::unique_ptr<CliProcess> CliHome::start(const QStringList& arguments, const QStringList& more) const
{
    QStringList environment;
    for (const QString& entry : QProcess::systemEnvironment()) {
        const QString name = entry.section(QLatin1Char('='), 0, 0);
        if (!name.startsWith(s("MAQUETTE_")) && name != s("STABILITY_API_KEY") && !name.startsWith(s("XDG_")) &&
            !name.endsWith(s("_proxy"), Qt::CaseInsensitive)) {
            environment.append(entry);
        }
    }
    environment += {s("HOME=") + path(s("home")), s("XDG_RUNTIME_DIR=") + path(s("runtime")),
                    s("DBUS_SESSION_BUS_ADDRESS=disabled:"), s("MAQUETTE_HOME=") + data()};
    environment += more;
    return std::make_unique<CliProcess>(arguments, environment);
}

CliRun CliHome::run(const QStringList& arguments, const QStringList& more) const
{
    return start(arguments, more)->finish();
}

QString CliHome::picture(int side) const
{
    const QString file = path(s("picture-%1.png").arg(side));
    QImage image(side, side, QImage::Format_RGB32);
    image.fill(QColor(120, 60, 30));
    if (!image.save(file)) {
        qFatal("no picture");
    }
    return file;
}

QString CliHome::write(const QString& name, const QByteArray& bytes) const
{
    QFile file(path(name));
    if (!QDir().mkpath(QFileInfo(file).path()) || !file.open(QIODevice::WriteOnly) ||
        file.write(bytes) != bytes.size()) {
        qFatal("no file");
    }
    return path(name);
}

void CliHome::setFastPrice(int credits) const
{
    write(s("data/config/operations/mine.json"),
          "{\"format\": 1, \"provider\": \"stability\", \"priceListDate\": \"2026-01-31\", \"operations\": [{\"id\": "
          "\"stable-image.upscale.fast\", \"price\": {\"credits\": " +
              QByteArray::number(credits) + "}}]}");
}

QStringList CliHome::ledger(const QStringList& more) const
{
    QStringList entries;
    for (const QJsonObject& entry : run({s("ledger"), s("--json")}, more).json()) {
        entries.append(entry.value(s("kind")).toString() + QLatin1Char(' ') + entry.value(s("amount")).toString());
    }
    return entries;
}

QStringList CliHome::smallOrder(const QStringList& more) const
{
    return QStringList{s("run"), s("stable-image.upscale.fast"), s("--input"), s("image=") + picture()} + more;
}

} // namespace maquette
