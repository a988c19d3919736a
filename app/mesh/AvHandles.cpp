// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mesh/AvHandles.h"

#include "app/mesh/MovieSink.h"

#include <QCoreApplication>
#include <QFile>

#include <cerrno>
#include <cstring>

namespace maquette::av {

namespace {

constexpr int kLargestSystemError = 4095; // the libraries' own numbers are beyond

QString tr(const char* text)
{
    return QCoreApplication::translate("MovieWriter", text);
}

} // namespace

tl::unexpected<Error> failed(int code, const QString& target)
{
    if (code < 0 && code >= -kLargestSystemError && code != AVERROR(EINVAL) && code != AVERROR(ENOMEM)) {
        return failure(ErrorKind::Storage, writingProblem(AVUNERROR(code)), target);
    }
    std::array<char, AV_ERROR_MAX_STRING_SIZE> text{};
    av_strerror(code, text.data(), text.size());
    return failure(ErrorKind::Internal, tr("The film library says: %1.").arg(QString::fromLocal8Bit(text.data())),
                   target);
}

Handle<AVFrame> frameOf(const QImage& image)
{
    Handle<AVFrame> frame(av_frame_alloc());
    if (!frame) {
        return frame;
    }
    frame->format = AV_PIX_FMT_RGB32; // as QImage: one word, alpha highest
    frame->width = image.width();
    frame->height = image.height();
    if (av_frame_get_buffer(frame.get(), 0) < 0) {
        return nullptr;
    }
    const size_t row = size_t(image.width()) * 4;
    for (int y = 0; y < image.height(); ++y) {
        std::memcpy(frame->data[0] + ptrdiff_t(y) * frame->linesize[0], image.constScanLine(y), row);
    }
    return frame;
}

Result<std::unique_ptr<FilmFile>> FilmFile::open(const QString& temporary, const QString& target, const char* format,
                                                 Handle<AVCodecContext> encoder,
                                                 const QList<std::pair<QByteArray, QByteArray>>& settings)
{
    // With the protocol before it, a colon in a name means nothing.
    const QByteArray url = "file:" + QFile::encodeName(temporary);
    AVFormatContext* context = nullptr;
    if (const int code = avformat_alloc_output_context2(&context, nullptr, format, url.constData()); code < 0) {
        return failed(code, target);
    }
    auto film = std::make_unique<FilmFile>();
    film->m_target = target;
    film->m_file.reset(context);
    film->m_encoder = std::move(encoder);
    film->m_packet.reset(av_packet_alloc());
    AVStream* const stream = avformat_new_stream(context, nullptr);
    if (stream == nullptr || !film->m_packet) {
        return failed(AVERROR(ENOMEM), target);
    }
    stream->time_base = film->m_encoder->time_base;
    stream->avg_frame_rate = film->m_encoder->framerate;
    avcodec_parameters_from_context(stream->codecpar, film->m_encoder.get());
    if (const int code = avio_open(&context->pb, url.constData(), AVIO_FLAG_WRITE); code < 0) {
        return failed(code, target);
    }
    AVDictionary* dictionary = nullptr;
    for (const auto& [name, value] : settings) {
        av_dict_set(&dictionary, name.constData(), value.constData(), 0);
    }
    const int code = avformat_write_header(context, &dictionary);
    av_dict_free(&dictionary);
    if (code < 0) {
        return failed(code, target);
    }
    film->m_begun = true;
    return film;
}

/// A muxer frees what it holds back with its trailer only, also in a film that is given up.
FilmFile::~FilmFile()
{
    if (m_begun) {
        av_write_trailer(m_file.get());
    }
}

Result<void> FilmFile::encode(AVFrame* frame)
{
    if (const int code = avcodec_send_frame(m_encoder.get(), frame); code < 0) {
        return failed(code, m_target);
    }
    while (true) {
        const int code = avcodec_receive_packet(m_encoder.get(), m_packet.get());
        if (code == AVERROR(EAGAIN) || code == AVERROR_EOF) {
            return {};
        }
        if (code < 0) {
            return failed(code, m_target);
        }
        AVStream* const stream = m_file->streams[0];
        m_packet->stream_index = 0;
        if (m_packet->duration == 0) {
            m_packet->duration = 1;
        }
        av_packet_rescale_ts(m_packet.get(), m_encoder->time_base, stream->time_base);
        if (const int written = av_interleaved_write_frame(m_file.get(), m_packet.get()); written < 0) {
            return failed(written, m_target);
        }
        // What was buffered fails later, and is told here only.
        if (m_file->pb->error < 0) {
            return failed(m_file->pb->error, m_target);
        }
    }
}

Result<void> FilmFile::close()
{
    m_begun = false;
    const int trailer = av_write_trailer(m_file.get());
    const int late = m_file->pb->error;
    const int closed = avio_closep(&m_file->pb);
    for (const int code : {trailer, late, closed}) {
        if (code < 0) {
            return failed(code, m_target);
        }
    }
    return {};
}

} // namespace maquette::av
