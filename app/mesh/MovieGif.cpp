// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/ExportedFile.h"
#include "app/base/Files.h"
#include "app/mesh/AvHandles.h"
#include "app/mesh/MovieSink.h"

extern "C" {
#include <libavfilter/buffersink.h>
#include <libavfilter/buffersrc.h>
}

#include <QFile>
#include <QTemporaryFile>

#include <cerrno>

namespace maquette {

namespace {

/// A chain of the library's filters, with its ends.
struct Filters
{
    av::Handle<AVFilterGraph> graph;
    AVFilterContext* pictures = nullptr; ///< where frames go in
    AVFilterContext* palette = nullptr;  ///< where the palette goes in, if it does
    AVFilterContext* out = nullptr;
};

int addSource(Filters& filters, AVFilterContext** made, const char* name, const QSize& size, int rate)
{
    const QByteArray about = QStringLiteral("video_size=%1x%2:pix_fmt=%3:time_base=1/%4:pixel_aspect=1/1")
                                 .arg(size.width())
                                 .arg(size.height())
                                 .arg(int(AV_PIX_FMT_RGB32))
                                 .arg(rate)
                                 .toLatin1();
    return avfilter_graph_create_filter(made, avfilter_get_by_name("buffer"), name, about.constData(), nullptr,
                                        filters.graph.get());
}

/// Looks at every frame and gives the 256 colours that serve all of them best.
Result<Filters> openPaletteMaker(const QString& target, const MovieOptions& options, bool transparent)
{
    Filters filters;
    filters.graph.reset(avfilter_graph_alloc());
    AVFilterContext* maker = nullptr;
    int code = addSource(filters, &filters.pictures, "pictures", options.size, options.framesPerSecond);
    if (code >= 0) {
        code = avfilter_graph_create_filter(&maker, avfilter_get_by_name("palettegen"), "maker",
                                            transparent ? "reserve_transparent=1" : "reserve_transparent=0", nullptr,
                                            filters.graph.get());
    }
    if (code >= 0) {
        code = avfilter_graph_create_filter(&filters.out, avfilter_get_by_name("buffersink"), "out", nullptr, nullptr,
                                            filters.graph.get());
    }
    if (code >= 0) {
        code = avfilter_link(filters.pictures, 0, maker, 0);
    }
    if (code >= 0) {
        code = avfilter_link(maker, 0, filters.out, 0);
    }
    if (code >= 0) {
        code = avfilter_graph_config(filters.graph.get(), nullptr);
    }
    return code < 0 ? Result<Filters>(av::failed(code, target)) : Result<Filters>(std::move(filters));
}

/// Lays the palette on the frames; what does not move between two of them is left as it is.
Result<Filters> openPainter(const QString& target, const MovieOptions& options)
{
    Filters filters;
    filters.graph.reset(avfilter_graph_alloc());
    AVFilterContext* painter = nullptr;
    int code = addSource(filters, &filters.pictures, "pictures", options.size, options.framesPerSecond);
    if (code >= 0) {
        code = addSource(filters, &filters.palette, "palette", {16, 16}, options.framesPerSecond);
    }
    if (code >= 0) {
        code = avfilter_graph_create_filter(&painter, avfilter_get_by_name("paletteuse"), "painter",
                                            "dither=sierra2_4a:diff_mode=rectangle:alpha_threshold=128", nullptr,
                                            filters.graph.get());
    }
    if (code >= 0) {
        code = avfilter_graph_create_filter(&filters.out, avfilter_get_by_name("buffersink"), "out", nullptr, nullptr,
                                            filters.graph.get());
    }
    if (code >= 0) {
        code = avfilter_link(filters.pictures, 0, painter, 0);
    }
    if (code >= 0) {
        code = avfilter_link(filters.palette, 0, painter, 1);
    }
    if (code >= 0) {
        code = avfilter_link(painter, 0, filters.out, 0);
    }
    if (code >= 0) {
        code = avfilter_graph_config(filters.graph.get(), nullptr);
    }
    return code < 0 ? Result<Filters>(av::failed(code, target)) : Result<Filters>(std::move(filters));
}

/// Frames on the way from the first look to the second, packed without loss in a file beside the target, so that a long
/// film needs no memory.
class FrameStore
{
public:
    explicit FrameStore(const QString& target)
        : m_target(target)
        , m_file(target + QStringLiteral(".XXXXXX"))
    {
    }
    Result<void> open()
    {
        errno = 0;
        return m_file.open() ? Result<void>() : problem();
    }
    Result<void> add(const QImage& frame)
    {
        m_size = frame.size();
        m_format = frame.format();
        const QByteArray packed = qCompress(frame.constBits(), int(frame.sizeInBytes()), 1);
        errno = 0;
        if (m_file.write(packed) != packed.size() || !m_file.flush()) {
            return problem();
        }
        m_lengths.append(packed.size());
        return {};
    }
    Result<void> rewind() { return m_file.seek(0) ? Result<void>() : problem(); }
    /// The next one, in order.
    Result<QImage> next()
    {
        const QByteArray plain = qUncompress(m_file.read(m_lengths.at(m_at++)));
        QImage frame(m_size, m_format);
        if (plain.size() != frame.sizeInBytes()) {
            return tl::unexpected(problem().error());
        }
        std::memcpy(frame.bits(), plain.constData(), size_t(plain.size()));
        return frame;
    }
    [[nodiscard]] qsizetype count() const { return m_lengths.size(); }

private:
    [[nodiscard]] Result<void> problem() const
    {
        return failure(ErrorKind::Storage, writingProblem(errno != 0 ? errno : EIO), m_target);
    }

