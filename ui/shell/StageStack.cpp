// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/StageStack.h"

#include "ui/audio/SoundBench.h"
#include "ui/canvas/SentView.h"
#include "ui/canvas/StageView.h"
#include "ui/mesh/MeshBench.h"
#include "ui/widgets/Toast.h"

#include <QApplication>
#include <QVBoxLayout>

#include <algorithm>

namespace maquette {

StageStack::StageStack(Studio& studio, QWidget* parent)
    : QWidget(parent)
    , m_picture(new StageView(studio, this))
    , m_sent(new SentView(this))
    , m_sound(new SoundBench(studio, this))
    , m_mesh(new MeshBench(studio, this))
{
    Toast::setGround(this);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    for (QWidget* const stage : QList<QWidget*>{m_picture, m_sent, m_sound, m_mesh}) {
        column->addWidget(stage);
        stage->setVisible(stage == m_picture);
    }
}

void StageStack::showItem(const GalleryItem& item)
{
    switch (item.asset.info.kind) {
    case MediaKind::Audio:
        bringToFront(m_sound);
        m_sound->showItem(item);
        break;
    case MediaKind::Mesh:
        bringToFront(m_mesh);
        m_mesh->showItem(item);
        break;
    default:
        bringToFront(m_picture);
        m_picture->showItem(item);
    }
}

void StageStack::showMeshFile(const QString& path)
{
    bringToFront(m_mesh);
    m_mesh->showFile(path);
}

bool StageStack::isShowing() const
{
    return m_picture->item().has_value() || !m_sound->isHidden() || !m_mesh->isHidden();
}

void StageStack::focusFront()
{
    QWidget* const front = !m_sound->isHidden()  ? static_cast<QWidget*>(m_sound)
                           : !m_mesh->isHidden() ? static_cast<QWidget*>(m_mesh)
                                                 : m_picture;
    front->setFocus();
}

void StageStack::bringToFront(QWidget* stage)
{
    const QList<QWidget*> stages{m_picture, m_sound, m_mesh};
    const bool focus = std::any_of(stages.begin(), stages.end(), [stage](const QWidget* other) {
        return other != stage && other->isAncestorOf(QApplication::focusWidget());
    });
    if (stage != m_picture) {
        Q_EMIT pictureLeft();
    }
    for (QWidget* const other : stages) {
        if (other != stage) {
            other->hide();
        }
    }
    if (m_sent->isHidden()) {
        stage->show();
    }
    if (focus) {
        stage->setFocus();
    }
    if (stage != m_picture) {
        m_picture->showNothing(); // what is not seen must not be what is ordered from
    }
}

} // namespace maquette
