// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompt/ParamForm.h"

#include "ui/prompt/ChoiceBox.h"
#include "ui/prompt/FormLogic.h"
#include "ui/prompt/InputWell.h"
#include "ui/prompt/ParamControl.h"
#include "ui/prompt/PromptEdit.h"
#include "ui/prompt/SeedControl.h"
#include "ui/prompt/TextControl.h"
#include "ui/prompt/WheelGuard.h"
#include "ui/widgets/DisabledReason.h"
#include "ui/widgets/Field.h"
#include "ui/widgets/PlaceActions.h"
#include "ui/widgets/Theme.h"

#include <QGridLayout>
#include <QScopedValueRollback>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>

namespace maquette {

namespace {

constexpr int kMostResults = 10;

/// Made by this form itself rather than by a control of its own.
bool isShownElsewhere(const ParamSpec& param)
{
    return param.role == QLatin1String("model") || param.role == QLatin1String("mode");
}

/// Not at once: it may be the one whose signal brought this about.
void letGo(Field* field)
{
    field->hide();
    field->setParent(nullptr);
    field->deleteLater();
}

QString labelOf(const ParamSpec& param)
{
    return param.role == QLatin1String("negative-prompt") ? ParamForm::tr("What to avoid") : param.label;
}

/// The canvas cuts and reduces the picture that is worked on; the others keep the limits by themselves.
InputWell::Fit fitOf(const Operation& operation, const InputSpec& input)
{
    if (input.kind != MediaKind::Image || input.isMask) {
        return InputWell::Fit::Never;
    }
    const bool isMain = form::mainPicture(operation) && form::mainPicture(operation)->role == input.role;
    if (!isMain) {
        return InputWell::Fit::All;
    }
    if (input.required) {
        return InputWell::Fit::Never;
    }
    return operation.paramByRole(QStringLiteral("mode")) ? InputWell::Fit::Files : InputWell::Fit::All;
}

QGridLayout* halvesIn(QVBoxLayout* column)
{
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(metrics::kGrid * 2);
    grid->setVerticalSpacing(metrics::kMargin);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    column->addLayout(grid);
    return grid;
}

QVBoxLayout* columnIn(QVBoxLayout* column)
{
    auto* inner = new QVBoxLayout;
    inner->setSpacing(metrics::kMargin);
    column->addLayout(inner);
    return inner;
}

} // namespace

ParamForm::ParamForm(Studio& studio, QWidget* parent)
    : QWidget(parent)
    , m_studio(studio)
    , m_models(new ChoiceBox(this))
    , m_count(new QSpinBox(this))
    , m_more(new QToolButton(this))
    , m_folded(new QWidget(this))
{
    m_models->setObjectName(QStringLiteral("model"));
    m_modelField = new Field(tr("Model"), m_models, this);
    m_models->setToolTip(tr("Which model does the work; the price depends on it"));
    connect(m_models, &QComboBox::activated, this, &ParamForm::modelChosen);

    m_count->setObjectName(QStringLiteral("count"));
    m_count->setRange(1, kMostResults);
    m_count->setToolTip(
        tr("How many results, 1 to %1; each is an order of its own, with its own seed").arg(kMostResults));
    guardWheel(m_count);
    m_countField = new Field(tr("Results"), m_count, this);
    connect(m_count, &QSpinBox::valueChanged, this, &ParamForm::changed);
    buildFrame();
}

void ParamForm::buildFrame()
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::kMargin);
    m_wide = columnIn(column);
    m_halves = halvesIn(column);
    m_more->setObjectName(QStringLiteral("more"));
    m_more->setCheckable(true);
    m_more->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_more->setIconSize({12, 12});
    setRole(m_more, QStringLiteral("choice"));
    m_more->setStyleSheet(QStringLiteral(
        "QToolButton { padding: 0; font-size: 11px; min-height: 20px; border: none; background: transparent; }"));
    column->addWidget(m_more, 0, Qt::AlignLeft);
    connect(m_more, &QToolButton::toggled, this, &ParamForm::setMoreOpen);
    column->addWidget(m_folded);
    auto* folded = new QVBoxLayout(m_folded);
    folded->setContentsMargins(0, 0, 0, 0);
    folded->setSpacing(metrics::kMargin);
    m_foldedWide = columnIn(folded);
    m_foldedHalves = halvesIn(folded);
    setMoreOpen(false);
}

