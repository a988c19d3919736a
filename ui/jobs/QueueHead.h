// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QMenu;
class QToolButton;

namespace maquette {

class StripModel;
class Studio;

/// Controls of the whole queue, at the strip's left end while there is one: pause, cancel what is queued, cancel all,
/// resume all.
class QueueHead : public QWidget
{
    Q_OBJECT

public:
    QueueHead(Studio& studio, const StripModel& model, QWidget* parent);
    /// Shows or hides itself and tells the state, after the model or the queue changed.
    void refresh();

private:
    void fillQueueMenu(QMenu* menu);
    Studio& m_studio;
    const StripModel& m_model;
    QToolButton* m_pause;
    QToolButton* m_cancel;
};

} // namespace maquette
