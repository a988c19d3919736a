// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/audio/TakeRow.h"

#include "ui/audio/SoundDragOut.h"
#include "ui/audio/SoundSession.h"
#include "ui/widgets/DisabledReason.h"
#include "ui/widgets/Theme.h"

#include <QAction>
#include <QHBoxLayout>
#include <QToolButton>

namespace maquette {

namespace {

constexpr int kWords = 560;    // px from which takes have words, and their files a handle
constexpr int kSwitches = 400; // px from which what is shown can be switched from here

} // namespace

TakeRow::TakeRow(Studio& studio, SoundSession& session, QAction* matched, QAction* spectrogram, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_dragOut(new SoundDragOut(studio, session, this))
    , m_takes(new QHBoxLayout)
    , m_matched(toggle(matched, QStringLiteral("levelMatched")))
    , m_spectrogram(toggle(spectrogram, QStringLiteral("spectrogramShown")))
    , m_span(handle(QStringLiteral("spanDrag"), tr("Marked stretch"),
                    tr("Drag it into another program: the marked stretch as a WAV file. A click copies the file."),
                    SoundDragOut::kSpan))
    , m_file(handle(QStringLiteral("soundDrag"), tr("File"),
                    tr("Drag it into another program: the take's file as it was received. A click copies the file."),
                    SoundDragOut::kHeard))
{
    setObjectName(QStringLiteral("takes"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addLayout(m_takes);
    row->addWidget(m_matched);
    row->addWidget(m_spectrogram);
    row->addStretch(1);
    row->addWidget(m_span);
    row->addWidget(m_file);
    connect(m_dragOut, &SoundDragOut::failed, this, &TakeRow::toldInPassing);
    connect(m_dragOut, &SoundDragOut::copiedFile, this,
            [this] { Q_EMIT toldInPassing(tr("The file is on the clipboard.")); });
    connect(&session, &SoundSession::takesChanged, this, &TakeRow::showTakes);
    connect(&session, &SoundSession::spanChanged, this, &TakeRow::showSpan);
    connect(&session, &SoundSession::analysed, this, &TakeRow::showSpan);
    showTakes();
    showSpan();
}

QToolButton* TakeRow::toggle(QAction* action, const QString& name)
{
    auto* made = new QToolButton(this);
    made->setObjectName(name);
    made->setDefaultAction(action);
    made->setAccessibleName(action->text());
    made->setToolButtonStyle(Qt::ToolButtonTextOnly);
    made->setFocusPolicy(Qt::TabFocus);
    setRole(made, QStringLiteral("choice"));
    return made;
}

QToolButton* TakeRow::handle(const QString& name, const QString& text, const QString& tip, int what)
{
    auto* made = new QToolButton(this);
    made->setObjectName(name);
    made->setText(text);
    made->setAccessibleName(text);
    made->setToolTip(tip);
    made->setIcon(Theme::icon(QStringLiteral("transform-move")));
    made->setIconSize({metrics::kIcon, metrics::kIcon});
    made->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    made->setFocusPolicy(Qt::TabFocus);
    made->setCursor(Qt::OpenHandCursor);
    setRole(made, QStringLiteral("flat"));
    m_dragOut->addHandle(made, what);
    connect(made, &QToolButton::clicked, this, [this, what] { m_dragOut->copy(what); });
    return made;
}

void TakeRow::showTakes()
{
    while (m_takes->count() > m_session.count()) {
        QLayoutItem* const old = m_takes->takeAt(m_takes->count() - 1);
        old->widget()->deleteLater();
        delete old;
    }
    while (m_takes->count() < m_session.count()) {
        m_takes->addWidget(takeButton(m_takes->count()));
    }
    for (int i = 0; i < m_takes->count(); ++i) {
        auto* const button = static_cast<QToolButton*>(m_takes->itemAt(i)->widget());
        button->setText(m_wide ? button->accessibleName() : QString(QChar(u'A' + i)));
        button->setChecked(i == m_session.current());
    }
    showSpan();
}

QToolButton* TakeRow::takeButton(int index)
{
    const QString letter(QChar(u'A' + index));
    auto* made = new QToolButton(this);
    made->setObjectName(QStringLiteral("take%1").arg(letter));
    made->setAccessibleName(tr("Take %1").arg(letter));
    made->setToolTip(
        tr("Hear take %1 from the same instant on (%1); drag it into another program as a file").arg(letter));
    made->setCheckable(true);
    made->setFocusPolicy(Qt::TabFocus);
    setRole(made, QStringLiteral("choice"));
    m_dragOut->addHandle(made, index);
    connect(made, &QToolButton::clicked, this, [this, index] {
        showTakes(); // one holds, also after a click on the one that does
        Q_EMIT takeChosen(index);
    });
    return made;
}

void TakeRow::showSpan()
{
    m_span->setVisible(m_wide && m_session.spanInTake().has_value());
    setDisabledReason(m_file, m_session.now() != nullptr ? QString() : tr("There is no sound on the bench."));
}

void TakeRow::setRoom(int width)
{
    m_spectrogram->setVisible(width > kSwitches);
    if ((width > kWords) != m_wide) {
        m_wide = width > kWords;
        m_file->setVisible(m_wide);
        showTakes();
    }
}

} // namespace maquette
