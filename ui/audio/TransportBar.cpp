// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/audio/TransportBar.h"

#include "ui/audio/TimelineView.h"
#include "ui/widgets/Theme.h"

#include <QAction>
#include <QActionGroup>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QSlider>
#include <QToolButton>

#include <algorithm>
#include <cmath>

namespace maquette {

TransportBar::TransportBar(SoundSession& session, const Actions& actions, QWidget* parent)
    : QFrame(parent)
    , m_session(session)
    , m_time(new QLabel(this))
    , m_span(new QLabel(this))
    , m_speed(new QDoubleSpinBox(this))
    , m_volume(new QSlider(Qt::Horizontal, this))
    , m_output(new QToolButton(this))
    , m_more(new QToolButton(this))
{
    setObjectName(QStringLiteral("transport"));
    setRole(this, QStringLiteral("toolbar"));
    m_time->setObjectName(QStringLiteral("soundTime"));
    m_time->setToolTip(tr("Where it plays, and how long it is"));
    m_time->setFont(Theme::font(metrics::kFontBody));
    m_span->setObjectName(QStringLiteral("soundSpan"));
    m_span->setToolTip(tr("The marked stretch: drag on the waveform, or set its edges with I and O"));
    setRole(m_span, QStringLiteral("label"));
    m_speed->setObjectName(QStringLiteral("soundSpeed"));
    m_speed->setAccessibleName(tr("Speed"));
    m_speed->setToolTip(tr("Speed, without changing the pitch"));
    m_speed->setRange(TimeStretch::kSlowest, TimeStretch::kFastest);
    m_speed->setSingleStep(0.05);
    m_speed->setValue(1.0);
    m_speed->setPrefix(QString(QChar(0x00d7)));
    m_speed->setFixedWidth(88);
    m_volume->setObjectName(QStringLiteral("soundVolume"));
    m_volume->setAccessibleName(tr("Volume"));
    m_volume->setToolTip(tr("Volume of this program"));
    m_volume->setRange(0, 100);
    m_volume->setValue(int(std::lround(session.volume() * 100)));
    m_volume->setFixedWidth(72);
    m_output->setObjectName(QStringLiteral("soundOutput"));
    m_output->setAccessibleName(tr("Sound output"));
    m_output->setIcon(Theme::icon(QStringLiteral("audio-x-generic")));
    m_output->setToolTip(tr("Choose the sound output"));
    m_output->setPopupMode(QToolButton::InstantPopup);
    m_output->setFocusPolicy(Qt::TabFocus);
    setRole(m_output, QStringLiteral("tool"));
    auto* menu = new QMenu(m_output);
    m_output->setMenu(menu);
    connect(menu, &QMenu::aboutToShow, this, &TransportBar::fillOutputs);

    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(4, 3, 8, 3);
    row->setSpacing(4);
    row->addWidget(button(actions.toStart, QStringLiteral("soundToStart")));
    row->addWidget(button(actions.play, QStringLiteral("soundPlay")));
    row->addWidget(button(actions.loop, QStringLiteral("soundLoop")));
    row->addWidget(m_time);
    row->addSpacing(4);
    row->addWidget(m_speed);
    row->addSpacing(4);
    row->addWidget(m_span);
    QToolButton* const seam = button(actions.seam, QStringLiteral("soundSeam"), true);
    QToolButton* const exportSound = button(actions.exportSound, QStringLiteral("soundExportButton"), true);
    row->addWidget(seam);
    row->addWidget(exportSound);
    row->addWidget(m_volume);
    row->addWidget(m_output);
    row->addWidget(m_more);
    m_foldable = {m_volume, seam, exportSound, m_speed, m_output, m_span};
    fillMore(actions);

    connect(m_speed, &QDoubleSpinBox::valueChanged, &session, &SoundSession::setSpeed);
    connect(m_volume, &QSlider::valueChanged, this, [this](int value) { m_session.setVolume(value / 100.0); });
    connect(&session, &SoundSession::positionChanged, this, &TransportBar::showTime);
    connect(&session, &SoundSession::analysed, this, &TransportBar::showTime);
    connect(&session, &SoundSession::takesChanged, this, &TransportBar::showTime);
    connect(&session, &SoundSession::spanChanged, this, &TransportBar::showSpan);
    showTime();
    showSpan();
}

void TransportBar::fillMore(const Actions& actions)
{
    m_more->setObjectName(QStringLiteral("soundMore"));
    m_more->setAccessibleName(tr("More"));
    m_more->setToolTip(tr("What has no room in the bar"));
    m_more->setIcon(Theme::icon(QStringLiteral("overflow-menu")));
    m_more->setPopupMode(QToolButton::InstantPopup);
    m_more->setFocusPolicy(Qt::TabFocus);
    setRole(m_more, QStringLiteral("tool"));
    auto* menu = new QMenu(m_more);
    menu->addActions({actions.seam, actions.exportSound});
    menu->addSeparator();
    QMenu* const speeds = menu->addMenu(tr("Speed"));
    for (const double speed : {0.5, 0.75, 1.0, 1.25, 1.5, 2.0}) {
        speeds->addAction(QStringLiteral("%1%2").arg(QChar(0x00d7)).arg(QLocale().toString(speed)), this,
                          [this, speed] { m_speed->setValue(speed); });
    }
    QMenu* const volumes = menu->addMenu(tr("Volume"));
    for (const int percent : {100, 75, 50, 25, 0}) {
        volumes->addAction(tr("%1 %").arg(percent), this, [this, percent] { m_volume->setValue(percent); });
    }
    // The same choice of output, by the same menu.
    m_output->menu()->setTitle(tr("Sound output"));
    menu->addMenu(m_output->menu());
    m_more->setMenu(menu);
    m_more->hide();
}

void TransportBar::setRoom(int width)
{
    m_room = width;
    fold();
}

void TransportBar::fold()
{
    for (QWidget* const part : std::as_const(m_foldable)) {
        part->setVisible(part != m_span || m_session.span().has_value());
    }
    m_more->hide();
    for (QWidget* const part : std::as_const(m_foldable)) {
        layout()->activate();
        if (layout()->sizeHint().width() <= m_room) {
            break;
        }
        part->hide();
        m_more->show();
    }
    adjustSize();
}

QToolButton* TransportBar::button(QAction* action, const QString& name, bool text)
{
    auto* made = new QToolButton(this);
    made->setObjectName(name);
    made->setDefaultAction(action);
    made->setAccessibleName(action->text());
    made->setFocusPolicy(Qt::TabFocus);
    made->setIconSize({metrics::kIcon, metrics::kIcon});
    if (text) {
        made->setToolButtonStyle(Qt::ToolButtonTextOnly);
    }
    setRole(made, text ? QStringLiteral("flat") : QStringLiteral("tool"));
    return made;
}

void TransportBar::showTime()
{
    const double rate = m_session.sampleRate();
    const QString text = QStringLiteral("%1 / %2").arg(timeText(double(m_session.position()) / rate),
                                                       timeText(double(m_session.frames()) / rate));
    if (text.size() != m_time->text().size()) {
        m_time->setMinimumWidth(m_time->fontMetrics().horizontalAdvance(QString(text.size(), QLatin1Char('0'))));
    }
    m_time->setText(text);
}

void TransportBar::showSpan()
{
    const double rate = m_session.sampleRate();
    const auto span = m_session.span();
    m_span->setText(
        span ? tr("%1 – %2").arg(timeText(double(span->from) / rate, 2), timeText(double(span->to) / rate, 2))
             : QString());
    fold();
}

void TransportBar::fillOutputs()
{
    QMenu* const menu = m_output->menu();
    menu->clear();
    const QList<AudioOutput> outputs = m_session.outputs();
    if (outputs.isEmpty()) {
        menu->addAction(m_session.silentBecause())->setEnabled(false);
        return;
    }
    const QByteArray chosen = m_session.output();
    const bool there = std::any_of(outputs.begin(), outputs.end(),
                                   [&chosen](const AudioOutput& output) { return output.id == chosen; });
    auto* group = new QActionGroup(menu);
    const auto add = [&](const QString& text, const QByteArray& id) {
        QAction* const action = menu->addAction(text, this, [this, id] { m_session.setOutput(id); });
        action->setCheckable(true);
        action->setChecked(id == (there ? chosen : QByteArray()));
        group->addAction(action);
    };
    add(tr("The system's own choice"), {});
    for (const AudioOutput& output : outputs) {
        add(output.name, output.id);
    }
}

} // namespace maquette
