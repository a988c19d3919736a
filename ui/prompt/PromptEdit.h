// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QStringList>

#include <functional>

class QLabel;

namespace maquette {

/// The editor for prompts: grows with its text, counts characters near the limit, walks through older prompts (what was
/// being written waits at the newest end, and every step can be undone), and changes the weight of the words under the
/// cursor. Keys of its actions() come before what they mean in a text.
class PromptEdit : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit PromptEdit(QWidget* parent = nullptr);

    /// Heights in lines between which it grows.
    void setLines(int least, int most);
    /// Characters allowed, 0 = no limit. More can be typed; it is said, not cut.
    void setLimit(int characters);
    /// Where older prompts come from, newest first. Without it walk() does nothing.
    void setHistory(std::function<QStringList()> prompts) { m_history = std::move(prompts); }
    void setWeightsAllowed(bool allowed) { m_weights = allowed; }

    /// Replaces the text; the editor's undo goes back over it. Ends a walk through the history.
    void replaceText(const QString& text);
    /// The text that waits while an older prompt is shown, empty when none is.
    [[nodiscard]] QString draft() const { return m_place >= 0 ? m_edited.value(-1) : QString(); }
    /// To the prompt \a step places older (newer when negative); nothing beyond the ends.
    void walk(int step);
    /// Makes the selected words, or those under the cursor, stronger (1) or weaker (-1).
    void changeWeight(int steps);
    /// Goes on with a walk that an earlier run had begun.
    void setDraft(const QString& draft);
    /// The prompt on show was ordered: it is the newest of the history now.
    void endWalk();

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// Something that is not text was pasted or dropped here.
    void mediaOffered(const QMimeData* data);

protected:
    bool event(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    [[nodiscard]] bool canInsertFromMimeData(const QMimeData* source) const override;
    void insertFromMimeData(const QMimeData* source) override;

private:
    void replaceAll(const QString& text);
    void updateCounter();
    void fitHeight();
    [[nodiscard]] int heightOf(int lines) const;

    std::function<QStringList()> m_history;
    QHash<int, QString> m_edited; ///< by place in the history, -1 the draft: what was made of it in this walk
    int m_place = -1;
    int m_limit = 0;
    int m_least = 3;
    int m_most = 8;
    bool m_weights = true;
    QLabel* m_counter;
};

} // namespace maquette
