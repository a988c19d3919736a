// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/audio/SoundBench.h"

#include "app/studio/Studio.h"
#include "ui/audio/SoundExportDialog.h"
#include "ui/audio/SoundReadout.h"
#include "ui/audio/TakeRow.h"
#include "ui/audio/TimelineView.h"
#include "ui/audio/TransportBar.h"
#include "ui/widgets/DisabledReason.h"
#include "ui/widgets/PlaceActions.h"
#include "ui/widgets/Theme.h"
#include "ui/widgets/items/HandOut.h"
#include "ui/widgets/items/WhenReady.h"

#include <QAction>
#include <QDragEnterEvent>
#include <QLabel>
#include <QLocale>
#include <QMimeData>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace maquette {

namespace {

constexpr int kSiblingsAmong = 200; // newest items looked through for takes of the same order
constexpr int kSides = 48;          // px left and right of the bars together
constexpr int kMostTakes = 10;      // as many as one order has
constexpr int kLowest = 360;        // px of height from which the picture of pitches has room

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
    , m_kept(studio.dataFolder() + QStringLiteral("/sound.json"))
    , m_look(SoundLook::fromJson(m_kept.value()))
    , m_session(studio.dataFolder() + QStringLiteral("/waveforms"))
    , m_keys(new PlaceActions(QStringLiteral("sound"), tr("Sound"), this))
{
    setObjectName(QStringLiteral("soundBench"));
    setAccessibleName(tr("Sound bench"));
    setRole(this, QStringLiteral("stage"));
    setAcceptDrops(true);
    m_session.setVolume(m_look.volume);
    m_session.setOutput(m_look.output);
    m_session.setLevelMatched(m_look.levelMatched);
    makeActions();
    makeColumn();
    setFocusProxy(m_waveform);
    m_keys->attach(this);
    connectParts();
    showAnalysis();
    refreshReasons();
}

void SoundBench::makeColumn()
{
    m_takes = new TakeRow(m_studio, m_session, m_do.matched, m_do.spectrogram, this);
    m_problem = new QLabel(this);
    m_waveform = new WaveformView(m_session, m_axis, this);
    m_spectrogram = new SpectrogramView(m_session, m_axis, this);
    m_silent = new QLabel(this);
    m_transport = new TransportBar(m_session, {m_do.toStart, m_do.play, m_do.loop, m_do.seam, m_do.exportSound}, this);
    m_readout = new SoundReadout(m_session, this);
    m_problem->setObjectName(QStringLiteral("soundProblem"));
    m_problem->setWordWrap(true);
    m_problem->setAlignment(Qt::AlignCenter);
    setRole(m_problem, QStringLiteral("body"));
    m_silent->setObjectName(QStringLiteral("soundSilent"));
    m_silent->setAlignment(Qt::AlignCenter);
    setRole(m_silent, QStringLiteral("warn"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(kSides / 2, 12, kSides / 2, 12);
    column->setSpacing(12);
    column->addWidget(m_takes);
    column->addWidget(m_problem, 1);
    column->addWidget(m_waveform, 5);
    column->addWidget(m_spectrogram, 4);
    column->addWidget(m_silent);
    column->addWidget(m_transport, 0, Qt::AlignHCenter);
    column->addWidget(m_readout, 0, Qt::AlignHCenter);
}

void SoundBench::connectParts()
{
    for (TimelineView* const view :
         {static_cast<TimelineView*>(m_waveform), static_cast<TimelineView*>(m_spectrogram)}) {
        connect(view, &TimelineView::axisChanged, this, &SoundBench::redraw);
        connect(view, &TimelineView::pointed, m_readout, &SoundReadout::showPointer);
    }
    connect(m_takes, &TakeRow::toldInPassing, this, &SoundBench::toldInPassing);
    connect(m_takes, &TakeRow::takeChosen, this, [this](int index) {
        m_waveform->setFocus(); // the keys of the bench work from here on
        showTake(index);
    });
    connect(&m_session, &SoundSession::takesChanged, this, [this] {
        m_do.matched->setChecked(m_session.isLevelMatched());
        showAnalysis();
        refreshReasons();
    });
    connect(&m_session, &SoundSession::analysed, this, [this] {
        if (m_axis.frames() == 0 || m_axis.sampleRate() != m_session.sampleRate()) {
            m_axis.setSound(m_session.frames(), m_session.sampleRate());
        } else {
            m_axis.setFrames(m_session.frames());
        }
        showAnalysis();
        refreshReasons();
    });
    connect(&m_session, &SoundSession::positionChanged, this, [this] {
        const TimeAxis before = m_axis;
        if (m_session.isPlaying() && !m_axis.showsAll()) {
            m_axis.follow(m_session.position());
        }
        if (m_axis != before) {
            redraw();
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
    connect(&m_session, &SoundSession::chosen, this, &SoundBench::keepLook);
    connect(&m_session, &SoundSession::told, this, &SoundBench::toldInPassing);
    connect(&m_studio, &Studio::itemAdded, this, &SoundBench::addTake);
}

void SoundBench::redraw()
{
    m_waveform->update();
    m_spectrogram->update();
}

void SoundBench::keepLook()
{
    m_look.volume = m_session.volume();
    m_look.output = m_session.output();
    m_look.levelMatched = m_session.isLevelMatched();
    m_look.spectrogram = m_do.spectrogram->isChecked();
    m_kept.set(m_look.toJson());
}

void SoundBench::showTake(int index)
{
    m_session.setCurrent(index);
    if (index < m_session.count()) {
        m_shown = m_session.take(index).item.id;
        Q_EMIT itemShown(m_session.take(index).item);
    }
}

void SoundBench::showItem(const GalleryItem& item)
{
    m_shown = item.id;
    // A take of the order on the bench is only switched to: position and marks stay.
    if (const int known = m_session.indexOf(item.asset.id); known >= 0) {
        m_session.setCurrent(known);
        Q_EMIT itemShown(item);
        return;
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

void SoundBench::showAnalysis()
{
    const SoundTake* const take = m_session.now();
    const QString problem = take != nullptr ? take->problem : QString();
    m_problem->setVisible(!problem.isEmpty());
    m_problem->setText(problem.isEmpty()
                           ? QString()
                           : tr("This sound cannot be played. %1 The file is kept as it was received.").arg(problem));
    m_transport->setVisible(problem.isEmpty());
    m_readout->setVisible(problem.isEmpty());
    showViews();
}

void SoundBench::showViews()
{
    m_waveform->setVisible(m_problem->isHidden());
    // Low windows keep the waveform and let go of the picture of pitches.
    m_spectrogram->setVisible(m_problem->isHidden() && m_do.spectrogram->isChecked() && height() > kLowest);
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
    setDisabledReason(m_do.matched, m_session.count() > 1 ? QString() : tr("There is only one take."));
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
    QString sentence = seam->clicks()
                           ? tr("The join clicks: it jumps by %1 % of full scale. Move the marks to a smooth join (X).")
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
    auto* dialog = new SoundExportDialog(m_session, take->item.title, m_look.exports, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &SoundExportDialog::exported, this, [this, dialog](const QString& path) {
        m_look.exports = dialog->look();
        keepLook();
        Q_EMIT toldInPassing(tr("Written to %1").arg(path));
    });
    dialog->open();
}

void SoundBench::dragEnterEvent(QDragEnterEvent* event)
{
    if (HandOut::bringsFiles(event->mimeData())) {
        event->acceptProposedAction();
    }
}

void SoundBench::dropEvent(QDropEvent* event)
{
    event->acceptProposedAction();
    Q_EMIT filesDropped(filesIn(event->mimeData()));
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
    m_takes->setRoom(width() - kSides);
    m_readout->setRoom(width() - kSides);
    showViews();
}

} // namespace maquette
