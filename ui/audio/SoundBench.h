// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/gallery/GalleryStore.h"
#include "ui/audio/SoundLook.h"
#include "ui/audio/SoundSession.h"
#include "ui/audio/TimeAxis.h"
#include "ui/widgets/KeptJson.h"

#include <QWidget>

class QAction;
class QLabel;

namespace maquette {

class PlaceActions;
class SoundReadout;
class SpectrogramView;
class Studio;
class TakeRow;
class TransportBar;
class WaveformView;

/// The stage for sound: takes of one order side by side, waveform, spectrogram, levels, and everything to play them.
class SoundBench : public QWidget
{
    Q_OBJECT

public:
    explicit SoundBench(Studio& studio, QWidget* parent = nullptr);

    [[nodiscard]] SoundSession& session() { return m_session; }
    [[nodiscard]] PlaceActions* keys() const { return m_keys; }
    [[nodiscard]] const TimeAxis& axis() const { return m_axis; }

public Q_SLOTS:
    /// Shows \a item and the other results of its order as takes.
    void showItem(const maquette::GalleryItem& item);
    /// The stage shows something else: playing pauses.
    void leave();

Q_SIGNALS:
    void itemShown(const maquette::GalleryItem& item);
    /// The marked stretch in seconds; to is below from when nothing is marked.
    void spanChanged(double from, double to);
    void stepRequested(int by);
    void toldInPassing(const QString& sentence);
    void filesDropped(const QStringList& paths);

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void makeActions();
    void makeColumn();
    void connectParts();
    void addPlaying();
    void addMarking();
    void addViewing();
    void showSiblings(const GalleryItem& item);
    /// A further result of the order on the bench arrived.
    void addTake(const GalleryItem& item);
    void showTake(int index);
    void showAnalysis();
    void showViews();
    void redraw();
    void keepLook();
    void seekBy(double seconds);
    void setEdge(bool from);
    void testSeam();
    void openExport();
    void refreshReasons();

    Studio& m_studio;
    KeptJson m_kept;
    SoundLook m_look;
    SoundSession m_session;
    TimeAxis m_axis;
    PlaceActions* m_keys;
    // In the order of the tab key.
    TakeRow* m_takes = nullptr;
    QLabel* m_problem = nullptr;
    WaveformView* m_waveform = nullptr;
    SpectrogramView* m_spectrogram = nullptr;
    QLabel* m_silent = nullptr;
    TransportBar* m_transport = nullptr;
    SoundReadout* m_readout = nullptr;
    struct
    {
        QAction* play;
        QAction* toStart;
        QAction* loop;
        QAction* seam;
        QAction* exportSound;
        QAction* loopFrom;
        QAction* loopTo;
        QAction* clearSpan;
        QAction* zoomSpan;
        QAction* zoomAll;
        QAction* nextTake;
        QAction* matched;
        QAction* spectrogram;
    } m_do = {};
    QString m_shown; ///< id of the item
};

} // namespace maquette
