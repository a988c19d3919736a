// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/canvas/SentReport.h"

#include <QWidget>

class QBoxLayout;
class QFormLayout;
class QLabel;
class QToolButton;

namespace maquette {

class ImageView;
class Segmented;

/// What the provider will see, before anything is paid: the exact pixels, the mask as it is sent, every word and
/// number, and whether it keeps the limits. Only shows; it never orders.
class SentView : public QWidget
{
    Q_OBJECT

public:
    explicit SentView(QWidget* parent = nullptr);

    /// \a image and \a mask as they are sent; null while they are not known. What the service adds to the mask is
    /// marked, too. Pictures that go along can be looked at as well.
    void setReport(const SentReport& report, const QImage& image, const QImage& mask);
    /// The key that closes it, besides Esc.
    void setKeyHint(const QString& key);

Q_SIGNALS:
    void closeRequested();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* makeWords();
    void fill(QFormLayout* form, const QList<SentReport::Line>& lines, const QString& name);
    void offerLayers();
    void showPicture();

    QImage m_image;
    QImage m_mask;
    QList<SentReport::Line> m_files; ///< pictures that go along
    QStringList m_offered;           ///< labels of the layers
    double m_grow = 0;
    int m_turn = 0; ///< counts pictures made for showing: an earlier one that comes late is dropped
    ImageView* m_view;
    Segmented* m_layers;
    QLabel* m_waiting;
    QToolButton* m_close;
    QBoxLayout* m_halves;
    QWidget* m_words;
    QFormLayout* m_pictureLines;
    QFormLayout* m_valueLines;
    QLabel* m_limits;
    QLabel* m_growth;
    QLabel* m_lost;
    QLabel* m_price;
};

/// \a image with the white of \a mask marked on it: tinted and hatched, its outline drawn. For showing.
[[nodiscard]] QImage withMaskMarked(const QImage& image, const QImage& mask);
/// \a image with the pixels tinted that lie within \a grow pixels of what is not black in \a mask, but not in it.
[[nodiscard]] QImage withBandMarked(const QImage& image, const QImage& mask, double grow);

} // namespace maquette
