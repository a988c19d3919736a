// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/staging/CanvasExport.h"

#include "app/canvas/SourcePicture.h"

#include <QCoreApplication>

namespace maquette {

namespace {

using Step = std::function<void(const QString&)>;

/// Puts what there is into a file with layers, each as soon as it is made. From the top: results, sketch, masks, the
/// picture itself.
class LayerExport
{
    Q_DECLARE_TR_FUNCTIONS(CanvasExport)

public:
    LayerExport(const ExportContent& content, const QString& path, const std::atomic_bool& cancelled, const Step& step)
        : m_content(content)
        , m_cancelled(cancelled)
        , m_step(step)
        , m_writer(path, &cancelled)
    {
    }

    Result<void> write(const QImage& picture, QList<LeftOut>& leftOut)
    {
        add({tr("Picture"), picture, {}, 1, true, kPicture});
        int height = kMasks;
        for (auto saved = m_content.savedMasks.constBegin(); saved != m_content.savedMasks.constEnd(); ++saved) {
            addMask(saved.key(), saved.value(), --height);
        }
        addMask(tr("Mask"), m_content.mask, kMasks);
        const QRect drawn = m_content.sketch.isNull() ? QRect() : m_content.sketch.contentRect();
        if (!drawn.isEmpty()) {
            add({tr("Sketch"), toImage(m_content.sketch, drawn), drawn.topLeft(), 1, true, kSketch});
        }
        addResults(leftOut);
        if (!m_done) {
            return m_done;
        }
        m_step(tr("Writing the file …"));
        // A result larger than the picture makes the file larger, so that nothing of it is cut off.
        return m_writer.finish(m_writer.extent());
    }

private:
    static constexpr int kPicture = -1'000'000;
    static constexpr int kMasks = -1;
    static constexpr int kSketch = 0;
    static constexpr int kResults = 1'000'000; ///< the uppermost

    void add(const RasterLayer& layer)
    {
        if (m_done) {
            m_done = m_writer.add(layer);
        }
    }

    void addMask(const QString& name, const TiledMask& mask, int height)
    {
        const QRect painted = mask.isNull() ? QRect() : mask.contentRect();
        if (!painted.isEmpty()) {
            add({name, maskAsLayer(toImage(mask, painted)), painted.topLeft(), 1, false, height});
        }
    }

    /// Each with the original's corner on that of the picture; the first that is there is the one to be seen.
    void addResults(QList<LeftOut>& leftOut)
    {
        int height = kResults;
        for (const StagedVersion& version : m_content.results) {
            if (!m_done) {
                return;
            }
            const QString name = tr("Result %1").arg(version.number);
            m_step(tr("Putting result %1 in place …").arg(version.number));
            const auto made = finishVersion(version, &m_cancelled);
            if (made) {
                add({name, made->image, -made->originalAt, 1, height == kResults, height});
                --height;
            } else if (m_cancelled) {
                m_done = failure(ErrorKind::Cancelled, {});
            } else {
                leftOut.append({name, made.error()});
            }
        }
    }

    const ExportContent& m_content;
    const std::atomic_bool& m_cancelled;
    const Step& m_step;
    OpenRasterWriter m_writer;
    Result<void> m_done;
};

} // namespace

Result<QList<LeftOut>> writeExport(const ExportContent& content, const ExportChoice& choice,
                                   const std::atomic_bool& cancelled, const Step& step)
{
    QList<LeftOut> leftOut;
    QImage picture = content.picture;
    if (picture.isNull()) {
        step(LayerExport::tr("Reading the picture …"));
        const auto source = readSource(content.pictureFile, &cancelled);
        if (!source) {
            return tl::unexpected(source.error());
        }
        picture = source->image;
    }
    if (cancelled) {
        return failure(ErrorKind::Cancelled, {});
    }
    Result<void> written;
    if (choice.layers) {
        written = LayerExport(content, choice.path, cancelled, step).write(picture, leftOut);
    } else {
        step(LayerExport::tr("Writing the file …"));
        ExportOptions options = choice.options;
        options.texts = content.texts;
        written = exportPicture(choice.path, picture, options);
    }
    return written ? Result<QList<LeftOut>>(leftOut) : tl::unexpected(written.error());
}

} // namespace maquette
