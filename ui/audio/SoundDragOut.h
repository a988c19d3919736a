// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QObject>
#include <QPoint>

class QAbstractButton;
class QPixmap;

namespace maquette {

class HandOut;
class SoundSession;
class Studio;

/// Lets sounds be pulled from the bench into other programs, or copied, as files: a take as it was received, the marked
/// stretch of the take that is heard as a WAV file.
class SoundDragOut : public QObject
{
    Q_OBJECT

public:
    static constexpr int kHeard = -1; ///< whichever take is heard
    static constexpr int kSpan = -2;  ///< the marked stretch

    SoundDragOut(Studio& studio, SoundSession& session, QObject* parent);

    /// From now on the file of \a what, an index of a take or one of the above, can be pulled out of \a handle.
    void addHandle(QAbstractButton* handle, int what);
    /// Puts the file on the clipboard.
    void copy(int what);

Q_SIGNALS:
    void copiedFile();
    void failed(const QString& why);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void prepare(int what);
    [[nodiscard]] QPixmap picture(int what, qreal ratio) const;

    SoundSession& m_session;
    HandOut* m_handOut;
    QHash<QObject*, int> m_handles;
    QPoint m_press;
    bool m_pulled = false; ///< since the press
};

} // namespace maquette
