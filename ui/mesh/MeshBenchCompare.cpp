// SPDX-License-Identifier: GPL-3.0-or-later
// Two meshes side by side on MeshBench: one stays, the other changes, both are looked at alike.
#include "ui/mesh/MeshBars.h"
#include "ui/mesh/MeshBench.h"
#include "ui/mesh/MeshView.h"
#include "ui/widgets/Theme.h"

#include <QAction>
#include <QLabel>
#include <QLocale>

#include <algorithm>

namespace maquette {

namespace {

constexpr int kEdge = 12; // px between a name and its view's border

QString nameOf(const QString& title, const MeshPtr& mesh)
{
    const QString count = QLocale().toString(mesh ? mesh->scene.triangleCount() : 0);
    return MeshBench::tr("%1, %2 triangles").arg(title.simplified().left(40), count);
}

} // namespace

void MeshBench::setComparing(bool comparing)
{
    if (comparing == (m_pinned != nullptr) || (comparing && !m_view->mesh())) {
        return;
    }
    if (!comparing) {
        for (QWidget* const part : {static_cast<QWidget*>(m_pinned), static_cast<QWidget*>(m_pinnedName),
                                    static_cast<QWidget*>(m_viewName)}) {
            part->hide();
            part->deleteLater();
        }
        m_pinned = nullptr;
        m_pinnedName = m_viewName = nullptr;
        placeParts();
        refreshActions();
        return;
    }
    m_pinned = new MeshView(this);
    m_pinned->setObjectName(QStringLiteral("meshPinned"));
    m_pinned->setAccessibleName(tr("Mesh that stays, to compare with"));
    const auto makeName = [this](const QString& name) {
        auto* label = new QLabel(this);
        label->setObjectName(name);
        label->setAttribute(Qt::WA_TransparentForMouseEvents);
        setRole(label, QStringLiteral("badge"));
        label->show();
        return label;
    };
    m_pinnedName = makeName(QStringLiteral("meshPinnedName"));
    m_viewName = makeName(QStringLiteral("meshViewName"));
    m_pinnedName->setText(nameOf(m_title, m_view->mesh()));
    m_pinned->setMesh(m_view->mesh());
    m_pinned->setPicker(m_session.picker());
    m_pinned->setLook(m_view->look());
    m_pinned->stackUnder(m_view); // and so under every bar
    connect(m_pinned, &MeshView::cameraChanged, m_view, [this] {
        if (m_pinned != nullptr) {
            m_view->setCamera(m_pinned->camera());
        }
    });
    connect(m_view, &MeshView::cameraChanged, m_pinned, [this] {
        if (m_pinned != nullptr) {
            m_pinned->setCamera(m_view->camera());
        }
    });
    connect(m_view, &MeshView::lookChanged, m_pinned, [this] {
        if (m_pinned != nullptr) {
            m_pinned->setLook(m_view->look());
        }
    });
    connect(m_pinned, &MeshView::menuRequested, this, &MeshBench::showMenu);
    placeParts();
    m_pinned->show();
    m_pinned->setCamera(m_view->camera());
    m_view->frame();
    refreshActions();
    Q_EMIT toldInPassing(tr("This mesh stays at the right. Choose another to see it beside it."));
}

void MeshBench::placeViews()
{
    if (m_pinned == nullptr) {
        m_view->setGeometry(rect());
        return;
    }
    const int half = width() / 2;
    m_view->setGeometry(0, 0, half - 1, height()); // the stage between them is the line that parts them
    m_pinned->setGeometry(half, 0, width() - half, height());
    m_viewName->setText(nameOf(m_title, m_view->mesh()));
    for (const auto& [name, view] : {std::pair(m_viewName, m_view), std::pair(m_pinnedName, m_pinned)}) {
        name->adjustSize();
        const int room = view->geometry().center().x() - name->width() / 2;
        name->move(std::max(view->x() + kEdge, room), height() - name->height() - kEdge);
        name->raise();
    }
}

} // namespace maquette
