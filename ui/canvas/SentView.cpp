// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/SentView.h"

#include "app/canvas/MaskMath.h"
#include "app/canvas/SourcePicture.h"
#include "ui/canvas/ImageView.h"
#include "ui/widgets/Segmented.h"
#include "ui/widgets/Theme.h"
#include "ui/widgets/items/WhenReady.h"

#include <QBoxLayout>
#include <QFormLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QScrollArea>
#include <QToolButton>
#include <QtConcurrent>

#include <algorithm>
#include <cmath>
#include <iterator>

namespace maquette {

namespace {

constexpr QLatin1String kFile("file-"); // layers that are files of their own
constexpr int kWordsWidth = 280;        // px
constexpr int kLabelWidth = 80;         // px
constexpr int kNarrow = 620;            // px: below it the words go under the picture
constexpr int kWordsHeight = 220;       // px, when they are there
constexpr QColor kMark(0xe2, 0x4b, 0x3b);
constexpr double kTint = 0.45;
constexpr double kBand = 0.8; // of the mark's colour in what the service adds: a thin line must be seen
constexpr int kHatch = 64;    // one stripe for so many pixels of the longer side

QLabel* words(const QString& name, const QString& role, QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setObjectName(name);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    setRole(label, role);
    return label;
}

QFormLayout* form()
{
    auto* lines = new QFormLayout;
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setHorizontalSpacing(metrics::kMargin);
    lines->setVerticalSpacing(metrics::kGrid + 2);
    lines->setRowWrapPolicy(QFormLayout::DontWrapRows);
    lines->setLabelAlignment(Qt::AlignLeft | Qt::AlignTop);
    return lines;
}

} // namespace

QImage withMaskMarked(const QImage& image, const QImage& mask)
{
    if (mask.size() != image.size()) {
        return image;
    }
    QImage marked = image.convertToFormat(QImage::Format_ARGB32_Premultiplied);
    const int stripe = std::max(4, std::max(image.width(), image.height()) / kHatch);
    for (int y = 0; y < marked.height(); ++y) {
        auto* row = reinterpret_cast<QRgb*>(marked.scanLine(y));
        const uchar* cover = mask.constScanLine(y);
        for (int x = 0; x < marked.width(); ++x) {
            if (cover[x] == 0) {
                continue;
            }
            const bool onStripe = ((x + y) / (stripe / 2)) % 2 == 0;
            const double part = cover[x] / 255.0 * (onStripe ? kTint + 0.25 : kTint);
            const auto mix = [part](int under, int over) { return int(under + (over - under) * part); };
            row[x] = qRgba(mix(qRed(row[x]), kMark.red()), mix(qGreen(row[x]), kMark.green()),
                           mix(qBlue(row[x]), kMark.blue()), mix(qAlpha(row[x]), 255));
        }
    }
    return marked;
}

QImage withBandMarked(const QImage& image, const QImage& mask, double grow)
{
    if (mask.size() != image.size() || grow <= 0) {
        return image;
    }
    const int reach = int(std::ceil(grow));
    const TiledMask sent = maskFromImage(mask);
    const TiledMask grown = applyEdge(sent, {reach, 0});
    const QImage wide = toImage(grown, grown.rect());
    QImage marked = image.convertToFormat(QImage::Format_ARGB32_Premultiplied);
    for (int y = 0; y < marked.height(); ++y) {
        auto* row = reinterpret_cast<QRgb*>(marked.scanLine(y));
        const uchar* inside = mask.constScanLine(y);
        const uchar* cover = wide.constScanLine(y);
        for (int x = 0; x < marked.width(); ++x) {
            if (inside[x] == 0 && cover[x] != 0) {
                const auto mix = [](int under, int over) { return int(under + (over - under) * kBand); };
                row[x] = qRgba(mix(qRed(row[x]), kMark.red()), mix(qGreen(row[x]), kMark.green()),
                               mix(qBlue(row[x]), kMark.blue()), mix(qAlpha(row[x]), 255));
            }
        }
    }
    return marked;
}

SentView::SentView(QWidget* parent)
    : QWidget(parent)
    , m_view(new ImageView(this))
    , m_layers(new Segmented(this))
    , m_waiting(words(QStringLiteral("sentWaiting"), QStringLiteral("body"), this))
    , m_close(new QToolButton(this))
{
    setObjectName(QStringLiteral("sentView"));
    setAccessibleName(tr("What the provider will see"));
    setRole(this, QStringLiteral("panel"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);

    auto* head = new QHBoxLayout;
    head->setContentsMargins(metrics::kMargin, metrics::kGrid * 2, metrics::kGrid * 2, metrics::kGrid * 2);
    head->setSpacing(metrics::kMargin);
    auto* title = new QLabel(tr("What the provider will see"), this);
    setRole(title, QStringLiteral("heading"));
    head->addWidget(title, 1);
    m_layers->setObjectName(QStringLiteral("sentLayers"));
    m_layers->setAccessibleName(tr("What is shown"));
    m_layers->hide(); // until there is something to choose
    head->addWidget(m_layers);
    m_close->setObjectName(QStringLiteral("sentClose"));
    m_close->setAccessibleName(tr("Close"));
    m_close->setIcon(Theme::icon(QStringLiteral("maquette-close")));
    setRole(m_close, QStringLiteral("tool"));
    head->addWidget(m_close);
    column->addLayout(head);

    m_halves = new QBoxLayout(QBoxLayout::LeftToRight);
    m_halves->setSpacing(0);
    column->addLayout(m_halves, 1);
    m_view->setObjectName(QStringLiteral("sentPicture"));
    m_view->setAccessibleName(tr("The picture as it is sent"));
    const double margin = metrics::kMargin;
    m_view->setFitMargins({margin, margin, margin, margin});
    m_words = makeWords();
    m_halves->addWidget(m_view, 1);
    m_halves->addWidget(m_words);
    m_waiting->setText(tr("Being prepared…"));
    m_waiting->setAlignment(Qt::AlignCenter);
    m_waiting->setAttribute(Qt::WA_TransparentForMouseEvents);
    auto* over = new QVBoxLayout(m_view);
    over->addWidget(m_waiting, 0, Qt::AlignCenter);

    setFocusProxy(m_view);
    setKeyHint({});
    connect(m_close, &QToolButton::clicked, this, &SentView::closeRequested);
    connect(m_layers, &Segmented::currentChanged, this, &SentView::showPicture);
}

QWidget* SentView::makeWords()
{
    auto* scroll = new QScrollArea(this);
    scroll->setObjectName(QStringLiteral("sentWords"));
    scroll->setAccessibleName(tr("What is sent, in words"));
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* page = new QWidget(scroll);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(metrics::kMargin, metrics::kMargin, metrics::kMargin, metrics::kMargin);
    column->setSpacing(metrics::kMargin);
    m_limits = words(QStringLiteral("sentLimits"), QStringLiteral("good"), page);
    m_lost = words(QStringLiteral("sentLost"), QStringLiteral("warn"), page);
    m_growth = words(QStringLiteral("sentGrowth"), QStringLiteral("body"), page);
    m_price = words(QStringLiteral("sentPrice"), QStringLiteral("body"), page);
    m_pictureLines = form();
    m_valueLines = form();
    column->addWidget(m_limits);
    column->addWidget(m_lost);
    column->addLayout(m_pictureLines);
    column->addWidget(m_growth);
    column->addLayout(m_valueLines);
    column->addWidget(m_price);
    column->addStretch(1);
    scroll->setWidget(page);
    return scroll;
}

void SentView::setKeyHint(const QString& key)
{
    m_close->setToolTip(key.isEmpty() ? tr("Back to the stage (Esc)") : tr("Back to the stage (Esc or %1)").arg(key));
}

void SentView::setReport(const SentReport& report, const QImage& image, const QImage& mask)
{
    fill(m_pictureLines, report.picture, QStringLiteral("sentFile"));
    fill(m_valueLines, report.values, QStringLiteral("sentValue"));
    m_limits->setText(report.limits);
    setRole(m_limits, report.withinLimits ? QStringLiteral("good") : QStringLiteral("warn"));
    m_lost->setText(report.lost);
    m_lost->setVisible(!report.lost.isEmpty());
    m_growth->setText(report.growth);
    m_growth->setVisible(!report.growth.isEmpty());
    m_price->setText(tr("It costs %1. Looking costs nothing.").arg(report.price));
    m_price->setVisible(!report.price.isEmpty());
    m_waiting->setText(!report.hasPicture ? tr("No picture is sent")
                       : report.blocked   ? tr("It cannot be sent like this")
                                          : tr("Being prepared…"));
    QList<SentReport::Line> files;
    std::copy_if(report.values.cbegin(), report.values.cend(), std::back_inserter(files),
                 [](const SentReport::Line& line) { return !line.picture.isEmpty(); });
    if (image.cacheKey() != m_image.cacheKey() || mask.cacheKey() != m_mask.cacheKey() || report.grow != m_grow ||
        files != m_files) {
        m_image = image;
        m_mask = mask;
        m_grow = report.grow;
        m_files = files;
        offerLayers();
        showPicture();
    }
}

/// What there is to choose from; the choice stays while it is among them.
void SentView::offerLayers()
{
    QStringList labels;
    if (!m_mask.isNull()) {
        labels = {tr("Both"), tr("Picture"), tr("Mask")};
    } else if (!m_files.isEmpty()) {
        labels = {tr("Picture")};
    }
    for (const SentReport::Line& file : std::as_const(m_files)) {
        labels.append(file.label);
    }
    if (labels == m_offered) {
        return;
    }
    m_offered = labels;
    const QString chosen = m_layers->current();
    const QSignalBlocker quiet(m_layers);
    m_layers->clear();
    if (!m_mask.isNull()) {
        m_layers->addSegment(QStringLiteral("both"), tr("Both"), tr("The picture with the mask marked on it"));
    }
    m_layers->addSegment(QStringLiteral("image"), tr("Picture"), tr("The picture alone, exactly as it is sent"));
    if (!m_mask.isNull()) {
        m_layers->addSegment(
            QStringLiteral("mask"), tr("Mask"),
            tr("The mask alone: white is repainted, black is kept, the band is what the service adds"));
    }
    for (int i = 0; i < m_files.size(); ++i) {
        m_layers->addSegment(kFile + QString::number(i), m_files.at(i).label, tr("It goes along as it is"));
    }
    m_layers->setCurrent(chosen);
    m_layers->setVisible(m_layers->count() > 1);
}

void SentView::fill(QFormLayout* form, const QList<SentReport::Line>& lines, const QString& name)
{
    while (form->rowCount() > lines.size()) {
        form->removeRow(form->rowCount() - 1);
    }
    for (int i = 0; i < lines.size(); ++i) {
        if (i >= form->rowCount()) {
            QLabel* label = words({}, QStringLiteral("label"), this);
            label->setMinimumWidth(kLabelWidth);
            label->setContentsMargins(0, 2, 0, 0); // on the line of the larger text beside it
            form->addRow(label, words(name + QString::number(i), QStringLiteral("plain"), this));
        }
        qobject_cast<QLabel*>(form->itemAt(i, QFormLayout::LabelRole)->widget())->setText(lines.at(i).label);
        auto* text = qobject_cast<QLabel*>(form->itemAt(i, QFormLayout::FieldRole)->widget());
        text->setText(lines.at(i).text);
        text->setAccessibleName(lines.at(i).label);
        text->setAccessibleDescription(lines.at(i).text);
    }
}

void SentView::showPicture()
{
    const int turn = ++m_turn;
    const QString layer = m_layers->current();
    const QString file = layer.startsWith(kFile) ? m_files.value(layer.mid(kFile.size()).toInt()).picture : QString();
    m_waiting->setVisible(m_image.isNull() && file.isEmpty());
    if (m_image.isNull() && file.isEmpty()) {
        m_view->clear();
        return;
    }
    const auto make = [image = m_image, mask = m_mask, grow = m_grow, layer, file] {
        if (!file.isEmpty()) {
            const auto picture = readSource(file);
            return picture ? MipPyramid::build(picture->image) : MipPyramid();
        }
        return MipPyramid::build(layer == QLatin1String("both")
                                     ? withBandMarked(withMaskMarked(image, mask), mask, grow)
                                 : layer == QLatin1String("mask") ? withBandMarked(mask, mask, grow)
                                                                  : image);
    };
    whenReady(QtConcurrent::run(make), this, [this, turn](const MipPyramid& picture) {
        if (turn == m_turn) {
            m_view->showPicture(picture);
        }
    });
}

void SentView::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape) {
        Q_EMIT closeRequested();
        return;
    }
    QWidget::keyPressEvent(event);
}

void SentView::resizeEvent(QResizeEvent* event)
{
    const bool narrow = width() < kNarrow;
    m_halves->setDirection(narrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    m_words->setFixedWidth(narrow ? width() : kWordsWidth);
    m_words->setMinimumHeight(0);
    m_words->setMaximumHeight(narrow ? kWordsHeight : QWIDGETSIZE_MAX);
    QWidget::resizeEvent(event);
}

} // namespace maquette
