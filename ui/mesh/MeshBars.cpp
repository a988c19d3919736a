// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mesh/MeshBars.h"

#include "ui/widgets/KeyText.h"
#include "ui/widgets/Theme.h"

#include <QAction>
#include <QComboBox>
#include <QCoreApplication>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QSlider>
#include <QToolButton>

#include <algorithm>
#include <cmath>

namespace maquette {

namespace {

constexpr int kPadding = 3;
constexpr int kGap = 2;
constexpr int kTicksPerSecond = 100; // of the timeline's slider
constexpr int kSliderWidth = 200;
constexpr int kLeastSlider = 40;

QToolButton* toolButton(QAction* action, const QString& name, QWidget* parent)
{
    auto* button = new QToolButton(parent);
    button->setObjectName(name);
    button->setDefaultAction(action);
    button->setIconSize({metrics::kIcon, metrics::kIcon});
    button->setFocusPolicy(Qt::TabFocus);
    setRole(button, QStringLiteral("tool"));
    const auto describe = [button, action] {
        button->setAccessibleName(action->text());
        button->setToolTip(action->toolTip());
    };
    describe();
    QObject::connect(action, &QAction::changed, button, describe);
    return button;
}

} // namespace

QString surfaceName(MeshSurface surface)
{
    switch (surface) {
    case MeshSurface::Shaded:
        return QCoreApplication::translate("MeshBars", "Shaded");
    case MeshSurface::Matcap:
        return QCoreApplication::translate("MeshBars", "Clay");
    case MeshSurface::Sides:
        return QCoreApplication::translate("MeshBars", "Sides");
    case MeshSurface::BaseColour:
        return QCoreApplication::translate("MeshBars", "Base colour");
    case MeshSurface::Metalness:
        return QCoreApplication::translate("MeshBars", "Metalness");
    case MeshSurface::Roughness:
        return QCoreApplication::translate("MeshBars", "Roughness");
    case MeshSurface::Normal:
        return QCoreApplication::translate("MeshBars", "Normal");
    case MeshSurface::Occlusion:
        return QCoreApplication::translate("MeshBars", "Occlusion");
    case MeshSurface::Emission:
        return QCoreApplication::translate("MeshBars", "Emission");
    }
    return {};
}

MeshRail::MeshRail(const MeshActions& actions, QWidget* parent)
    : QFrame(parent)
    , m_grid(new QGridLayout(this))
{
    setObjectName(QStringLiteral("meshRail"));
    setAccessibleName(tr("What is shown"));
    setRole(this, QStringLiteral("toolbar"));
    m_grid->setContentsMargins(kPadding, kPadding, kPadding, kPadding);
    m_grid->setSpacing(kGap);
    for (QAction* const action : {actions.shaded, actions.matcap, actions.wireframe, actions.normals, actions.sides,
                                  actions.faults, actions.grid, actions.measure, actions.uv}) {
        m_buttons.append(
            toolButton(action, QStringLiteral("rail-") + action->objectName().section(QLatin1Char('.'), 1), this));
    }
    arrange();
}

void MeshRail::fitInto(int height)
{
    if (height != m_height) {
        m_height = height;
        arrange();
    }
}

void MeshRail::arrange()
{
    const int count = int(m_buttons.size());
    const int room = std::max(1, (m_height - 2 * kPadding - 2) / (metrics::kControl + kGap));
    const int columns = (count + room - 1) / room;
    const int rows = (count + columns - 1) / columns;
    for (int at = 0; at < count; ++at) {
        m_grid->addWidget(m_buttons.at(at), at % rows, at / rows);
    }
    m_grid->activate();
    adjustSize();
}

MeshTopBar::MeshTopBar(const MeshActions& actions, QWidget* parent)
    : QFrame(parent)
    , m_actions(actions)
    , m_row(new QHBoxLayout(this))
{
    setObjectName(QStringLiteral("meshBar"));
    setRole(this, QStringLiteral("toolbar"));
    m_row->setContentsMargins(kPadding, kPadding, kPadding, kPadding);
    m_row->setSpacing(kGap);
    m_surface = addMenu({}, QStringLiteral("meshSurface"), tr("What the surface shows"));
    m_surface->menu()->addActions({actions.shaded, actions.matcap, actions.sides});
    m_surface->menu()->addSeparator();
    m_surface->menu()->addActions(
        {actions.wireframe, actions.normals, actions.faults, actions.grid, actions.ground, actions.compare});
    m_channel = addMenu(tr("Channel"), QStringLiteral("meshChannel"), tr("One of the material's channels alone (C)"));
    m_channel->menu()->addAction(actions.shaded);
    m_channel->menu()->addActions(actions.channels);
    m_light = addMenu(tr("Light"), QStringLiteral("meshLight"),
                      tr("The surroundings that light it; Shift and drag turns them"));
    m_light->menu()->addActions(actions.lights);
    m_light->menu()->addSeparator();
    m_light->menu()->addActions(actions.exposures);
    m_lens = addMenu(tr("Lens"), QStringLiteral("meshLens"), tr("From where, and through which lens"));
    m_lens->menu()->addActions(actions.views);
    m_lens->menu()->addSeparator();
    m_lens->menu()->addAction(actions.perspective);
    m_lens->menu()->addActions(actions.lenses);
}

QToolButton* MeshTopBar::addMenu(const QString& label, const QString& name, const QString& toolTip)
{
    auto* button = new QToolButton(this);
    button->setObjectName(name);
    button->setAccessibleName(label.isEmpty() ? tr("Surface") : label);
    button->setToolTip(toolTip);
    button->setPopupMode(QToolButton::InstantPopup);
    button->setFocusPolicy(Qt::TabFocus);
    setRole(button, QStringLiteral("flat"));
    button->setMenu(new QMenu(button));
    if (!label.isEmpty()) {
        auto* words = new QLabel(label, this);
        words->setContentsMargins(metrics::kGrid, 0, 0, 0);
        setRole(words, QStringLiteral("label"));
        m_labels.append(words);
        m_row->addWidget(words);
    }
    m_row->addWidget(button);
    return button;
}

void MeshTopBar::showState(const MeshLook& look, const MeshCamera& camera)
{
    const bool channel = look.surface >= kFirstChannel;
    m_surface->setText(channel ? tr("Channel") : surfaceName(look.surface));
    m_channel->setText(channel ? surfaceName(look.surface) : tr("All"));
    QString light = environmentName(look.light);
    if (std::abs(look.exposure) > 0.01) {
        const QString sign(look.exposure > 0 ? QChar(u'+') : QChar(0x2212));
        light += QStringLiteral(" %1%2").arg(sign, QLocale().toString(std::abs(look.exposure), 'f', 1));
    }
    m_light->setText(light);
    m_lens->setText(camera.orthographic ? tr("Orthographic") : tr("%1 mm").arg(std::lround(camera.focal)));
    for (QToolButton* const button : {m_surface, m_channel, m_light, m_lens}) {
        button->setAccessibleDescription(button->text());
    }
    adjustSize();
}

void MeshTopBar::fitInto(int width)
{
    // Labels go first, then what the stage's own menu offers as well.
    QList<QWidget*> foldable(m_labels.begin(), m_labels.end());
    for (QWidget* const part : foldable + QList<QWidget*>{m_channel, m_light}) {
        part->show();
    }
    const auto fits = [this, width] {
        m_row->activate();
        return sizeHint().width() <= width;
    };
    if (!fits()) {
        for (QLabel* const label : m_labels) {
            label->hide();
        }
    }
    for (QWidget* const part : {m_channel, m_light}) {
        if (!fits()) {
            part->hide();
        }
    }
    adjustSize();
}

MeshTimeline::MeshTimeline(QAction* play, QWidget* parent)
    : QFrame(parent)
    , m_which(new QComboBox(this))
    , m_slider(new QSlider(Qt::Horizontal, this))
    , m_time(new QLabel(this))
{
    setObjectName(QStringLiteral("meshTimeline"));
    setRole(this, QStringLiteral("toolbar"));
    m_which->setObjectName(QStringLiteral("meshAnimation"));
    m_which->setAccessibleName(tr("Animation"));
    m_which->setToolTip(tr("Which of the file's animations"));
    m_slider->setObjectName(QStringLiteral("meshTime"));
    m_slider->setAccessibleName(tr("Time"));
    m_slider->setToolTip(tr("Where in the animation"));
    m_slider->setMinimumWidth(kSliderWidth);
    setRole(m_time, QStringLiteral("label"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(kPadding, kPadding, metrics::kGrid * 2, kPadding);
    row->setSpacing(metrics::kGrid);
    row->addWidget(toolButton(play, QStringLiteral("meshPlay"), this));
    row->addWidget(m_which);
    row->addWidget(m_slider);
    row->addWidget(m_time);
    connect(m_which, &QComboBox::currentIndexChanged, this, &MeshTimeline::animationChosen);
    connect(m_slider, &QSlider::valueChanged, this,
            [this](int value) { Q_EMIT sought(double(value) / kTicksPerSecond); });
}

void MeshTimeline::setAnimations(const QList<MeshAnimation>& animations)
{
    const QSignalBlocker quiet(m_which);
    m_which->clear();
    m_lengths.clear();
    for (const MeshAnimation& animation : animations) {
        m_which->addItem(animation.name.isEmpty() ? tr("Animation %1").arg(m_which->count() + 1) : animation.name);
        m_lengths.append(animation.seconds());
    }
    m_which->setVisible(animations.size() > 1);
    setVisible(!animations.isEmpty());
    showTime(animations.isEmpty() ? -1 : 0, 0);
}

void MeshTimeline::fitInto(int width)
{
    m_slider->setMinimumWidth(kSliderWidth);
    layout()->activate();
    const int over = sizeHint().width() - width;
    m_slider->setMinimumWidth(std::clamp(kSliderWidth - over, kLeastSlider, kSliderWidth));
    layout()->activate();
    adjustSize();
}

double MeshTimeline::seconds() const
{
    return m_lengths.value(std::max(0, m_which->currentIndex()));
}

void MeshTimeline::showTime(int animation, double seconds)
{
    const QSignalBlocker quietWhich(m_which);
    const QSignalBlocker quietSlider(m_slider);
    m_which->setCurrentIndex(animation);
    const double length = m_lengths.value(std::max(0, animation));
    m_slider->setRange(0, std::max(1, int(std::lround(length * kTicksPerSecond))));
    m_slider->setValue(int(std::lround(seconds * kTicksPerSecond)));
    const QLocale locale;
    m_time->setText(tr("%1 of %2 s").arg(locale.toString(seconds, 'f', 1), locale.toString(length, 'f', 1)));
    adjustSize();
}

} // namespace maquette
