// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/ErrorText.h"

#include "app/settings/InstanceLock.h"
#include "app/studio/DiskRoom.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QStringList>

namespace maquette {

namespace {

constexpr int kTooLarge = 413;
constexpr int kNotImplemented = 501; // what practice mode answers for operations it has no tools for yet

QString say(const char* text)
{
    return QCoreApplication::translate("ErrorText", text);
}

QString costSentence(ErrorCost cost)
{
    switch (cost) {
    case ErrorCost::Nothing:
        return say(QT_TRANSLATE_NOOP("ErrorText", "It cost nothing."));
    case ErrorCost::MayHaveCost:
        return say(
            QT_TRANSLATE_NOOP("ErrorText", "It may have been charged; the credits stay held until that is known."));
    case ErrorCost::Charged:
        return say(QT_TRANSLATE_NOOP("ErrorText", "It was charged."));
    }
    return {};
}

struct Wording
{
    const char* what;
    const char* next;
    ErrorAction action;
    const char* label;
};

Wording wordingFor(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::KeyMissing:
        return {QT_TRANSLATE_NOOP("ErrorText", "There is no key for this provider."),
                QT_TRANSLATE_NOOP("ErrorText", "Add your key in the settings, or use practice mode."),
                ErrorAction::AddKey, QT_TRANSLATE_NOOP("ErrorText", "Add key")};
    case ErrorKind::KeyRejected:
        return {QT_TRANSLATE_NOOP("ErrorText", "The provider does not accept the key."),
                QT_TRANSLATE_NOOP("ErrorText", "Check the key in the settings."), ErrorAction::AddKey,
                QT_TRANSLATE_NOOP("ErrorText", "Check key")};
    case ErrorKind::OutOfCredits:
        return {QT_TRANSLATE_NOOP("ErrorText", "There are not enough credits."),
                QT_TRANSLATE_NOOP("ErrorText", "Top up with the provider, or ask for less."), ErrorAction::TopUp,
                QT_TRANSLATE_NOOP("ErrorText", "Top up")};
    case ErrorKind::RateLimited:
        return {QT_TRANSLATE_NOOP("ErrorText", "The provider is receiving too many requests."),
                QT_TRANSLATE_NOOP("ErrorText", "Wait a minute, then try again."), ErrorAction::Wait,
                QT_TRANSLATE_NOOP("ErrorText", "Try again")};
    case ErrorKind::Refused:
        return {QT_TRANSLATE_NOOP("ErrorText", "The provider refused the request by its rules for content."),
                QT_TRANSLATE_NOOP("ErrorText", "Change the words or the picture, then try again."),
                ErrorAction::EditRequest, QT_TRANSLATE_NOOP("ErrorText", "Change request")};
    case ErrorKind::Offline:
        return {QT_TRANSLATE_NOOP("ErrorText", "The provider could not be reached, or the connection broke."),
                QT_TRANSLATE_NOOP("ErrorText", "Check the network, then try again."), ErrorAction::CheckNetwork,
                QT_TRANSLATE_NOOP("ErrorText", "Try again")};
    case ErrorKind::TimedOut:
        return {QT_TRANSLATE_NOOP("ErrorText", "The provider did not answer in time."),
                QT_TRANSLATE_NOOP("ErrorText", "Look at the balance before you try again."), ErrorAction::Retry,
                QT_TRANSLATE_NOOP("ErrorText", "Try again")};
    case ErrorKind::BadReply:
        return {QT_TRANSLATE_NOOP("ErrorText", "The provider's answer cannot be used."),
                QT_TRANSLATE_NOOP("ErrorText", "Try again later; the details help its support."), ErrorAction::Retry,
                QT_TRANSLATE_NOOP("ErrorText", "Try again")};
    case ErrorKind::Storage:
        return {QT_TRANSLATE_NOOP("ErrorText", "The library could not be read or written."),
                QT_TRANSLATE_NOOP("ErrorText", "Free some space or mend the folder, then try again."),
                ErrorAction::FreeSpace, QT_TRANSLATE_NOOP("ErrorText", "Open folder")};
    case ErrorKind::InvalidInput:
        return {QT_TRANSLATE_NOOP("ErrorText", "The request is not acceptable as it is."),
                QT_TRANSLATE_NOOP("ErrorText", "Mend what the details name."), ErrorAction::EditRequest,
                QT_TRANSLATE_NOOP("ErrorText", "Change request")};
    case ErrorKind::Cancelled:
        return {QT_TRANSLATE_NOOP("ErrorText", "You stopped waiting for it."),
                QT_TRANSLATE_NOOP("ErrorText", "Say whether it was charged when you know."), ErrorAction::Settle,
                QT_TRANSLATE_NOOP("ErrorText", "Settle")};
    case ErrorKind::Internal:
        break;
    }
    return {QT_TRANSLATE_NOOP("ErrorText", "Something went wrong inside the program."),
            QT_TRANSLATE_NOOP("ErrorText", "Try again; if it happens again, report it with the details."),
            ErrorAction::Retry, QT_TRANSLATE_NOOP("ErrorText", "Try again")};
}

Wording wordingFor(const Error& error)
{
    if (error.httpStatus == kNotImplemented) {
        return {QT_TRANSLATE_NOOP("ErrorText", "The provider cannot do this yet."),
                QT_TRANSLATE_NOOP("ErrorText", "Choose another operation or provider."), ErrorAction::EditRequest,
                QT_TRANSLATE_NOOP("ErrorText", "Change request")};
    }
    if (error.httpStatus == kTooLarge) {
        return {QT_TRANSLATE_NOOP("ErrorText", "The request is larger than the provider takes."),
                QT_TRANSLATE_NOOP("ErrorText", "Send a smaller picture, or the same one as JPEG."),
                ErrorAction::EditRequest, QT_TRANSLATE_NOOP("ErrorText", "Shrink picture")};
    }
    return wordingFor(error.kind);
}

QString detailsOf(const Error& error)
{
    QStringList lines;
    if (!error.detail.isEmpty()) {
        lines.append(error.detail);
    }
    if (!error.place.isEmpty()) {
        lines.append(error.place);
    }
    if (error.httpStatus != 0) {
        lines.append(say(QT_TRANSLATE_NOOP("ErrorText", "HTTP status %1")).arg(error.httpStatus));
    }
    if (!error.requestId.isEmpty()) {
        lines.append(say(QT_TRANSLATE_NOOP("ErrorText", "Request %1")).arg(error.requestId));
    }
    return lines.join(QLatin1Char('\n'));
}

} // namespace

