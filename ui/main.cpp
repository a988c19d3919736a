// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/Files.h"
#include "app/base/Language.h"
#include "app/settings/InstanceLock.h"
#include "app/settings/Paths.h"
#include "app/settings/Settings.h"
#include "app/studio/Studio.h"
#include "ui/shell/FailurePage.h"
#include "ui/shell/MainWindow.h"
#include "ui/shell/TerminationSignals.h"
#include "ui/widgets/AccessibleButtons.h"
#include "ui/widgets/Theme.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QJsonDocument>
#include <QMessageBox>
#include <QProcess>

#include <cstdio>
#include <cstring>

namespace maquette {

namespace {

constexpr int kExitNoDisplay = 1;
constexpr int kExitBadUse = 2;
constexpr int kExitStorage = 6;
constexpr qint64 kSettingsLimit = qint64(1024) * 1024; // bytes

/// What has to be known before the application object exists, read without touching the file.
Settings earlySettings()
{
    const auto bytes = readFile(Paths::fromEnvironment().settingsFile(), kSettingsLimit);
    return Settings::fromJson(bytes ? QJsonDocument::fromJson(*bytes).object() : QJsonObject());
}

/// True when the scale was put into the environment.
bool setUpEnvironment(const Settings& settings)
{
    // Left to choose, Qt Multimedia takes GStreamer, which crashes where its plugins are not installed.
    if (!qEnvironmentVariableIsSet("QT_MEDIA_BACKEND")) {
        qputenv("QT_MEDIA_BACKEND", "ffmpeg");
    }
    if (settings.uiScale > 0 && !qEnvironmentVariableIsSet("QT_SCALE_FACTOR")) {
        qputenv("QT_SCALE_FACTOR", QByteArray::number(settings.uiScale / 100.0));
        qputenv("QT_ENABLE_HIGHDPI_SCALING", "0"); // the choice is instead of the desktop's, not on top of it
        return true;
    }
    return false;
}

void nameApplication()
{
    QCoreApplication::setApplicationName(QStringLiteral("maquette"));
    QCoreApplication::setApplicationVersion(QStringLiteral(MAQUETTE_VERSION));
    QGuiApplication::setDesktopFileName(QStringLiteral("org.maquette.Maquette"));
}

void describeOptions(QCommandLineParser& parser)
{
    parser.setApplicationDescription(
        QCoreApplication::translate("main", "A studio for hosted generative models. Without a window: maquette-cli."));
    parser.addHelpOption();
    parser.addVersionOption();
}

/// True when the options are answered in words: that works without a display.
bool isAnsweredInWords(int argc, char** argv)
{
    for (int i = 1; i < argc; ++i) {
        for (const char* const option : {"--help", "-h", "--help-all", "--version", "-v"}) {
            if (std::strcmp(argv[i], option) == 0) {
                return true;
            }
        }
    }
    return false;
}

bool hasDisplay()
{
    return qEnvironmentVariableIsSet("QT_QPA_PLATFORM") || !qEnvironmentVariableIsEmpty("DISPLAY") ||
           !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY");
}

/// Tells that another process works on this data folder.
void tellLocked(const Error& error, const QString& folder)
{
    QMessageBox box(
        QMessageBox::Information, QCoreApplication::translate("main", "Maquette is already open"),
        QCoreApplication::translate("main", "Another Maquette is at work on this library (%1).").arg(error.detail));
    box.setInformativeText(
        QCoreApplication::translate("main", "Two at once could spend twice. Close the other one first. Data folder: %1")
            .arg(folder));
    box.setObjectName(QStringLiteral("lockedBox"));
    std::fprintf(stderr, "maquette: %s\n", qUtf8Printable(box.text()));
    box.exec();
}

/// The window's life; the value is the exit code. \a again: it wants to be started anew.
int runWindow(const Settings& settings, bool* again)
{
    Theme::install(*qApp, settings.theme);
    installAccessibleButtons();
    Studio studio{StudioOptions{}};
    MainWindow window(studio);
    TerminationSignals signalsFromOutside;
    QObject::connect(&signalsFromOutside, &TerminationSignals::received, &window, &MainWindow::quitNow);
    QObject::connect(&window, &MainWindow::restartRequested, qApp, [again] {
        *again = true;
        QCoreApplication::quit();
    });
    QObject::connect(&studio, &Studio::openFailed, &window, [&window, &studio](const Error& error) {
        if (isLockedByOther(error)) {
            window.hide();
            tellLocked(error, studio.dataFolder());
            QCoreApplication::exit(kExitStorage);
        }
    });
    window.show();
    // First the picture of the window, then the work.
    QMetaObject::invokeMethod(
        &studio, [&studio] { studio.open(); }, Qt::QueuedConnection);
    return QApplication::exec();
}

int run(int argc, char** argv)
{
    if (isAnsweredInWords(argc, argv)) {
        const QCoreApplication application(argc, argv);
        nameApplication();
        installLanguage(QLocale());
        QCommandLineParser parser;
        describeOptions(parser);
        parser.process(application); // prints and ends
        return 0;
    }
    if (!hasDisplay()) {
        std::fputs("maquette: there is no display. maquette-cli does the same work without a window, for example:\n"
                   "  maquette-cli run stable-image.generate.core --set prompt=\"a lighthouse at dusk\" --out .\n",
                   stderr);
        return kExitNoDisplay;
    }
    const Settings settings = earlySettings();
    const bool scaled = setUpEnvironment(settings);
    bool again = false;
    int code = 0;
    {
        QApplication application(argc, argv);
        nameApplication();
        installLanguage(QLocale());
        QCommandLineParser parser;
        describeOptions(parser);
        if (!parser.parse(QCoreApplication::arguments()) || !parser.positionalArguments().isEmpty()) {
            std::fprintf(stderr, "maquette: %s\n",
                         qUtf8Printable(parser.errorText().isEmpty()
                                            ? parser.positionalArguments().join(QLatin1Char(' '))
                                            : parser.errorText()));
            return kExitBadUse;
        }
        code = runWindow(settings, &again);
        if (again) {
            // After the data folder's lock was given back; and the next one decides about its scale itself.
            if (scaled) {
                qunsetenv("QT_SCALE_FACTOR");
                qunsetenv("QT_ENABLE_HIGHDPI_SCALING");
            }
            QProcess::startDetached(QCoreApplication::applicationFilePath(), {});
        }
    }
    return code;
}

} // namespace

} // namespace maquette

int main(int argc, char** argv)
{
    return maquette::run(argc, argv);
}
