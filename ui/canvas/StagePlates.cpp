// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/StagePlates.h"

#include "ui/widgets/DisabledReason.h"
#include "ui/widgets/KeyText.h"
#include "ui/widgets/Theme.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

namespace maquette {

namespace {

constexpr int kPlateWidth = 380;
constexpr int kProgressDelayMs = 200;

QLabel* label(const QString& text, const QString& role, QWidget* parent)
{
    auto* made = new QLabel(text, parent);
    setRole(made, role);
    made->setAlignment(Qt::AlignCenter);
    made->setWordWrap(true);
    return made;
}

} // namespace

EmptyPlate::EmptyPlate(QWidget* parent)
    : QWidget(parent)
    , m_title(label(tr("Type a prompt and press Generate"), QStringLiteral("title"), this))
    , m_keys(new QWidget(this))
    , m_hint(label({}, QStringLiteral("hint"), this))
    , m_open(new QPushButton(this))
    , m_openKey(label({}, QStringLiteral("keycap"), this))
{
    setObjectName(QStringLiteral("stageEmpty"));
    setFixedWidth(kPlateWidth);
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(metrics::kGrid * 3);
    m_title->setObjectName(QStringLiteral("stageEmptyTitle"));
    m_hint->setObjectName(QStringLiteral("stageEmptyHint"));
    layout->addWidget(m_title);
    setRole(m_keys, QStringLiteral("plain"));
    auto* keys = new QHBoxLayout(m_keys);
    keys->setContentsMargins(0, 0, 0, 0);
    keys->setSpacing(metrics::kGrid);
    keys->addStretch();
    for (const QString& key : {tr("Ctrl"), tr("Enter")}) {
        auto* cap = label(key, QStringLiteral("keycap"), m_keys);
        cap->setWordWrap(false);
        keys->addWidget(cap);
    }
    keys->addStretch();
    layout->addWidget(m_keys);
    layout->addWidget(m_hint);
    showBeginning(MediaKind::Unknown, {});
    m_open->setObjectName(QStringLiteral("stageEmptyOpen"));
    m_open->hide();
    m_openKey->setWordWrap(false);
    m_openKey->hide();
    auto* open = new QHBoxLayout;
    open->setSpacing(metrics::kGrid * 2);
    open->addStretch();
    open->addWidget(m_open);
    open->addWidget(m_openKey);
    open->addStretch();
    layout->addLayout(open);
}

void EmptyPlate::showBeginning(MediaKind source, const QString& operation)
{
    const bool picture = source == MediaKind::Image;
    const bool sound = source == MediaKind::Audio;
    m_title->setText(picture ? tr("Drop a picture here to begin")
                     : sound ? tr("Drop a sound here to begin")
                             : tr("Type a prompt and press Generate"));
    m_hint->setText(picture || sound ? tr("%1 works from it").arg(operation)
                                     : tr("or drop a picture, sound or mesh here to work from it"));
    m_keys->setVisible(!picture && !sound);
    adjustSize();
}

void EmptyPlate::setOpenAction(QAction* open)
{
    const auto follow = [this, open] {
        m_open->setText(tr("Open …"));
        m_open->setAccessibleName(open->text());
        setDisabledReason(m_open, QString());
        m_open->setToolTip(withKey(open->text(), open));
        setDisabledReason(m_open, disabledReason(static_cast<const QAction*>(open)));
        m_openKey->setText(keyText(open->shortcut()));
        m_openKey->setVisible(!open->shortcut().isEmpty());
    };
    connect(open, &QAction::changed, this, follow);
    connect(m_open, &QPushButton::clicked, open, &QAction::trigger);
    m_open->show();
    follow();
    adjustSize();
}

MessagePlate::MessagePlate(QWidget* parent)
    : QWidget(parent)
    , m_title(label({}, QStringLiteral("title"), this))
    , m_text(label({}, QStringLiteral("body"), this))
{
    setObjectName(QStringLiteral("stageMessage"));
    setFixedWidth(kPlateWidth);
    m_title->setObjectName(QStringLiteral("stageMessageTitle"));
    m_text->setObjectName(QStringLiteral("stageMessageText"));
    auto* folder = new QPushButton(tr("Show in folder"), this);
    folder->setObjectName(QStringLiteral("stageMessageFolder"));
    folder->setAccessibleName(folder->text());
    folder->setToolTip(tr("Opens the folder the file is kept in"));
    connect(folder, &QPushButton::clicked, this, &MessagePlate::folderAsked);
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(metrics::kGrid * 3);
    layout->addWidget(m_title);
    layout->addWidget(m_text);
    layout->addWidget(folder, 0, Qt::AlignCenter);
}

void MessagePlate::showText(const QString& title, const QString& text)
{
    m_title->setText(title);
    m_text->setText(text);
    adjustSize();
    show();
}

NotePlate::NotePlate(const QString& name, const QString& icon, const QString& role, QWidget* parent)
    : QFrame(parent)
    , m_text(new QLabel(this))
{
    setObjectName(name);
    setRole(this, QStringLiteral("toolbar"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(10, 5, 10, 5);
    layout->setSpacing(metrics::kGrid * 2);
    if (!icon.isEmpty()) {
        // A button, because it follows a change of theme and screen by itself; a label's pixmap does not.
        auto* picture = new QToolButton(this);
        picture->setIcon(Theme::icon(icon, IconTint::Warn));
        picture->setIconSize({metrics::kIcon, metrics::kIcon});
        picture->setFocusPolicy(Qt::NoFocus);
        picture->setAttribute(Qt::WA_TransparentForMouseEvents);
        picture->setFixedSize(metrics::kIcon, metrics::kIcon);
        setRole(picture, QStringLiteral("plain"));
        layout->addWidget(picture);
    }
    setRole(m_text, role);
    layout->addWidget(m_text);
    hide();
}

void NotePlate::setText(const QString& text)
{
    m_text->setText(text);
    setAccessibleName(text);
    adjustSize();
}

void NotePlate::setSentences(const QString& text, int most)
{
    m_text->setWordWrap(true);
    m_text->setFixedWidth(std::min(most, m_text->fontMetrics().horizontalAdvance(text) + 1));
    setText(text);
}

ProgressPlate::ProgressPlate(QWidget* parent)
    : QFrame(parent)
    , m_text(new QLabel(this))
    , m_bar(new QProgressBar(this))
    , m_delay(new QTimer(this))
{
    setObjectName(QStringLiteral("stageProgress"));
    setRole(this, QStringLiteral("toolbar"));
    setFixedWidth(kPlateWidth / 2);
    setRole(m_text, QStringLiteral("label"));
    m_bar->setTextVisible(false);
    m_bar->setAccessibleName(tr("Opening the picture"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 8, 12, 10);
    layout->setSpacing(6);
    layout->addWidget(m_text);
    layout->addWidget(m_bar);
    m_delay->setSingleShot(true);
    m_delay->setInterval(kProgressDelayMs);
    connect(m_delay, &QTimer::timeout, this, &QWidget::show);
    hide();
}

void ProgressPlate::begin(const QString& what)
{
    m_text->setText(what);
    m_bar->setValue(0);
    adjustSize();
    m_delay->start();
}

void ProgressPlate::setPercent(int percent)
{
    m_bar->setValue(percent);
}

void ProgressPlate::end()
{
    m_delay->stop();
    hide();
}

} // namespace maquette