void ParamForm::setOperation(const Operation& operation, const FormValues& filled)
{
    const QScopedValueRollback<bool> loading(m_loading, true);
    m_operation = operation;
    m_problems.clear();
    m_hidden.clear();
    dropUnused();
    const FormValues values = form::withStartingValues(operation, filled);
    m_unshown = {};
    for (const ParamSpec& param : operation.params) {
        const QJsonValue value = values.values.value(param.name);
        if (param.role == QLatin1String("model") && !value.isUndefined()) {
            m_unshown.insert(param.name, value);
        }
        if (isShownElsewhere(param)) {
            continue;
        }
        const Cell cell = cellFor(param);
        if (cell.control) {
            cell.control->setBounds(form::boundsOf(operation, param, values));
            cell.control->setValue(value);
        }
    }
    if (m_seed) {
        m_seed->setText(values.seed);
        m_seed->setLastSeed(m_lastSeed);
    }
    for (const InputSpec& input : operation.inputs) {
        auto* well = qobject_cast<InputWell*>(wellFor(input)->control());
        well->setFit(fitOf(operation, input));
        well->setAsset(values.inputs.value(input.role));
        well->setStageItem(m_stage);
    }
    m_count->setValue(values.count);
    relayout();
    refresh();
}

void ParamForm::setModels(const QString& label, const QList<ModelLine>& lines, int current)
{
    const QSignalBlocker quiet(m_models);
    m_modelField->setLabel(label);
    m_models->setAccessibleName(label);
    if (m_models->count() != lines.size()) {
        m_models->clear();
    }
    for (int i = 0; i < lines.size(); ++i) {
        if (i >= m_models->count()) {
            m_models->addChoice(lines.at(i).model.label, QString::number(i), lines.at(i).note, lines.at(i).model.hint);
        }
        m_models->setLine(i, lines.at(i).model.label, lines.at(i).note, lines.at(i).model.hint);
    }
    m_models->setCurrentIndex(current);
    m_models->setToolTip(current >= 0 && current < lines.size() ? lines.at(current).model.hint : QString());
    m_hiddenModel = lines.size() < 2;
    refresh();
}

ParamForm::Cell ParamForm::cellFor(const ParamSpec& param)
{
    if (m_cells.contains(param.name)) {
        return m_cells.value(param.name);
    }
    Cell cell;
    if (param.role == QLatin1String("seed")) {
        m_seed = new SeedControl(param, this);
        connect(m_seed, &SeedControl::edited, this, &ParamForm::changed);
        cell.field = new Field(param.label, m_seed, this);
    } else {
        cell.control = makeControl(param, param.bounds, this);
        connect(cell.control, &ParamControl::edited, this, &ParamForm::changed);
        cell.field = new Field(labelOf(param), cell.control, this);
        if (QWidget* trailing = cell.control->trailing()) {
            cell.field->addTrailing(trailing);
        }
    }
    if (auto* text = qobject_cast<TextControl*>(cell.control)) {
        connect(text->editor(), &PromptEdit::mediaOffered, this, [this](const QMimeData* mime) {
            if (!takeMedia(mime)) {
                Q_EMIT mediaRefused();
            }
        });
        if (param.role == QLatin1String("prompt")) {
            text->editor()->setHistory(m_history);
            if (m_promptKeys != nullptr) {
                m_promptKeys->attach(text->editor());
            }
        }
    }
    cell.field->setObjectName(QStringLiteral("field-") + param.name);
    cell.field->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred); // room for a problem of several lines
    m_cells.insert(param.name, cell);
    return cell;
}

Field* ParamForm::wellFor(const InputSpec& input)
{
    if (m_wells.contains(input.role)) {
        return m_wells.value(input.role);
    }
    auto* well = new InputWell(m_studio, input, this);
    connect(well, &InputWell::edited, this, &ParamForm::changed);
    connect(well, &InputWell::imported, this, &ParamForm::imported);
    connect(well, &InputWell::importFailed, this, &ParamForm::importFailed);
    const QString label = input.required ? input.label : tr("%1 (optional)").arg(input.label);
    auto* field = new Field(label, well, this);
    field->setObjectName(QStringLiteral("field-") + input.role);
    field->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    m_wells.insert(input.role, field);
    return field;
}

/// Lets go of the controls whose description the new operation does not share.
void ParamForm::dropUnused()
{
    const QStringList names = m_cells.keys();
    for (const QString& name : names) {
        const Cell cell = m_cells.value(name);
        const ParamSpec* param = m_operation.param(name);
        const bool isSeed = !cell.control;
        if (param && !isShownElsewhere(*param) &&
            (isSeed ? param->role == QLatin1String("seed") : *param == cell.control->spec())) {
            continue;
        }
        m_seed = isSeed ? nullptr : m_seed;
        m_cells.remove(name);
        letGo(cell.field);
    }
    const QStringList roles = m_wells.keys();
    for (const QString& role : roles) {
        Field* field = m_wells.value(role);
        const InputSpec* input = m_operation.input(role);
        if (!input || *input != qobject_cast<InputWell*>(field->control())->spec()) {
            m_wells.remove(role);
            letGo(field);
        }
    }
}

