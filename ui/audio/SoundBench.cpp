// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/audio/SoundBench.h"

#include "app/studio/Studio.h"
#include "ui/audio/LevelMeter.h"
#include "ui/audio/SoundExportDialog.h"
#include "ui/audio/TimelineView.h"
#include "ui/audio/TransportBar.h"
#include "ui/widgets/DisabledReason.h"
#include "ui/widgets/PlaceActions.h"
#include "ui/widgets/Theme.h"
#include "ui/widgets/items/HandOut.h"
#include "ui/widgets/items/WhenReady.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace maquette {

namespace {

constexpr int kSiblingsAmong = 200; // newest items looked through for takes of the same order
constexpr int kSides = 48;          // px left and right of the bars together
constexpr int kWideReadout = 560;   // px from which takes have words, and levels room beside the loudness
constexpr int kMostTakes = 10;      // as many as one order has

bool isSameOrder(const GalleryItem& a, const GalleryItem& b)
{
    return a.request && b.request && a.operation == b.operation && a.request->values == b.request->values &&
           a.request->inputs == b.request->inputs && b.asset.info.kind == MediaKind::Audio;
}

QString decibelText(double value)
{
    return QLocale().toString(value, 'f', 1);
}

} // namespace

SoundBench::SoundBench(Studio& studio, QWidget* parent)
    : QWidget(parent)
    , m_studio(studio)
    , m_keys(new PlaceActions(QStringLiteral("sound"), tr("Sound"), this))
    , m_handOut(new HandOut(studio, this))
    , m_takeRow(new QWidget(this))
    , m_takes(new QHBoxLayout)
    , m_matched(new QToolButton(this))
    , m_drag(new QToolButton(this))
    , m_waveform(new WaveformView(m_session, m_axis, this))
    , m_spectrogram(new SpectrogramView(m_session, m_axis, this))
    , m_problem(new QLabel(this))
    , m_silent(new QLabel(this))
    , m_readout(new QFrame(this))
    , m_loudness(new QLabel(m_readout))
    , m_pointer(new QLabel(m_readout))
    , m_meter(new LevelMeter(m_readout))
{
    setObjectName(QStringLiteral("soundBench"));
    setAccessibleName(tr("Sound bench"));
    setRole(this, QStringLiteral("stage"));
    setFocusProxy(m_waveform);
    makeActions();
    m_transport = new TransportBar(m_session, {m_do.toStart, m_do.play, m_do.loop, m_do.seam, m_do.exportSound}, this);

    m_matched->setObjectName(QStringLiteral("levelMatched"));
    m_matched->setText(tr("Level matched"));
    m_matched->setToolTip(tr("Plays all takes as loud as the quietest, so that louder does not pass for better"));
    m_matched->setCheckable(true);
    m_matched->setFocusPolicy(Qt::TabFocus);
    setRole(m_matched, QStringLiteral("choice"));
    m_drag->setObjectName(QStringLiteral("soundDrag"));
    m_drag->setText(tr("Copy file"));
    m_drag->setToolTip(tr("Puts the take's file on the clipboard; drag it from the strip to another program"));
    m_drag->setFocusPolicy(Qt::TabFocus);
    setRole(m_drag, QStringLiteral("flat"));
    m_takeRow->setObjectName(QStringLiteral("takes"));
    auto* takeRow = new QHBoxLayout(m_takeRow);
    takeRow->setContentsMargins(0, 0, 0, 0);
    takeRow->setSpacing(8);
    takeRow->addLayout(m_takes);
    takeRow->addWidget(m_matched);
    takeRow->addStretch(1);
    takeRow->addWidget(m_drag);

    m_problem->setObjectName(QStringLiteral("soundProblem"));
    m_problem->setWordWrap(true);
    m_problem->setAlignment(Qt::AlignCenter);
    setRole(m_problem, QStringLiteral("body"));
    m_silent->setObjectName(QStringLiteral("soundSilent"));
    m_silent->setAlignment(Qt::AlignCenter);
    setRole(m_silent, QStringLiteral("warn"));

    m_readout->setObjectName(QStringLiteral("soundReadout"));
    setRole(m_readout, QStringLiteral("toolbar"));
    setRole(m_loudness, QStringLiteral("body"));
    m_loudness->setObjectName(QStringLiteral("loudness"));
    m_loudness->setTextFormat(Qt::RichText);
    setRole(m_pointer, QStringLiteral("hint"));
    m_pointer->setObjectName(QStringLiteral("soundPointer"));
    auto* readout = new QHBoxLayout(m_readout);
    readout->setContentsMargins(8, 6, 8, 6);
    readout->setSpacing(12);
    readout->addWidget(m_meter);
    readout->addWidget(m_loudness);
    readout->addWidget(m_pointer, 1);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(kSides / 2, 12, kSides / 2, 12);
    column->setSpacing(12);
    column->addWidget(m_takeRow);
    column->addWidget(m_problem);
    column->addWidget(m_waveform, 5);
    column->addWidget(m_spectrogram, 4);
    column->addWidget(m_silent);
    column->addWidget(m_transport, 0, Qt::AlignHCenter);
    column->addWidget(m_readout, 0, Qt::AlignHCenter);
    m_keys->attach(this);
    connectParts();
    showTakes();
    showAnalysis();
}

