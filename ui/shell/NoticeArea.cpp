// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/NoticeArea.h"

#include "ui/widgets/ErrorBanner.h"

#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace maquette {

namespace {

constexpr qsizetype kMost = 3;

} // namespace

NoticeArea::NoticeArea(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("notices"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(12, 8, 12, 8);
    column->setSpacing(8);
    hide();
}

void NoticeArea::show(const QString& subject, const ErrorText& text)
{
    show(subject, text, {});
}

void NoticeArea::show(const QString& subject, const ErrorText& text, std::function<void()> action)
{
    dismiss(subject);
    while (m_notices.size() >= kMost) {
        dismiss(m_notices.constLast().subject);
    }
    auto* banner = new ErrorBanner(this);
    banner->setObjectName(QStringLiteral("notice-") + subject);
    banner->setText(text);
    connect(banner, &ErrorBanner::closed, this, [this, subject] { dismiss(subject); });
    connect(banner, &ErrorBanner::actionTriggered, this, [this, subject, act = std::move(action)](ErrorAction wanted) {
        const std::function<void()> own = act; // dismissing ends the banner, and this with it
        dismiss(subject);
        if (own) {
            own();
        } else {
            Q_EMIT actionTriggered(wanted);
        }
    });
    m_notices.prepend({subject, banner});
    static_cast<QVBoxLayout*>(layout())->insertWidget(0, banner);
    QWidget::show();
}

void NoticeArea::dismiss(const QString& subject)
{
    const auto found = std::find_if(m_notices.begin(), m_notices.end(),
                                    [&subject](const Notice& notice) { return notice.subject == subject; });
    if (found != m_notices.end()) {
        if (found->banner) {
            found->banner->hide();
            found->banner->deleteLater();
        }
        m_notices.erase(found);
    }
    setVisible(!m_notices.isEmpty());
}

int NoticeArea::count() const
{
    return static_cast<int>(m_notices.size());
}

} // namespace maquette
