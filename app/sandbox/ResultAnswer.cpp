// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/ResultAnswer.h"

#include <QJsonDocument>

namespace maquette::sandbox {

Answer finishedAnswer(const WorkResult& result, const WorkOrder& order, AnswerForm form, const QString& jsonKey)
{
    const QString reason = order.filtered ? QStringLiteral("CONTENT_FILTERED") : QStringLiteral("SUCCESS");
    Answer answer;
    answer.headers.append({"x-request-id", randomHex(16)});
    if (form == AnswerForm::Json) {
        answer.contentType = "application/json; type=" + result.mediaType;
        answer.body = QJsonDocument(QJsonObject{{jsonKey, QString::fromLatin1(result.bytes.toBase64())},
                                                {QStringLiteral("finish_reason"), reason},
                                                {QStringLiteral("seed"), qint64(order.seed)}})
                          .toJson(QJsonDocument::Compact);
        return answer;
    }
    answer.contentType = result.mediaType;
    answer.body = result.bytes;
    answer.headers.append({"finish-reason", reason.toLatin1()});
    answer.headers.append({"seed", QByteArray::number(order.seed)});
    return answer;
}

} // namespace maquette::sandbox
