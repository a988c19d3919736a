// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/gallery/GalleryStore.h"
#include "ui/mesh/MeshActions.h"
#include "ui/mesh/MeshLook.h"
#include "ui/mesh/MeshSession.h"
#include "ui/mesh/output/TurnRenderer.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

class QFrame;
class QHBoxLayout;
class QLabel;

namespace maquette {

class EmptyState;
class MeshRail;
class MeshTargetsStore;
class MeshTimeline;
class MeshTopBar;
class MeshView;
class OutputDialog;
class PlaceActions;
class Studio;
class ThinProgress;
class UvView;

/// The stage for meshes: one file, looked at from all sides, and what is known of it.
class MeshBench : public QWidget
{
    Q_OBJECT

public:
    explicit MeshBench(Studio& studio, QWidget* parent = nullptr);
    ~MeshBench() override;

    [[nodiscard]] MeshSession& session() { return m_session; }
    [[nodiscard]] MeshView& view() { return *m_view; }
    [[nodiscard]] PlaceActions* keys() const { return m_keys; }
    [[nodiscard]] PlaceActions* uvKeys() const; ///< of the window with the layout of the textures
    [[nodiscard]] UvView& uv() { return *m_uv; }
    [[nodiscard]] MeshTargetsStore& targets() { return *m_targets; }
    [[nodiscard]] const MeshActions& actions() const { return m_do; }
    /// Whether what is shown is an item of the library, whose file its details name.
    [[nodiscard]] bool showsItem() const { return m_showsItem; }
    /// Whether this is a file of triangles that is shown from where it lies.
    [[nodiscard]] static bool canOpen(const QString& path);

public Q_SLOTS:
    void showItem(const maquette::GalleryItem& item);
    /// A file that is no part of the library.
    void showFile(const QString& path);
    /// Asks how the page with all that is known is to be written.
    void writeCard();
    /// The stage shows something else.
    void leave();

Q_SIGNALS:
    void itemShown(const maquette::GalleryItem& item);
    void stepRequested(int by);
    void toldInPassing(const QString& sentence);
    void filesDropped(const QStringList& paths);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    // MeshBenchActions.cpp
    void makeActions();
    void addSurfaces();
    void addMarks();
    void addCamera();
    void addLight();
    void addSteps();
    void refreshActions();
    void showMenu(QPoint globalPosition);

    // MeshBenchCompare.cpp
    void setComparing(bool comparing);
    void placeViews();

    // MeshBenchOutput.cpp
    void addOutput();
    void addOutputButtons();
    void refreshOutput(const QString& none);
    void savePicture();
    void filmTurntable();
    void exportToFile();
    void toggleUv();
    void showUvOf(const MeshPtr& mesh);
    void openOutput(OutputDialog* dialog);
    [[nodiscard]] TurnRenderer turnRenderer() const;
    [[nodiscard]] QString outputTitle() const;
    [[nodiscard]] QSize shownPixels() const;

    void connectParts();
    void showState();
    void showProblem(const QString& title, const QString& text);
    void placeParts();
    void changeLook(const std::function<void(MeshLook&)>& change);
    void changeCamera(const std::function<void(MeshCamera&)>& change);
    void setPlaying(bool playing);
    void tick();
    void showFacts();

    Studio& m_studio;
    MeshSession m_session;
    PlaceActions* m_keys;
    MeshView* m_view;
    MeshView* m_pinned = nullptr; ///< the mesh that stays while others are compared with it
    QLabel* m_pinnedName = nullptr;
    QLabel* m_viewName = nullptr;
    EmptyState* m_problem;
    MeshActions m_do;
    MeshRail* m_rail = nullptr;
    MeshTopBar* m_top = nullptr;
    MeshTimeline* m_timeline = nullptr;
    UvView* m_uv = nullptr;
    MeshTargetsStore* m_targets;
    QFrame* m_bottom;
    QHBoxLayout* m_bottomRow;
    QLabel* m_note;
    ThinProgress* m_progress;
    QTimer m_ticker;
    QElapsedTimer m_clock;
    QString m_title;
    bool m_showsItem = false;
    bool m_kept = false; ///< a mesh was shown before: its camera is kept
};

} // namespace maquette
