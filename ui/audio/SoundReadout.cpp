// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/audio/SoundReadout.h"

#include "ui/audio/LevelMeter.h"
#include "ui/audio/SoundSession.h"
#include "ui/widgets/Theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>

#include <algorithm>

namespace maquette {

namespace {

constexpr int kWithPointer = 820; // px from which what is under the pointer has room
constexpr int kWithMeter = 560;
constexpr int kFallMs = 40;
constexpr float kSilent = -70; // LUFS, where EBU R 128 stops counting

/// "Loudness **-14.2** LUFS"
QString figure(const QString& label, const QString& value, const QString& unit)
{
    return QStringLiteral("%1 <b>%2</b> %3").arg(label, value, unit);
}

QString decibels(double value)
{
    return QLocale().toString(value, 'f', 1);
}

void keepWidth(QLabel* label, const QString& widest)
{
    label->ensurePolished(); // the theme's size of letters
    label->setMinimumWidth(label->fontMetrics().horizontalAdvance(widest));
}

} // namespace

SoundReadout::SoundReadout(SoundSession& session, QWidget* parent)
    : QFrame(parent)
    , m_session(session)
    , m_meter(new LevelMeter(this))
    , m_levels(new QLabel(this))
    , m_loudness(new QLabel(this))
    , m_shortTerm(new QLabel(this))
    , m_pointer(new QLabel(this))
{
    setObjectName(QStringLiteral("soundReadout"));
    setRole(this, QStringLiteral("toolbar"));
    m_levels->setObjectName(QStringLiteral("soundLevels"));
    m_levels->setToolTip(tr("The highest peak and the RMS of what is heard, the louder side, in dB of full scale"));
    m_loudness->setObjectName(QStringLiteral("loudness"));
    m_loudness->setToolTip(
        tr("Of the whole take, by EBU R 128: integrated loudness, highest true peak and loudness range"));
    m_shortTerm->setObjectName(QStringLiteral("soundShortTerm"));
    m_shortTerm->setToolTip(tr("Loudness of the three seconds before the playhead, by EBU R 128"));
    m_pointer->setObjectName(QStringLiteral("soundPointer"));
    m_pointer->setToolTip(tr("Time, pitch and level under the pointer"));
    for (QLabel* const label : {m_levels, m_loudness, m_shortTerm}) {
        label->setTextFormat(Qt::RichText);
        setRole(label, QStringLiteral("label"));
    }
    setRole(m_pointer, QStringLiteral("hint"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, 8, 12, 8);
    row->setSpacing(16);
    row->addWidget(m_meter);
    row->addWidget(m_levels);
    row->addWidget(m_loudness);
    row->addWidget(m_shortTerm);
    row->addWidget(m_pointer);
    // What changes while it plays keeps its width, so that nothing beside it moves.
    keepWidth(m_levels, tr("Peak %1  RMS %2 dB").arg(decibels(-88.8), decibels(-88.8)));
    keepWidth(m_shortTerm, tr("Short-term %1 LUFS").arg(decibels(-88.8)));
    keepWidth(m_pointer,
              tr("%1  %2 Hz  %3 dB").arg(QStringLiteral("0:00.000"), QLocale().toString(20'000), decibels(-88)));
    connect(&session, &SoundSession::takesChanged, this, &SoundReadout::showSound);
    connect(&session, &SoundSession::analysed, this, &SoundReadout::showSound);
    connect(&session, &SoundSession::positionChanged, this, &SoundReadout::showMoment);
    m_fall.setInterval(kFallMs);
    connect(&m_fall, &QTimer::timeout, this, &SoundReadout::showMoment);
    showSound();
}

void SoundReadout::showSound()
{
    const SoundTake* const take = m_session.now();
    QStringList parts;
    if (take != nullptr && take->loudness) {
        const Loudness& loudness = *take->loudness;
        const auto add = [&parts](const QString& label, const std::optional<double>& value, const QString& unit) {
            if (value) {
                parts.append(figure(label, decibels(*value), unit));
            }
        };
        add(tr("Loudness"), loudness.integrated, tr("LUFS"));
        add(tr("True peak"), loudness.truePeak, tr("dB"));
        add(tr("Range"), loudness.range, tr("LU"));
        if (parts.isEmpty()) {
            parts.append(tr("Silence"));
        }
        if (take->shorter) {
            parts.append(tr("The file ends earlier than its header says."));
        }
    } else if (take != nullptr && take->problem.isEmpty()) {
        parts.append(tr("Listening through it …"));
    }
    m_loudness->setText(parts.join(QStringLiteral(" &nbsp; ")));
    showMoment();
}

void SoundReadout::showMoment()
{
    const SoundTake* const take = m_session.now();
    const double seconds = m_since.isValid() ? double(m_since.restart()) / 1000 : 0.0;
    m_since.start();
    m_meter->show(m_session.takeMeter(), seconds);
    const auto shown = [](double value) { return value > LevelMeter::kLowest ? decibels(value) : QStringLiteral("–"); };
    m_levels->setText(tr("Peak <b>%1</b> RMS <b>%2</b> dB").arg(shown(m_meter->peak()), shown(m_meter->rms())));
    QString now = QStringLiteral("–");
    if (take != nullptr && take->loudness) {
        const QList<float>& all = take->loudness->shortTerm;
        const auto at = qsizetype(double(m_session.position()) / m_session.sampleRate() * 10) - 1;
        if (at >= 0 && !all.isEmpty()) {
            const float value = all.at(std::min(at, all.size() - 1));
            now = value > kSilent ? decibels(double(value)) : now;
        }
    }
    m_shortTerm->setText(figure(tr("Short-term"), now, tr("LUFS")));
    const bool falls = !m_session.isPlaying() && m_meter->peak() > LevelMeter::kLowest;
    if (falls != m_fall.isActive()) {
        falls ? m_fall.start() : m_fall.stop();
    }
}

void SoundReadout::showPointer(const QString& what)
{
    m_pointer->setText(what);
}

void SoundReadout::setRoom(int width)
{
    m_pointer->setVisible(width > kWithPointer);
    m_meter->setVisible(width > kWithMeter);
    m_levels->setVisible(width > kWithMeter);
    m_shortTerm->setVisible(width > kWithMeter);
}

} // namespace maquette
