// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canvas/Brush.h"
#include "app/canvas/FloodFill.h"
#include "app/canvas/Shapes.h"
#include "ui/widgets/KeptJson.h"

#include <QColor>
#include <QJsonObject>
#include <QList>
#include <QObject>

namespace maquette {

/// How the tools are set and how the mask is shown. A value; out-of-range members of a file get their defaults.
struct CanvasLook
{
    Brush brush;
    Brush eraser;
    Brush pencil{16, 0.1, 1, 0.1, true, false};
    Brush sketchEraser{40, 0.1, 1, 0.1, true, false};
    QColor sketchColour{0x1c, 0x1c, 0x1c};
    QList<QColor> recentColours; ///< newest first, at most kMostRecent
    FillOptions fill;
    Combine combine = Combine::Add; ///< without Shift and Alt
    bool ellipse = false;           ///< what the shape tool draws
    double smartWidth = 24;         ///< of a stroke of smart select, px
    QColor overlayColour{0xe2, 0x4b, 0x3b};
    double overlayOpacity = 0.6; ///< 0.1 to 1

    static constexpr int kMostRecent = 12;
    [[nodiscard]] QJsonObject toJson() const;
    [[nodiscard]] static CanvasLook fromJson(const QJsonObject& json);
    bool operator==(const CanvasLook&) const = default;
};

/// Keeps a CanvasLook in a file, as KeptJson does.
class CanvasSettings : public QObject
{
    Q_OBJECT

public:
    /// An empty \a file keeps nothing.
    explicit CanvasSettings(QString file, QObject* parent = nullptr);

    [[nodiscard]] const CanvasLook& look() const { return m_look; }
    void setLook(const CanvasLook& look);
    /// Changes a copy in \a change and takes it.
    template <typename Change>
    void change(const Change& change)
    {
        CanvasLook look = m_look;
        change(look);
        setLook(look);
    }
    /// Puts \a colour in front of the recent ones.
    void useColour(const QColor& colour);
    /// Writes what is waiting and returns when it is on disk.
    void flush() { m_kept.flush(); }

Q_SIGNALS:
    void changed();

private:
    KeptJson m_kept;
    CanvasLook m_look;
};

} // namespace maquette
