// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompt/ChoiceBox.h"

#include "ui/prompt/WheelGuard.h"
#include "ui/widgets/Theme.h"

#include <QAbstractItemView>
#include <QPainter>
#include <QStylePainter>
#include <QStyledItemDelegate>

#include <algorithm>

namespace maquette {

namespace {

constexpr int kNoteRole = Qt::UserRole + 1;
constexpr int kShortRole = Qt::UserRole + 2;
constexpr int kGap = 24;   // px between a line's text and its note
constexpr int kInset = 10; // px at either end of a line

class NoteDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        QStyledItemDelegate::paint(painter, option, index);
        painter->save();
        painter->setFont(Theme::font(metrics::kFontSmall));
        painter->setPen(Theme::instance().colours().text3);
        painter->drawText(option.rect.adjusted(0, 0, -kInset, 0), int(Qt::AlignRight | Qt::AlignVCenter),
                          index.data(kNoteRole).toString());
        painter->restore();
    }

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        QSize size = QStyledItemDelegate::sizeHint(option, index);
        const QString note = index.data(kNoteRole).toString();
        const int noteWidth = QFontMetrics(Theme::font(metrics::kFontSmall)).horizontalAdvance(note);
        size.rwidth() += kInset + (note.isEmpty() ? 0 : noteWidth + kGap);
        return size.expandedTo({0, metrics::kControl});
    }
};

} // namespace

ChoiceBox::ChoiceBox(QWidget* parent)
    : QComboBox(parent)
{
    setItemDelegate(new NoteDelegate(this));
    setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(6);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setMaxVisibleItems(12);
    guardWheel(this);
}

void ChoiceBox::addChoice(const QString& text, const QString& value, const QString& note, const QString& hint,
                          const QIcon& icon, const QString& shortText)
{
    addItem(icon, text, value);
    const int row = count() - 1;
    setItemData(row, note, kNoteRole);
    setItemData(row, shortText.isEmpty() ? text : shortText, kShortRole);
    if (!hint.isEmpty()) {
        setItemData(row, hint, Qt::ToolTipRole);
    }
}

void ChoiceBox::addAutomatic(const QString& text)
{
    insertItem(0, text, QString());
    setItemData(0, text, kShortRole);
}

void ChoiceBox::setNote(int index, const QString& note)
{
    setItemData(index, note, kNoteRole);
}

void ChoiceBox::setLine(int index, const QString& text, const QString& note, const QString& hint)
{
    setItemText(index, text);
    setItemData(index, text, kShortRole);
    setItemData(index, hint, Qt::ToolTipRole);
    setNote(index, note);
}

void ChoiceBox::showPopup()
{
    const int wanted = view()->sizeHintForColumn(0) + 2 * kInset;
    view()->setMinimumWidth(std::max(wanted, width()));
    QComboBox::showPopup();
}

void ChoiceBox::paintEvent(QPaintEvent*)
{
    QStylePainter painter(this);
    QStyleOptionComboBox option;
    initStyleOption(&option);
    painter.drawComplexControl(QStyle::CC_ComboBox, option);
    const QString text = currentIndex() < 0 ? placeholderText() : currentData(kShortRole).toString();
    const QRect room = style()->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, this);
    const int icon = option.currentIcon.isNull() ? 0 : option.iconSize.width() + 6;
    option.currentText = painter.fontMetrics().elidedText(text, Qt::ElideRight, room.width() - icon);
    painter.drawControl(QStyle::CE_ComboBoxLabel, option);
}

} // namespace maquette
