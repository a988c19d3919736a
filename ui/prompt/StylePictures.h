// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QImage>
#include <QObject>
#include <QPixmap>
#include <QString>

namespace maquette {

/// The pictures that show what each style preset does to one and the same scene. Decoded once, outside the UI thread.
class StylePictures : public QObject
{
    Q_OBJECT

public:
    static StylePictures& instance();

    /// The picture of \a style (empty: of the scene without one), 256 px square; null while it is being read (ready()
    /// follows) and for a style without one.
    [[nodiscard]] QPixmap picture(const QString& style);

Q_SIGNALS:
    void ready();

private:
    using QObject::QObject;
    void load();

    QHash<QString, QPixmap> m_pictures;
    bool m_asked = false;
};

} // namespace maquette
