// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/audio/SoundDragOut.h"

#include "ui/audio/SoundSession.h"
#include "ui/audio/TimelineView.h"
#include "ui/widgets/Theme.h"
#include "ui/widgets/items/Formats.h"
#include "ui/widgets/items/HandOut.h"

#include <QAbstractButton>
#include <QApplication>
#include <QFileInfo>
#include <QMouseEvent>
#include <QPainter>
#include <QPixmap>

#include <algorithm>

namespace maquette {

namespace {

constexpr QSize kPicture(160, 40);

/// What the marked stretch is called and made of.
struct SpanFile
{
    QString key;
    QString name;
    HandOut::Make make;
};

SpanFile spanFile(const SoundTake& take, const LoopSpan& span)
{
    AudioExportOptions options;
    options.from = span.from;
    options.to = span.to;
    const double rate = take.file->format().sampleRate;
    const QString from = timeText(double(span.from) / rate, 2).replace(QLatin1Char(':'), QLatin1Char('.'));
    const QString to = timeText(double(span.to) / rate, 2).replace(QLatin1Char(':'), QLatin1Char('.'));
    return {QStringLiteral("span-%1-%2-%3").arg(take.item.asset.id.sha256.left(16)).arg(span.from).arg(span.to),
            QStringLiteral("%1_%2-%3.wav").arg(QFileInfo(formats::fileName(take.item)).completeBaseName(), from, to),
            [file = take.file, options](const QString& path) {
                const std::atomic_bool never = false;
                return exportAudio(*file, path, options, never, [](double) {}).has_value();
            }};
}

} // namespace

SoundDragOut::SoundDragOut(Studio& studio, SoundSession& session, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_handOut(new HandOut(studio, this))
{
    connect(m_handOut, &HandOut::copiedFile, this, &SoundDragOut::copiedFile);
    connect(m_handOut, &HandOut::failed, this, &SoundDragOut::failed);
}

void SoundDragOut::addHandle(QAbstractButton* handle, int what)
{
    m_handles.insert(handle, what);
    handle->installEventFilter(this);
    connect(handle, &QObject::destroyed, this, [this](QObject* gone) { m_handles.remove(gone); });
}

void SoundDragOut::prepare(int what)
{
    const SoundTake* const take = what >= 0 && what < m_session.count() ? &m_session.take(what) : m_session.now();
    if (take == nullptr) {
        return;
    }
    if (what != kSpan) {
        m_handOut->prepare(take->item);
    } else if (const auto span = m_session.spanInTake()) {
        const SpanFile file = spanFile(*take, *span);
        m_handOut->prepare(file.key, file.name, file.make);
    }
}

void SoundDragOut::copy(int what)
{
    const SoundTake* const take = what >= 0 && what < m_session.count() ? &m_session.take(what) : m_session.now();
    if (take == nullptr) {
        return;
    }
    if (what != kSpan) {
        m_handOut->copyFile(take->item);
    } else if (const auto span = m_session.spanInTake()) {
        const SpanFile file = spanFile(*take, *span);
        m_handOut->copyFile(file.key, file.name, file.make);
    }
}

bool SoundDragOut::eventFilter(QObject* watched, QEvent* event)
{
    const auto handle = m_handles.constFind(watched);
    const auto* const mouse = event->type() == QEvent::MouseButtonPress || event->type() == QEvent::MouseMove
                                  ? static_cast<QMouseEvent*>(event)
                                  : nullptr;
    if (handle == m_handles.constEnd() || mouse == nullptr) {
        return QObject::eventFilter(watched, event);
    }
    if (event->type() == QEvent::MouseButtonPress && mouse->button() == Qt::LeftButton) {
        m_press = mouse->pos();
        m_pulled = false;
        prepare(*handle);
    } else if (event->type() == QEvent::MouseMove && mouse->buttons().testFlag(Qt::LeftButton) && !m_pulled &&
               (mouse->pos() - m_press).manhattanLength() >= QApplication::startDragDistance()) {
        auto* const button = static_cast<QAbstractButton*>(watched);
        // The button was only taken hold of: letting go somewhere else must not press it.
        button->setDown(false);
        m_pulled = m_handOut->drag(button, picture(*handle, button->devicePixelRatioF()));
        return true;
    }
    return QObject::eventFilter(watched, event);
}

QPixmap SoundDragOut::picture(int what, qreal ratio) const
{
    const SoundTake* const take = what >= 0 && what < m_session.count() ? &m_session.take(what) : m_session.now();
    QPixmap pixmap(kPicture * ratio);
    pixmap.setDevicePixelRatio(ratio);
    const ThemeColours& colours = Theme::instance().colours();
    pixmap.fill(colours.ground2);
    if (take == nullptr || take->peaks.isEmpty()) {
        return pixmap;
    }
    const LoopSpan all{0, take->peaks.frames()};
    const LoopSpan part = what == kSpan ? m_session.spanInTake().value_or(all) : all;
    const QList<Peak> peaks = take->peaks.range(0, double(part.from), double(part.to), kPicture.width());
    QPainter painter(&pixmap);
    painter.setPen(QPen(colours.accent, 1));
    const double middle = kPicture.height() / 2.0;
    for (int x = 0; x < peaks.size(); ++x) {
        const double high = std::clamp(double(peaks.at(x).high), 0.03, 1.0) * middle * 0.9;
        const double low = std::clamp(double(-peaks.at(x).low), 0.03, 1.0) * middle * 0.9;
        painter.drawLine(QPointF(x + 0.5, middle - high), QPointF(x + 0.5, middle + low));
    }
    return pixmap;
}

} // namespace maquette
