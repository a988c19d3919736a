// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/mesh/output/UvCanvas.h"

#include <QWidget>

class QComboBox;
class QLabel;

namespace maquette {

class EmptyState;
class PlaceActions;

/// How the textures of a mesh are cut up, for a window of its own: one material's layout over the picture of one of its
/// channels.
class UvView : public QWidget
{
    Q_OBJECT

public:
    explicit UvView(QWidget* parent = nullptr);
    ~UvView() override;

    /// Keeps the chosen material and channel when the new mesh has such ones.
    void setScene(const MeshScene& scene);
    void clear();
    [[nodiscard]] PlaceActions& keys() { return *m_keys; }
    [[nodiscard]] UvCanvas& canvas() { return *m_canvas; }
    /// Null while it is being made.
    [[nodiscard]] const UvLayoutPtr& laidOut() const { return m_layout; }

Q_SIGNALS:
    void closeRequested();
    void shownChanged(bool shown);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    struct Task
    {
        std::atomic_bool cancelled = false;
    };
    QWidget* makeBar();
    void makeKeys();
    void listMaterials();
    void listChannels();
    void compute();
    void showLayout();
    void tellCounts();
    [[nodiscard]] int material() const;
    [[nodiscard]] const MeshTexture* channel() const;

    MeshScene m_scene;
    PlaceActions* m_keys;
    QComboBox* m_material;
    QComboBox* m_channel;
    QLabel* m_info;
    QLabel* m_place;
    UvCanvas* m_canvas;
    EmptyState* m_none;
    UvLayoutPtr m_layout;
    std::shared_ptr<Task> m_task;
    QThreadPool m_pool;
};

} // namespace maquette
