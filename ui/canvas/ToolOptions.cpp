// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/ToolOptions.h"

#include "ui/canvas/CanvasActions.h"
#include "ui/canvas/CanvasSession.h"
#include "ui/canvas/CanvasView.h"
#include "ui/canvas/MaskCommands.h"
#include "ui/canvas/OptionControls.h"
#include "ui/widgets/Popover.h"
#include "ui/widgets/Theme.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace maquette {

namespace {

constexpr int kPadding = 3;
constexpr int kFrame = 1;       ///< of the style sheet
constexpr int kDividerRoom = 9; ///< the line and 4 px to either side
constexpr int kFirst = 9;       ///< room left of the first label
constexpr int kBetween = 14;    ///< between two options
constexpr int kSheetWidth = 260;

} // namespace

ToolOptions::ToolOptions(CanvasView& view, CanvasActions& actions, QWidget* parent)
    : QFrame(parent)
    , m_view(view)
    , m_actions(actions)
    , m_row(new QHBoxLayout(this))
    , m_mask(new QToolButton(this))
    , m_more(new QToolButton(this))
    , m_divider(new QWidget(this))
{
    setObjectName(QStringLiteral("toolOptions"));
    setAccessibleName(tr("Tool options"));
    setRole(this, QStringLiteral("toolbar"));
    m_row->setContentsMargins(kPadding, kPadding, kPadding, kPadding);
    m_row->setSpacing(0);
    const auto small = [](QToolButton* button, const char* name, const char* icon, const QString& text) {
        button->setObjectName(QLatin1String(name));
        button->setIcon(Theme::icon(QLatin1String(icon)));
        button->setIconSize({metrics::kIcon, metrics::kIcon});
        button->setFocusPolicy(Qt::TabFocus);
        button->setAccessibleName(text);
        button->setToolTip(text);
        setRole(button, QStringLiteral("tool"));
    };
    small(m_mask, "toolMaskMenu", "maquette-mask", tr("Mask: invert, saved masks, files, how it is shown"));
    small(m_more, "toolMore", "overflow-menu", tr("More options"));
    connect(m_mask, &QToolButton::clicked, this, &ToolOptions::openMaskMenu);
    connect(m_more, &QToolButton::clicked, this, &ToolOptions::openMore);
    setRole(m_divider, QStringLiteral("divider"));
    m_divider->setFixedSize(1, 16);
    QToolButton* const invert = actionButton(QStringLiteral("invert"));
    QToolButton* const undo = actionButton(QStringLiteral("undo"));
    QToolButton* const redo = actionButton(QStringLiteral("redo"));
    for (QWidget* const part : std::initializer_list<QWidget*>{m_more, m_divider, invert, m_mask, undo, redo}) {
        m_row->addWidget(part);
        if (part == m_divider) {
            m_row->insertSpacing(m_row->indexOf(m_divider), 4);
            m_row->addSpacing(4);
        }
    }
    connect(&m_actions, &CanvasActions::overlayAsked, this, &ToolOptions::openOverlaySheet);
    connect(&m_actions, &CanvasActions::maskNameAsked, this, &ToolOptions::openNameSheet);
    connect(&m_view, &CanvasView::toolChanged, this, &ToolOptions::rebuild);
    connect(&m_view, &CanvasView::toolOptionsChanged, this, &ToolOptions::refresh);
    connect(&m_view.settings(), &CanvasSettings::changed, this, &ToolOptions::refresh);
    rebuild();
}

QToolButton* ToolOptions::actionButton(const QString& name)
{
    auto* button = new QToolButton(this);
    QAction* const action = m_actions.action(name);
    button->setObjectName(QStringLiteral("toolAction-") + name);
    button->setDefaultAction(action);
    button->setIconSize({metrics::kIcon, metrics::kIcon});
    button->setFocusPolicy(Qt::TabFocus);
    button->setAccessibleName(action->text());
    setRole(button, QStringLiteral("tool"));
    return button;
}

