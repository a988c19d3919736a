// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/MaskCommands.h"

#include "app/base/ExportedFile.h"
#include "app/canvas/MaskMath.h"
#include "ui/canvas/CanvasSession.h"

#include <QBuffer>
#include <QFileDialog>
#include <QPointer>
#include <QtConcurrentRun>

#include <cmath>
#include <memory>

namespace maquette {

namespace {

constexpr double kSameShape = 0.01; ///< relative difference of aspects

} // namespace

MaskCommands::MaskCommands(CanvasSession& session, QWidget* window)
    : QObject(window)
    , m_session(session)
    , m_window(window)
{
    connect(&session, &CanvasSession::computeFailed, this, &MaskCommands::failed);
}

void MaskCommands::change(const QString& title, const Change& change)
{
    m_session.compute(title, [change](CanvasDocument document, const std::atomic_bool& cancelled) {
        document.mask = change(document.mask, cancelled);
        if (cancelled || document.mask.isNull()) {
            return Result<CanvasDocument>(failure(ErrorKind::Cancelled, {}));
        }
        return Result<CanvasDocument>(std::move(document));
    });
}

void MaskCommands::invert()
{
    change(tr("Invert mask"), [](const TiledMask& mask, const std::atomic_bool&) { return inverted(mask); });
}

void MaskCommands::clear()
{
    m_session.edit(tr("Clear mask"), [](CanvasDocument& document) { document.mask = TiledMask(document.size); });
}

void MaskCommands::selectAll()
{
    m_session.edit(tr("Select all"), [](CanvasDocument& document) { document.mask = TiledMask(document.size, 255); });
}

void MaskCommands::fillHoles()
{
    change(tr("Fill holes"),
           [](const TiledMask& mask, const std::atomic_bool& cancelled) { return withHolesFilled(mask, &cancelled); });
}

void MaskCommands::takeTransparency()
{
    change(tr("Mask from transparency"),
           [image = m_session.source().image](const TiledMask&, const std::atomic_bool&) { return fromAlpha(image); });
}

void MaskCommands::askForFile()
{
    auto* dialog = new QFileDialog(m_window, tr("Choose a mask"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilter(tr("Pictures (*.png *.jpg *.jpeg *.webp *.tif *.tiff *.bmp)"));
    connect(dialog, &QFileDialog::fileSelected, this, &MaskCommands::takeFile);
    dialog->open();
}

void MaskCommands::takeFile(const QString& path)
{
    const auto found = std::make_shared<QSize>(); // written by the worker before its outcome is posted
    const auto read = [path, found](CanvasDocument document, const std::atomic_bool& cancelled) {
        const Result<SourcePicture> source = readSource(path, &cancelled);
        if (!source) {
            return Result<CanvasDocument>(tl::unexpected(source.error()));
        }
        QImage image = source->image;
        *found = image.size();
        const double aspect = double(image.width()) / image.height();
        const double wanted = double(document.size.width()) / document.size.height();
        if (std::abs(aspect / wanted - 1) > kSameShape) {
            return Result<CanvasDocument>(
                failure(ErrorKind::InvalidInput,
                        tr("The mask has %1 × %2 pixels and the picture %3 × %4: their shapes differ. Crop the mask to "
                           "the picture's shape and choose it again.")
                            .arg(image.width())
                            .arg(image.height())
                            .arg(document.size.width())
                            .arg(document.size.height()),
                        path));
        }
        if (image.size() != document.size) {
            image = image.scaled(document.size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
        }
        document.mask = maskFromImage(image);
        if (document.mask.isUniform(0)) {
            return Result<CanvasDocument>(failure(ErrorKind::InvalidInput,
                                                  tr("The file is all black, so it selects nothing. Make white what "
                                                     "shall be selected and choose it again."),
                                                  path));
        }
        return Result<CanvasDocument>(std::move(document));
    };
    m_session.compute(tr("Mask from a file"), read, [this, path, found] { Q_EMIT taken(path, *found); });
}

void MaskCommands::askForTarget()
{
    auto* dialog = new QFileDialog(m_window, tr("Save the mask"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("png"));
    dialog->setNameFilter(tr("PNG picture (*.png)"));
    dialog->selectFile(tr("mask.png"));
    connect(dialog, &QFileDialog::fileSelected, this, &MaskCommands::writeFile);
    dialog->open();
}

void MaskCommands::writeFile(const QString& path)
{
    QtConcurrent::run([mask = m_session.document().mask, path]() -> Result<void> {
        QByteArray bytes;
        QBuffer buffer(&bytes);
        buffer.open(QIODevice::WriteOnly);
        if (!toImage(mask, mask.rect()).save(&buffer, "PNG")) {
            return failure(ErrorKind::Storage, tr("There is not enough memory to write the mask."), path);
        }
        return writeExportedFile(path, bytes);
    }).then(this, [this, path](const Result<void>& outcome) {
        if (outcome) {
            Q_EMIT written(path);
        } else {
            Q_EMIT failed(outcome.error());
        }
    });
}

void MaskCommands::save(const QString& name)
{
    m_session.edit(tr("Save mask"),
                   [&name](CanvasDocument& document) { document.savedMasks.insert(name, document.mask); });
}

void MaskCommands::combineSaved(const QString& name, Combine how)
{
    m_session.compute(tr("Saved mask"), [name, how](CanvasDocument document, const std::atomic_bool&) {
        combineMask(document.mask, document.savedMasks.value(name), how);
        return Result<CanvasDocument>(std::move(document));
    });
}

void MaskCommands::forget(const QString& name)
{
    m_session.edit(tr("Delete saved mask"), [&name](CanvasDocument& document) { document.savedMasks.remove(name); });
}

QString MaskCommands::freeName() const
{
    int number = 1;
    while (m_session.document().savedMasks.contains(tr("Mask %1").arg(number))) {
        ++number;
    }
    return tr("Mask %1").arg(number);
}

} // namespace maquette
