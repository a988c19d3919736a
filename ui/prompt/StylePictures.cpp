// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompt/StylePictures.h"

#include "ui/widgets/items/WhenReady.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QPointer>
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
    // Ends with the application: pictures must not outlive it.
    static QPointer<StylePictures> pictures;
    if (!pictures) {
        pictures = new StylePictures(QCoreApplication::instance());
    }
    return *pictures;
}

QPixmap StylePictures::picture(const QString& style)
{
    if (!m_asked) {
        m_asked = true;
        load();
    }
    return m_pictures.value(style.isEmpty() ? QStringLiteral("none") : style);
}

void StylePictures::load()
{
    whenReady(QtConcurrent::run(decoded), this, [this](const QHash<QString, QImage>& images) {
        for (auto it = images.begin(); it != images.end(); ++it) {
            m_pictures.insert(it.key(), QPixmap::fromImage(it.value()));
        }
        Q_EMIT ready();
    });
}

} // namespace maquette
