// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/prompt/CanvasPart.h"

#include <QKeySequence>
#include <QWidget>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace maquette {

/// Says in one line what goes from the canvas to the provider, with the link that shows it, and offers what helps when
/// it cannot go as it is.
class SendLine : public QWidget
{
    Q_OBJECT

public:
    explicit SendLine(QWidget* parent = nullptr);

    void setPart(const CanvasPart& part);
    /// The key that does what the link does, for its tooltip.
    void setKey(const QKeySequence& key);

Q_SIGNALS:
    void viewRequested();
    void offerTaken(const QString& id);

private:
    QLabel* m_summary;
    QPushButton* m_link;
    QVBoxLayout* m_offers;
    QList<CanvasOffer> m_shown;
};

} // namespace maquette
