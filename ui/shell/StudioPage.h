// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/gallery/GalleryStore.h"
#include "app/jobs/Job.h"
#include "app/studio/ErrorText.h"
#include "app/studio/Refusal.h"

#include <QWidget>

namespace maquette {

class CanvasJoin;
class DetailsPanel;
class MeshBench;
class PlaceActions;
class PromptPanel;
class SideSplitter;
class SoundBench;
class StageStack;
class StageView;
class StagingDesk;
class Strip;
class Studio;

/// The page where things are made: what to make at the left, the stage and the strip in the middle, details at the
/// right. Joins the four.
class StudioPage : public QWidget
{
    Q_OBJECT

public:
    explicit StudioPage(Studio& studio, QWidget* parent = nullptr);
    /// What is on the canvas is on disk afterwards.
    ~StudioPage() override;

    [[nodiscard]] PromptPanel& prompt() { return *m_prompt; }
    [[nodiscard]] StageView& stage();
    [[nodiscard]] CanvasJoin& canvasJoin() { return *m_join; }
    [[nodiscard]] SoundBench& sound();
    [[nodiscard]] MeshBench& mesh();
    [[nodiscard]] StagingDesk& results() { return *m_results; }
    [[nodiscard]] Strip& strip() { return *m_strip; }
    [[nodiscard]] DetailsPanel& details() { return *m_details; }
    [[nodiscard]] SideSplitter& sides() { return *m_sides; }

    /// Lets another details panel (the library's) ask for the same things as this page's own.
    void connectDetails(DetailsPanel* panel);
    /// Gives the focus to the next (1) or previous (-1) of prompt, stage, strip and details.
    void focusArea(int step);
    /// Orders once more what "order" was told about as not taken.
    void orderAgain();

public Q_SLOTS:
    void showItem(const maquette::GalleryItem& item);
    /// Asks for a file to work from, which then shows here as one that was dropped.
    void openFile();

Q_SIGNALS:
    void wanted(); ///< something was asked for elsewhere that shows here
    void itemShown(const maquette::GalleryItem& item);
    void troubled(const QString& subject, const maquette::ErrorText& text);
    void mended(const QString& subject); ///< what was told of it before no longer holds
    void toldInPassing(const QString& sentence);
    void actionRequested(maquette::ErrorAction action);
    void fullViewAsked(bool full);

private:
    void build();
    void connectStages();
    void connectResults();
    void connectStrip();
    void connectPrompt();
    void connectStudio();
    void showNewest();
    /// \a item is on the stage now.
    void takeShown(const GalleryItem& item);
    void importDropped(const QStringList& paths);
    void showImported(const AssetId& asset);
    void orderVariations(const GalleryItem& item, int count);
    void order(const Request& request);
    void refused(const Refusal& refusal);
    void actOn(const Job& job, ErrorAction action);
    void openFolderOf(const GalleryItem& item);

    Studio& m_studio;
    PromptPanel* m_prompt;
    StageStack* m_stages;
    CanvasJoin* m_join;
    StagingDesk* m_results;
    Strip* m_strip;
    DetailsPanel* m_details;
    SideSplitter* m_sides = nullptr;
    Request m_lastOrder;     ///< placed from here rather than from the form
    bool m_showNext = false; ///< the first result of the order just placed goes on the stage
};

} // namespace maquette