ErrorText errorText(const Error& error, ErrorCost cost)
{
    const Wording wording = wordingFor(error);
    ErrorText text{say(wording.what), costSentence(cost), say(wording.next),
                   wording.action,    say(wording.label), detailsOf(error)};
    if (isNoRoom(error)) {
        text.what = say(QT_TRANSLATE_NOOP("ErrorText", "Nothing was sent, for the disk has %1.")).arg(error.detail);
        text.next = say(QT_TRANSLATE_NOOP(
            "ErrorText", "Free some space there, or put the library on another disk in the settings, then try again."));
    } else if (isLockedByOther(error)) {
        text.what =
            say(QT_TRANSLATE_NOOP("ErrorText", "Another Maquette is at work on this library (%1).")).arg(error.detail);
        text.next = say(QT_TRANSLATE_NOOP("ErrorText", "Close it or wait until it has finished, then try again."));
        text.action = ErrorAction::Retry;
        text.actionLabel = say(QT_TRANSLATE_NOOP("ErrorText", "Try again"));
    } else if (error.kind == ErrorKind::Storage && error.detail.startsWith(QLatin1String("database is locked"))) {
        text.what = say(QT_TRANSLATE_NOOP("ErrorText", "Another program holds the library's database."));
        text.next = say(QT_TRANSLATE_NOOP(
            "ErrorText", "Close what has it open, such as a database browser or a backup, then try again."));
        text.action = ErrorAction::Retry;
        text.actionLabel = say(QT_TRANSLATE_NOOP("ErrorText", "Try again"));
    } else if (error.kind == ErrorKind::Storage && (error.detail.contains(QLatin1String("is damaged")) ||
                                                    error.detail.contains(QLatin1String("malformed")))) {
        text.what = say(QT_TRANSLATE_NOOP("ErrorText", "The library's database is damaged. It was left as it is."));
        text.next = say(QT_TRANSLATE_NOOP(
            "ErrorText", "Put back a copy of it from a backup; the results themselves are files beside it."));
    } else if (error.kind == ErrorKind::KeyRejected && error.httpStatus == 0 &&
               error.place.endsWith(QLatin1String("_API_KEY"))) {
        // Nobody was asked: it cannot even be sent.
        text.what = say(QT_TRANSLATE_NOOP("ErrorText", "The key in the environment variable %1 cannot be used."))
                        .arg(error.place);
        text.next = say(QT_TRANSLATE_NOOP("ErrorText", "Mend or unset the variable, then try again."));
    }
    return text;
}

