// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/CanvasJoin.h"

#include "app/settings/SettingsStore.h"
#include "app/studio/ErrorText.h"
#include "app/studio/Studio.h"
#include "ui/canvas/CanvasNeeds.h"
#include "ui/canvas/CanvasSession.h"
#include "ui/canvas/CanvasView.h"
#include "ui/canvas/SendText.h"
#include "ui/canvas/SentView.h"
#include "ui/canvas/StageView.h"
#include "ui/prompt/PromptPanel.h"
#include "ui/widgets/KeyText.h"
#include "ui/widgets/PlaceActions.h"
#include "ui/widgets/items/Formats.h"

#include <QAction>
#include <QApplication>
#include <QLocale>

namespace maquette {

namespace {

constexpr int kTypingMs = 300; // from the last key to the frame on the canvas: one undo step for one number

constexpr const char* kUseMaskFile = "mask-file";
constexpr const char* kForgetMaskFile = "mask-file-forget";

const QHash<QString, CanvasOrder::TooLarge>& tooLargeChoices()
{
    static const QHash<QString, CanvasOrder::TooLarge> all{{QStringLiteral("ask"), CanvasOrder::TooLarge::Ask},
                                                           {QStringLiteral("reduce"), CanvasOrder::TooLarge::Reduce},
                                                           {QStringLiteral("webp"), CanvasOrder::TooLarge::Webp},
                                                           {QStringLiteral("jpeg"), CanvasOrder::TooLarge::Jpeg}};
    return all;
}

QList<CanvasOffer> offers()
{
    const QString remembered = CanvasJoin::tr("Remembered for other pictures; Settings, Jobs and budgets, changes it.");
    const auto offer = [&](const char* id, const QString& label, const QString& loses) {
        return CanvasOffer{QLatin1String(id), label, loses + QLatin1Char(' ') + remembered};
    };
    return {offer("reduce", CanvasJoin::tr("Send fewer pixels"),
                  CanvasJoin::tr("Reduces what is sent until it fits: what comes back is softer.")),
            offer("webp", CanvasJoin::tr("Send it as WebP"),
                  CanvasJoin::tr("Keeps the pixels; fine grain and sharp edges change slightly.")),
            offer("jpeg", CanvasJoin::tr("Send it as JPEG"),
                  CanvasJoin::tr("Keeps the pixels; fine grain and sharp edges change slightly, and what is "
                                 "transparent becomes white."))};
}

const InputSpec* mainPicture(const Operation& operation)
{
    const auto found = std::find_if(operation.inputs.begin(), operation.inputs.end(), [](const InputSpec& input) {
        return input.kind == MediaKind::Image && !input.isMask;
    });
    return found == operation.inputs.end() ? nullptr : &*found;
}

int OutpaintFrame::*marginOf(const QString& role)
{
    static const QHash<QString, int OutpaintFrame::*> all{{QStringLiteral("margin-left"), &OutpaintFrame::left},
                                                          {QStringLiteral("margin-right"), &OutpaintFrame::right},
                                                          {QStringLiteral("margin-up"), &OutpaintFrame::up},
                                                          {QStringLiteral("margin-down"), &OutpaintFrame::down}};
    return all.value(role, nullptr);
}

qint64 bytesOf(const QJsonObject& values)
{
    qint64 bytes = 0;
    for (const QJsonValue value : values) {
        bytes += value.isString() ? value.toString().toUtf8().size() : 32;
    }
    return bytes;
}

} // namespace

CanvasJoin::CanvasJoin(Studio& studio, PromptPanel& prompt, StageView& stage, SentView& view, QObject* parent)
    : QObject(parent)
    , m_studio(studio)
    , m_prompt(prompt)
    , m_stage(stage)
    , m_view(view)
    , m_order(new CanvasOrder(studio, stage.session(), this))
    , m_keys(new PlaceActions(QStringLiteral("stage/order prompt strip"), tr("Order"), this))
{
    m_see = m_keys->add(QStringLiteral("stage.seeSent"), tr("See what will be sent"), {}, {Qt::Key_V});
    m_keys->attach(&stage);
    m_keys->attach(&view);
    m_keys->reachFrom(&prompt);
    m_marginsSoon.setSingleShot(true);
    m_marginsSoon.setInterval(kTypingMs);
    connect(&m_marginsSoon, &QTimer::timeout, this, &CanvasJoin::takeMargins);
    const auto showKey = [this] {
        m_prompt.setSendViewKey(m_see->shortcut());
        m_view.setKeyHint(keyText(m_see->shortcut()));
    };
    connect(m_see, &QAction::changed, this, showKey);
    showKey();
    connect(m_see, &QAction::triggered, this, [this] {
        // Where a sound or a mesh stands in the picture's place there is nothing to be seen.
        if (m_stage.isVisible() || m_view.isVisible()) {
            showSent(m_view.isHidden());
        }
    });
    connect(&view, &SentView::closeRequested, this, [this] { showSent(false); });
    view.hide();

    applySettings(studio.settings().settings());
    connect(&studio.settings(), &SettingsStore::changed, this, &CanvasJoin::applySettings);
    connect(m_order, &CanvasOrder::changed, this, &CanvasJoin::tellPrompt);
    // What was typed a moment ago was for the picture that goes.
    connect(&stage.session(), &CanvasSession::closing, &m_marginsSoon, &QTimer::stop);
    connect(&stage, &StageView::itemShown, this, &CanvasJoin::follow);
    connect(&stage, &StageView::itemShown, this, &CanvasJoin::fillWell);
    connect(&stage, &StageView::maskFileTaken, this, [this](const QString& path) {
        if (path == m_studio.assetPath(maskFile())) {
            forgetMaskFile();
        }
    });
    connectPrompt();
    follow();
}

void CanvasJoin::reachFrom(QWidget* place)
{
    m_keys->reachFrom(place);
}

void CanvasJoin::applySettings(const Settings& settings)
{
    m_order->setTooLarge(tooLargeChoices().value(settings.sendTooLarge));
    const qint64 budget = qint64(settings.undoMegabytes) << 20;
    if (budget != m_stage.session().history().budget()) {
        m_stage.session().setUndoBudget(budget);
    }
}

void CanvasJoin::connectPrompt()
{
    connect(&m_prompt, &PromptPanel::operationChanged, this, &CanvasJoin::follow);
    connect(&m_prompt, &PromptPanel::operationChanged, this, &CanvasJoin::fillWell);
    connect(&m_prompt, &PromptPanel::formChanged, this, &CanvasJoin::follow);
    connect(&m_prompt, &PromptPanel::pictureChosen, this, &CanvasJoin::pictureWanted);
    connect(&m_prompt, &PromptPanel::preparationRequested, m_order, &CanvasOrder::prepareAssets);
    connect(&m_prompt, &PromptPanel::canvasOfferTaken, this, &CanvasJoin::takeOffer);
    connect(&m_prompt, &PromptPanel::sendViewRequested, this, [this] { showSent(true); });
    connect(&m_prompt, &PromptPanel::canvasValuesEdited, this, [this](const QJsonObject& values) {
        m_margins = values;
        m_marginsSoon.start();
    });
    connect(&m_prompt, &PromptPanel::submitting, this, [this](const Request& request) {
        m_hasRecord = m_order->isActive() && m_order->isReady() && m_order->record().operation == request.operation;
        m_record = m_hasRecord ? m_order->record() : SentRecord();
    });
    connect(&m_prompt, &PromptPanel::ordered, this, [this](const QList<Job>& jobs) {
        if (m_hasRecord) {
            Q_EMIT ordered(jobs, m_record);
        }
        m_hasRecord = false;
        showSent(false); // back to where the result will be
    });
}

const Operation* CanvasJoin::operation() const
{
    return m_studio.catalogue().find(m_prompt.operation());
}

void CanvasJoin::follow()
{
    const Operation* wanted = operation();
    if (!wanted) {
        return;
    }
    const Request request = m_prompt.currentRequest();
    m_stage.setOperation(*wanted, request.values);
    const InputSpec* main = mainPicture(*wanted);
    const bool chosen = main && m_stage.item() && m_prompt.chosenInput(main->role) == m_stage.item()->asset.id;
    m_order->setOperation(*wanted, main && (main->required || chosen));
    qint64 others = bytesOf(request.values);
    const QStringList own = m_order->roles();
    if (main && main->required && !own.contains(main->role) && !m_prompt.chosenInput(main->role).isEmpty()) {
        m_well = m_prompt.chosenInput(main->role);
        m_wellSection = wanted->section;
    }
    for (const InputRef& input : request.inputs) {
        const auto known = own.contains(input.role) ? std::nullopt : m_studio.knownAsset(input.asset);
        others += known ? known->info.bytes : 0;
    }
    m_order->setOtherBytes(others);
    tellPrompt();
}

void CanvasJoin::fillWell()
{
    const Operation* const wanted = operation();
    const InputSpec* const main = wanted ? mainPicture(*wanted) : nullptr;
    if (!main || !main->required || m_order->roles().contains(main->role)) {
        return;
    }
    const AssetId there = m_prompt.chosenInput(main->role);
    const AssetId shown = m_stage.item() ? m_stage.item()->asset.id : AssetId();
    if (shown.isEmpty() && there.isEmpty() && !m_well.isEmpty() && wanted->section == m_wellSection) {
        m_prompt.fillIn({}, {{main->role, m_well}});
    } else if (!shown.isEmpty() && (there.isEmpty() || there == m_fromStage) && there != shown) {
        m_fromStage = shown;
        m_prompt.fillIn({}, {{main->role, shown}});
    }
}

void CanvasJoin::tellPrompt()
{
    if (m_order->isActive()) {
        CanvasPart part;
        part.roles = m_order->roles();
        part.summary = m_order->summary();
        part.caution = operation() && shrinksBefore(*operation(), m_order->plan());
        part.problem = m_order->problem();
        part.ready = m_order->isReady();
        part.assets = m_order->assets();
        part.values = m_order->values();
        part.sentValues = m_order->sentValues();
        if (m_order->isTooLarge()) {
            part.offers = offers();
        }
        offerMaskFile(part);
        m_prompt.setCanvasPart(part);
    } else if (const QString why = m_stage.canvasRefusal(); !why.isEmpty() && m_stage.needs().any()) {
        CanvasPart part;
        part.roles = m_order->roles();
        part.problem = why;
        m_prompt.setCanvasPart(part);
    } else {
        m_prompt.setCanvasPart(std::nullopt);
    }
    const SendPlan& plan = m_order->plan();
    const bool planned = m_order->isActive() && plan.problems.isEmpty();
    m_stage.imageView().setSentArea(planned ? plan.crop : QRect());
    m_stage.imageView().setFrameNote(frameNote());
    refreshView();
}

QString CanvasJoin::frameNote() const
{
    QStringList parts;
    if (m_order->isActive()) {
        if (const Result<Credits> price = m_studio.price(m_prompt.currentRequest())) {
            parts.append(formats::costLong(*price));
        }
        parts.append(m_order->problem());
        parts.removeAll(QString());
    }
    return parts.join(QStringLiteral("  ·  "));
}

void CanvasJoin::takeMargins()
{
    CanvasSession& session = m_stage.session();
    if (session.isLive()) {
        m_marginsSoon.start(); // a drag on the canvas goes first
        return;
    }
    const Operation* current = operation();
    if (!current || !session.isOpen()) {
        return;
    }
    session.edit(tr("Outpaint margins"), [&](CanvasDocument& document) {
        for (const ParamSpec& param : current->params) {
            if (int OutpaintFrame::*margin = marginOf(param.role); margin && m_margins.contains(param.name)) {
                document.outpaint.*margin = m_margins.value(param.name).toInt();
            }
        }
    });
}

AssetId CanvasJoin::maskFile() const
{
    const InputSpec* mask = m_order->isActive() && operation() ? canvasMaskInput(*operation()) : nullptr;
    return mask ? m_prompt.chosenInput(mask->role) : AssetId();
}

void CanvasJoin::offerMaskFile(CanvasPart& part) const
{
    if (maskFile().isEmpty()) {
        return;
    }
    const bool empty = m_stage.session().document().mask.isUniform(0);
    const QString told = empty ? tr("The mask file chosen before is not on the canvas yet.")
                               : tr("The mask on the canvas is sent, not the file chosen before.");
    part.summary = part.summary.isEmpty() ? told : part.summary + QLatin1Char(' ') + told;
    part.offers.append({QString::fromLatin1(kUseMaskFile),
                        empty ? tr("Put the mask file on the canvas") : tr("Replace the mask by the file"),
                        tr("There it can be changed; undo takes it back.")});
    part.offers.append({QString::fromLatin1(kForgetMaskFile), tr("Forget the mask file"),
                        tr("Takes it out of the form; the file itself stays as it is.")});
}

void CanvasJoin::forgetMaskFile()
{
    if (!maskFile().isEmpty()) {
        m_prompt.fillIn({}, {{canvasMaskInput(*operation())->role, AssetId()}});
    }
}

void CanvasJoin::takeOffer(const QString& id)
{
    if (id == QLatin1String(kUseMaskFile)) {
        m_stage.takeMaskFile(m_studio.assetPath(maskFile()));
        return;
    }
    if (id == QLatin1String(kForgetMaskFile)) {
        forgetMaskFile();
        return;
    }
    Settings settings = m_studio.settings().settings();
    settings.sendTooLarge = id;
    m_studio.settings().update(settings);
}

void CanvasJoin::showSent(bool shown)
{
    if (shown == m_view.isVisible()) {
        return;
    }
    if (shown) {
        m_focusBefore = QApplication::focusWidget();
        m_view.show();
        m_stage.hide();
        refreshView();
        m_view.setFocus(Qt::OtherFocusReason);
        return;
    }
    const bool hadFocus = m_view.isAncestorOf(QApplication::focusWidget());
    m_stage.show();
    m_view.hide();
    if (hadFocus) {
        QWidget* back = m_focusBefore && m_focusBefore->isVisible() ? m_focusBefore.data() : &m_stage;
        back->setFocus(Qt::OtherFocusReason);
    }
}

QList<SentReport::Line> CanvasJoin::otherFiles(const Operation& operation, const Request& request) const
{
    QList<SentReport::Line> lines;
    for (const InputRef& input : request.inputs) {
        const InputSpec* spec = operation.input(input.role);
        const auto known = m_studio.knownAsset(input.asset);
        if (spec && known && !(m_order->isActive() && m_order->roles().contains(input.role))) {
            lines.append({spec->label,
                          QStringLiteral("%1 px, %2, %3")
                              .arg(formats::pixels(known->info.width, known->info.height),
                                   formats::mediaName(known->info.mediaType), formats::bytes(known->info.bytes)),
                          m_studio.assetPath(known->id)});
        }
    }
    return lines;
}

void CanvasJoin::refreshView()
{
    const Operation* current = operation();
    if (m_view.isHidden() || !current) {
        return;
    }
    const Request request = m_prompt.currentRequest();
    const Result<Credits> price = m_studio.price(request);
    SentFacts facts;
    facts.provider = m_studio.provider().title;
    facts.files = otherFiles(*current, request);
    facts.price = price ? std::optional<Credits>(*price) : std::nullopt;
    const bool active = m_order->isActive();
    if (active) {
        facts.canvas = m_stage.session().document().size;
        facts.plan = m_order->plan();
        facts.note = m_stage.session().source().note;
        facts.sent = m_order->isRendered() ? &m_order->sent() : nullptr;
        facts.limits = m_order->limits();
        facts.otherBytes = m_order->otherBytes();
        facts.problem = m_order->problem();
    }
    const bool rendered = active && m_order->isRendered();
    m_view.setReport(makeSentReport(*current, request, facts), rendered ? m_order->sent().image : QImage(),
                     rendered ? m_order->sent().mask : QImage());
}

} // namespace maquette
