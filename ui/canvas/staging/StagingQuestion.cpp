// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/staging/StagingQuestion.h"

#include "ui/widgets/Theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace maquette {

namespace {

constexpr int kGap = 6;

} // namespace

StagingQuestion::StagingQuestion(QWidget* parent)
    : QFrame(parent)
    , m_text(new QLabel(this))
    , m_yes(new QPushButton(this))
    , m_no(new QPushButton(this))
{
    setObjectName(QStringLiteral("stagingQuestion"));
    setRole(this, QStringLiteral("toolbar"));
    m_text->setObjectName(QStringLiteral("stagingQuestionText"));
    m_yes->setObjectName(QStringLiteral("stagingQuestionYes"));
    m_no->setObjectName(QStringLiteral("stagingQuestionNo"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, kGap, kGap, kGap);
    row->setSpacing(8);
    row->addWidget(m_text, 1);
    row->addSpacing(8);
    for (QPushButton* const button : {m_yes, m_no}) {
        button->setAutoDefault(false);
        row->addWidget(button);
        connect(button, &QPushButton::clicked, this, [this, button] {
            hide();
            Q_EMIT answered(button == m_yes);
        });
    }
    hide();
}

void StagingQuestion::ask(const QString& text, const QString& yes, const QString& yesTip, const QString& no,
                          const QString& noTip)
{
    m_text->setText(text);
    setAccessibleName(text);
    const auto label = [](QPushButton* button, const QString& what, const QString& tip) {
        button->setText(what);
        button->setAccessibleName(what);
        button->setToolTip(tip);
        button->setVisible(!what.isEmpty());
    };
    label(m_yes, yes, yesTip);
    label(m_no, no, noTip);
    adjustSize();
    show();
}

void StagingQuestion::fitInto(int width)
{
    m_text->setWordWrap(false);
    adjustSize();
    if (this->width() > width) {
        m_text->setWordWrap(true);
        resize(width, layout()->heightForWidth(width));
    }
}

QString StagingQuestion::text() const
{
    return m_text->text();
}

} // namespace maquette
