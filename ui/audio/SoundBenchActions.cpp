// SPDX-License-Identifier: GPL-3.0-or-later
// The commands of SoundBench and their keys.
#include "ui/audio/SoundBench.h"
#include "ui/audio/TimelineView.h"
#include "ui/widgets/PlaceActions.h"

#include <QAction>

#include <algorithm>
#include <cmath>

namespace maquette {

void SoundBench::makeActions()
{
    addPlaying();
    addMarking();
    addViewing();
}

void SoundBench::addPlaying()
{
    const auto add = [this](const char* name, const QString& text, const char* icon, const QList<QKeySequence>& keys) {
        return m_keys->add(QLatin1String(name), text, QLatin1String(icon), keys);
    };
    m_do.play = add("sound.play", tr("Play"), "media-playback-start", {Qt::Key_Space});
    m_do.toStart = add("sound.toStart", tr("To the beginning"), "media-skip-backward", {Qt::Key_Home});
    m_do.loop = add("sound.loop", tr("Repeat the marked stretch"), "media-playlist-repeat", {Qt::Key_L});
    m_do.loop->setCheckable(true);
    m_do.seam = add("sound.seam", tr("Test the seam"), "", {Qt::Key_J});
    m_do.exportSound = add("sound.export", tr("Export …"), "", {Qt::CTRL | Qt::SHIFT | Qt::Key_E});
    m_do.nextTake = add("sound.nextTake", tr("Next take"), "", {Qt::Key_T});
    connect(m_do.play, &QAction::triggered, &m_session, &SoundSession::togglePlay);
    connect(m_do.toStart, &QAction::triggered, this,
            [this] { m_session.seek(m_session.isLooping() && m_session.span() ? m_session.span()->from : 0); });
    connect(m_do.loop, &QAction::triggered, &m_session, &SoundSession::setLooping);
    connect(m_do.seam, &QAction::triggered, this, &SoundBench::testSeam);
    connect(m_do.exportSound, &QAction::triggered, this, &SoundBench::openExport);
    connect(m_do.nextTake, &QAction::triggered, this,
            [this] { showTake((m_session.current() + 1) % std::max(1, m_session.count())); });
    const auto step = [this](const char* name, const QString& text, const QKeySequence& key, auto does) {
        connect(m_keys->addStep(QLatin1String(name), text, {key}), &QAction::triggered, this, does);
    };
    step("sound.back", tr("One second back"), Qt::Key_Left, [this] { seekBy(-1); });
    step("sound.forward", tr("One second on"), Qt::Key_Right, [this] { seekBy(1); });
    step("sound.backFine", tr("A tenth of a second back"), Qt::SHIFT | Qt::Key_Left, [this] { seekBy(-0.1); });
    step("sound.forwardFine", tr("A tenth of a second on"), Qt::SHIFT | Qt::Key_Right, [this] { seekBy(0.1); });
    step("sound.previousItem", tr("Previous result"), Qt::Key_Up, [this] { Q_EMIT stepRequested(-1); });
    step("sound.nextItem", tr("Next result"), Qt::Key_Down, [this] { Q_EMIT stepRequested(1); });
    const std::pair<const char*, Qt::Key> takes[] = {
        {"A", Qt::Key_A}, {"B", Qt::Key_B}, {"C", Qt::Key_C}, {"D", Qt::Key_D}};
    int index = 0;
    for (const auto& [letter, key] : takes) {
        step(qPrintable(QStringLiteral("sound.take%1").arg(QLatin1String(letter))),
             tr("Take %1").arg(QLatin1String(letter)), key, [this, index] { showTake(index); });
        ++index;
    }
}

void SoundBench::addMarking()
{
    const auto add = [this](const char* name, const QString& text, const QList<QKeySequence>& keys, auto does) {
        QAction* const action = m_keys->add(QLatin1String(name), text, {}, keys);
        connect(action, &QAction::triggered, this, does);
        return action;
    };
    m_do.loopFrom = add("sound.markFrom", tr("Mark from here"), {Qt::Key_I}, [this] { setEdge(true); });
    m_do.loopTo = add("sound.markTo", tr("Mark to here"), {Qt::Key_O}, [this] { setEdge(false); });
    m_do.clearSpan =
        add("sound.unmark", tr("Mark nothing"), {Qt::CTRL | Qt::Key_D}, [this] { m_session.setSpan(std::nullopt); });
    add("sound.snap", tr("Move the marks to a smooth join"), {Qt::Key_X}, [this] {
        const SoundTake* const take = m_session.now();
        const auto span = m_session.spanInTake();
        if (take != nullptr && take->file && span) {
            const qint64 rate = take->file->format().sampleRate;
            const JoinedStretch joined = smoothestJoin(*take->file, span->from, span->to, rate / 50);
            const double scale = double(m_session.sampleRate()) / double(rate);
            m_session.setSpan(
                LoopSpan{std::llround(double(joined.from) * scale), std::llround(double(joined.to) * scale)});
        }
    });
}

void SoundBench::addViewing()
{
    const auto add = [this](const char* name, const QString& text, const QList<QKeySequence>& keys, auto does) {
        QAction* const action = m_keys->add(QLatin1String(name), text, {}, keys);
        connect(action, &QAction::triggered, this, does);
        return action;
    };
    m_do.zoomSpan = add("sound.zoomSpan", tr("Zoom to the marked stretch"), {Qt::Key_Z}, [this] {
        if (m_session.span()) {
            m_axis.show(m_session.span()->from, m_session.span()->to);
            redraw();
        }
    });
    m_do.zoomAll = add("sound.zoomAll", tr("Show all of it"), {Qt::Key_0}, [this] {
        m_axis.showAll();
        redraw();
    });
    const auto zoom = [this](double by) {
        m_axis.zoomBy(by, m_axis.toX(double(m_session.position())));
        redraw();
    };
    add("sound.zoomIn", tr("Zoom in"), {Qt::Key_Plus, Qt::Key_Equal}, [zoom] { zoom(2.0); });
    add("sound.zoomOut", tr("Zoom out"), {Qt::Key_Minus}, [zoom] { zoom(0.5); });
    m_do.matched = add("sound.matched", tr("Level matched"), {Qt::Key_M},
                       [this](bool matched) { m_session.setLevelMatched(matched); });
    m_do.matched->setCheckable(true);
    m_do.matched->setChecked(m_look.levelMatched);
    m_do.matched->setToolTip(tr("Plays all takes as loud as the quietest, so that louder does not pass for better"));
    m_do.spectrogram = add("sound.spectrogram", tr("Spectrogram"), {Qt::Key_S}, [this] {
        showViews();
        keepLook();
    });
    m_do.spectrogram->setCheckable(true);
    m_do.spectrogram->setChecked(m_look.spectrogram);
}

} // namespace maquette
