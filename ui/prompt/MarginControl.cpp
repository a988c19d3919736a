// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompt/MarginControl.h"

#include "ui/prompt/FormLogic.h"
#include "ui/widgets/Theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>

#include <algorithm>

namespace maquette {

namespace {

constexpr int kPage = 64; // px

} // namespace

bool isMargin(const ParamSpec& spec)
{
    return spec.role.startsWith(QLatin1String("margin-"));
}

MarginControl::MarginControl(const ParamSpec& spec, QWidget* parent)
    : ParamControl(spec, parent)
    , m_edit(new QLineEdit(this))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metrics::kGrid);
    m_edit->setObjectName(spec.name);
    m_edit->setAccessibleName(spec.label);
    m_edit->setToolTip(tr("%1 Up and Down change it by 1, Page Up and Page Down by %2.").arg(spec.hint).arg(kPage));
    m_edit->setPlaceholderText(QStringLiteral("0"));
    m_edit->installEventFilter(this);
    row->addWidget(m_edit, 1);
    auto* unit = new QLabel(spec.unit, this);
    setRole(unit, QStringLiteral("hint"));
    row->addWidget(unit);
    setFocusProxy(m_edit);
    connect(m_edit, &QLineEdit::textEdited, this, [this](const QString& text) {
        m_value = form::readNumber(text, this->spec().type);
        Q_EMIT edited();
    });
}

void MarginControl::setValue(const QJsonValue& value)
{
    m_value = value;
    m_edit->setText(value.isUndefined() ? QString() : form::writeNumber(value));
}

void MarginControl::step(int by)
{
    const Bounds& bounds = spec().bounds;
    const double now = m_value.isDouble() ? m_value.toDouble() : 0.0;
    const double next = std::clamp(now + by, bounds.min.value_or(0.0), std::max(now, bounds.max.value_or(now + by)));
    setValue(qint64(next));
    Q_EMIT edited();
}

bool MarginControl::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const QHash<int, int> steps{
            {Qt::Key_Up, 1}, {Qt::Key_Down, -1}, {Qt::Key_PageUp, kPage}, {Qt::Key_PageDown, -kPage}};
        if (key->modifiers() == Qt::NoModifier && steps.contains(key->key())) {
            step(steps.value(key->key()));
            return true;
        }
    }
    return ParamControl::eventFilter(watched, event);
}

} // namespace maquette
