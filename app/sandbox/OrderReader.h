// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Credits.h"
#include "app/catalog/Operation.h"
#include "app/sandbox/Answer.h"
#include "app/sandbox/PracticeMarks.h"
#include "app/sandbox/WorkOrder.h"

#include <QStringList>

#include <optional>
#include <variant>

namespace maquette::sandbox {

/// How a finished result is handed out.
enum class AnswerForm { Bytes, Json };

/// What the Accept header asks for among the values \a documented for an operation; bytes when it is absent, "*/*" or
/// nothing is documented. Empty when it names none of them.
[[nodiscard]] std::optional<AnswerForm> wantedForm(const QStringList& documented, const QByteArray& accept);

/// A request that passed every check of the contract.
struct ReadOrder
{
    WorkOrder order;
    Credits price;
    PracticeMarks marks;
    AnswerForm form = AnswerForm::Bytes;
    QStringList ignored; ///< fields the operation does not have; the service is thought to drop them silently
};

/// Reads and checks a POST to an operation of the catalogue, exactly as strictly as the contract is published.
class OrderReader
{
public:
    /// Uploads are written below \a scratchFolder while they are looked at. \a demand640For3d: see PracticeOptions.
    OrderReader(QString scratchFolder, bool demand640For3d);

    /// The order, or the answer that refuses it: 400, 413, or 500 when the upload could not be stored.
    [[nodiscard]] std::variant<ReadOrder, Answer> read(const Operation& operation, const ApiCall& call) const;

private:
    QString m_scratchFolder;
    bool m_demand640For3d;
};

} // namespace maquette::sandbox
