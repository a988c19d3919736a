// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompt/StylePictures.h"

#include <QDir>
#include <QFileInfo>
#include <QtConcurrentRun>

namespace maquette {

namespace {

QHash<QString, QImage> decoded()
{
    QHash<QString, QImage> images;
    const QFileInfoList files = QDir(QStringLiteral(":/maquette/styles")).entryInfoList(QDir::Files);
    for (const QFileInfo& file : files) {
        images.insert(file.completeBaseName(), QImage(file.filePath()));
    }
    return images;
}

} // namespace

StylePictures& StylePictures::instance()
{
    static StylePictures pictures;
    return pictures;
}

QPixmap StylePictures::picture(const QString& style)
{
    if (!m_asked) {
        m_asked = true;
        load();
    }
    return m_pictures.value(style);
}

void StylePictures::load()
{
    QtConcurrent::run(decoded).then(this, [this](const QHash<QString, QImage>& images) {
        for (auto it = images.begin(); it != images.end(); ++it) {
            m_pictures.insert(it.key(), QPixmap::fromImage(it.value()));
        }
        Q_EMIT ready();
    });
}

} // namespace maquette
