// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/gallery/GalleryStore.h"

#include <QFuture>
#include <QObject>
#include <QPixmap>

#include <functional>
#include <optional>

class QMimeData;
class QWidget;

namespace maquette {

class Studio;

/// Gives library items to other programs as files with a readable name. What leaves is always a copy, so that no other
/// program can change the stored bytes. Copies are kept for a day in "handed-out" in the data folder.
class HandOut : public QObject
{
    Q_OBJECT

public:
    explicit HandOut(Studio& studio, QObject* parent = nullptr);

    /// Starts copying, outside the UI thread; call it when the mouse goes down. The value is the copy's path, empty
    /// when it could not be made.
    QFuture<QString> prepare(const GalleryItem& item);
    /// The same for a file that does not exist yet: \a make writes it to the path it gets, in a worker, and says
    /// whether it could. \a key, letters and digits, tells one such file from another.
    using Make = std::function<bool(const QString& path)>;
    QFuture<QString> prepare(const QString& key, const QString& name, const Make& make);
    /// Starts a drag from \a source with the prepared item's file, once its copy is ready; until then it does nothing,
    /// so it may be called at every mouse move. Returns true after the drag has ended.
    bool drag(QWidget* source, const QPixmap& picture);
    /// Puts the file on the clipboard, and a picture's bytes as well: for file managers and for picture programs.
    void copyFile(const GalleryItem& item);
    /// The same for a file that does not exist yet.
    void copyFile(const QString& key, const QString& name, const Make& make);
    /// Whether \a data is of files from elsewhere: the window does not take what drag() gave out as new files.
    [[nodiscard]] static bool bringsFiles(const QMimeData* data);

Q_SIGNALS:
    void copiedFile();
    void failed(const QString& why); ///< one sentence

private:
    void putOnClipboard(const QString& path, const QString& mediaType, const QByteArray& bytes);

    Studio& m_studio;
    QString m_item; ///< the prepared one, or the key of what is made
    QFuture<QString> m_copy;
};

/// The files of this machine that \a data names, in its order.
[[nodiscard]] QStringList filesIn(const QMimeData* data);

} // namespace maquette
