// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/gallery/GalleryStore.h"
#include "ui/audio/SoundSession.h"
#include "ui/audio/TimeAxis.h"

#include <QElapsedTimer>
#include <QFrame>
#include <QWidget>

class QAction;
class QHBoxLayout;
class QLabel;
class QToolButton;

namespace maquette {

class HandOut;
class LevelMeter;
class PlaceActions;
class SpectrogramView;
class Studio;
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

protected:
    void resizeEvent(QResizeEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void makeActions();
    void connectParts();
    void addPlaying();
    void addMarking();
    void showSiblings(const GalleryItem& item);
    /// A further result of the order on the bench arrived.
    void addTake(const GalleryItem& item);
    void showTakes();
    void showAnalysis();
    void seekBy(double seconds);
    void setEdge(bool from);
    void testSeam();
    void openExport();
    void dragOut();
    void refreshReasons();

    Studio& m_studio;
    SoundSession m_session;
    TimeAxis m_axis;
    PlaceActions* m_keys;
    HandOut* m_handOut;
    QWidget* m_takeRow;
    QHBoxLayout* m_takes;
    QToolButton* m_matched;
    QToolButton* m_drag;
    WaveformView* m_waveform;
    SpectrogramView* m_spectrogram;
    QLabel* m_problem;
    QLabel* m_silent;
    TransportBar* m_transport = nullptr;
    QFrame* m_readout;
    QLabel* m_loudness;
    QLabel* m_pointer;
    LevelMeter* m_meter;
    QElapsedTimer m_metered;
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
    } m_do = {};
    QString m_shown; ///< id of the item
};

} // namespace maquette
