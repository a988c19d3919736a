// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/CommandPalette.h"

#include "ui/shell/FuzzyMatch.h"
#include "ui/shell/PaletteDelegate.h"
#include "ui/widgets/Theme.h"

#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QStandardItemModel>
#include <QVBoxLayout>

#include <algorithm>

namespace maquette {

namespace {

constexpr int kWidth = 640; // px
constexpr int kRows = 12;   // seen at once
constexpr int kMost = 60;   // listed
constexpr int kIndexRole = PaletteDelegate::ReasonRole + 1;

} // namespace

CommandPalette::CommandPalette(std::function<QList<PaletteItem>()> items, QWidget* owner)
    : Popover(owner)
    , m_source(std::move(items))
    , m_input(new QLineEdit(this))
    , m_list(new QListView(this))
    , m_model(new QStandardItemModel(this))
    , m_reason(new QLabel(this))
{
    setObjectName(QStringLiteral("commandPalette"));
    setAccessibleName(tr("Search or command"));
    setFixedWidth(kWidth);
    column()->setContentsMargins(8, 8, 8, 8);
    column()->addWidget(m_input);
    column()->addWidget(m_list);
    column()->addWidget(m_reason);
    m_input->setObjectName(QStringLiteral("paletteInput"));
    m_input->setAccessibleName(tr("Search or command"));
    m_input->setPlaceholderText(tr("Type a command, a tool or words of an earlier prompt"));
    m_input->installEventFilter(this);
    m_list->setObjectName(QStringLiteral("paletteList"));
    m_list->setAccessibleName(tr("What was found"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new PaletteDelegate(m_list));
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setUniformItemSizes(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setMouseTracking(true);
    setRole(m_reason, QStringLiteral("problem"));
    m_reason->setObjectName(QStringLiteral("paletteReason"));
    m_reason->setWordWrap(true);
    m_reason->setContentsMargins(8, 0, 8, 4);
    connect(m_input, &QLineEdit::textChanged, this, &CommandPalette::filter);
    connect(m_list, &QListView::clicked, this, [this](const QModelIndex& index) { runRow(index.row()); });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &CommandPalette::showReason);
}

void CommandPalette::openFor(const QString& typed)
{
    if (!isOpen()) {
        m_items = m_source();
        m_input->setText(typed);
        filter();
        popUpCentred();
    }
    m_input->setFocus(Qt::PopupFocusReason);
    m_input->selectAll();
}

void CommandPalette::filter()
{
    struct Hit
    {
        int score;
        int index;
    };
    QList<Hit> hits;
    for (int i = 0; i < m_items.size(); ++i) {
        const PaletteItem& item = m_items.at(i);
        const auto byTitle = fuzzyScore(m_input->text(), item.title);
        const bool byWords = containsWords(m_input->text(), item.title + QLatin1Char(' ') + item.section +
                                                                QLatin1Char(' ') + item.words);
        if (byTitle || byWords) {
            hits.append({byTitle.value_or(0), i});
        }
    }
    std::stable_sort(hits.begin(), hits.end(), [](const Hit& a, const Hit& b) { return a.score > b.score; });
    hits.resize(std::min<qsizetype>(hits.size(), kMost));
    m_model->clear();
    for (const Hit& hit : std::as_const(hits)) {
        const PaletteItem& item = m_items.at(hit.index);
        auto* row = new QStandardItem(item.title);
        row->setData(item.section, PaletteDelegate::SectionRole);
        row->setData(item.keys, PaletteDelegate::KeysRole);
        row->setData(item.reason, PaletteDelegate::ReasonRole);
        row->setData(hit.index, kIndexRole);
        row->setData(item.reason.isEmpty() ? item.title : item.title + QStringLiteral(", ") + item.reason,
                     Qt::AccessibleTextRole);
        row->setToolTip(item.reason.isEmpty() ? item.title : item.title + QLatin1Char('\n') + item.reason);
        m_model->appendRow(row);
    }
    m_list->setFixedHeight(std::clamp(static_cast<int>(hits.size()), 1, kRows) * PaletteDelegate::kRowHeight + 2);
    if (m_model->rowCount() > 0) {
        m_list->setCurrentIndex(m_model->index(0, 0));
    }
    showReason();
    adjust();
}

void CommandPalette::showReason()
{
    const QModelIndex current = m_list->currentIndex();
    const QString reason =
        m_model->rowCount() == 0 ? tr("Nothing of that name.") : current.data(PaletteDelegate::ReasonRole).toString();
    m_reason->setText(reason);
    m_reason->setVisible(!reason.isEmpty());
    adjust();
}

QStringList CommandPalette::listed() const
{
    QStringList titles;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        titles.append(m_model->item(row)->text());
    }
    return titles;
}

void CommandPalette::runRow(int row)
{
    const QModelIndex index = m_model->index(row, 0);
    if (!index.isValid() || !index.data(PaletteDelegate::ReasonRole).toString().isEmpty()) {
        showReason();
        return;
    }
    const PaletteItem item = m_items.at(index.data(kIndexRole).toInt());
    dismiss();
    item.run();
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_input && event->type() == QEvent::KeyPress) {
        const auto* const key = static_cast<QKeyEvent*>(event);
        const int rows = m_model->rowCount();
        const int row = m_list->currentIndex().row();
        int to = -1;
        switch (key->key()) {
        case Qt::Key_Down:
            to = rows > 0 ? (row + 1) % rows : -1;
            break;
        case Qt::Key_Up:
            to = rows > 0 ? (row + rows - 1) % rows : -1;
            break;
        case Qt::Key_PageDown:
            to = std::min(rows - 1, row + kRows);
            break;
        case Qt::Key_PageUp:
            to = std::max(0, row - kRows);
            break;
        case Qt::Key_Return:
        case Qt::Key_Enter:
            runRow(row);
            return true;
        case Qt::Key_Tab:
        case Qt::Key_Backtab:
            return true; // nowhere to go inside, and it must not leave for what lies below
        default:
            return Popover::eventFilter(watched, event);
        }
        if (to >= 0 && to < rows) {
            m_list->setCurrentIndex(m_model->index(to, 0));
        }
        return true;
    }
    return Popover::eventFilter(watched, event);
}

} // namespace maquette
