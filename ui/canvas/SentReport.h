// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Credits.h"
#include "app/canvas/Sending.h"
#include "app/catalog/Operation.h"
#include "app/catalog/Request.h"

#include <QList>
#include <QString>

#include <optional>

namespace maquette {

/// Everything that goes out with an order, in words.
struct SentReport
{
    struct Line
    {
        QString label;
        QString text;
        QString picture = {}; ///< path of one that goes along, to be looked at; empty for words
        bool operator==(const Line&) const = default;
    };

    bool hasPicture = false;
    QList<Line> picture; ///< sizes, formats, bytes
    QList<Line> values;  ///< prompt, settings, other files, as they are sent
    QString limits;      ///< whether the provider takes it
    bool withinLimits = false;
    bool blocked = false; ///< it cannot be sent as it is; limits says why
    QString lost;         ///< what the picture lost in reading and loses on the way, empty when nothing
    QString price;        ///< of all results
    double grow = 0;      ///< pixels of what is sent by which the service widens the mask; 0 without a mask
    QString growth;       ///< the same as a sentence, empty when it does not
};

/// What a report is made of besides the request.
struct SentFacts
{
    QString provider;
    QSize canvas; ///< px of the whole picture
    SendPlan plan;
    const SentPicture* sent = nullptr; ///< null while it is not known
    QString note;                      ///< what reading the picture changed or left out
    SendLimits limits;
    qint64 otherBytes = 0;
    QList<SentReport::Line> files; ///< those that do not come from the canvas: what they are for, and what they are
    QString problem;               ///< why it cannot be sent, empty when it can
    std::optional<Credits> price;
};

[[nodiscard]] SentReport makeSentReport(const Operation& operation, const Request& request, const SentFacts& facts);

/// "sides of at least 64 px; 4,096 to 9,437,184 pixels; 1:2.5 to 2.5:1; at most 10.5 MB in all"
[[nodiscard]] QString limitsText(const SendLimits& limits);

} // namespace maquette
