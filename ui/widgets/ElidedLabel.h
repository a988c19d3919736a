// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace maquette {

/// One line that gives way: cut with an ellipsis when it does not fit, and then told in full by its tooltip.
class ElidedLabel : public QLabel
{
    Q_OBJECT

public:
    explicit ElidedLabel(const QString& text = {}, QWidget* parent = nullptr);

    void setFullText(const QString& text);
    [[nodiscard]] QString fullText() const { return m_full; }
    void setElideMode(Qt::TextElideMode mode);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void fit();
    QString m_full;
    Qt::TextElideMode m_mode = Qt::ElideRight;
};

} // namespace maquette