ErrorText importErrorText(const Error& error, const QString& path)
{
    ErrorText text = errorText(error, ErrorCost::Nothing);
    if (error.kind == ErrorKind::InvalidInput) {
        const QString name = QFileInfo(path).fileName();
        // What reads pictures for editing says in a sentence what is wrong with them.
        if (error.detail.endsWith(QLatin1Char('.'))) {
            text.what = name.isEmpty() ? error.detail : name + QStringLiteral(": ") + error.detail;
        } else if (name.isEmpty()) {
            text.what = say(QT_TRANSLATE_NOOP("ErrorText", "This file cannot be used: it is damaged, or of a kind "
                                                           "Maquette does not read."));
        } else {
            text.what = say(QT_TRANSLATE_NOOP("ErrorText", "%1 cannot be used: it is damaged, or of a kind Maquette "
                                                           "does not read."))
                            .arg(name);
        }
        text.next = say(QT_TRANSLATE_NOOP("ErrorText", "Export or copy it again, or choose another."));
        text.action = ErrorAction::None;
        text.actionLabel.clear();
    }
    return text;
}

ErrorText errorText(const Job& job)
{
    const Error error = job.error.value_or(Error{});
    if (job.state != JobState::Unknown) {
        return errorText(error, job.charged.milli > 0 ? ErrorCost::Charged : ErrorCost::Nothing);
    }
    if (!job.keptFile.isEmpty()) {
        ErrorText text = errorText(error, ErrorCost::Charged);
        text.what = say(QT_TRANSLATE_NOOP("ErrorText",
                                          "The result has arrived but could not be put into the library; it is safe."));
        text.next = say(QT_TRANSLATE_NOOP("ErrorText", "Free some space or mend the folder, then store it again."));
        text.action = ErrorAction::FreeSpace;
        text.actionLabel = say(QT_TRANSLATE_NOOP("ErrorText", "Open folder"));
        return text;
    }
    ErrorText text = errorText(error, ErrorCost::MayHaveCost);
    if (error.kind == ErrorKind::Internal) {
        text.what = say(QT_TRANSLATE_NOOP("ErrorText", "It was sent, but the program ended before an answer came."));
    }
    text.next =
        job.ticket.isEmpty()
            ? say(QT_TRANSLATE_NOOP("ErrorText", "Compare the balance, then say whether it was charged."))
            : say(QT_TRANSLATE_NOOP("ErrorText", "Ask the provider again for the result, which costs nothing."));
    text.action = job.ticket.isEmpty() ? ErrorAction::Settle : ErrorAction::Retry;
    text.actionLabel = job.ticket.isEmpty() ? say(QT_TRANSLATE_NOOP("ErrorText", "Settle"))
                                            : say(QT_TRANSLATE_NOOP("ErrorText", "Ask again"));
    return text;
}

int exitCodeFor(const Error& error)
{
    switch (error.kind) {
    case ErrorKind::InvalidInput:
        return 2;
    case ErrorKind::KeyMissing:
    case ErrorKind::KeyRejected:
    case ErrorKind::Refused:
    case ErrorKind::BadReply:
        return 3;
    case ErrorKind::OutOfCredits:
        return 4;
    case ErrorKind::Offline:
    case ErrorKind::TimedOut:
    case ErrorKind::RateLimited:
        return 5;
    case ErrorKind::Storage:
        return 6;
    case ErrorKind::Cancelled:
    case ErrorKind::Internal:
        break;
    }
    return 1;
}

} // namespace maquette
