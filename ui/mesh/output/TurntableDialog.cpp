// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mesh/output/TurntableDialog.h"

#include "ui/mesh/output/GroundPicker.h"
#include "ui/mesh/output/SizePicker.h"
#include "ui/widgets/Field.h"
#include "ui/widgets/Segmented.h"
#include "ui/widgets/Theme.h"

#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLocale>
#include <QSpinBox>

#include <algorithm>
#include <cmath>

namespace maquette {

namespace {

constexpr int kLeastSide = 64;
constexpr int kMostSide = 4096;
constexpr double kMostSeconds = 60;

QSize even(const QSize& size)
{
    return {size.width() / 2 * 2, size.height() / 2 * 2};
}

QList<SizePicker::Choice> sizes(const QSize& shown)
{
    QList<SizePicker::Choice> all{
        {TurntableDialog::tr("Square"), {1080, 1080}},     {TurntableDialog::tr("Full HD"), {1920, 1080}},
        {TurntableDialog::tr("HD"), {1280, 720}},          {TurntableDialog::tr("Upright"), {1080, 1920}},
        {TurntableDialog::tr("Small square"), {480, 480}}, {TurntableDialog::tr("4K"), {3840, 2160}}};
    if (shown.isValid()) {
        all.append({TurntableDialog::tr("As in the window"), even(shown.boundedTo({kMostSide, kMostSide}))});
    }
    return all;
}

} // namespace

TurntableDialog::TurntableDialog(TurnRenderer renderer, const QString& title, const QSize& shown, QWidget* parent)
    : OutputDialog(QStringLiteral("turntable"), tr("%1 turntable").arg(title), {}, parent)
    , m_renderer(std::move(renderer))
    , m_format(new Segmented(this))
    , m_size(new SizePicker(QStringLiteral("turntable"), sizes(shown), kLeastSide, kMostSide, this))
    , m_seconds(new QDoubleSpinBox(this))
    , m_rate(new QSpinBox(this))
    , m_direction(new Segmented(this))
    , m_ground(new GroundPicker(QStringLiteral("turntable"), this))
{
    setWindowTitle(tr("Turntable"));
    build();
    connect(m_format, &Segmented::currentChanged, this, &TurntableDialog::refresh);
    connect(m_size, &SizePicker::changed, this, &TurntableDialog::refresh);
    connect(m_seconds, &QDoubleSpinBox::valueChanged, this, &TurntableDialog::refresh);
    connect(m_rate, &QSpinBox::valueChanged, this, &TurntableDialog::refresh);
    connect(m_ground, &GroundPicker::changed, this, &TurntableDialog::refresh);
    connect(&m_job, &FilmJob::stepped, this, &TurntableDialog::setStep);
    connect(&m_job, &FilmJob::progressed, this, &TurntableDialog::setFraction);
    connect(&m_job, &FilmJob::finished, this, &TurntableDialog::succeed);
    connect(&m_job, &FilmJob::failed, this, &TurntableDialog::fail);
    refresh();
}

void TurntableDialog::build()
{
    m_format->setObjectName(QStringLiteral("turntableFormat"));
    m_format->addSegment(QStringLiteral("mp4"), tr("MP4"), tr("A film that plays everywhere"));
    m_format->addSegment(QStringLiteral("gif"), tr("GIF"), tr("Repeats by itself in mails and pages; 256 colours"));
    m_format->addSegment(QStringLiteral("frames"), tr("PNG pictures"),
                         tr("A folder of numbered pictures, for editing"));
    m_seconds->setObjectName(QStringLiteral("turntableSeconds"));
    m_seconds->setToolTip(tr("How long one turn takes"));
    m_seconds->setRange(0.5, kMostSeconds);
    m_seconds->setSingleStep(0.5);
    m_seconds->setDecimals(1);
    m_seconds->setValue(6);
    m_seconds->setSuffix(tr(" s"));
    m_rate->setObjectName(QStringLiteral("turntableRate"));
    m_rate->setToolTip(tr("More is smoother and takes longer to draw"));
    m_rate->setRange(1, MovieOptions::kMostRate);
    m_rate->setValue(30);
    m_rate->setSuffix(tr(" per second"));
    m_direction->setObjectName(QStringLiteral("turntableDirection"));
    m_direction->addSegment(QStringLiteral("left"), tr("To the left"), tr("What is in front moves to the left"));
    m_direction->addSegment(QStringLiteral("right"), tr("To the right"), tr("What is in front moves to the right"));
    auto* times = new QWidget(this);
    setRole(times, QStringLiteral("plain"));
    auto* row = new QHBoxLayout(times);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metrics::kGrid * 2);
    row->addWidget(new Field(tr("One turn takes"), m_seconds, times), 1);
    row->addWidget(new Field(tr("Pictures"), m_rate, times), 1);
    addRow(new Field(tr("Format"), m_format, this));
    addRow(new Field(tr("Size"), m_size, this));
    addRow(times);
    addRow(new Field(tr("Turns"), m_direction, this));
    addRow(new Field(tr("Background"), m_ground, this));
    setEnding(QStringLiteral("mp4"));
}

MovieFormat TurntableDialog::format() const
{
    const QString chosen = m_format->current();
    return chosen == QLatin1String("gif")      ? MovieFormat::Gif
           : chosen == QLatin1String("frames") ? MovieFormat::Frames
                                               : MovieFormat::Mp4;
}

FilmOrder TurntableDialog::order() const
{
    FilmOrder order;
    order.path = path();
    order.movie.format = format();
    order.movie.size = order.movie.format == MovieFormat::Mp4 ? even(m_size->size()) : m_size->size();
    order.movie.framesPerSecond = m_rate->value();
    order.movie.background = m_ground->colour();
    order.frames = std::max(2, int(std::lround(m_seconds->value() * m_rate->value())));
    order.toTheLeft = m_direction->current() == QLatin1String("left");
    order.transparent = m_ground->isTransparent();
    return order;
}

QString TurntableDialog::reason() const
{
    return order().movie.problem();
}

void TurntableDialog::formChanged()
{
    static const QHash<MovieFormat, QString> endings{{MovieFormat::Mp4, QStringLiteral("mp4")},
                                                     {MovieFormat::Gif, QStringLiteral("gif")},
                                                     {MovieFormat::Frames, QString()}};
    const QString ending = endings.value(format());
    if (!isBusy() && ending != m_ending) {
        m_ending = ending;
        m_rate->setMaximum(format() == MovieFormat::Gif ? MovieOptions::kMostGifRate : MovieOptions::kMostRate);
        m_ground->setNoneReason(format() == MovieFormat::Mp4 ? tr("An MP4 has no transparency.") : QString());
        setEnding(ending);
    }
    const FilmOrder now = order();
    QString note = tr("%1 pictures of %2 × %3 px are drawn.")
                       .arg(QLocale().toString(now.frames))
                       .arg(now.movie.size.width())
                       .arg(now.movie.size.height());
    if (now.movie.size != m_size->size()) {
        note += QLatin1Char(' ') + tr("An MP4 has even sides.");
    }
    if (format() == MovieFormat::Gif && now.transparent && !now.movie.background.isValid()) {
        note += QLatin1Char(' ') + tr("A GIF has hard edges where it is transparent.");
    }
    setNote(note);
}

void TurntableDialog::begin()
{
    m_job.start(order(), m_renderer);
}

void TurntableDialog::stop()
{
    m_job.cancel();
}

} // namespace maquette
