// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/studio/ErrorText.h"

#include <QHash>
#include <QPointer>
#include <QWidget>

#include <functional>

namespace maquette {

class ErrorBanner;

/// The messages below the top bar: at most three, newest first, one per subject.
class NoticeArea : public QWidget
{
    Q_OBJECT

public:
    explicit NoticeArea(QWidget* parent = nullptr);
    /// Shows \a text, in place of an earlier one about the same \a subject.
    void show(const QString& subject, const ErrorText& text);
    /// The same with an action of its own.
    void show(const QString& subject, const ErrorText& text, std::function<void()> action);
    void dismiss(const QString& subject);
    [[nodiscard]] int count() const;

Q_SIGNALS:
    void actionTriggered(maquette::ErrorAction action);

private:
    struct Notice
    {
        QString subject;
        QPointer<ErrorBanner> banner;
    };
    QList<Notice> m_notices; ///< newest first
};

} // namespace maquette
