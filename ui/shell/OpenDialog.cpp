// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/OpenDialog.h"

#include <QCoreApplication>
#include <QFileDialog>

namespace maquette {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("OpenDialog", text);
}

} // namespace

void askForFile(QWidget* parent, const std::function<void(const QString& path)>& then)
{
    auto* dialog = new QFileDialog(parent, tr("Open a picture, sound or mesh"));
    dialog->setObjectName(QStringLiteral("openFileDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    const QString pictures = QStringLiteral("*.png *.jpg *.jpeg *.webp *.tif *.tiff *.gif *.bmp *.avif *.heic");
    const QString sounds = QStringLiteral("*.wav *.mp3 *.flac *.ogg *.m4a");
    const QString meshes = QStringLiteral("*.glb");
    // The first takes them all: nobody thinks of the kind before the file.
    dialog->setNameFilters(
        {tr("What can be opened (%1)").arg(QStringList{pictures, sounds, meshes}.join(QLatin1Char(' '))),
         tr("Pictures (%1)").arg(pictures), tr("Sounds (%1)").arg(sounds), tr("Meshes (%1)").arg(meshes),
         tr("All files (*)")});
    QObject::connect(dialog, &QFileDialog::fileSelected, parent, then);
    dialog->open();
}

} // namespace maquette