ToolOption ToolOptions::edgeOption(bool feather) const
{
    CanvasSession& session = m_view.session();
    ToolOption option =
        ToolOption::of(ToolOption::Kind::Number, feather ? QStringLiteral("maskFeather") : QStringLiteral("maskGrow"),
                       feather ? tr("Feather") : tr("Grow"),
                       feather ? tr("Softens the mask's edge by so many pixels to either side")
                               : tr("Moves the mask's edge outward, below zero inward"));
    option.min = feather ? 0 : -MaskEdge::kLimit;
    option.max = MaskEdge::kLimit;
    option.unit = QStringLiteral("px");
    option.slider = false;
    const auto member = feather ? &MaskEdge::feather : &MaskEdge::grow;
    option.read = [&session, member] { return session.document().edge.*member; };
    option.begin = [&session] { static_cast<void>(session.beginLive()); };
    option.write = [&session, member](const QVariant& value) {
        session.beginLive().edge.*member = value.toInt();
        session.liveChanged({}, {});
    };
    option.end = [&session, title = option.label] { session.commitLive(title); };
    return option;
}

ToolOption ToolOptions::overlayOpacity() const
{
    CanvasSettings& settings = m_view.settings();
    ToolOption option = ToolOption::of(ToolOption::Kind::Number, QStringLiteral("overlayOpacity"), tr("Opacity"),
                                       tr("How strongly the mask covers the picture"));
    option.min = 10;
    option.max = 100;
    option.unit = QStringLiteral("%");
    option.read = [&settings] { return std::round(settings.look().overlayOpacity * 100); };
    option.write = [&settings](const QVariant& value) {
        settings.change([&value](CanvasLook& look) { look.overlayOpacity = value.toDouble() / 100; });
    };
    return option;
}

ToolOption ToolOptions::overlayColour() const
{
    CanvasSettings& settings = m_view.settings();
    ToolOption option = ToolOption::of(ToolOption::Kind::Choice, QStringLiteral("overlayColour"), tr("Colour"),
                                       tr("The colour the mask is shown in; it is hatched as well"));
    const std::pair<QString, const char*> colours[] = {{tr("Red"), "#e24b3b"},   {tr("Green"), "#2fae5f"},
                                                       {tr("Blue"), "#3d7be0"},  {tr("Magenta"), "#d2419f"},
                                                       {tr("White"), "#ffffff"}, {tr("Black"), "#000000"}};
    for (const auto& [name, code] : colours) {
        option.entries.append({QLatin1String(code), name, {}});
    }
    option.read = [&settings] { return settings.look().overlayColour.name(); };
    option.write = [&settings](const QVariant& value) {
        settings.change([&value](CanvasLook& look) { look.overlayColour = QColor(value.toString()); });
    };
    return option;
}

QList<ToolOption> ToolOptions::options() const
{
    QList<ToolOption> all;
    if (m_view.tool() != nullptr) {
        all = m_view.tool()->options();
        if (m_view.needs().mask) {
            all << edgeOption(false) << edgeOption(true);
        }
    }
    return all;
}

void ToolOptions::rebuild()
{
    setVisible(m_view.tool() != nullptr);
    const bool same = m_builtFor == m_view.tool() && m_builtMask == m_view.needs().mask;
    if (same) {
        return refresh();
    }
    m_builtFor = m_view.tool();
    m_builtMask = m_view.needs().mask;
    qDeleteAll(m_controls);
    m_controls.clear();
    int place = 0;
    const QList<ToolOption> all = options();
    for (const ToolOption& option : all) {
        if (!option.more) {
            OptionControl* const control = OptionControl::make(option, m_view.settings(), this);
            control->setContentsMargins(m_controls.isEmpty() ? kFirst : kBetween, 0, 0, 0);
            m_row->insertWidget(place++, control);
            connect(control, &OptionControl::entered, this, [this] { m_view.setFocus(Qt::OtherFocusReason); });
            m_controls.append(control);
        }
    }
    for (QToolButton* const button : findChildren<QToolButton*>()) {
        const bool ofMask = button == m_mask || button->objectName() == QLatin1String("toolAction-invert");
        button->setVisible(!ofMask || m_builtMask);
    }
    refresh();
    arrange();
}

void ToolOptions::refresh()
{
    for (OptionControl* const control : std::as_const(m_controls)) {
        control->refresh();
    }
    m_open.removeIf([](const QPointer<OptionControl>& control) { return control.isNull(); });
    for (OptionControl* const control : std::as_const(m_open)) {
        control->refresh();
    }
}

