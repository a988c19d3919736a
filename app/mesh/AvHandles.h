// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Result.h"

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavfilter/avfilter.h>
#include <libavformat/avformat.h>
#include <libavutil/frame.h>
#include <libswscale/swscale.h>
}

#include <QImage>
#include <QString>

#include <memory>

namespace maquette::av {

/// Frees what the libraries give out.
struct Free
{
    void operator()(AVFrame* frame) const { av_frame_free(&frame); }
    void operator()(AVPacket* packet) const { av_packet_free(&packet); }
    void operator()(AVCodecContext* context) const { avcodec_free_context(&context); }
    void operator()(SwsContext* context) const { sws_freeContext(context); }
    void operator()(AVFilterGraph* graph) const { avfilter_graph_free(&graph); }
    void operator()(AVFormatContext* context) const
    {
        avio_closep(&context->pb);
        avformat_free_context(context);
    }
};
template <typename T>
using Handle = std::unique_ptr<T, Free>;

/// The library's error number as an Error: of the system, Storage with a sentence; otherwise Internal.
[[nodiscard]] tl::unexpected<Error> failed(int code, const QString& target);

/// A new frame with a copy of \a image (32 bits per pixel).
[[nodiscard]] Handle<AVFrame> frameOf(const QImage& image);

/// One stream of pictures in one file. All errors are ready for people.
class FilmFile
{
public:
    FilmFile() = default;
    ~FilmFile();
    Q_DISABLE_COPY_MOVE(FilmFile)
    /// Opens the file at \a temporary for the encoder. \a format: the muxer's name; \a settings: for the muxer.
    [[nodiscard]] static Result<std::unique_ptr<FilmFile>>
    open(const QString& temporary, const QString& target, const char* format, Handle<AVCodecContext> encoder,
         const QList<std::pair<QByteArray, QByteArray>>& settings);
    /// Encodes \a frame, whose time is in the encoder's units; null ends the stream.
    [[nodiscard]] Result<void> encode(AVFrame* frame);
    /// After encode(nullptr): closes the file.
    [[nodiscard]] Result<void> close();
    [[nodiscard]] AVCodecContext& encoder() { return *m_encoder; }

private:
    QString m_target;
    Handle<AVFormatContext> m_file;
    Handle<AVCodecContext> m_encoder;
    Handle<AVPacket> m_packet;
    bool m_begun = false; ///< the header is written, the trailer is not
};

} // namespace maquette::av
