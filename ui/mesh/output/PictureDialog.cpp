// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mesh/output/PictureDialog.h"

#include "app/base/ExportedFile.h"
#include "ui/mesh/output/GroundPicker.h"
#include "ui/mesh/output/SizePicker.h"
#include "ui/widgets/Field.h"

#include <QBuffer>
#include <QPainter>

namespace maquette {

namespace {

constexpr int kLeastSide = 16;
constexpr int kMostSide = 8192;

QList<SizePicker::Choice> sizes(const QSize& shown)
{
    QList<SizePicker::Choice> all;
    if (shown.isValid()) {
        all.append({PictureDialog::tr("As in the window"), shown});
        all.append({PictureDialog::tr("Twice as in the window"), (shown * 2).boundedTo({kMostSide, kMostSide})});
    }
    all.append({PictureDialog::tr("Square"), {2048, 2048}});
    all.append({PictureDialog::tr("Full HD"), {1920, 1080}});
    all.append({PictureDialog::tr("4K"), {3840, 2160}});
    all.append({PictureDialog::tr("A4 at 300 dpi"), {2480, 3508}});
    return all;
}

Result<QStringList> writePng(const QImage& drawn, const QColor& ground, const QString& path,
                             const std::atomic_bool& cancelled)
{
    QImage picture = drawn;
    if (ground.isValid()) {
        picture = QImage(drawn.size(), QImage::Format_RGB32);
        picture.fill(ground);
        QPainter painter(&picture);
        painter.drawImage(picture.rect(), drawn, drawn.rect());
    }
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    if (!picture.save(&buffer, "PNG")) {
        return failure(ErrorKind::Internal, PictureDialog::tr("The picture cannot be written as PNG."), path);
    }
    if (cancelled) {
        return failure(ErrorKind::Cancelled, {});
    }
    return writeExportedFile(path, bytes).map([&path] { return QStringList{path}; });
}

} // namespace

PictureDialog::PictureDialog(TurnRenderer renderer, const QString& title, const QSize& shown, QWidget* parent)
    : OutputDialog(QStringLiteral("meshPicture"), title, {}, parent)
    , m_renderer(std::move(renderer))
    , m_size(new SizePicker(QStringLiteral("meshPicture"), sizes(shown), kLeastSide, kMostSide, this))
    , m_ground(new GroundPicker(QStringLiteral("meshPicture"), this))
{
    setWindowTitle(tr("Picture of the mesh"));
    addRow(new Field(tr("Size"), m_size, this));
    addRow(new Field(tr("Background"), m_ground, this));
    m_ground->choose(QStringLiteral("none"));
    setEnding(QStringLiteral("png"));
    setNote(tr("The mesh as it is shown now, from here and in this light."));
    connect(m_size, &SizePicker::changed, this, &PictureDialog::refresh);
    connect(m_ground, &GroundPicker::changed, this, &PictureDialog::refresh);
    connect(&m_job, &OutputJob::finished, this, &PictureDialog::succeed);
    connect(&m_job, &OutputJob::failed, this, &PictureDialog::fail);
    refresh();
}

void PictureDialog::begin()
{
    setStep(tr("Drawing …"));
    setFraction(-1);
    const int order = ++m_order;
    whenDrawn(m_renderer(m_size->size(), 0, m_ground->isTransparent()), this, [this, order](const QImage& drawn) {
        if (order == m_order && isBusy()) {
            write(drawn);
        }
    });
}

void PictureDialog::write(const QImage& drawn)
{
    if (drawn.isNull()) {
        fail({ErrorKind::InvalidInput, tr("The mesh could not be drawn at this size."), {}, 0, -1, {}});
        return;
    }
    setStep(tr("Writing the file …"));
    m_job.start([drawn, ground = m_ground->colour(), path = path()](const std::atomic_bool& cancelled,
                                                                    const OutputJob::Teller&) {
        return writePng(drawn, ground, path, cancelled);
    });
}

void PictureDialog::stop()
{
    ++m_order;
    m_job.cancel();
}

} // namespace maquette
