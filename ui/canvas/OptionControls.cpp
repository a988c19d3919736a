// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/OptionControls.h"

#include "ui/canvas/Palette.h"
#include "ui/widgets/DisabledReason.h"
#include "ui/widgets/Theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFontMetrics>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMouseEvent>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSlider>
#include <QStyle>

#include <algorithm>
#include <cmath>

namespace maquette {

namespace {

constexpr int kSliderWidth = 88;
constexpr int kSlimSlider = 48;
constexpr int kSliderSteps = 1000;
constexpr int kHandle = 16; // of the style sheet, frame included
constexpr int kUnitGap = 10;

/// A click on the groove goes there at once.
class JumpSlider : public QSlider
{
public:
    using QSlider::QSlider;

protected:
    void mousePressEvent(QMouseEvent* event) override
    {
        if (event->button() == Qt::LeftButton) {
            setSliderPosition(QStyle::sliderValueFromPosition(
                minimum(), maximum(), event->position().toPoint().x() - kHandle / 2, width() - kHandle));
        }
        QSlider::mousePressEvent(event);
    }
};

class OptionSwitch : public OptionControl
{
public:
    OptionSwitch(const ToolOption& option, QWidget* parent)
        : OptionControl(option, parent)
        , m_box(new QCheckBox(option.label, this))
    {
        auto* row = new QHBoxLayout(this);
        row->setContentsMargins(0, 0, 0, 0);
        row->addWidget(m_box);
        describe(m_box);
        connect(m_box, &QCheckBox::toggled, this, [this](bool on) { this->option().write(on); });
    }
    void refresh() override
    {
        const QSignalBlocker quiet(m_box);
        m_box->setChecked(option().read().toBool());
        OptionControl::refresh();
    }

private:
    QCheckBox* m_box;
};

class OptionChoice : public OptionControl
{
public:
    OptionChoice(const ToolOption& option, QWidget* parent)
        : OptionControl(option, parent)
        , m_box(new QComboBox(this))
    {
        auto* row = new QHBoxLayout(this);
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(6);
        auto* label = new QLabel(option.label, this);
        setRole(label, QStringLiteral("label"));
        row->addWidget(label);
        row->addWidget(m_box);
        label->setBuddy(m_box);
        for (const ToolOption::Entry& entry : option.entries) {
            m_box->addItem(entry.label, entry.value);
        }
        describe(m_box);
        connect(m_box, &QComboBox::activated, this,
                [this](int index) { this->option().write(m_box->itemData(index)); });
    }
    void refresh() override
    {
        const QSignalBlocker quiet(m_box);
        m_box->setCurrentIndex(std::max(0, m_box->findData(option().read())));
        OptionControl::refresh();
    }

private:
    QComboBox* m_box;
};

class OptionButton : public OptionControl
{
public:
    OptionButton(const ToolOption& option, QWidget* parent)
        : OptionControl(option, parent)
    {
        auto* row = new QHBoxLayout(this);
        row->setContentsMargins(0, 0, 0, 0);
        auto* button = new QPushButton(option.label, this);
        setRole(button, QStringLiteral("flat"));
        row->addWidget(button);
        describe(button);
        connect(button, &QPushButton::clicked, this, [this] { this->option().write({}); });
    }
};

class OptionColour : public OptionControl
{
public:
    OptionColour(const ToolOption& option, CanvasSettings& settings, QWidget* parent)
        : OptionControl(option, parent)
        , m_button(new ColourButton(settings, this))
    {
        auto* row = new QHBoxLayout(this);
        row->setContentsMargins(0, 0, 0, 0);
        row->addWidget(m_button);
        describe(m_button);
        connect(m_button, &ColourButton::picked, this, [this](const QColor& colour) { this->option().write(colour); });
    }
    void refresh() override
    {
        m_button->setColour(option().read().value<QColor>());
        OptionControl::refresh();
    }

private:
    ColourButton* m_button;
};

} // namespace

OptionControl::OptionControl(ToolOption option, QWidget* parent)
    : QWidget(parent)
    , m_option(std::move(option))
{
}

OptionControl* OptionControl::make(const ToolOption& option, CanvasSettings& settings, QWidget* parent)
{
    switch (option.kind) {
    case ToolOption::Kind::Number:
        return new OptionNumber(option, parent);
    case ToolOption::Kind::Switch:
        return new OptionSwitch(option, parent);
    case ToolOption::Kind::Choice:
        return new OptionChoice(option, parent);
    case ToolOption::Kind::Colour:
        return new OptionColour(option, settings, parent);
    case ToolOption::Kind::Button:
        return new OptionButton(option, parent);
    }
    return nullptr;
}

void OptionControl::describe(QWidget* part) const
{
    part->setObjectName(m_option.id);
    part->setAccessibleName(m_option.label);
    part->setToolTip(m_option.hint);
}

void OptionControl::refresh()
{
    if (m_option.disabled) {
        const QString why = m_option.disabled();
        const QList<QWidget*> parts = findChildren<QWidget*>(m_option.id);
        for (QWidget* const part : parts) {
            setDisabledReason(part, why);
        }
    }
}

OptionNumber::OptionNumber(const ToolOption& option, QWidget* parent)
    : OptionControl(option, parent)
    , m_label(new QLabel(option.label, this))
    , m_edit(new QLineEdit(this))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    setRole(m_label, QStringLiteral("label"));
    m_label->setToolTip(tr("%1. Drag to change it.").arg(option.hint));
    m_label->setCursor(Qt::SizeHorCursor);
    m_label->installEventFilter(this);
    row->addWidget(m_label);
    if (option.slider) {
        m_slider = new JumpSlider(Qt::Horizontal, this);
        m_slider->setFixedWidth(kSliderWidth);
        m_slider->setRange(0, kSliderSteps);
        m_slider->setPageStep(kSliderSteps / 10);
        describe(m_slider);
        m_slider->setObjectName(option.id + QStringLiteral("Slider"));
        row->addWidget(m_slider);
        connect(m_slider, &QSlider::sliderPressed, this, [this] {
            if (this->option().begin) {
                this->option().begin();
            }
        });
        connect(m_slider, &QSlider::sliderReleased, this, [this] {
            if (this->option().end) {
                this->option().end();
            }
        });
        connect(m_slider, &QSlider::valueChanged, this, [this](int place) {
            m_slider->isSliderDown() ? write(fromSlider(place)) : writeOnce(fromSlider(place));
        });
    }
    describe(m_edit);
    setRole(m_edit, QStringLiteral("bare"));
    m_edit->setAlignment((option.slider ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    const QFontMetrics sizes(Theme::font(metrics::kFontBody));
    const auto textOf = [&option](double figure) { return QStringLiteral("%1 %2").arg(figure).arg(option.unit); };
    m_edit->setFixedWidth(
        std::max(sizes.horizontalAdvance(textOf(option.min)), sizes.horizontalAdvance(textOf(option.max))) + kUnitGap);
    m_edit->installEventFilter(this);
    m_label->setBuddy(m_edit);
    row->addWidget(m_edit);
    setFocusProxy(m_edit);
    connect(m_edit, &QLineEdit::editingFinished, this, &OptionNumber::typed);
    connect(m_edit, &QLineEdit::returnPressed, this, &OptionControl::entered);
}

void OptionNumber::setSlim(bool slim)
{
    if (m_slider != nullptr) {
        m_slider->setFixedWidth(slim ? kSlimSlider : kSliderWidth);
        layout()->invalidate();
        updateGeometry(); // at once, not when the event loop comes to it
    }
}

double OptionNumber::value() const
{
    return option().read().toDouble();
}

void OptionNumber::refresh()
{
    const double now = value();
    if (!m_edit->isModified()) {
        m_edit->setText(QStringLiteral("%1 %2").arg(now).arg(option().unit).trimmed());
    }
    if (m_slider != nullptr && !m_slider->isSliderDown()) {
        const QSignalBlocker quiet(m_slider);
        m_slider->setValue(toSlider(now));
    }
    OptionControl::refresh();
}

void OptionNumber::write(double wanted)
{
    const double stepped = std::round(wanted / option().step) * option().step;
    const double kept = std::clamp(stepped, option().min, option().max);
    if (kept != value()) {
        option().write(kept);
    }
    m_edit->setModified(false);
    refresh();
}

void OptionNumber::writeOnce(double wanted)
{
    if (option().begin) {
        option().begin();
    }
    write(wanted);
    if (option().end) {
        option().end();
    }
}

void OptionNumber::typed()
{
    if (!m_edit->isModified()) {
        return;
    }
    QString text = m_edit->text();
    text.remove(option().unit);
    bool valid = false;
    const double figure = locale().toDouble(text.trimmed(), &valid);
    m_edit->setModified(false);
    if (valid) {
        writeOnce(figure);
    }
    refresh();
}

int OptionNumber::toSlider(double figure) const
{
    const double part = (figure - option().min) / (option().max - option().min);
    return int(std::lround(std::pow(std::clamp(part, 0.0, 1.0), 1 / option().bend) * kSliderSteps));
}

double OptionNumber::fromSlider(int place) const
{
    const double part = std::pow(double(place) / kSliderSteps, option().bend);
    return option().min + part * (option().max - option().min);
}

bool OptionNumber::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_label) {
        return scrub(watched, event);
    }
    if (event->type() == QEvent::FocusIn) {
        m_edit->selectAll();
    } else if (event->type() == QEvent::KeyPress) {
        const auto& key = *static_cast<QKeyEvent*>(event);
        const int way = key.key() == Qt::Key_Up ? 1 : key.key() == Qt::Key_Down ? -1 : 0;
        if (way != 0) {
            const double by = key.modifiers().testFlag(Qt::ShiftModifier) ? 10 * option().step : option().step;
            writeOnce(value() + way * by);
            m_edit->selectAll();
            return true;
        }
        if (key.key() == Qt::Key_Escape) {
            m_edit->setModified(false);
            refresh();
        }
    } else if (event->type() == QEvent::Wheel && m_edit->hasFocus()) {
        const int turned = static_cast<QWheelEvent*>(event)->angleDelta().y();
        writeOnce(value() + (turned > 0 ? option().step : turned < 0 ? -option().step : 0));
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

bool OptionNumber::scrub(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::MouseButtonPress && m_edit->isEnabled()) {
        m_scrubbing = true;
        m_scrubFrom = value();
        m_scrubAt = static_cast<QMouseEvent*>(event)->globalPosition();
        if (option().begin) {
            option().begin();
        }
        return true;
    }
    if (event->type() == QEvent::MouseMove && m_scrubbing) {
        const double by = static_cast<QMouseEvent*>(event)->globalPosition().x() - m_scrubAt.x();
        write(m_scrubFrom + std::trunc(by / 2) * option().step);
        return true;
    }
    if (event->type() == QEvent::MouseButtonRelease && m_scrubbing) {
        m_scrubbing = false;
        if (option().end) {
            option().end();
        }
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace maquette
