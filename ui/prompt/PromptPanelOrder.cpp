// SPDX-License-Identifier: GPL-3.0-or-later
// The other half of PromptPanel: what the order costs, what is wrong with it, and placing it.
#include "app/settings/PromptHistory.h"
#include "app/studio/Studio.h"
#include "ui/prompt/FormLogic.h"
#include "ui/prompt/GenerateBar.h"
#include "ui/prompt/ParamForm.h"
#include "ui/prompt/PromptEdit.h"
#include "ui/prompt/PromptPanel.h"
#include "ui/prompt/SendLine.h"
#include "ui/widgets/items/WhenReady.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QScrollArea>

namespace maquette {

namespace {

QString promptOf(const Operation& operation, const Request& request)
{
    const ParamSpec* prompt = operation.paramByRole(QStringLiteral("prompt"));
    return prompt ? request.values.value(prompt->name).toString() : QString();
}

/// Without its full stop: the rest stands above the button.
QString firstSentence(const QString& text)
{
    const qsizetype end = text.indexOf(QRegularExpression(QStringLiteral("\\.( |$)")));
    return end < 0 ? text : text.left(end);
}

/// Shorter than the check's own sentence: this one stands on the button.
QString buttonText(const Operation& operation, const FieldProblem& problem)
{
    if (problem.code == FieldProblem::Code::RuleNonZero) {
        return QCoreApplication::translate("maquette::PromptPanel", "Set a margin first");
    }
    if (problem.code == FieldProblem::Code::RuleAtLeastOne) {
        const ParamSpec* first = operation.param(problem.names.value(0));
        return first ? QCoreApplication::translate("maquette::PromptPanel", "%1 is missing").arg(first->label)
                     : describe(operation, problem);
    }
    if (problem.code != FieldProblem::Code::Required) {
        return describe(operation, problem);
    }
    const ParamSpec* param = operation.param(problem.field);
    const InputSpec* input = operation.input(problem.field);
    const QString label = param ? param->label : input ? input->label : QString();
    if (label == QCoreApplication::translate("Catalogue", "Prompt")) {
        return QCoreApplication::translate("maquette::PromptPanel", "Write a prompt first");
    }
    if (label == QCoreApplication::translate("Catalogue", "Picture")) {
        return QCoreApplication::translate("maquette::PromptPanel", "Choose a picture first");
    }
    return label.isEmpty() ? describe(operation, problem)
                           : QCoreApplication::translate("maquette::PromptPanel", "%1 is missing").arg(label);
}

} // namespace

QList<FieldProblem> PromptPanel::problems(const Operation& operation, const Request& request,
                                          QString* seedProblem) const
{
    if (const ParamSpec* seed = operation.paramByRole(QStringLiteral("seed"))) {
        const FormValues values = m_form->values();
        const auto read = form::readSeed(values.seed, form::boundsOf(operation, *seed, values), values.count);
        *seedProblem = read ? QString() : read.error();
    }
    QList<FieldProblem> found = m_studio.check(request).problems;
    if (!isCanvasReady()) {
        // The canvas says itself what is wrong with what it will give.
        const auto isItsOwn = [this](const FieldProblem& problem) {
            return m_part->roles.contains(problem.field) || problem.code == FieldProblem::Code::MaskMissing;
        };
        found.erase(std::remove_if(found.begin(), found.end(), isItsOwn), found.end());
    }
    return found;
}

void PromptPanel::showProblems(const Operation& operation, const QList<FieldProblem>& problems,
                               const QString& seedProblem)
{
    QHash<QString, QString> texts;
    m_mending = {};
    m_firstProblem.clear();
    for (const FieldProblem& problem : problems) {
        if (m_firstProblem.isEmpty()) {
            m_mending = mendingOf(problem);
            m_firstProblem = buttonText(operation, problem);
        }
        // An empty form is no reproach; it becomes one when Generate was asked for.
        if ((problem.code != FieldProblem::Code::Required || m_attempted) && !texts.contains(problem.field)) {
            texts.insert(problem.field, describe(operation, problem));
        }
    }
    if (!seedProblem.isEmpty()) {
        const ParamSpec* seed = operation.paramByRole(QStringLiteral("seed"));
        texts.insert(seed->name, seedProblem);
        if (m_firstProblem.isEmpty()) {
            m_mending = {seed->name, tr("Show the field"), false};
            m_firstProblem = seedProblem;
        }
    }
    m_form->setProblems(texts);
}

GenerateFacts PromptPanel::facts(const Operation& operation, const Request& request) const
{
    const ProviderInfo provider = m_studio.provider();
    const BalanceView balance = m_studio.balance();
    const Result<Credits> price = m_studio.price(request);
    const PromptTool* here = toolOf(operation.id);
    GenerateFacts facts;
    facts.isOpen = m_studio.isOpen();
    facts.toolLabel = here ? here->label : operation.label;
    facts.unavailable = m_sectionReason.isEmpty() ? m_availability(operation) : tr("Not in this version yet");
    facts.problem = m_firstProblem.isEmpty() && m_part ? firstSentence(m_part->problem) : m_firstProblem;
    facts.mending = m_firstProblem.isEmpty() ? QString() : m_mending.label;
    facts.preparing = m_waitingFront.has_value();
    facts.price = price ? std::optional<Credits>(*price) : std::nullopt;
    facts.balanceKnown = balance.ledger.known;
    facts.available = balance.ledger.available();
    facts.needsKey = !provider.practice && !provider.hasKey;
    facts.sending = m_sending;
    facts.queuePaused = m_studio.isQueuePaused();
    facts.count = request.count;
    if (!m_sectionReason.isEmpty()) {
        facts.price.reset();
    }
    return facts;
}

void PromptPanel::refresh()
{
    m_refresh.stop();
    const Operation* operation = current();
    if (!operation) {
        GenerateFacts none;
        none.isOpen = true;
        none.unavailable = tr("The catalogue has no operation to offer");
        m_bar->setState(generateState(none));
        return;
    }
    showModels();
    const Request request = currentRequest();
    QString seedProblem;
    const QList<FieldProblem> wrong = problems(*operation, request, &seedProblem);
    showProblems(*operation, wrong, seedProblem);
    m_bar->setState(generateState(facts(*operation, request)));
}

void PromptPanel::generate(bool atFront)
{
    refresh(); // never on what an earlier state of the form allowed
    const Operation* operation = current();
    if (!operation || !m_bar->state().enabled) {
        if (m_bar->state().action == GenerateState::Action::AddKey) {
            Q_EMIT needKey();
        }
        m_attempted = true;
        refresh();
        goToFirstProblem();
        return;
    }
    if (!isCanvasReady()) {
        m_waitingFront = atFront;
        m_bar->clearRefusal();
        refresh();
        Q_EMIT preparationRequested();
        return;
    }
    submit(currentRequest(), atFront);
}

void PromptPanel::submit(const Request& request, bool atFront)
{
    const Operation* operation = current();
    m_sending = true;
    m_lastFront = atFront;
    m_bar->clearRefusal();
    refresh();
    Q_EMIT submitting(request);
    whenReady(m_studio.submit(request, atFront), this,
              [this, prompt = promptOf(*operation, request)](const tl::expected<QList<Job>, Refusal>& outcome) {
                  submitted(outcome, prompt);
              });
}

void PromptPanel::submitted(const tl::expected<QList<Job>, Refusal>& outcome, const QString& prompt)
{
    m_sending = false;
    m_attempted = !outcome;
    if (outcome) {
        m_studio.promptHistory().add(prompt);
        if (PromptEdit* editor = m_form->promptEditor()) {
            editor->endWalk();
        }
        save();
        Q_EMIT ordered(*outcome);
    }
    refresh();
    if (outcome) {
        return;
    }
    const Operation* operation = current();
    if (outcome.error().error) {
        m_refused = {outcome.error().error->place, {}, false};
        m_bar->setRefusal(errorText(*outcome.error().error, ErrorCost::Nothing));
    } else if (operation && !outcome.error().problems.isEmpty()) {
        showProblems(*operation, outcome.error().problems, {});
        m_refused = m_mending; // the form may find nothing wrong itself, and is looked at again any moment
        ErrorText text;
        text.what = m_firstProblem;
        text.cost = tr("Nothing was sent.");
        text.action = ErrorAction::EditRequest;
        text.actionLabel = m_refused.label.isEmpty() ? tr("Show the field") : m_refused.label;
        m_bar->setRefusal(text);
    }
}

PromptPanel::Mending PromptPanel::mendingOf(const FieldProblem& problem)
{
    using Code = FieldProblem::Code;
    switch (problem.code) {
    case Code::TooLong:
        return {problem.field, tr("Shorten it"), false};
    case Code::FileTooLarge:
    case Code::SideTooLarge:
    case Code::TooManyPixels:
    case Code::BodyTooLarge:
        return {problem.field, tr("Choose a smaller file"), true};
    case Code::Required: // the button says it already
        return {problem.field, {}, false};
    default:
        return {problem.field, problem.field.isEmpty() ? QString() : tr("Show the field"), false};
    }
}

void PromptPanel::mend(const Mending& mending)
{
    const QString file = mending.field.isEmpty() ? mainInput() : mending.field;
    if (!mending.isFile || !m_form->chooseFile(file)) {
        focusField(mending.isFile ? file : mending.field);
    }
}

void PromptPanel::goToFirstProblem()
{
    if (!m_mending.field.isEmpty() && m_form->isVisible()) {
        focusField(m_mending.field);
    }
}

QString PromptPanel::mainInput() const
{
    const Operation* operation = current();
    const InputSpec* main = operation ? form::mainPicture(*operation) : nullptr;
    if (main) {
        return main->role;
    }
    return operation && !operation->inputs.isEmpty() ? operation->inputs.constFirst().role : QString();
}

void PromptPanel::focusField(const QString& name)
{
    if (m_part && m_part->roles.contains(name)) {
        m_sendLine->setFocus(Qt::ShortcutFocusReason);
        m_scroll->ensureWidgetVisible(m_sendLine);
    } else if (!m_form->focusField(name)) {
        focusPrompt();
    }
}

void PromptPanel::focusWhatIsWrong(const Error& error)
{
    constexpr int kTooLarge = 413;
    focusField(error.httpStatus == kTooLarge ? mainInput() : error.place);
}

} // namespace maquette
