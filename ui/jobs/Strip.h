// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/gallery/GalleryStore.h"
#include "app/jobs/Job.h"
#include "app/studio/ErrorText.h"

#include <QPointer>
#include <QWidget>

class QTimer;

namespace maquette {

class HandOut;
class ItemListModel;
class JobActions;
class JobPopover;
class PlaceActions;
class QueueHead;
class StripDelegate;
class StripModel;
class StripView;
class Studio;
class Thumbnails;

/// Below the stage: jobs on their way and the newest results.
class Strip : public QWidget
{
    Q_OBJECT

public:
    explicit Strip(Studio& studio, QWidget* parent = nullptr);

    [[nodiscard]] const PlaceActions& keys() const;
    /// Outlines what the stage shows, and brings it into sight.
    void setCurrentItem(const QString& itemId);

public Q_SLOTS:
    /// Chooses the next (1) or previous (-1) result, past the jobs.
    void step(int by);

Q_SIGNALS:
    void itemActivated(const maquette::GalleryItem& item); ///< chosen: show it
    void itemOpened(const maquette::GalleryItem& item);    ///< Enter or double click on it
    void jobActivated(const maquette::Job& job);
    /// What a job's error asks for that the window must do: add a key, top up ...
    void errorActionRequested(const maquette::Job& job, maquette::ErrorAction action);
    void troubled(const QString& why); ///< one sentence to tell in passing
    /// \a jobs were queued to do what \a job did not.
    void retried(const maquette::Job& job, const QList<maquette::Job>& jobs);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void connectStudio();
    void connectView();
    void jobChanged(const Job& job);
    void syncJobs();
    void choose(int row);
    void open(int row);
    void showPopover(int row);
    void showMenu(int row, QPoint globalPosition);
    void tick();
    void animate();
    void runTimers();

    Studio& m_studio;
    Thumbnails* m_thumbnails;
    HandOut* m_handOut;
    JobActions* m_actions;
    ItemListModel* m_items;
    StripModel* m_model;
    StripView* m_view;
    StripDelegate* m_delegate;
    QueueHead* m_head;
    QWidget* m_anchor; ///< where the popover points
    QPointer<JobPopover> m_popover;
    QTimer* m_seconds; ///< countdowns
    QTimer* m_frames;  ///< progress lines whose end is not known
    int m_frame = 0;
};

} // namespace maquette
