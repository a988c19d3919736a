// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QAction;
class QHBoxLayout;
class QToolButton;

namespace maquette {

class SoundDragOut;
class SoundSession;
class Studio;

/// The row above the waveform: the takes to choose from, how they are compared and shown, and what can be pulled from
/// here into other programs.
class TakeRow : public QWidget
{
    Q_OBJECT

public:
    TakeRow(Studio& studio, SoundSession& session, QAction* matched, QAction* spectrogram, QWidget* parent);
    /// Shortens words and leaves out what is not needed in \a width.
    void setRoom(int width);

Q_SIGNALS:
    void takeChosen(int index); ///< by the pointer
    void toldInPassing(const QString& sentence);

private:
    void showTakes();
    void showSpan();
    [[nodiscard]] QToolButton* takeButton(int index);
    [[nodiscard]] QToolButton* toggle(QAction* action, const QString& name);
    [[nodiscard]] QToolButton* handle(const QString& name, const QString& text, const QString& tip, int what);

    SoundSession& m_session;
    SoundDragOut* m_dragOut;
    QHBoxLayout* m_takes;
    QToolButton* m_matched;
    QToolButton* m_spectrogram;
    QToolButton* m_span;
    QToolButton* m_file;
    bool m_wide = true;
};

} // namespace maquette
