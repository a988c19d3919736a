// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mesh/output/MeshFactsPanel.h"

#include "ui/mesh/output/MeshFactRows.h"
#include "ui/mesh/output/MeshTargetsDialog.h"
#include "ui/mesh/output/MeshTargetsStore.h"
#include "ui/widgets/DisabledReason.h"
#include "ui/widgets/ElidedLabel.h"
#include "ui/widgets/Theme.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace maquette {

namespace {

constexpr int kLabelWidth = 84; // as the rows above it
constexpr int kRowHeight = 22;
constexpr int kSectionGap = 16;
constexpr int kMark = 12;

/// Tick or cross.
class Mark : public QWidget
{
public:
    Mark(bool passed, QWidget* parent)
        : QWidget(parent)
        , m_passed(passed)
    {
        setFixedSize(kMark, kRowHeight);
        setAccessibleName(targetWord(passed));
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        const ThemeColours& colours = Theme::instance().colours();
        paintTargetMark(painter, rect(), m_passed, m_passed ? colours.good : colours.warn);
    }

private:
    bool m_passed;
};

void empty(QGridLayout& grid)
{
    while (QLayoutItem* const item = grid.takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

QGridLayout* rowsIn(QWidget* box)
{
    setRole(box, QStringLiteral("plain"));
    auto* grid = new QGridLayout(box);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(metrics::kMargin);
    grid->setVerticalSpacing(0);
    return grid;
}

} // namespace

MeshFactsPanel::MeshFactsPanel(MeshTargetsStore& targets, QWidget* parent)
    : QWidget(parent)
    , m_targets(targets)
    , m_wait(new QLabel(tr("The mesh is being looked through …"), this))
    , m_rowsBox(new QWidget(this))
    , m_rows(rowsIn(m_rowsBox))
    , m_verdict(new QLabel(this))
    , m_resultsBox(new QWidget(this))
    , m_results(rowsIn(m_resultsBox))
    , m_edit(new QPushButton(tr("Targets …"), this))
    , m_card(new QPushButton(tr("Mesh card …"), this))
    , m_unsupportedHeading(new QLabel(tr("Not as in the file"), this))
    , m_unsupported(new QLabel(this))
{
    setObjectName(QStringLiteral("meshFacts"));
    setAccessibleName(tr("Facts of the mesh"));
    setRole(this, QStringLiteral("plain"));
    auto* heading = new QLabel(tr("Mesh"), this);
    auto* targetsHeading = new QLabel(tr("Targets"), this);
    for (QLabel* const each : {heading, targetsHeading, m_unsupportedHeading}) {
        setRole(each, QStringLiteral("heading"));
    }
    m_rows->setColumnMinimumWidth(0, kLabelWidth);
    m_rows->setColumnStretch(1, 1);
    m_results->setColumnStretch(1, 1);
    m_results->setHorizontalSpacing(metrics::kGrid * 2);
    m_verdict->setObjectName(QStringLiteral("meshFacts.verdict"));
    m_verdict->setWordWrap(true);
    m_wait->setObjectName(QStringLiteral("meshFacts.wait"));
    setRole(m_wait, QStringLiteral("hint"));
    m_edit->setObjectName(QStringLiteral("meshFacts.targets"));
    m_edit->setToolTip(tr("What meshes are to keep to: triangles, file size, watertight …"));
    m_card->setObjectName(QStringLiteral("meshFacts.card"));
    m_card->setToolTip(tr("One page to hand on, as PDF or PNG: picture, facts and targets"));
    m_unsupported->setObjectName(QStringLiteral("meshFacts.notes"));
    m_unsupported->setWordWrap(true);
    m_unsupported->setTextFormat(Qt::PlainText);
    m_unsupported->setTextInteractionFlags(Qt::TextSelectableByMouse);
    setRole(m_unsupported, QStringLiteral("problem"));

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::kGrid);
    column->addWidget(heading);
    column->addWidget(m_wait);
    column->addWidget(m_rowsBox);
    column->addSpacing(kSectionGap - metrics::kGrid);
    column->addWidget(targetsHeading);
    column->addWidget(m_verdict);
    column->addWidget(m_resultsBox);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(metrics::kGrid * 2);
    buttons->addWidget(m_edit);
    buttons->addWidget(m_card);
    buttons->addStretch(1);
    column->addSpacing(metrics::kGrid);
    column->addLayout(buttons);
    column->addSpacing(kSectionGap - metrics::kGrid);
    column->addWidget(m_unsupportedHeading);
    column->addWidget(m_unsupported);
    connect(m_edit, &QPushButton::clicked, this, &MeshFactsPanel::editTargets);
    connect(m_card, &QPushButton::clicked, this, &MeshFactsPanel::cardRequested);
    connect(&m_targets, &MeshTargetsStore::changed, this, &MeshFactsPanel::fillTargets);
    connect(&Theme::instance(), &Theme::changed, this, qOverload<>(&QWidget::update));
    showNothing();
}

void MeshFactsPanel::showFacts(std::shared_ptr<const MeshFacts> facts, const QString& format, const QStringList& notes)
{
    m_facts = std::move(facts);
    m_format = format;
    m_notes = notes;
    fill();
    show();
}

void MeshFactsPanel::showNothing()
{
    m_facts.reset();
    m_notes.clear();
    fill();
    hide();
}

void MeshFactsPanel::fill()
{
    m_wait->setVisible(!m_facts);
    m_rowsBox->setVisible(m_facts != nullptr);
    fillFacts();
    fillTargets();
    setDisabledReason(m_card, m_facts ? QString() : tr("The mesh is still being looked through."));
    m_unsupportedHeading->setVisible(!m_notes.isEmpty());
    m_unsupported->setVisible(!m_notes.isEmpty());
    m_unsupported->setText(m_notes.join(QLatin1Char('\n')));
}

void MeshFactsPanel::fillFacts()
{
    empty(*m_rows);
    if (!m_facts) {
        return;
    }
    const QList<MeshFactRow> rows = meshFactRows(*m_facts, m_format);
    for (int i = 0; i < int(rows.size()); ++i) {
        const MeshFactRow& row = rows.at(i);
        auto* label = new ElidedLabel(row.label, m_rowsBox);
        setRole(label, QStringLiteral("body"));
        label->setFixedSize(kLabelWidth, kRowHeight);
        auto* value = new ElidedLabel(row.value, m_rowsBox);
        value->setObjectName(QStringLiteral("meshFacts.") + row.name);
        value->setAccessibleName(tr("%1: %2").arg(row.label, row.value));
        value->setTextInteractionFlags(Qt::TextSelectableByMouse);
        value->setFixedHeight(kRowHeight);
        setRole(value, row.doubtful ? QStringLiteral("warn") : QString());
        m_rows->addWidget(label, i, 0);
        m_rows->addWidget(value, i, 1);
    }
}

void MeshFactsPanel::fillTargets()
{
    empty(*m_results);
    const MeshTargets& targets = m_targets.targets();
    const QList<TargetResult> results = m_facts ? compareWithTargets(*m_facts, targets) : QList<TargetResult>();
    m_resultsBox->setVisible(!results.isEmpty());
    const QString verdict = targetVerdict(results);
    m_verdict->setText(targets.isEmpty() ? tr("None are set.") : verdict);
    m_verdict->setVisible(targets.isEmpty() || !verdict.isEmpty());
    bool missed = false;
    for (int i = 0; i < int(results.size()); ++i) {
        const TargetResult& result = results.at(i);
        missed = missed || !result.passed;
        auto* what = new ElidedLabel(result.what, m_resultsBox);
        what->setFixedHeight(kRowHeight);
        setRole(what, QStringLiteral("body"));
        auto* found = new ElidedLabel(result.found, m_resultsBox);
        found->setObjectName(QStringLiteral("meshFacts.target%1").arg(i));
        found->setFixedHeight(kRowHeight);
        found->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        found->setAccessibleName(
            tr("%1: %2, wanted %3, %4").arg(result.what, result.found, result.wanted, targetWord(result.passed)));
        setRole(found, result.passed ? QString() : QStringLiteral("warn"));
        m_results->addWidget(new Mark(result.passed, m_resultsBox), 2 * i, 0);
        m_results->addWidget(what, 2 * i, 1);
        m_results->addWidget(found, 2 * i, 2, Qt::AlignRight);
        if (!result.passed) {
            auto* wanted = new QLabel(tr("wanted: %1").arg(result.wanted), m_resultsBox);
            wanted->setObjectName(QStringLiteral("meshFacts.wanted%1").arg(i));
            setRole(wanted, QStringLiteral("hint"));
            m_results->addWidget(wanted, 2 * i + 1, 1, 1, 2);
        }
    }
    setRole(m_verdict, targets.isEmpty() ? QStringLiteral("hint")
                       : missed          ? QStringLiteral("warn")
                                         : QStringLiteral("good"));
}

void MeshFactsPanel::editTargets()
{
    auto* const dialog = new MeshTargetsDialog(m_targets.targets(), window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &MeshTargetsDialog::chosen, &m_targets, &MeshTargetsStore::setTargets);
    dialog->open();
}

} // namespace maquette