void ParamForm::setCanvasRoles(const QStringList& roles)
{
    if (roles != m_canvasRoles) {
        m_canvasRoles = roles;
        refresh();
    }
}

void ParamForm::setCanvasValues(const QJsonObject& values)
{
    const QScopedValueRollback<bool> loading(m_loading, true);
    for (auto it = values.begin(); it != values.end(); ++it) {
        ParamControl* control = m_cells.value(it.key()).control;
        // A default that was never set is the same to the service, and stays unset.
        if (control && control->value() != it.value() &&
            !(control->value().isUndefined() && it.value() == control->spec().bounds.defaultValue)) {
            control->setValue(it.value());
        }
    }
    refresh();
}

FormValues ParamForm::values() const
{
    FormValues values;
    values.values = m_unshown;
    for (auto it = m_cells.begin(); it != m_cells.end(); ++it) {
        const QJsonValue value = it->control ? it->control->value() : QJsonValue(QJsonValue::Undefined);
        if (!value.isUndefined()) {
            values.values.insert(it.key(), value);
        }
    }
    for (auto it = m_wells.begin(); it != m_wells.end(); ++it) {
        const AssetId asset = qobject_cast<InputWell*>(it.value()->control())->asset();
        if (!asset.isEmpty()) {
            values.inputs.insert(it.key(), asset);
        }
    }
    values.seed = m_seed ? m_seed->text() : QString();
    values.count = m_count->value();
    return values;
}

void ParamForm::setProblems(const QHash<QString, QString>& problems)
{
    m_problems = problems;
    for (auto it = m_cells.begin(); it != m_cells.end(); ++it) {
        it->field->setProblem(problems.value(it.key()));
    }
    for (auto it = m_wells.begin(); it != m_wells.end(); ++it) {
        it.value()->setProblem(problems.value(it.key()));
    }
}

void ParamForm::setStageItem(const std::optional<GalleryItem>& item)
{
    m_stage = item;
    for (Field* field : qAsConst(m_wells)) {
        qobject_cast<InputWell*>(field->control())->setStageItem(item);
    }
}

void ParamForm::setLastSeed(const QString& seed)
{
    m_lastSeed = seed;
    if (m_seed) {
        m_seed->setLastSeed(seed);
    }
}

void ParamForm::setMoreOpen(bool open)
{
    m_moreOpen = open;
    const QSignalBlocker quiet(m_more);
    m_more->setChecked(open);
    m_more->setText(tr("More"));
    m_more->setIcon(Theme::icon(open ? QStringLiteral("arrow-down") : QStringLiteral("arrow-right"), IconTint::Label));
    m_more->setAccessibleName(open ? tr("Fewer settings") : tr("More settings"));
    m_more->setToolTip(open ? tr("Fold the less used settings away") : tr("Show the less used settings"));
    m_folded->setVisible(open && m_more->isVisibleTo(this));
    if (!m_loading) {
        Q_EMIT edited();
    }
}

PromptEdit* ParamForm::promptEditor() const
{
    const ParamSpec* prompt = m_operation.paramByRole(QStringLiteral("prompt"));
    const auto* control = prompt ? qobject_cast<TextControl*>(m_cells.value(prompt->name).control) : nullptr;
    return control ? control->editor() : nullptr;
}

bool ParamForm::focusField(const QString& name)
{
    Field* field = m_cells.contains(name) ? m_cells.value(name).field : m_wells.value(name);
    if (field && m_folded->isAncestorOf(field)) {
        setMoreOpen(true);
    }
    if (!field || !field->isVisibleTo(this)) {
        return false;
    }
    field->setFocus(Qt::ShortcutFocusReason);
    Q_EMIT fieldShown(field);
    return true;
}

bool ParamForm::chooseFile(const QString& role)
{
    auto* well = focusField(role) ? qobject_cast<InputWell*>(m_wells.value(role)->control()) : nullptr;
    if (well) {
        well->chooseFile();
    }
    return well != nullptr;
}

bool ParamForm::takeMedia(const QMimeData* mime)
{
    for (const InputSpec& input : qAsConst(m_operation.inputs)) {
        Field* field = m_wells.value(input.role);
        auto* well = field ? qobject_cast<InputWell*>(field->control()) : nullptr;
        if (well && well->isEnabled() && well->take(mime)) {
            return true;
        }
    }
    return false;
}

} // namespace maquette