    QString m_target;
    QTemporaryFile m_file;
    QSize m_size;
    QImage::Format m_format = QImage::Format_Invalid;
    QList<qsizetype> m_lengths;
    qsizetype m_at = 0;
};

av::Handle<AVCodecContext> openEncoder(const MovieOptions& options)
{
    const AVCodec* const codec = avcodec_find_encoder(AV_CODEC_ID_GIF);
    av::Handle<AVCodecContext> encoder(codec != nullptr ? avcodec_alloc_context3(codec) : nullptr);
    if (!encoder) {
        return encoder;
    }
    encoder->width = options.size.width();
    encoder->height = options.size.height();
    encoder->pix_fmt = AV_PIX_FMT_PAL8;
    encoder->time_base = {1, options.framesPerSecond};
    encoder->framerate = {options.framesPerSecond, 1};
    return avcodec_open2(encoder.get(), codec, nullptr) < 0 ? nullptr : std::move(encoder);
}

class Gif : public MovieSink
{
public:
    Gif(const QString& target, QString temporary, MovieOptions options)
        : m_target(target)
        , m_temporary(std::move(temporary))
        , m_options(std::move(options))
        , m_store(target)
    {
    }
    ~Gif() override { QFile::remove(m_temporary); }

    Result<void> open()
    {
        auto maker = openPaletteMaker(m_target, m_options, !m_options.background.isValid());
        if (!maker) {
            return tl::unexpected(maker.error());
        }
        m_maker = std::move(*maker);
        return m_store.open();
    }

    Result<void> add(const QImage& frame) override
    {
        const av::Handle<AVFrame> shown = av::frameOf(frame);
        if (!shown) {
            return av::failed(AVERROR(ENOMEM), m_target);
        }
        shown->pts = m_store.count();
        if (const int code = av_buffersrc_add_frame(m_maker.pictures, shown.get()); code < 0) {
            return av::failed(code, m_target);
        }
        return m_store.add(frame);
    }

