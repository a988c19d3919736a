// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QLabel;
class QPushButton;

namespace maquette {

/// A question in the place of the staging bar that does not stop anything: one sentence, two answers.
class StagingQuestion : public QFrame
{
    Q_OBJECT

public:
    explicit StagingQuestion(QWidget* parent);
    void ask(const QString& text, const QString& yes, const QString& yesTip, const QString& no, const QString& noTip);
    /// At most \a width wide, logical pixels; the text takes several lines where it has to.
    void fitInto(int width);
    [[nodiscard]] QString text() const;

Q_SIGNALS:
    void answered(bool yes);

private:
    QLabel* m_text;
    QPushButton* m_yes;
    QPushButton* m_no;
};

} // namespace maquette
