// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/FailurePage.h"

#include "app/studio/ErrorText.h"
#include "ui/widgets/Theme.h"

#include <QDesktopServices>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QUrl>
#include <QVBoxLayout>

namespace maquette {

namespace {

constexpr int kWidth = 560; // px

} // namespace

FailurePage::FailurePage(QWidget* parent)
    : QWidget(parent)
    , m_title(new QLabel(this))
    , m_text(new QLabel(this))
    , m_details(new QLabel(this))
{
    setObjectName(QStringLiteral("failurePage"));
    setRole(this, QStringLiteral("panel"));
    auto* outer = new QVBoxLayout(this);
    auto* block = new QWidget(this);
    block->setFixedWidth(kWidth);
    outer->addStretch(2);
    outer->addWidget(block, 0, Qt::AlignHCenter);
    outer->addStretch(3);
    auto* column = new QVBoxLayout(block);
    column->setSpacing(12);
    setRole(m_title, QStringLiteral("title"));
    setRole(m_text, QStringLiteral("body"));
    setRole(m_details, QStringLiteral("hint"));
    for (QLabel* const label : {m_title, m_text, m_details}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        column->addWidget(label);
    }
    m_title->setObjectName(QStringLiteral("failureTitle"));
    m_text->setObjectName(QStringLiteral("failureText"));
    m_details->setObjectName(QStringLiteral("failureDetails"));
    m_details->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    auto* again = new QPushButton(tr("Try again"), block);
    again->setObjectName(QStringLiteral("failureRetry"));
    again->setToolTip(tr("Close Maquette and start it again"));
    setRole(again, QStringLiteral("accent"));
    auto* folder = new QPushButton(tr("Open the data folder"), block);
    folder->setObjectName(QStringLiteral("failureFolder"));
    folder->setToolTip(tr("Show the folder in the file manager"));
    auto* quit = new QPushButton(tr("Quit"), block);
    quit->setObjectName(QStringLiteral("failureQuit"));
    quit->setToolTip(tr("Close Maquette"));
    for (QPushButton* const button : {again, folder, quit}) {
        button->setAccessibleName(button->text());
        row->addWidget(button);
    }
    row->addStretch(1);
    column->addSpacing(4);
    column->addLayout(row);
    setFocusProxy(again);
    connect(again, &QPushButton::clicked, this, &FailurePage::restartRequested);
    connect(quit, &QPushButton::clicked, this, &FailurePage::quitRequested);
    connect(folder, &QPushButton::clicked, this, [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(m_folder)); });
}

void FailurePage::showError(const Error& error, const QString& dataFolder)
{
    m_folder = dataFolder;
    const ErrorText text = errorText(error, ErrorCost::Nothing);
    const bool catalogue = error.kind == ErrorKind::InvalidInput;
    m_title->setText(catalogue ? tr("The list of operations cannot be read.") : tr("The library cannot be opened."));
    QStringList advice{tr("Nothing was changed and nothing was spent.")};
    const bool isNamed = text.what != errorText(Error{error.kind, {}, {}, 0, -1, {}}, ErrorCost::Nothing).what;
    if (error.kind == ErrorKind::Storage && isNamed) { // in use, full, locked or damaged: known to be just that
        advice = {text.what, advice.constFirst(), text.next, tr("Your data is in %1.").arg(dataFolder)};
    } else if (error.kind == ErrorKind::Storage) {
        advice.append(tr("Your data is in %1. Make sure the folder can be read and written and the disk is not full, "
                         "then try again. "
                         "If the database is damaged, put back a copy of it from a backup.")
                          .arg(dataFolder));
    } else if (catalogue) {
        advice.append(tr("Install Maquette again, then try again."));
    } else {
        advice.append(text.next);
    }
    m_text->setText(advice.join(QLatin1Char(' ')));
    m_details->setText(text.details);
    m_details->setVisible(!text.details.isEmpty());
    setAccessibleName(m_title->text());
    setAccessibleDescription(m_text->text());
}

} // namespace maquette
