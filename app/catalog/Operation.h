// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/assets/Asset.h"
#include "app/base/Credits.h"

#include <QDate>
#include <QHash>
#include <QJsonObject>
#include <QJsonValue>
#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

#include <optional>

namespace maquette {

enum class ParamType { Text, Integer, Number, Choice };

/// "Only when": a test on the rest of the request. With several values, any of them meets it; with none, presence does.
struct Condition
{
    QString name;             ///< a parameter or an input role; empty means "always"
    QStringList values;       ///< met when the parameter (or its default) has one of these
    bool absent = false;      ///< met when it is not given
    QStringList alternatives; ///< further parameters or inputs: the condition is also met when one of these meets it
    bool clientOnly = false;  ///< a client keeps to it, a server does not mind (nothing published forbids it)
    bool operator==(const Condition&) const = default;
};

/// Bounds that depend on another value, e.g. steps by model.
struct Bounds
{
    std::optional<double> min;
    std::optional<double> max;
    QJsonValue defaultValue = QJsonValue(QJsonValue::Undefined); ///< Undefined when the service chooses
    bool operator==(const Bounds&) const = default;
};

struct Choice
{
    QString value;
    QString label;
    QString hint;
    bool operator==(const Choice&) const = default;
};

/// One value of an operation: what form, check, price and practice server need to know about it.
struct ParamSpec
{
    QString name;
    QString label;
    QString hint; ///< one sentence for the tooltip
    ParamType type = ParamType::Text;
    bool required = false;
    bool folded = false;   ///< under "More"
    int minLength = 0;     ///< characters, for Text
    int maxLength = 0;     ///< 0 = no limit
    Bounds bounds;         ///< limits for Integer and Number; the default for every type
    QList<Choice> choices; ///< for Choice
    QString unit;          ///< "px", "s"
    QString role; ///< "prompt", "negative-prompt", "seed", "style", "aspect", "format", "strength", "model", "mode" (a
                  ///< switch between two ways of working), "margin-left", "-right", "-up", "-down" (px added at an
                  ///< edge), or empty: what a window may do beyond a plain control
    std::optional<Condition> requiredWhen;
    std::optional<Condition> allowedWhen; ///< given otherwise is an error
    QString boundsBy;                     ///< the parameter boundsFor is keyed by, empty if none
    QMap<QString, Bounds> boundsFor;

    /// The bounds in force when \a boundsBy has \a variant.
    [[nodiscard]] Bounds boundsForVariant(const QString& variant) const;
    bool operator==(const ParamSpec&) const = default;
};

/// One file an operation takes.
struct InputSpec
{
    QString role; ///< "image", "mask", "init_image" ...
    QString label;
    QString hint;
    MediaKind kind = MediaKind::Image;
    bool required = false;
    bool isMask = false;
    bool isDrawing = false; ///< a drawing by hand serves as well as a picture, so a window may offer to draw on it
    QStringList accepts;    ///< media types
    int minSide = 0;        ///< px; 0 = none, for all limits here
    int maxSide = 0;
    qint64 minPixels = 0;
    qint64 maxPixels = 0;
    double minAspect = 0; ///< width / height
    double maxAspect = 0;
    double minSeconds = 0;
    double maxSeconds = 0;
    qint64 maxBytes = 0;
    int adviseMinSide = 0; ///< a client demands it, a server need not (seen live, not published)
    std::optional<Condition> requiredWhen;
    std::optional<Condition> allowedWhen;
    bool operator==(const InputSpec&) const = default;
};

/// Rules over several fields. MaskOrAlpha names a picture and its mask: the mask must be given or the picture must have
/// an alpha channel.
struct Rule
{
    enum class Kind { AtLeastOne, AtMostOne, AtLeastOneNonZero, Ascending, MaskOrAlpha };
    Kind kind = Kind::AtLeastOne;
    QStringList names;
    bool clientOnly = false; ///< as in Condition
    bool operator==(const Rule&) const = default;
};

/// What one call costs: base, plus an amount per unit of named numeric parameters. One entry per variant; the key is
/// the variant's value, or empty when the operation has none.
struct PriceFormula
{
    Credits base;
    QMap<QString, Credits> perUnit; ///< "steps" -> 0.06
    bool operator==(const PriceFormula&) const = default;
};

struct Price
{
    QString variantBy;                    ///< parameter that picks the formula, empty if one price for all
    QMap<QString, PriceFormula> formulas; ///< key "" when variantBy is empty
    QDate asOf;                           ///< date of the price list
    bool operator==(const Price&) const = default;
};

/// One thing that can be asked for, in neutral words. What a vendor needs beyond it is in \a wire, which only that
/// vendor's provider folder and the practice server read.
struct Operation
{
    QString id;         ///< "stable-image.generate.core"
    QString provider;   ///< "stability"
    QString label;      ///< "Stable Image Core"
    QString shortLabel; ///< "Core"
    QString hint;       ///< one sentence: what it is good for
    QString section;    ///< "image", "sound", "mesh"; "service" for account, balance, engines, results
    QString group;      ///< "generate", "edit", "upscale", "control", "audio", "3d", "service"
    MediaKind output = MediaKind::Image;
    bool asynchronous = false;
    int pollSeconds = 0; ///< least seconds between two polls, for asynchronous ones
    QList<ParamSpec> params;
    QList<InputSpec> inputs;
    QList<Rule> rules;
    Price price;
    QString outputNote; ///< "about 1.5 megapixels"
    qint64 maxBodyBytes = 0;
    QJsonObject wire;

    [[nodiscard]] const ParamSpec* param(const QString& name) const;
    [[nodiscard]] const ParamSpec* paramByRole(const QString& role) const;
    [[nodiscard]] const InputSpec* input(const QString& role) const;
    /// True for what a user can order (not account, balance, results ...).
    [[nodiscard]] bool isOrderable() const { return section != QLatin1String("service"); }
    bool operator==(const Operation&) const = default;
};

} // namespace maquette