void SoundBench::connectParts()
{
    for (TimelineView* const view :
         {static_cast<TimelineView*>(m_waveform), static_cast<TimelineView*>(m_spectrogram)}) {
        connect(view, &TimelineView::axisChanged, m_waveform, qOverload<>(&QWidget::update));
        connect(view, &TimelineView::axisChanged, m_spectrogram, qOverload<>(&QWidget::update));
        connect(view, &TimelineView::pointed, m_pointer, &QLabel::setText);
    }
    connect(m_matched, &QToolButton::toggled, &m_session, &SoundSession::setLevelMatched);
    connect(m_drag, &QToolButton::clicked, this, &SoundBench::dragOut);
    connect(&m_session, &SoundSession::takesChanged, this, [this] {
        showTakes();
        showAnalysis();
        refreshReasons();
    });
    connect(&m_session, &SoundSession::analysed, this, [this] {
        const double before = double(m_axis.frames());
        if (before == 0 || m_axis.sampleRate() != m_session.sampleRate()) {
            m_axis.setSound(m_session.frames(), m_session.sampleRate());
        } else {
            m_axis.setFrames(m_session.frames());
        }
        showAnalysis();
        refreshReasons();
    });
    connect(&m_session, &SoundSession::positionChanged, this, [this] {
        const double seconds = m_metered.isValid() ? double(m_metered.restart()) / 1000 : 0.0;
        m_metered.start();
        m_meter->show(m_session.takeMeter(), seconds);
        if (m_session.isPlaying() && !m_axis.showsAll()) {
            m_axis.follow(m_session.position());
        }
    });
    connect(&m_session, &SoundSession::playingChanged, this, [this] {
        const bool playing = m_session.isPlaying();
        m_do.play->setText(playing ? tr("Pause") : tr("Play"));
        m_do.play->setIcon(
            Theme::icon(playing ? QStringLiteral("media-playback-pause") : QStringLiteral("media-playback-start")));
    });
    connect(&m_session, &SoundSession::spanChanged, this, [this] {
        m_do.loop->setChecked(m_session.isLooping());
        const double rate = m_session.sampleRate();
        const auto span = m_session.span();
        Q_EMIT spanChanged(span ? double(span->from) / rate : 0.0, span ? double(span->to) / rate : -1.0);
        refreshReasons();
    });
    connect(&m_session, &SoundSession::outputsChanged, this, &SoundBench::refreshReasons);
    connect(&m_session, &SoundSession::told, this, &SoundBench::toldInPassing);
    connect(&m_studio, &Studio::itemAdded, this, &SoundBench::addTake);
    connect(m_handOut, &HandOut::failed, this, &SoundBench::toldInPassing);
    connect(m_handOut, &HandOut::copiedFile, this,
            [this] { Q_EMIT toldInPassing(tr("The file is on the clipboard.")); });
}

