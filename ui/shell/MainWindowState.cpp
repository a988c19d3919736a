// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/Studio.h"
#include "ui/canvas/staging/StagingDesk.h"
#include "ui/shell/MainWindow.h"
#include "ui/shell/NoticeArea.h"
#include "ui/shell/QuitDialog.h"
#include "ui/shell/SideSplitter.h"
#include "ui/shell/StudioPage.h"

#include <QCloseEvent>
#include <QGuiApplication>
#include <QScreen>
#include <QTimer>

#include <algorithm>

namespace maquette {

namespace {

constexpr QSize kUsual(1600, 1000);
constexpr int kFrame = 40; // px that a title bar may take

/// What the screen that shows most of \a geometry leaves to a window and its title bar; the primary one's when none
/// shows it.
QRect roomFor(const QRect& geometry)
{
    const QScreen* best = QGuiApplication::primaryScreen();
    int most = 0;
    for (const QScreen* const each : QGuiApplication::screens()) {
        const QRect seen = each->availableGeometry().intersected(geometry);
        if (seen.width() * seen.height() > most) {
            most = seen.width() * seen.height();
            best = each;
        }
    }
    return best != nullptr ? best->availableGeometry().adjusted(0, 0, 0, -kFrame) : QRect(QPoint(), kUsual);
}

/// \a geometry made smaller and moved as little as it takes to lie within \a room: a screen or its scale may have
/// changed.
QRect fitted(const QRect& geometry, const QRect& room)
{
    QRect within(geometry.topLeft(), geometry.size().boundedTo(room.size()));
    within.moveRight(std::min(within.right(), room.right()));
    within.moveBottom(std::min(within.bottom(), room.bottom()));
    within.moveLeft(std::max(within.left(), room.left()));
    within.moveTop(std::max(within.top(), room.top()));
    return within;
}

} // namespace

void MainWindow::restoreState()
{
    const QRect room = roomFor(m_state.geometry);
    if (m_state.geometry.isNull()) {
        resize(kUsual.boundedTo(room.size()));
    } else {
        const QRect fitting = fitted(m_state.geometry, room);
        resize(fitting.size());
        move(fitting.topLeft());
    }
    m_studioPage->sides().setWidths(m_state.leftWidth, m_state.rightWidth);
    m_studioPage->sides().setLeftFolded(m_state.leftFolded);
    m_studioPage->sides().setRightFolded(m_state.rightFolded);
    if (m_state.maximised) {
        setWindowState(windowState() | Qt::WindowMaximized);
    }
}

void MainWindow::rememberState()
{
    if (m_saveTimer != nullptr && isVisible()) {
        m_saveTimer->start();
    }
}

void MainWindow::saveState()
{
    if (!m_studio.isOpen()) {
        return; // another process may own the folder
    }
    WindowState now = m_state;
    now.maximised = isMaximized();
    if (!isMaximized() && !isFullScreen()) {
        now.geometry = QRect(pos(), size());
    }
    now.leftWidth = m_studioPage->sides().leftWidth();
    now.rightWidth = m_studioPage->sides().rightWidth();
    now.leftFolded = m_studioPage->sides().isLeftFolded();
    now.rightFolded = m_studioPage->sides().isRightFolded();
    now.page = page();
    if (now != m_state) {
        m_state = now;
        m_stateFile.write(now.toJson());
    }
}

void MainWindow::resizeEvent(QResizeEvent* event)
{
    QMainWindow::resizeEvent(event);
    rememberState();
}

void MainWindow::moveEvent(QMoveEvent* event)
{
    QMainWindow::moveEvent(event);
    rememberState();
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    if (!m_mayClose && m_studio.runningJobs() > 0) {
        event->ignore();
        askBeforeQuit();
        return;
    }
    m_mayClose = true;
    saveState();
    m_stateFile.flush();
    m_studioPage->results().keeper().flush();
    event->accept();
}

void MainWindow::quitNow()
{
    m_mayClose = true;
    close();
}

void MainWindow::askBeforeQuit()
{
    if (!m_quitDialog.isNull()) {
        m_quitDialog->raise();
        return;
    }
    m_quitDialog = new QuitDialog(m_studio.runningJobs(), this);
    m_quitDialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_quitDialog, &QDialog::finished, this, [this](int answer) {
        if (answer == QuitDialog::QuitNow) {
            quitNow();
        } else if (answer == QuitDialog::Wait) {
            waitThenQuit();
        }
    });
    m_quitDialog->open();
}

void MainWindow::waitThenQuit()
{
    if (m_studio.runningJobs() == 0) {
        quitNow();
        return;
    }
    m_quitWhenDone = true;
    if (!m_studio.isQueuePaused()) {
        m_pausedForQuit = true;
        m_studio.setQueuePaused(true);
    }
    ErrorText text;
    text.what = tr("Maquette closes when the running jobs are done.");
    text.next = tr("Jobs that have not begun stay in the queue for the next start.");
    text.action = ErrorAction::Wait;
    text.actionLabel = tr("Stay");
    m_notices->show(QStringLiteral("quit"), text, [this] {
        m_quitWhenDone = false;
        if (m_pausedForQuit) {
            m_pausedForQuit = false;
            m_studio.setQueuePaused(false);
        }
    });
}

} // namespace maquette
