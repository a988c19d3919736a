// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/gallery/LibraryPage.h"

#include "app/studio/ErrorText.h"
#include "app/studio/Studio.h"
#include "ui/gallery/LibraryGrid.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/Theme.h"
#include "ui/widgets/items/Formats.h"
#include "ui/widgets/items/HandOut.h"
#include "ui/widgets/items/ItemListModel.h"
#include "ui/widgets/items/Thumbnails.h"

#include <QLabel>
#include <QStackedLayout>

namespace maquette {

namespace {
constexpr int kPage = 200;
}

LibraryPage::LibraryPage(Studio& studio, LibraryKeys& keys, QWidget* parent)
    : QWidget(parent)
    , m_thumbnails(new Thumbnails(studio, this))
    , m_handOut(new HandOut(studio, this))
    , m_model(new ItemListModel(
          [&studio](int limit, int offset) { return studio.items(limit, offset); },
          [&studio](const GalleryItem& item) { return formats::describeItem(studio.catalogue(), item); }, kPage, this))
    , m_grid(new LibraryGrid(*m_model, studio.catalogue(), *m_thumbnails, *m_handOut, keys, this))
    , m_empty(new EmptyState(QStringLiteral("folder-pictures"), tr("The library is empty"),
                             tr("Every result is kept here, with how it was made and what it cost."), this))
    , m_stack(new QStackedLayout)
{
    setObjectName(QStringLiteral("library"));
    setAccessibleName(tr("Library"));
    setRole(this, QStringLiteral("panel"));
    setFocusProxy(m_grid);
    auto* heading = new QLabel(tr("Everything, newest first"), this);
    setRole(heading, QStringLiteral("heading"));
    heading->setContentsMargins(LibraryGrid::kInset, 0, 0, 0); // stands above the tiles
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(metrics::kMargin, metrics::kMargin, 0, 0);
    layout->setSpacing(metrics::kGrid);
    layout->addWidget(heading);
    layout->addLayout(m_stack, 1);
    m_stack->addWidget(m_grid);
    m_stack->addWidget(m_empty);

    if (studio.isOpen()) {
        m_model->reload();
    }
    connect(&studio, &Studio::opened, m_model, &ItemListModel::reload);
    connect(&studio, &Studio::itemAdded, m_model, &ItemListModel::add);
    connect(m_model, &ItemListModel::loaded, this, &LibraryPage::refreshState);
    connect(m_model, &QAbstractItemModel::rowsInserted, this, &LibraryPage::refreshState);
    connect(m_model, &ItemListModel::failed, this,
            [this](const Error& error) { Q_EMIT troubled(errorText(error, ErrorCost::Nothing).sentence()); });
    connect(m_handOut, &HandOut::failed, this, &LibraryPage::troubled);
    connect(m_grid, &LibraryGrid::itemOpened, this, &LibraryPage::itemActivated);
    connect(m_grid, &LibraryGrid::itemChosen, this, &LibraryPage::itemSelected);
}

void LibraryPage::setCurrentItem(const QString& itemId)
{
    m_grid->setShown(itemId);
}

void LibraryPage::refreshState()
{
    const bool empty = m_model->isLoaded() && m_model->rowCount() == 0;
    m_stack->setCurrentWidget(empty ? static_cast<QWidget*>(m_empty) : m_grid);
}

} // namespace maquette
