// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/gallery/GalleryStore.h"
#include "app/studio/ErrorText.h"
#include "ui/canvas/staging/CanvasKeeper.h"
#include "ui/canvas/staging/CanvasStaging.h"
#include "ui/canvas/staging/Rehearsal.h"

#include <QEvent>
#include <QObject>
#include <QPointer>

#include <atomic>
#include <memory>

class QAction;
class QMenu;

namespace maquette {

class CanvasView;
class CompareView;
class ExportDialog;
class PlaceActions;
class RehearsalBar;
class ResultBrush;
class StageView;
class StagingBar;
class StagingQuestion;
class Studio;
struct ExportContent;
struct SentRecord;

/// Everything around results on the canvas: the bar, comparing, brushing one through another, rehearsing, exporting,
/// and the files that bring it all back after a restart. Its widgets are children of the stage, which it lays out
/// itself.
class StagingDesk : public QObject
{
    Q_OBJECT

public:
    StagingDesk(Studio& studio, StageView& stage);
    /// Writes what is not on disk yet. To be called while the stage still stands.
    ~StagingDesk() override;

    [[nodiscard]] CanvasStaging& staging() { return *m_staging; }
    [[nodiscard]] CanvasKeeper& keeper() { return *m_keeper; }
    /// Every command, for the palette, the list of keys and the user's own keys.
    [[nodiscard]] const PlaceActions& keys() const { return *m_keys; }
    /// The same of the line between before and after.
    [[nodiscard]] const PlaceActions& lineKeys() const;
    /// To the next (1) or previous (-1) result on the canvas. False when there is none to step to.
    bool step(int by);
    /// The results of \a jobs, one order of what \a sent tells, come onto the canvas.
    void expect(const QList<Job>& jobs, const SentRecord& sent);
    /// Takes up what the last run left; itemWanted() or nothingWanted() follows.
    void load() { m_keeper->load(); }
    void openExport();
    /// The item of the library with these bytes, or a file brought in, to be shown; nothing when they are not here.
    void findItem(const AssetId& asset, const std::function<void(const std::optional<GalleryItem>&)>& then);

Q_SIGNALS:
    /// The last run worked on \a item; its canvas follows once it is on the stage.
    void itemWanted(const maquette::GalleryItem& item);
    void nothingWanted();
    void troubled(const QString& subject, const maquette::ErrorText& text);
    void toldInPassing(const QString& sentence);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void makeActions();
    void makeLookActions();
    [[nodiscard]] QAction* add(const char* name, const QString& text, const QString& shortText, const QString& tip,
                               const QList<QKeySequence>& keys);
    [[nodiscard]] QAction* beforeAction();
    void makeMenus();
    void connectStaging();
    void connectKeeper();
    void update();
    void place();
    void showPicture();
    void hideOverlay(bool hide);
    void setComparing(bool on);
    void setBeforeShown(bool shown);
    void feedCompare();
    void findDifferences();
    void setBrushing(bool on);
    void takeBrush();
    void fillBrushMenu();
    void sayWhatIsBrushed();
    void rehearse();
    [[nodiscard]] QString rehearsalReason() const;
    void askAboutOthers(const StagedSaving& saving, const QStringList& unsent);
    void showBase(const AssetId& base);
    [[nodiscard]] ExportContent exportContent() const;

    Studio& m_studio;
    StageView& m_stage;
    CanvasView& m_view;
    CanvasStaging* m_staging;
    CanvasKeeper* m_keeper;
    PlaceActions* m_keys;
    StagingBar* m_bar = nullptr;
    StagingQuestion* m_question;
    StagingQuestion* m_brushPlate;
    StagingQuestion* m_rehearsalPlate;
    RehearsalBar* m_rehearsalBar;
    CompareView* m_compare;
    std::unique_ptr<ResultBrush> m_brush;
    Rehearsal m_rehearsal;
    struct
    {
        QAction* accept;
        QAction* discard;
        QAction* discardAll;
        QAction* keep;
        QAction* before;
        QAction* compare;
        QList<QAction*> compareModes;
        QAction* showBefore;
        QAction* brush;
        QAction* colourMatch;
        QAction* keepMask;
        QAction* rehearse;
        QAction* exportFile;
    } m_do = {};
    const QAction* m_original = nullptr; ///< the canvas's
    const QAction* m_hand = nullptr;     ///< the stage's
    QMenu* m_brushMenu;
    QPointer<ExportDialog> m_export;
    QHash<AssetId, GalleryItem> m_items; ///< pictures that were under the canvas
    QStringList m_unsent;                ///< what the question is about
    QString m_exportFolder;
    QThreadPool m_pool;                ///< for differences
    std::atomic_int m_differences = 0; ///< the turn of those asked for last
    bool m_shows = false;              ///< a result is on the canvas
    bool m_overlayWasShown = true;
    bool m_brushing = false;
};

} // namespace maquette
