// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/canvas/CanvasActions.h"
#include "ui/canvas/CanvasDesk.h"
#include "ui/canvas/CanvasSession.h"
#include "ui/canvas/CanvasSettings.h"
#include "ui/canvas/CanvasView.h"

#include <QApplication>
#include <QPointingDevice>
#include <QTabletEvent>
#include <QTest>

namespace maquette {

/// A canvas in a window of its own, with a picture on it at 100 %.
class CanvasFixture
{
public:
    explicit CanvasFixture(const QImage& picture, CanvasNeeds needs = {true, true, false, false, true},
                           QSize size = {700, 500})
        : desk(QString(), &stage)
    {
        stage.resize(size);
        view().setGeometry(stage.rect());
        desk.place(stage.rect());
        desk.raiseTools();
        view().setNeeds(needs);
        const AssetId id{QString(64, QLatin1Char('a'))};
        session().open(id, sourceFromImage(picture), MipPyramid::build(picture));
        stage.show();
        QVERIFY(QTest::qWaitForWindowActive(&stage));
        view().setFocus();
        view().actualSize();
    }

    CanvasSession& session() { return desk.session(); }
    CanvasView& view() { return desk.view(); }
    const CanvasDocument& document() { return desk.session().document(); }
    CanvasActions& actions() { return desk.actions(); }

    void setBrush(const Brush& brush)
    {
        desk.settings().change([&brush](CanvasLook& look) { look.brush = look.eraser = look.pencil = brush; });
    }
    /// The whole view pixel over a picture point.
    QPoint at(QPointF picture) { return view().transform().toView(picture).toPoint(); }

    void press(QPointF picture, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::mousePress(&view(), Qt::LeftButton, modifiers, at(picture));
    }
    void move(QPointF picture, Qt::KeyboardModifiers modifiers = {})
    {
        QMouseEvent event(QEvent::MouseMove, QPointF(at(picture)), view().mapToGlobal(QPointF(at(picture))),
                          Qt::NoButton, QApplication::mouseButtons(), modifiers);
        QApplication::sendEvent(&view(), &event);
    }
    void release(QPointF picture, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::mouseRelease(&view(), Qt::LeftButton, modifiers, at(picture));
    }
    void drag(const QList<QPointF>& points, Qt::KeyboardModifiers modifiers = {})
    {
        press(points.constFirst(), modifiers);
        for (const QPointF& point : points) {
            move(point, modifiers);
        }
        release(points.constLast(), modifiers);
    }
    void click(QPointF picture, Qt::KeyboardModifiers modifiers = {})
    {
        press(picture, modifiers);
        release(picture, modifiers);
    }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(&view(), key, modifiers); }

    void pen(QEvent::Type type, QPointF picture, double pressure, bool eraser = false)
    {
        static const QPointingDevice tip(QStringLiteral("pen"), 1, QInputDevice::DeviceType::Stylus,
                                         QPointingDevice::PointerType::Pen, QInputDevice::Capability::Pressure, 1, 1);
        static const QPointingDevice rubber(QStringLiteral("rubber"), 2, QInputDevice::DeviceType::Stylus,
                                            QPointingDevice::PointerType::Eraser, QInputDevice::Capability::Pressure, 1,
                                            1);
        const QPointF place = view().transform().toView(picture);
        QTabletEvent event(type, eraser ? &rubber : &tip, place, view().mapToGlobal(place), pressure, 0, 0, 0, 0, 0, {},
                           type == QEvent::TabletMove ? Qt::NoButton : Qt::LeftButton,
                           type == QEvent::TabletRelease ? Qt::NoButton : Qt::LeftButton);
        QApplication::sendEvent(&view(), &event);
    }

    QImage mask() { return toImage(document().mask, document().mask.rect()); }

    QWidget stage;
    CanvasDesk desk;
};

/// A picture whose pixels all differ from their neighbours.
inline QImage testPicture(QSize size)
{
    QImage image(size, QImage::Format_RGB32);
    for (int y = 0; y < size.height(); ++y) {
        for (int x = 0; x < size.width(); ++x) {
            image.setPixel(x, y, qRgb(x % 256, y % 256, (x + y) % 256));
        }
    }
    return image;
}

} // namespace maquette
