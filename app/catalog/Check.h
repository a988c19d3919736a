// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/assets/Asset.h"
#include "app/catalog/Operation.h"
#include "app/catalog/Request.h"

#include <QHash>
#include <QList>

namespace maquette {

/// Why one field is not acceptable. The numbers and names are kept apart so that a window, the command line and the
/// practice server can each word it.
struct FieldProblem
{
    enum class Code {
        Required,   ///< missing
        NotAllowed, ///< given although its condition is not met (args: the condition)
        Unknown,    ///< the operation has no such field
        TooShort,
        TooLong, ///< got, limit (characters)
        NotANumber,
        NotAnInteger,
        NotText,
        BelowMin,
        AboveMax,     ///< got, limit
        NotAChoice,   ///< got, allowed
        FileUnknown,  ///< no such asset
        FileType,     ///< got, allowed
        FileTooLarge, ///< got, limit (bytes)
        SideTooSmall,
        SideTooLarge,
        TooFewPixels,
        TooManyPixels,
        AspectTooNarrow,
        AspectTooWide,
        Animated,
        ForPrint, ///< four inks, which no provider takes
        TooShortAudio,
        TooLongAudio, ///< got, limit (seconds)
        BodyTooLarge, ///< got, limit (bytes), all parts together
        RuleAtLeastOne,
        RuleAtMostOne,
        RuleNonZero,
        RuleAscending, ///< names
        CountRange,    ///< got; 1 to 10
        MaskMissing,   ///< neither a mask nor transparency (names: the picture, the mask)
        MaskSize,      ///< not as large as its picture (got, limit: "width x height"; names: the picture)
        MaskEmpty,     ///< selects nothing: all black, or (names: the picture) nothing of it is transparent
        Repeated       ///< the same input given twice
    };
    QString field; ///< parameter or input role; empty for the whole request
    Code code = Code::Required;
    QString got;
    QString limit;
    QStringList names;
    bool operator==(const FieldProblem&) const = default;
};

/// One sentence for a person, beginning with the field's label. Translated.
[[nodiscard]] QString describe(const Operation& operation, const FieldProblem& problem);

/// A request every rule of its operation accepts, with defaults left absent and values in their proper types.
struct CheckedRequest
{
    Operation operation;
    Request request;
    QHash<QString, Asset> files; ///< by role
    /// The value of \a name, else its default for the chosen variant, else Undefined.
    [[nodiscard]] QJsonValue resolved(const QString& name) const;
};

/// How strictly: a client also demands what was only seen live and refuses what is undocumented; a server takes what
/// the contract publishes, overlooks fields it does not know, and finds the seed among the values as well.
enum class CheckSide { Client, Server };

struct CheckOutcome
{
    QList<FieldProblem> problems;          ///< in the order of the operation's fields
    std::optional<CheckedRequest> checked; ///< set exactly when there are no problems
};

/// Whether \a condition is met by \a values (absent ones count with their defaults) and the given inputs. For forms
/// too: what is not allowed now need not be shown.
[[nodiscard]] bool isMet(const Condition& condition, const Operation& operation, const QJsonObject& values,
                         const QStringList& inputRoles);

/// The value of \a name that counts: the one given, else the default for the chosen variant, else Undefined.
[[nodiscard]] QJsonValue effectiveValue(const Operation& operation, const QJsonObject& values, const QString& name);

/// The bounds of \a param in force under \a values (its variant picked by the value of boundsBy or that one's default).
[[nodiscard]] Bounds effectiveBounds(const Operation& operation, const ParamSpec& param, const QJsonObject& values);

/// Text from a command line or a form part as a value of \a param's type: a number when it is one (dot as decimal
/// separator, no grouping), else the text itself, which the check will then refuse.
[[nodiscard]] QJsonValue valueFromText(const ParamSpec& param, const QString& text);

/// Checks \a request against \a operation. \a files holds what is known of each given input, by asset.
[[nodiscard]] CheckOutcome checkRequest(const Operation& operation, const Request& request,
                                        const QHash<QString, Asset>& filesByRole, CheckSide side = CheckSide::Client);

/// The price of one result of \a request, from the catalogue. Usable while the form is still incomplete: absent
/// values count with their defaults. Errors: InvalidInput when the operation has no price for the chosen variant.
[[nodiscard]] Result<Credits> priceOf(const Operation& operation, const QJsonObject& values);

} // namespace maquette