void SoundBench::showItem(const GalleryItem& item)
{
    m_shown = item.id;
    // A take of the order on the bench is only switched to: position and marks stay.
    for (int i = 0; i < m_session.count(); ++i) {
        if (m_session.take(i).item.asset.id == item.asset.id) {
            m_session.setCurrent(i);
            Q_EMIT itemShown(item);
            return;
        }
    }
    m_axis.setSound(0, m_session.sampleRate());
    m_session.setTakes({{item, m_studio.assetPath(item.asset.id)}}, 0);
    showSiblings(item);
    Q_EMIT itemShown(item);
}

void SoundBench::addTake(const GalleryItem& item)
{
    const SoundTake* const heard = m_session.now();
    if (heard == nullptr || !isSameOrder(heard->item, item) || m_session.count() >= kMostTakes) {
        return;
    }
    QList<QPair<GalleryItem, QString>> takes;
    for (int i = 0; i < m_session.count(); ++i) {
        if (m_session.take(i).item.id == item.id) {
            return;
        }
        takes.append({m_session.take(i).item, m_session.take(i).path});
    }
    takes.append({item, m_studio.assetPath(item.asset.id)});
    m_session.setTakes(takes, m_session.current());
}

void SoundBench::showSiblings(const GalleryItem& item)
{
    if (!item.request || item.id.isEmpty()) {
        return;
    }
    whenReady(m_studio.items(kSiblingsAmong), this, [this, item](const Result<QList<GalleryItem>>& items) {
        if (!items || m_shown != item.id) {
            return;
        }
        QList<GalleryItem> takes;
        for (const GalleryItem& other : *items) {
            if (isSameOrder(item, other) && takes.size() < kMostTakes) {
                takes.prepend(other);
            }
        }
        QList<QPair<GalleryItem, QString>> found;
        int current = 0;
        for (const GalleryItem& take : std::as_const(takes)) {
            current = take.id == item.id ? int(found.size()) : current;
            found.append({take, m_studio.assetPath(take.asset.id)});
        }
        if (found.size() > 1) {
            m_session.setTakes(found, current);
        }
    });
}

void SoundBench::showTakes()
{
    while (QLayoutItem* const old = m_takes->takeAt(0)) {
        old->widget()->deleteLater();
        delete old;
    }
    for (int i = 0; i < m_session.count(); ++i) {
        const QString letter(QChar(u'A' + i));
        auto* button = new QToolButton(m_takeRow);
        button->setObjectName(QStringLiteral("take%1").arg(letter));
        button->setText(width() > kWideReadout ? tr("Take %1").arg(letter) : letter);
        button->setAccessibleName(tr("Take %1").arg(letter));
        button->setToolTip(tr("Hear take %1 from the same instant on (%1)").arg(letter));
        button->setCheckable(true);
        button->setChecked(i == m_session.current());
        button->setFocusPolicy(Qt::TabFocus);
        setRole(button, QStringLiteral("choice"));
        connect(button, &QToolButton::clicked, this, [this, i] {
            m_waveform->setFocus(); // the keys of the bench work from here on; this button goes with the next take
            m_session.setCurrent(i);
            Q_EMIT itemShown(m_session.take(i).item);
        });
        m_takes->addWidget(button);
    }
    m_matched->setChecked(m_session.isLevelMatched());
}

void SoundBench::showAnalysis()
{
    const SoundTake* const take = m_session.now();
    const QString problem = take != nullptr ? take->problem : QString();
    m_problem->setVisible(!problem.isEmpty());
    m_problem->setText(problem.isEmpty()
                           ? QString()
                           : tr("This sound cannot be played. %1 The file is kept as it was received.").arg(problem));
    m_waveform->setVisible(problem.isEmpty());
    m_spectrogram->setVisible(problem.isEmpty());
    QString text;
    if (take != nullptr && take->loudness) {
        const Loudness& loudness = *take->loudness;
        const auto part = [&text](const QString& label, const std::optional<double>& value, const QString& unit) {
            if (value) {
                text += QStringLiteral("%1 <b>%2</b> %3 &nbsp; ").arg(label, decibelText(*value), unit);
            }
        };
        part(tr("Loudness"), loudness.integrated, tr("LUFS"));
        part(tr("True peak"), loudness.truePeak, tr("dB"));
        part(tr("Range"), loudness.range, tr("LU"));
        if (text.isEmpty()) {
            text = tr("Silence");
        }
        if (take->shorter) {
            text += tr("The file ends earlier than its header says.");
        }
    } else if (take != nullptr && problem.isEmpty()) {
        text = tr("Listening through it …");
    }
    m_loudness->setText(text);
    m_readout->adjustSize();
}

