// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mesh/output/MeshCardPage.h"

#include "app/base/ExportedFile.h"
#include "ui/mesh/output/MeshFactRows.h"
#include "ui/widgets/Theme.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QFontDatabase>
#include <QFontMetricsF>
#include <QLocale>
#include <QPainter>
#include <QPdfWriter>

#include <algorithm>
#include <cmath>

namespace maquette {

namespace {

constexpr double kMargin = 48; // all in points
constexpr double kBottom = 36;
constexpr double kPictureHeight = 350;
constexpr double kSmallHeight = 92;
constexpr double kGap = 8;
constexpr double kColumnGap = 32;
constexpr double kRow = 17;
constexpr double kLabel = 84;
constexpr double kMark = 8;
constexpr int kTitleFont = 22;
constexpr int kTextFont = 10;
constexpr int kSmallFont = 9;
constexpr int kPdfDpi = 1200;
constexpr int kPngDpi = 200;

QString tr(const char* text)
{
    return QCoreApplication::translate("MeshCardPage", text);
}

/// The window's typeface. Its figures of even width are glyphs without a character of their own: copied from a PDF they
/// would be missing, so that here the ordinary ones are used.
QFont cardFont(int size, bool strong = false)
{
    QFont font = Theme::font(size, strong);
    if (QFontDatabase::hasFamily(QStringLiteral("Inter"))) {
        font.setFamily(QStringLiteral("Inter"));
    }
    return font;
}

/// Goes down the page.
class CardPainter
{
public:
    CardPainter(QPainter& painter, const MeshCard& card)
        : m_painter(painter)
        , m_card(card)
        , m_colours(Theme::coloursOf(false))
        , m_width(kCardPage.width() - 2 * kMargin)
    {
    }

    void paint()
    {
        m_painter.fillRect(QRectF(QPointF(), kCardPage), Qt::white);
        m_painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
        head();
        pictures();
        const double top = m_y;
        const double half = (m_width - kColumnGap) / 2;
        facts(kMargin, half);
        const double below = m_y;
        m_y = top;
        targets(kMargin + half + kColumnGap, half);
        m_y = std::max(m_y, below) + kRow;
        notes();
    }

private:
    void text(const QRectF& place, int flags, const QString& words, QFont font, const QColor& colour)
    {
        // Between figures Inter draws a times sign of its own, a glyph without a character: copied from a PDF it would
        // be missing.
        if (words.contains(QChar(0x00D7))) {
            font.setStyleStrategy(QFont::PreferNoShaping);
        }
        m_painter.setFont(font);
        m_painter.setPen(colour);
        const QString shown = (flags & Qt::TextWordWrap) != 0
                                  ? words
                                  : QFontMetricsF(font).elidedText(words, Qt::ElideRight, place.width());
        m_painter.drawText(place, flags, shown);
    }

    void line() { m_painter.fillRect(QRectF(kMargin, m_y, m_width, 0.6), m_colours.line); }

    void head()
    {
        const QLocale locale;
        const QString date = locale.toString(m_card.made.toLocalTime().date(), QLocale::LongFormat);
        const double room = QFontMetricsF(cardFont(kTextFont)).horizontalAdvance(date) + kColumnGap;
        text({kMargin, m_y, m_width - room, 28}, Qt::AlignLeft | Qt::AlignVCenter, m_card.title,
             cardFont(kTitleFont, true), m_colours.text1);
        text({kMargin, m_y, m_width, 28}, Qt::AlignRight | Qt::AlignVCenter, date, cardFont(kTextFont),
             m_colours.text2);
        m_y += 38;
        line();
        m_y += 16;
    }

    /// The whole of \a picture, on a quiet ground.
    void picture(const QRectF& place, const QImage& picture)
    {
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(m_colours.ground1);
        m_painter.drawRoundedRect(place, 4, 4);
        if (picture.isNull()) {
            return;
        }
        // Opaque ones fill the frame, cut at the edge; those on no ground stand in it whole.
        const bool whole = picture.hasAlphaChannel();
        const QSizeF size =
            QSizeF(picture.size()).scaled(place.size(), whole ? Qt::KeepAspectRatio : Qt::KeepAspectRatioByExpanding);
        m_painter.save();
        m_painter.setClipRect(place);
        m_painter.drawImage(QRectF(place.center() - QPointF(size.width(), size.height()) / 2, size), picture);
        m_painter.restore();
    }

    void pictures()
    {
        if (m_card.pictures.isEmpty()) {
            return;
        }
        const auto more = std::min<qsizetype>(3, m_card.pictures.size() - 1);
        const double height = more > 0 ? kPictureHeight - kSmallHeight - kGap : kPictureHeight;
        picture({kMargin, m_y, m_width, height}, m_card.pictures.first());
        m_y += height + kGap;
        if (more > 0) {
            const double width = (m_width - kGap * double(more - 1)) / double(more);
            for (qsizetype i = 0; i < more; ++i) {
                picture({kMargin + double(i) * (width + kGap), m_y, width, kSmallHeight}, m_card.pictures.at(i + 1));
            }
            m_y += kSmallHeight + kGap;
        }
        m_y += 16;
    }

