// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompt/PromptEdit.h"

#include "ui/prompt/PromptWeight.h"
#include "ui/widgets/PlaceActions.h"
#include "ui/widgets/Theme.h"

#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QMimeData>
#include <QTextDocument>

#include <algorithm>
#include <cmath>

namespace maquette {

namespace {

constexpr int kPaddingAndFrame = 14; // of the style sheet: 6 px inside and 1 px of frame on either side
constexpr double kCountFrom = 0.9;   // of the limit

} // namespace

PromptEdit::PromptEdit(QWidget* parent)
    : QPlainTextEdit(parent)
    , m_counter(new QLabel(viewport()))
{
    setTabChangesFocus(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    document()->setDocumentMargin(2);
    setRole(m_counter, QStringLiteral("hint"));
    m_counter->setObjectName(QStringLiteral("counter"));
    m_counter->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_counter->setAutoFillBackground(true);
    m_counter->hide();
    connect(this, &QPlainTextEdit::textChanged, this, [this] {
        updateCounter();
        fitHeight();
    });
}

void PromptEdit::setLines(int least, int most)
{
    m_least = least;
    m_most = most;
    fitHeight();
}

void PromptEdit::setLimit(int characters)
{
    m_limit = characters;
    updateCounter();
}

void PromptEdit::replaceText(const QString& text)
{
    m_place = -1;
    m_edited.clear();
    replaceAll(text);
}

void PromptEdit::setDraft(const QString& draft)
{
    const qsizetype place = draft.isEmpty() || !m_history ? -1 : m_history().indexOf(toPlainText());
    if (place >= 0) {
        m_place = int(place);
        m_edited.insert(-1, draft);
    }
}

void PromptEdit::endWalk()
{
    m_place = -1;
    m_edited.clear();
}

QSize PromptEdit::sizeHint() const
{
    return {240, heightOf(m_least)};
}

QSize PromptEdit::minimumSizeHint() const
{
    return {80, heightOf(m_least)};
}

bool PromptEdit::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride && PlaceActions::claims(*this, *static_cast<QKeyEvent*>(event))) {
        event->ignore();
        return true;
    }
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange ||
        event->type() == QEvent::Polish) {
        fitHeight();
    }
    return QPlainTextEdit::event(event);
}

void PromptEdit::walk(int step)
{
    const QStringList prompts = m_history ? m_history() : QStringList();
    const int next = m_place + step;
    if (next < -1 || next >= prompts.size()) {
        return;
    }
    m_edited.insert(m_place, toPlainText());
    m_place = next;
    replaceAll(m_edited.value(next, next < 0 ? QString() : prompts.at(next)));
}

void PromptEdit::changeWeight(int steps)
{
    if (!m_weights) {
        return;
    }
    QTextCursor cursor = textCursor();
    const std::optional<WeightEdit> edit =
        changedWeight(toPlainText(), cursor.selectionStart(), cursor.selectionEnd(), steps);
    if (!edit) {
        return;
    }
    cursor.setPosition(edit->start);
    cursor.setPosition(edit->start + edit->length, QTextCursor::KeepAnchor);
    cursor.insertText(edit->text);
    cursor.setPosition(edit->selectStart);
    cursor.setPosition(edit->selectStart + edit->selectLength, QTextCursor::KeepAnchor);
    setTextCursor(cursor);
}

void PromptEdit::replaceAll(const QString& text)
{
    if (text == toPlainText()) {
        return;
    }
    QTextCursor cursor = textCursor();
    cursor.select(QTextCursor::Document);
    cursor.insertText(text);
    cursor.movePosition(QTextCursor::End);
    setTextCursor(cursor);
}

void PromptEdit::resizeEvent(QResizeEvent* event)
{
    QPlainTextEdit::resizeEvent(event);
    fitHeight();
    updateCounter();
}

bool PromptEdit::canInsertFromMimeData(const QMimeData* source) const
{
    return source->hasImage() || source->hasUrls() || QPlainTextEdit::canInsertFromMimeData(source);
}

void PromptEdit::insertFromMimeData(const QMimeData* source)
{
    const QList<QUrl> urls = source->urls();
    const bool isFiles =
        !urls.isEmpty() && std::all_of(urls.begin(), urls.end(), [](const QUrl& url) { return url.isLocalFile(); });
    if (isFiles || (source->hasImage() && !source->hasText())) {
        Q_EMIT mediaOffered(source);
        return;
    }
    QPlainTextEdit::insertFromMimeData(source);
}

void PromptEdit::updateCounter()
{
    const int length = int(toPlainText().size());
    const bool near = m_limit > 0 && length >= m_limit * kCountFrom;
    m_counter->setVisible(near);
    if (!near) {
        return;
    }
    const QLocale locale;
    m_counter->setText(tr("%1 / %2").arg(locale.toString(length), locale.toString(m_limit)));
    setRole(m_counter, length > m_limit ? QStringLiteral("problem") : QStringLiteral("hint"));
    m_counter->adjustSize();
    m_counter->move(viewport()->width() - m_counter->width() - 2, viewport()->height() - m_counter->height());
}

void PromptEdit::fitHeight()
{
    // The layout of the document counts in lines, whatever the wrapping.
    const int lines = int(std::ceil(document()->documentLayout()->documentSize().height()));
    setVerticalScrollBarPolicy(lines > m_most ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff);
    const int height = heightOf(std::clamp(lines, m_least, m_most));
    if (height != minimumHeight() || height != maximumHeight()) {
        setFixedHeight(height);
    }
}

int PromptEdit::heightOf(int lines) const
{
    return lines * fontMetrics().lineSpacing() + kPaddingAndFrame + int(2 * document()->documentMargin());
}

} // namespace maquette