    Result<QStringList> finish(const std::atomic_bool* cancelled, const MovieWriter::Progress& progress) override
    {
        auto done = beginPainting();
        for (qsizetype i = 0; done && i < m_store.count(); ++i) {
            if (cancelled != nullptr && *cancelled) {
                return failure(ErrorKind::Cancelled, {});
            }
            done = paintNext(i);
            if (progress) {
                progress(double(i + 1) / double(m_store.count()));
            }
        }
        if (done) {
            done = endPainting();
        }
        if (done) {
            const ExportedFileRights rights(m_target);
            done = moveFileDurably(m_temporary, m_target);
            rights.apply();
        }
        return done ? Result<QStringList>(QStringList{m_target}) : tl::unexpected(done.error());
    }

private:
    Result<void> beginPainting()
    {
        const av::Handle<AVFrame> palette(av_frame_alloc());
        int code = av_buffersrc_add_frame(m_maker.pictures, nullptr);
        if (code >= 0) {
            code = av_buffersink_get_frame(m_maker.out, palette.get());
        }
        if (code < 0) {
            return av::failed(code, m_target);
        }
        m_maker = {};
        auto painter = openPainter(m_target, m_options);
        if (!painter) {
            return tl::unexpected(painter.error());
        }
        m_painter = std::move(*painter);
        palette->pts = 0;
        code = av_buffersrc_add_frame(m_painter.palette, palette.get());
        if (code >= 0) {
            code = av_buffersrc_add_frame(m_painter.palette, nullptr);
        }
        av::Handle<AVCodecContext> encoder = openEncoder(m_options);
        if (code < 0 || !encoder) {
            return av::failed(code < 0 ? code : AVERROR_ENCODER_NOT_FOUND, m_target);
        }
        // 0 is for ever.
        auto film = av::FilmFile::open(m_temporary, m_target, "gif", std::move(encoder), {{"loop", "0"}});
        if (!film) {
            return tl::unexpected(film.error());
        }
        m_film = std::move(*film);
        return m_store.rewind();
    }

    Result<void> paintNext(qsizetype number)
    {
        const auto frame = m_store.next();
        if (!frame) {
            return tl::unexpected(frame.error());
        }
        const av::Handle<AVFrame> shown = av::frameOf(*frame);
        if (!shown) {
            return av::failed(AVERROR(ENOMEM), m_target);
        }
        shown->pts = number;
        if (const int code = av_buffersrc_add_frame(m_painter.pictures, shown.get()); code < 0) {
            return av::failed(code, m_target);
        }
        return drain();
    }

    Result<void> endPainting()
    {
        if (const int code = av_buffersrc_add_frame(m_painter.pictures, nullptr); code < 0) {
            return av::failed(code, m_target);
        }
        auto done = drain();
        if (done) {
            done = m_film->encode(nullptr);
        }
        return done ? m_film->close() : done;
    }

    /// Writes every frame that the filters have ready.
    Result<void> drain()
    {
        while (true) {
            const av::Handle<AVFrame> painted(av_frame_alloc());
            const int code = av_buffersink_get_frame(m_painter.out, painted.get());
            if (code == AVERROR(EAGAIN) || code == AVERROR_EOF) {
                return {};
            }
            if (code < 0) {
                return av::failed(code, m_target);
            }
            painted->pict_type = AV_PICTURE_TYPE_NONE;
            if (auto done = m_film->encode(painted.get()); !done) {
                return done;
            }
        }
    }

    QString m_target;
    QString m_temporary;
    MovieOptions m_options;
    FrameStore m_store;
    Filters m_maker;
    Filters m_painter;
    std::unique_ptr<av::FilmFile> m_film;
};

} // namespace

NewSink openGif(const QString& target, const MovieOptions& options)
{
    const auto temporary = temporaryBeside(target);
    if (!temporary) {
        return tl::unexpected(temporary.error());
    }
    auto made = std::make_unique<Gif>(target, *temporary, options);
    if (const auto opened = made->open(); !opened) {
        return tl::unexpected(opened.error());
    }
    return std::unique_ptr<MovieSink>(std::move(made));
}

} // namespace maquette