    void heading(double x, double width, const QString& words)
    {
        text({x, m_y, width, kRow}, Qt::AlignLeft | Qt::AlignVCenter, words, cardFont(12, true), m_colours.text1);
        m_y += kRow + 5;
    }

    void facts(double x, double width)
    {
        heading(x, width, tr("Mesh"));
        const QFont font = cardFont(kTextFont);
        for (const MeshFactRow& row : meshFactRows(m_card.facts, m_card.format)) {
            text({x, m_y, kLabel, kRow}, Qt::AlignLeft | Qt::AlignVCenter, row.label, font, m_colours.text2);
            text({x + kLabel, m_y, width - kLabel, kRow}, Qt::AlignLeft | Qt::AlignVCenter, row.value, font,
                 m_colours.text1);
            m_y += kRow;
        }
    }

    void targets(double x, double width)
    {
        if (m_card.targets.isEmpty()) {
            return;
        }
        heading(x, width, tr("Targets"));
        const QFont font = cardFont(kTextFont);
        for (const TargetResult& target : m_card.targets) {
            const QColor colour = target.passed ? m_colours.good : m_colours.warn;
            paintTargetMark(m_painter, {x, m_y + (kRow - kMark) / 2, kMark, kMark}, target.passed, colour);
            const double left = x + kMark + 8;
            text({left, m_y, width - kMark - 8, kRow}, Qt::AlignLeft | Qt::AlignVCenter,
                 tr("%1 %2").arg(target.what, target.found), font, m_colours.text1);
            text({left, m_y, width - kMark - 8, kRow}, Qt::AlignRight | Qt::AlignVCenter,
                 tr("%1, %2").arg(target.wanted, targetWord(target.passed)), font, colour);
            m_y += kRow;
        }
        m_y += 5;
        text({x, m_y, width, kRow}, Qt::AlignLeft | Qt::AlignVCenter, targetVerdict(m_card.targets),
             cardFont(kTextFont, true), m_colours.text1);
        m_y += kRow;
    }

    /// As many as there is room for.
    void notes()
    {
        if (m_card.notes.isEmpty()) {
            return;
        }
        const QFont font = cardFont(kSmallFont);
        const double end = kCardPage.height() - kBottom;
        text({kMargin, m_y, m_width, kRow}, Qt::AlignLeft | Qt::AlignVCenter, tr("Not as in the file"),
             cardFont(kTextFont, true), m_colours.text1);
        m_y += kRow;
        for (qsizetype i = 0; i < m_card.notes.size(); ++i) {
            const QRectF room(kMargin, m_y, m_width, end - m_y);
            const double height =
                QFontMetricsF(font).boundingRect(room, Qt::TextWordWrap, m_card.notes.at(i)).height() + 2;
            const bool last = i + 1 == m_card.notes.size();
            if (m_y + height + (last ? 0 : kRow) > end) {
                text({kMargin, m_y, m_width, kRow}, Qt::AlignLeft | Qt::AlignTop,
                     tr("and %1 more").arg(m_card.notes.size() - i), font, m_colours.text2);
                return;
            }
            text({kMargin, m_y, m_width, height}, Qt::AlignLeft | Qt::TextWordWrap, m_card.notes.at(i), font,
                 m_colours.text2);
            m_y += height;
        }
    }

    QPainter& m_painter;
    const MeshCard& m_card;
    ThemeColours m_colours;
    double m_width;
    double m_y = kMargin;
};

} // namespace

void paintMeshCard(QPainter& painter, const MeshCard& card)
{
    CardPainter(painter, card).paint();
}

Result<void> writeMeshCardPdf(const MeshCard& card, const QString& path)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    {
        QPdfWriter writer(&buffer);
        writer.setPageSize(QPageSize(QPageSize::A4));
        writer.setPageMargins({});
        writer.setResolution(kPdfDpi);
        writer.setTitle(card.title);
        writer.setCreator(QStringLiteral("Maquette"));
        QPainter painter(&writer);
        if (!painter.isActive()) {
            return failure(ErrorKind::Internal, tr("The page cannot be written as PDF."), path);
        }
        painter.scale(kPdfDpi / 72.0, kPdfDpi / 72.0);
        paintMeshCard(painter, card);
    }
    return writeExportedFile(path, bytes);
}

Result<void> writeMeshCardPng(const MeshCard& card, const QString& path)
{
    const double scale = kPngDpi / 72.0;
    QImage page((kCardPage * scale).toSize(), QImage::Format_RGB32);
    page.fill(Qt::white);
    page.setDotsPerMeterX(int(std::lround(kPngDpi / 0.0254)));
    page.setDotsPerMeterY(page.dotsPerMeterX());
    {
        QPainter painter(&page);
        painter.scale(scale, scale);
        paintMeshCard(painter, card);
    }
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    if (!page.save(&buffer, "PNG")) {
        return failure(ErrorKind::Internal, tr("The page cannot be written as PNG."), path);
    }
    return writeExportedFile(path, bytes);
}

} // namespace maquette
