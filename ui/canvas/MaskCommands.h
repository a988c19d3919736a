// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Error.h"
#include "app/canvas/Shapes.h"

#include <QObject>
#include <QSize>

#include <atomic>
#include <functional>

class QWidget;

namespace maquette {

class CanvasSession;

/// What is done to the mask as a whole. Everything runs in a worker and is one undo step.
class MaskCommands : public QObject
{
    Q_OBJECT

public:
    MaskCommands(CanvasSession& session, QWidget* window);

    void invert();
    void clear();
    void selectAll();
    void fillHoles();
    /// Marks what is transparent in the picture.
    void takeTransparency();
    /// Asks for a picture file, and takes it as the mask: white is repainted.
    void askForFile();
    /// A picture of another size is scaled when it has the same shape, which taken() tells; refused are one of another
    /// shape and one that selects nothing.
    void takeFile(const QString& path);
    void askForTarget();
    /// Writes a grey PNG of the picture's size, before grow and feather.
    void writeFile(const QString& path);

    /// Keeps the mask as it is under \a name; one of that name is replaced.
    void save(const QString& name);
    void combineSaved(const QString& name, Combine how);
    void forget(const QString& name);
    /// "Mask 1", the first that is not taken.
    [[nodiscard]] QString freeName() const;

Q_SIGNALS:
    void failed(const maquette::Error& error);
    void written(const QString& path);
    /// A file of \a size is the mask now, scaled to the picture where that differs.
    void taken(const QString& path, QSize size);

private:
    using Change = std::function<TiledMask(const TiledMask& mask, const std::atomic_bool& cancelled)>;
    void change(const QString& title, const Change& change);

    CanvasSession& m_session;
    QWidget* m_window;
};

} // namespace maquette
