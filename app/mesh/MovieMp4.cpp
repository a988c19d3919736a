// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/ExportedFile.h"
#include "app/base/Files.h"
#include "app/mesh/AvHandles.h"
#include "app/mesh/MovieSink.h"

extern "C" {
#include <libavutil/opt.h>
}

#include <QCoreApplication>
#include <QFile>

namespace maquette {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("MovieWriter", text);
}

/// Quality before size: a film of a few seconds that a client looks at closely.
void setQuality(AVCodecContext& encoder, const QString& name)
{
    if (name == QLatin1String("libx264")) {
        av_opt_set(encoder.priv_data, "crf", "17", 0);
        av_opt_set(encoder.priv_data, "preset", "medium", 0);
    } else if (name == QLatin1String("mpeg4")) {
        encoder.flags |= AV_CODEC_FLAG_QSCALE;
        encoder.global_quality = 2 * FF_QP2LAMBDA;
    } else {
        const double pixels = double(encoder.width) * encoder.height * encoder.framerate.num;
        encoder.bit_rate = int64_t(pixels / 4) + 1'000'000;
    }
}

av::Handle<AVCodecContext> openEncoder(const QString& name, const MovieOptions& options)
{
    const AVCodec* const codec = avcodec_find_encoder_by_name(name.toLatin1().constData());
    av::Handle<AVCodecContext> encoder(codec != nullptr ? avcodec_alloc_context3(codec) : nullptr);
    if (!encoder) {
        return encoder;
    }
    encoder->width = options.size.width();
    encoder->height = options.size.height();
    encoder->pix_fmt = AV_PIX_FMT_YUV420P; // the one that every player knows
    encoder->time_base = {1, options.framesPerSecond};
    encoder->framerate = {options.framesPerSecond, 1};
    encoder->gop_size = options.framesPerSecond * 2;
    encoder->colorspace = AVCOL_SPC_BT709;
    encoder->color_primaries = AVCOL_PRI_BT709;
    encoder->color_trc = AVCOL_TRC_IEC61966_2_1;
    encoder->color_range = AVCOL_RANGE_MPEG;
    encoder->flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
    encoder->thread_count = 0;
    setQuality(*encoder, name);
    return avcodec_open2(encoder.get(), codec, nullptr) < 0 ? nullptr : std::move(encoder);
}

av::Handle<SwsContext> openConversion(const QSize& size)
{
    av::Handle<SwsContext> conversion(
        sws_getContext(size.width(), size.height(), AV_PIX_FMT_RGB32, size.width(), size.height(), AV_PIX_FMT_YUV420P,
                       SWS_BICUBIC | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INP, nullptr, nullptr, nullptr));
    if (conversion) {
        const int* const numbers = sws_getCoefficients(SWS_CS_ITU709);
        constexpr int kOne = 1 << 16;
        sws_setColorspaceDetails(conversion.get(), numbers, 1, numbers, 0, 0, kOne, kOne);
    }
    return conversion;
}

class Mp4 : public MovieSink
{
public:
    Mp4(QString target, QString temporary)
        : m_target(std::move(target))
        , m_temporary(std::move(temporary))
    {
    }
    ~Mp4() override
    {
        m_film.reset();
        QFile::remove(m_temporary);
    }

    Result<void> open(const MovieOptions& options)
    {
        av::Handle<AVCodecContext> encoder;
        for (const QString& name : options.encoders) {
            encoder = openEncoder(name, options);
            if (encoder) {
                break;
            }
        }
        m_conversion = openConversion(options.size);
        m_frame.reset(av_frame_alloc());
        if (!encoder || !m_conversion || !m_frame) {
            return failure(ErrorKind::Internal,
                           tr("No encoder for films of this size is installed. GIF and frames can still be written."),
                           m_target);
        }
        m_frame->format = AV_PIX_FMT_YUV420P;
        m_frame->width = options.size.width();
        m_frame->height = options.size.height();
        if (const int code = av_frame_get_buffer(m_frame.get(), 0); code < 0) {
            return av::failed(code, m_target);
        }
        // The table of contents in front, so that a film on a web page starts at once.
        auto film = av::FilmFile::open(m_temporary, m_target, "mp4", std::move(encoder), {{"movflags", "+faststart"}});
        if (!film) {
            return tl::unexpected(film.error());
        }
        m_film = std::move(*film);
        return {};
    }

    Result<void> add(const QImage& frame) override
    {
        if (const int code = av_frame_make_writable(m_frame.get()); code < 0) {
            return av::failed(code, m_target);
        }
        const std::array<const uint8_t*, 1> rows{frame.constBits()};
        const std::array<int, 1> strides{int(frame.bytesPerLine())};
        sws_scale(m_conversion.get(), rows.data(), strides.data(), 0, frame.height(), m_frame->data, m_frame->linesize);
        m_frame->pts = m_next++;
        return m_film->encode(m_frame.get());
    }

    Result<QStringList> finish(const std::atomic_bool*, const MovieWriter::Progress&) override
    {
        auto done = m_film->encode(nullptr);
        if (done) {
            done = m_film->close();
        }
        if (done) {
            const ExportedFileRights rights(m_target);
            done = moveFileDurably(m_temporary, m_target);
            rights.apply();
        }
        return done ? Result<QStringList>(QStringList{m_target}) : tl::unexpected(done.error());
    }

private:
    QString m_target;
    QString m_temporary;
    av::Handle<SwsContext> m_conversion;
    av::Handle<AVFrame> m_frame;
    std::unique_ptr<av::FilmFile> m_film;
    int64_t m_next = 0;
};

} // namespace

NewSink openMp4(const QString& target, const MovieOptions& options)
{
    const auto temporary = temporaryBeside(target);
    if (!temporary) {
        return tl::unexpected(temporary.error());
    }
    auto made = std::make_unique<Mp4>(target, *temporary);
    if (const auto opened = made->open(options); !opened) {
        return tl::unexpected(opened.error());
    }
    return std::unique_ptr<MovieSink>(std::move(made));
}

} // namespace maquette
