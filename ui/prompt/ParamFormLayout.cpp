// SPDX-License-Identifier: GPL-3.0-or-later
// The other half of ParamForm: where the fields stand, and how they answer to each other.
#include "ui/prompt/FormLogic.h"
#include "ui/prompt/InputWell.h"
#include "ui/prompt/MarginControl.h"
#include "ui/prompt/ParamControl.h"
#include "ui/prompt/ParamForm.h"
#include "ui/prompt/SeedControl.h"
#include "ui/widgets/DisabledReason.h"
#include "ui/widgets/Field.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QGridLayout>
#include <QScopedValueRollback>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace maquette {

namespace {

constexpr int kRequiredFile = 0;
constexpr int kOptionalFile = 15;
constexpr int kMargins = 25;
constexpr int kModel = 30;
constexpr int kCount = 35;
constexpr int kFirstHalf = kMargins; // ranks from here on share a line with another

/// The order of fields, whatever the catalogue's: what is to be done it to, what is wanted, what is not, how.
int rankOf(const ParamSpec& param)
{
    static const QHash<QString, int> ranks{{QStringLiteral("prompt"), 10}, {QStringLiteral("negative-prompt"), 12},
                                           {QStringLiteral("aspect"), 31}, {QStringLiteral("style"), 32},
                                           {QStringLiteral("seed"), 33},   {QStringLiteral("format"), 36}};
    if (ranks.contains(param.role)) {
        return ranks.value(param.role);
    }
    if (isMargin(param)) {
        return kMargins;
    }
    switch (param.type) {
    case ParamType::Text:
        return param.required ? 9 : 13; // "Find" comes before "Replace with"
    case ParamType::Choice:
        return 32;
    default:
        return 20;
    }
}

bool isAlwaysOpen(const ParamSpec& param)
{
    static const QStringList always{QStringLiteral("negative-prompt"), QStringLiteral("aspect"), QStringLiteral("seed"),
                                    QStringLiteral("format")};
    return param.required || !param.folded || always.contains(param.role);
}

void empty(QLayout* layout)
{
    while (QLayoutItem* item = layout->takeAt(0)) {
        if (item->layout()) {
            empty(item->layout());
        }
        delete item;
    }
}

} // namespace

QList<ParamForm::Place> ParamForm::places() const
{
    QList<Place> places;
    for (const InputSpec& input : m_operation.inputs) {
        places.append({m_wells.value(input.role), input.required ? kRequiredFile : kOptionalFile, false});
    }
    for (const ParamSpec& param : m_operation.params) {
        if (m_cells.contains(param.name)) {
            places.append({m_cells.value(param.name).field, rankOf(param), !isAlwaysOpen(param)});
        }
    }
    places.append({m_modelField, kModel, false});
    places.append({m_countField, kCount, false});
    std::stable_sort(places.begin(), places.end(), [](const Place& a, const Place& b) { return a.rank < b.rank; });
    return places;
}

void ParamForm::relayout()
{
    for (QLayout* layout : {static_cast<QLayout*>(m_wide), static_cast<QLayout*>(m_halves),
                            static_cast<QLayout*>(m_foldedWide), static_cast<QLayout*>(m_foldedHalves)}) {
        empty(layout);
    }
    QList<QWidget*> order;
    QList<QWidget*> foldedOrder;
    int halves = 0;
    int foldedHalves = 0;
    const QList<Place> all = places();
    for (const Place& place : all) {
        const bool shown = !m_hidden.contains(place.field);
        place.field->setParent(place.folded ? m_folded : this);
        place.field->setVisible(shown);
        if (!shown) {
            continue;
        }
        (place.folded ? foldedOrder : order).append(place.field);
        if (place.rank < kFirstHalf) {
            (place.folded ? m_foldedWide : m_wide)->addWidget(place.field);
            continue;
        }
        int& count = place.folded ? foldedHalves : halves;
        // A column of its own keeps the field at the top of its cell and lets its words wrap.
        auto* cell = new QVBoxLayout;
        cell->addWidget(place.field);
        cell->addStretch();
        (place.folded ? m_foldedHalves : m_halves)->addLayout(cell, count / 2, count % 2);
        ++count;
    }
    m_more->setVisible(!foldedOrder.isEmpty());
    m_folded->setVisible(m_moreOpen && !foldedOrder.isEmpty());
    order.append(m_more);
    setTabOrderOf(order + foldedOrder);
}

void ParamForm::setTabOrderOf(const QList<QWidget*>& order)
{
    QWidget* before = nullptr;
    for (QWidget* each : order) {
        const auto* field = qobject_cast<Field*>(each);
        QWidget* control = field ? field->control() : each;
        // A compound control's own parts keep the order they were made in.
        QWidget* first = control->focusProxy() ? control->focusProxy() : control;
        if (before) {
            setTabOrder(before, first);
        }
        before = first;
        const QList<QWidget*> parts = each->findChildren<QWidget*>();
        for (QWidget* part : parts) {
            if (part != first && !part->focusProxy() && (part->focusPolicy() & Qt::TabFocus) &&
                !qobject_cast<QAbstractItemView*>(part)) {
                setTabOrder(before, part);
                before = part;
            }
        }
    }
}

void ParamForm::changed()
{
    if (m_loading) {
        return;
    }
    refresh();
    Q_EMIT edited();
}

void ParamForm::refresh()
{
    const FormValues now = values();
    const FormValues started = form::withStartingValues(m_operation, now);
    FormValues inMode = started;
    inMode.values = form::withMode(m_operation, started.values, started.inputs);
    QSet<Field*> hidden = m_hiddenModel ? QSet<Field*>{m_modelField} : QSet<Field*>{};
    for (const ParamSpec& param : qAsConst(m_operation.params)) {
        const Cell cell = m_cells.value(param.name);
        if (!cell.field) {
            continue;
        }
        const FieldState state = form::stateOf(m_operation, param, inMode);
        if (!state.shown) {
            hidden.insert(cell.field);
        }
        setDisabledReason(cell.field->control(), state.reason);
        cell.field->setHint(state.reason);
        if (cell.control) {
            if (QWidget* trailing = cell.control->trailing()) {
                trailing->setEnabled(state.reason.isEmpty());
            }
            cell.control->setBounds(form::boundsOf(m_operation, param, inMode));
            // Not under the cursor: whoever has just cleared a number wants to type another.
            const bool typing = cell.field->isAncestorOf(QApplication::focusWidget());
            if (!typing && started.values.value(param.name) != now.values.value(param.name)) {
                cell.control->setValue(started.values.value(param.name));
            }
        }
    }
    for (const InputSpec& input : qAsConst(m_operation.inputs)) {
        Field* field = m_wells.value(input.role);
        const FieldState state = form::stateOf(m_operation, input, inMode);
        if (!state.shown || ((input.required || input.isMask) && m_canvasRoles.contains(input.role))) {
            hidden.insert(field);
        }
        setDisabledReason(field->control(), state.reason);
        field->setHint(state.reason);
    }
    if (hidden != m_hidden) {
        m_hidden = hidden;
        relayout();
    }
}

} // namespace maquette