void SoundBench::refreshReasons()
{
    const SoundTake* const take = m_session.now();
    const bool open = take != nullptr && take->file;
    const QString silent = m_session.silentBecause();
    m_silent->setVisible(!silent.isEmpty() && open);
    m_silent->setText(silent);
    setDisabledReason(m_do.play, !open ? tr("There is no sound on the bench.") : silent);
    setDisabledReason(m_do.seam, !open ? tr("There is no sound on the bench.") : QString());
    setDisabledReason(m_do.exportSound,
                      open && take->isRead() ? QString() : tr("The sound is not read to its end yet."));
    const QString unmarked = m_session.span() ? QString() : tr("Nothing is marked on the waveform.");
    setDisabledReason(m_do.clearSpan, unmarked);
    setDisabledReason(m_do.zoomSpan, unmarked);
    setDisabledReason(m_matched, m_session.count() > 1 ? QString() : tr("There is only one take."));
    setDisabledReason(m_do.nextTake, m_session.count() > 1 ? QString() : tr("There is only one take."));
}

void SoundBench::seekBy(double seconds)
{
    m_session.seek(m_session.position() + qint64(seconds * m_session.sampleRate()));
}

void SoundBench::setEdge(bool from)
{
    const qint64 here = m_session.position();
    LoopSpan span = m_session.span().value_or(LoopSpan{0, m_session.frames()});
    (from ? span.from : span.to) = here;
    if (span.to <= span.from) {
        span = from ? LoopSpan{here, m_session.frames()} : LoopSpan{0, here};
    }
    m_session.setSpan(span);
}

void SoundBench::testSeam()
{
    m_session.testSeam();
    const auto seam = m_session.seam();
    if (!seam) {
        return;
    }
    const QLocale locale;
    QString sentence =
        seam->clicks() ? tr("The join clicks: it jumps by %1 % of full scale. Move the marks to zero crossings (X).")
                             .arg(locale.toString(seam->step * 100, 'f', 0))
                       : tr("The join does not click.");
    if (std::abs(seam->levelJump) >= 1.0) {
        sentence +=
            QLatin1Char(' ') + (seam->levelJump > 0 ? tr("It gets louder by %1 dB.") : tr("It gets quieter by %1 dB."))
                                   .arg(decibelText(std::abs(seam->levelJump)));
    }
    Q_EMIT toldInPassing(sentence);
}

void SoundBench::openExport()
{
    const SoundTake* const take = m_session.now();
    if (take == nullptr) {
        return;
    }
    auto* dialog = new SoundExportDialog(m_session, take->item.title.simplified().left(60), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &SoundExportDialog::exported, this,
            [this](const QString& path) { Q_EMIT toldInPassing(tr("Written to %1").arg(path)); });
    dialog->open();
}

void SoundBench::dragOut()
{
    if (const SoundTake* const take = m_session.now()) {
        m_handOut->copyFile(take->item);
    }
}

void SoundBench::leave()
{
    m_session.pause();
}

void SoundBench::hideEvent(QHideEvent* event)
{
    m_session.pause();
    QWidget::hideEvent(event);
}

void SoundBench::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_transport->setRoom(width() - kSides);
    const bool wide = width() > kWideReadout;
    if (wide == m_drag->isHidden()) {
        m_drag->setVisible(wide);
        m_meter->setVisible(wide);
        m_pointer->setVisible(wide);
        showTakes();
    }
    // Low windows keep the waveform and let go of the picture of pitches.
    m_spectrogram->setVisible(m_problem->isHidden() && height() > 360);
}

} // namespace maquette
