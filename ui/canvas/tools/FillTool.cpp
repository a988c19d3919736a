// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/tools/FillTool.h"

#include "ui/canvas/CanvasSession.h"
#include "ui/canvas/CanvasSettings.h"

#include <QCoreApplication>

#include <cmath>
#include <utility>

namespace maquette {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("FillTool", text);
}

Result<CanvasDocument> cancelledResult()
{
    return failure(ErrorKind::Cancelled, {});
}

} // namespace

ToolAbout FillTool::about() const
{
    return {QStringLiteral("fill"),
            tr("Fill by colour"),
            tr("Click a colour: everything like it that hangs together is "
               "selected"),
            QStringLiteral("fill-color"),
            Qt::Key_G,
            ToolLayer::Mask};
}

QList<ToolOption> FillTool::options()
{
    ToolOption tolerance =
        ToolOption::of(ToolOption::Kind::Number, QStringLiteral("toolTolerance"), tr("Tolerance"),
                       tr("How far a colour may differ from the one clicked, in each of red, green and blue"));
    tolerance.max = 255;
    tolerance.bend = 1.6;
    tolerance.read = [this] { return settings().look().fill.tolerance; };
    tolerance.write = [this](const QVariant& value) {
        settings().change([&](CanvasLook& look) { look.fill.tolerance = value.toInt(); });
    };
    ToolOption contiguous =
        ToolOption::of(ToolOption::Kind::Switch, QStringLiteral("toolContiguous"), tr("Connected"),
                       tr("Only what hangs together with the place that is clicked; else the colour anywhere"));
    contiguous.read = [this] { return settings().look().fill.contiguous; };
    contiguous.write = [this](const QVariant& value) {
        settings().change([&](CanvasLook& look) { look.fill.contiguous = value.toBool(); });
    };
    return QList<ToolOption>{tolerance, contiguous} + SelectTool::options();
}

void FillTool::press(const CanvasPointer& pointer)
{
    const QPoint seed(int(std::floor(pointer.at.x())), int(std::floor(pointer.at.y())));
    if (QRect(QPoint(), session().document().size).contains(seed)) {
        remember(pointer);
        m_seed = seed;
    }
}

bool FillTool::abandon()
{
    return std::exchange(m_seed, std::nullopt).has_value();
}

void FillTool::release(const CanvasPointer& /*pointer*/)
{
    if (!m_seed) {
        return;
    }
    const QPoint seed = *std::exchange(m_seed, std::nullopt);
    session().compute(about().title, [picture = session().source().image, seed, options = settings().look().fill,
                                      how = combine()](CanvasDocument document, const std::atomic_bool& cancelled) {
        const TiledMask found = selectByColour(picture, seed, options, &cancelled);
        if (cancelled) {
            return cancelledResult();
        }
        combineMask(document.mask, found, how);
        return Result<CanvasDocument>(std::move(document));
    });
}

} // namespace maquette
