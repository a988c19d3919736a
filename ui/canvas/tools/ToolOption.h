// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QVariant>

#include <functional>

namespace maquette {

/// One control of the bar above the picture, described rather than built: what it is, and where its value lives.
struct ToolOption
{
    enum class Kind {
        Number, ///< a slider and a figure, or the figure alone
        Switch, ///< on or off
        Choice, ///< one of several
        Colour, ///< opens the palette
        Button  ///< does something
    };
    struct Entry
    {
        QVariant value;
        QString label;
        QString icon; ///< may be empty
    };

    /// What every control has; the rest is set by name.
    [[nodiscard]] static ToolOption of(Kind kind, const QString& id, const QString& label, const QString& hint)
    {
        ToolOption option;
        option.kind = kind;
        option.id = id;
        option.label = label;
        option.hint = hint;
        return option;
    }

    Kind kind = Kind::Number;
    QString id; ///< object name
    QString label;
    QString hint;      ///< one sentence for the tooltip
    QString icon;      ///< for Switch and Button; else they show their label
    bool more = false; ///< seldom changed: always behind the bar's "more" button

    // Number
    double min = 0;
    double max = 100;
    double step = 1;
    QString unit;
    bool slider = true;
    double bend = 1; ///< above 1 the slider has finer steps for small values

    QList<Entry> entries; ///< Choice
    std::function<QVariant()> read;
    std::function<void(const QVariant&)> write; ///< Button: called with nothing
    std::function<void()> begin;                ///< Number: a drag of the slider begins
    std::function<void()> end;                  ///< ... and ended
    std::function<QString()> disabled;          ///< why it cannot be used now, empty when it can
};

} // namespace maquette
