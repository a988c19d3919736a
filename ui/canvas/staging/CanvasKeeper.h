// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/assets/Asset.h"
#include "app/base/Result.h"

#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <optional>

namespace maquette {

class CanvasSession;
class CanvasStaging;
struct StoredCanvas;

/// Keeps what is on the canvas, with its history, and what is staged in files, so that a crash or a restart loses
/// neither. Written some seconds after the last change, at once when something was ordered, and never in the UI thread
/// but at the very end. One file for each picture ("<sha256>.canvas"), one for everything staged ("staging.json") and
/// one that names the picture worked on last ("last"): when one is damaged, the others still hold.
class CanvasKeeper : public QObject
{
    Q_OBJECT

public:
    static constexpr int kDelayMs = 2500;
    static constexpr int kMostCanvases = 24; ///< the newest are kept

    CanvasKeeper(QString folder, CanvasSession& session, CanvasStaging& staging, QObject* parent = nullptr);
    /// As flush().
    ~CanvasKeeper() override;

    /// Reads what the last run left; lastBase() and the staged results follow.
    void load();
    /// Writes what is not written yet and returns when it is on disk.
    void flush();
    [[nodiscard]] bool isWritten() const; ///< nothing waits to be written

Q_SIGNALS:
    /// load() is done: the picture the last run worked on; not valid when there is none.
    void lastBase(const maquette::AssetId& base);
    /// A file could not be read; it was put aside. Nothing paid is in it.
    void damaged(const maquette::Error& error);
    /// The disk did not take it; told once until it works again.
    void writingFailed(const maquette::Error& error);

private:
    void sessionOpened();
    void sessionClosing();
    void takeUp(const AssetId& base, Result<StoredCanvas>&& stored);
    void canvasChanged();
    void write();
    void writeCanvas();
    void writeStaging();
    void writeLast();
    void run(const std::function<Result<void>()>& work);
    [[nodiscard]] QString fileOf(const AssetId& base) const;

    QString m_folder;
    CanvasSession& m_session;
    CanvasStaging& m_staging;
    QTimer m_timer;
    QThreadPool m_pool; ///< one thread: what was asked first is written first
    AssetId m_base;     ///< whose canvas is open
    AssetId m_waiting;  ///< a stored canvas of this picture is being read
    bool m_canvasDirty = false;
    bool m_stagingDirty = false;
    bool m_lastDirty = false;
    bool m_loaded = false;
    bool m_failing = false;
    int m_underWay = 0;
};

} // namespace maquette