void ToolOptions::fitInto(int width)
{
    if (width != m_width) {
        m_width = width;
        arrange();
    }
}

void ToolOptions::arrange()
{
    m_folded.clear();
    const QList<ToolOption> all = options();
    std::copy_if(all.begin(), all.end(), std::back_inserter(m_folded),
                 [](const ToolOption& option) { return option.more; });
    // With the "more" button, whether it will be needed or not.
    int buttons = m_more->sizeHint().width() + 2 * (kPadding + kFrame) + kDividerRoom;
    for (const QToolButton* const button : findChildren<QToolButton*>(QString(), Qt::FindDirectChildrenOnly)) {
        buttons += button != m_more && !button->isHidden() ? button->sizeHint().width() : 0;
    }
    const auto widths = [this] {
        int sum = 0;
        for (const OptionControl* const control : std::as_const(m_controls)) {
            sum += control->sizeHint().width();
        }
        return sum;
    };
    for (OptionControl* const control : std::as_const(m_controls)) {
        control->setSlim(false);
    }
    if (widths() > m_width - buttons) {
        for (OptionControl* const control : std::as_const(m_controls)) {
            control->setSlim(true);
        }
    }
    int room = m_width - buttons;
    bool fits = true;
    QList<ToolOption> left;
    for (OptionControl* const control : std::as_const(m_controls)) {
        const int needed = control->sizeHint().width();
        fits = fits && needed <= room;
        control->setVisible(fits);
        room -= needed;
        if (!fits) {
            left.append(control->option());
        }
    }
    m_folded = left + m_folded;
    m_more->setVisible(!m_folded.isEmpty());
    m_divider->setVisible(!m_controls.isEmpty());
    m_row->activate();
    adjustSize();
}

Popover* ToolOptions::sheet(const QString& name, QWidget* anchor)
{
    auto* popover = new Popover(this);
    popover->setObjectName(name);
    popover->setMinimumWidth(kSheetWidth);
    connect(popover, &Popover::dismissed, popover, &QObject::deleteLater);
    Q_UNUSED(anchor)
    return popover;
}

void ToolOptions::openMore()
{
    Popover* const popover = sheet(QStringLiteral("toolMoreSheet"), m_more);
    for (ToolOption option : std::as_const(m_folded)) {
        option.slider = option.kind == ToolOption::Kind::Number;
        OptionControl* const control = OptionControl::make(option, m_view.settings(), popover);
        popover->column()->addWidget(control);
        control->refresh();
        m_open.append(control);
    }
    popover->popUp(m_more, Popover::Edge::Left);
}

void ToolOptions::openMaskMenu()
{
    QMenu* const menu = m_actions.maskMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->popup(m_mask->mapToGlobal(QPoint(0, m_mask->height() + 4)));
}

void ToolOptions::openOverlaySheet()
{
    Popover* const popover = sheet(QStringLiteral("overlaySheet"), m_mask);
    for (const ToolOption& option : {overlayColour(), overlayOpacity()}) {
        OptionControl* const control = OptionControl::make(option, m_view.settings(), popover);
        popover->column()->addWidget(control);
        control->refresh();
        m_open.append(control);
    }
    popover->popUp(m_mask, Popover::Edge::Left);
}

void ToolOptions::openNameSheet()
{
    Popover* const popover = sheet(QStringLiteral("maskNameSheet"), m_mask);
    auto* label = new QLabel(tr("Name of the mask"), popover);
    setRole(label, QStringLiteral("label"));
    auto* name = new QLineEdit(m_actions.mask().freeName(), popover);
    name->setObjectName(QStringLiteral("maskName"));
    name->setAccessibleName(label->text());
    name->setToolTip(tr("Enter keeps the mask under this name; one of that name is replaced"));
    name->selectAll();
    label->setBuddy(name);
    popover->column()->addWidget(label);
    popover->column()->addWidget(name);
    connect(name, &QLineEdit::returnPressed, this, [this, name, popover = QPointer<Popover>(popover)] {
        const QString text = name->text().trimmed();
        if (!text.isEmpty() && popover) {
            popover->dismiss();
            m_actions.mask().save(text);
        }
    });
    popover->popUp(m_mask, Popover::Edge::Left);
    name->setFocus(Qt::PopupFocusReason);
}

} // namespace maquette
