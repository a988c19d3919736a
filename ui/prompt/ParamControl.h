// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/catalog/Operation.h"

#include <QJsonValue>
#include <QWidget>

namespace maquette {

/// The control of one parameter. Undefined stands for "not set: the service's default".
class ParamControl : public QWidget
{
    Q_OBJECT

public:
    explicit ParamControl(ParamSpec spec, QWidget* parent = nullptr);

    [[nodiscard]] const ParamSpec& spec() const { return m_spec; }
    [[nodiscard]] virtual QJsonValue value() const = 0;
    /// Shows \a value without emitting edited().
    virtual void setValue(const QJsonValue& value) = 0;
    /// New bounds and default, after a field they depend on changed.
    virtual void setBounds(const Bounds& bounds);
    /// What belongs at the right end of the label's line, null for nothing.
    [[nodiscard]] virtual QWidget* trailing() { return nullptr; }
    /// Whether it needs the form's full width.
    [[nodiscard]] virtual bool isWide() const { return false; }

Q_SIGNALS:
    void edited();

private:
    ParamSpec m_spec;
};

/// The control for \a spec: texts get an editor, numbers a slider, styles pictures, shapes drawings, other choices a
/// list.
[[nodiscard]] ParamControl* makeControl(const ParamSpec& spec, const Bounds& bounds, QWidget* parent);

} // namespace maquette
