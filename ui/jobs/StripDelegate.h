// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/jobs/JobCard.h"
#include "ui/widgets/items/JobActions.h"

#include <QStyledItemDelegate>

namespace maquette {

struct GalleryItem;
class StripModel;
class Studio;
class Thumbnails;

/// Paints the strip's rows: cards for jobs, thumbnails for results.
class StripDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    static constexpr int kTileWidth = 104;
    static constexpr int kTileHeight = 84;
    static constexpr QSize kCell{112, 120};

    StripDelegate(Studio& studio, const StripModel& model, Thumbnails& thumbnails, QObject* parent);

    /// The row that is shown on the stage (a job's or an item's id).
    void setShown(const QString& id) { m_shown = id; }
    [[nodiscard]] QString shown() const { return m_shown; }
    /// How far the travelling part of the progress lines is, 0 to 1.
    void setPhase(double phase) { m_phase = phase; }

    /// Within a cell at \a cell: the picture or card, the sign that ends a job, the button of a restored one, the
    /// progress line.
    [[nodiscard]] static QRect tileRect(const QRect& cell);
    [[nodiscard]] static QRect endRect(const QRect& cell);
    [[nodiscard]] static QRect resumeRect(const QRect& cell);
    [[nodiscard]] static QRect barRect(const QRect& cell);
    [[nodiscard]] JobCardText textOf(const Job& job) const;
    /// "Resume (3 cr)"
    [[nodiscard]] QString resumeLabel(const Job& job) const;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    void paintJob(QPainter& painter, const QStyleOptionViewItem& option, const Job& job) const;
    void paintCardText(QPainter& painter, const QRect& cell, const Job& job, const JobCardText& text) const;
    void paintBar(QPainter& painter, const QRect& bar, double fraction) const;
    void paintItem(QPainter& painter, const QStyleOptionViewItem& option, const GalleryItem& item) const;

    Studio& m_studio;
    const StripModel& m_model;
    Thumbnails& m_thumbnails;
    QString m_shown;
    double m_phase = 0.3;
};

} // namespace maquette
