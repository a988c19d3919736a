// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/gallery/GalleryStore.h"

#include <QWidget>

namespace maquette {

class MeshBench;
class SentView;
class SoundBench;
class StageView;
class Studio;

/// The middle of the studio page: a stage for pictures, one for sounds and one for meshes, of which one is in front.
class StageStack : public QWidget
{
    Q_OBJECT

public:
    explicit StageStack(Studio& studio, QWidget* parent = nullptr);

    [[nodiscard]] StageView& picture() { return *m_picture; }
    [[nodiscard]] SoundBench& sound() { return *m_sound; }
    [[nodiscard]] MeshBench& mesh() { return *m_mesh; }
    /// What will be sent, in the place of the stage for pictures.
    [[nodiscard]] SentView& sent() { return *m_sent; }

    /// On the stage for its kind, which comes to the front.
    void showItem(const GalleryItem& item);
    void showMeshFile(const QString& path);
    /// Whether anything is on show, of whatever kind.
    [[nodiscard]] bool isShowing() const;
    void focusFront();

Q_SIGNALS:
    void pictureLeft(); ///< another stage is about to come to the front

private:
    void bringToFront(QWidget* stage);

    StageView* m_picture;
    SentView* m_sent;
    SoundBench* m_sound;
    MeshBench* m_mesh;
};

} // namespace maquette
