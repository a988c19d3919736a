// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/CanvasOrder.h"

#include "app/canvas/MaskMath.h"
#include "app/studio/ErrorText.h"
#include "app/studio/Studio.h"
#include "ui/canvas/CanvasNeeds.h"
#include "ui/canvas/CanvasSession.h"
#include "ui/canvas/SendText.h"
#include "ui/canvas/SendWork.h"
#include "ui/widgets/items/WhenReady.h"

#include <algorithm>

namespace maquette {

namespace {

constexpr int kCalmMs = 250;                   // after the last change, before the work of encoding begins
constexpr quint8 kLeastTransparent = 26;       // of 255: less is no transparent part, but what an edge has left
constexpr qint64 kFraming = 16 * qint64(1024); // bytes of the request around its parts

const InputSpec* pictureInput(const Operation& operation)
{
    const auto found = std::find_if(operation.inputs.begin(), operation.inputs.end(), [](const InputSpec& input) {
        return input.kind == MediaKind::Image && !input.isMask;
    });
    return operation.output != MediaKind::Image || found == operation.inputs.end() ? nullptr : &*found;
}

SendLimits limitsOf(const Operation& operation, const InputSpec& input)
{
    SendLimits limits;
    limits.minSide = std::max({1, input.minSide, input.adviseMinSide});
    limits.maxSide = input.maxSide;
    limits.minPixels = input.minPixels;
    limits.maxPixels = input.maxPixels;
    limits.minAspect = input.minAspect;
    limits.maxAspect = input.maxAspect;
    limits.maxBytes = input.maxBytes > 0 ? input.maxBytes : operation.maxBodyBytes;
    if (operation.maxBodyBytes > 0) {
        limits.maxBytes = std::min(limits.maxBytes, operation.maxBodyBytes);
    }
    return limits;
}

const QHash<QString, int OutpaintFrame::*>& margins()
{
    static const QHash<QString, int OutpaintFrame::*> all{{QStringLiteral("margin-left"), &OutpaintFrame::left},
                                                          {QStringLiteral("margin-right"), &OutpaintFrame::right},
                                                          {QStringLiteral("margin-up"), &OutpaintFrame::up},
                                                          {QStringLiteral("margin-down"), &OutpaintFrame::down}};
    return all;
}

} // namespace

CanvasOrder::CanvasOrder(Studio& studio, CanvasSession& session, QObject* parent)
    : QObject(parent)
    , m_studio(studio)
    , m_session(session)
{
    // What is not wanted any more may be in the middle of a picture's encoding, which cannot be broken off.
    m_pool.setMaxThreadCount(2);
    m_soon.setSingleShot(true);
    m_soon.setInterval(kCalmMs);
    connect(&m_soon, &QTimer::timeout, this, &CanvasOrder::render);
    connect(&session, &CanvasSession::opened, this, &CanvasOrder::restart);
    connect(&session, &CanvasSession::closed, this, &CanvasOrder::restart);
    connect(&session, &CanvasSession::documentChanged, this, &CanvasOrder::follow);
}

CanvasOrder::~CanvasOrder()
{
    stop();
    m_pool.waitForDone();
}

void CanvasOrder::setOperation(const Operation& operation, bool wanted)
{
    if (m_operation && *m_operation == operation && m_wanted == wanted) {
        return;
    }
    m_operation = operation;
    m_wanted = wanted;
    restart();
}

void CanvasOrder::setOtherBytes(qint64 bytes)
{
    const bool matters =
        m_rendered && m_sent.imageBytes.size() + m_sent.maskBytes.size() + bytes + kFraming > m_limits.maxBytes;
    if (m_otherBytes != bytes) {
        m_otherBytes = bytes;
        if (matters || m_isTooLarge) {
            restart();
        }
    }
}

void CanvasOrder::setTooLarge(TooLarge choice)
{
    if (m_tooLarge != choice) {
        m_tooLarge = choice;
        restart();
    }
}

bool CanvasOrder::isActive() const
{
    return m_operation && m_wanted && m_session.isOpen() && pictureInput(*m_operation);
}

QStringList CanvasOrder::roles() const
{
    QStringList roles;
    if (m_operation) {
        if (const InputSpec* picture = pictureInput(*m_operation)) {
            roles.append(picture->role);
        }
        if (const InputSpec* mask = canvasMaskInput(*m_operation)) {
            roles.append(mask->role);
        }
    }
    return roles;
}

bool CanvasOrder::isReady() const
{
    return m_rendered && m_problem.isEmpty() && m_assets.size() == (m_plan.masked ? 2 : 1);
}

qint64 CanvasOrder::room() const
{
    return m_limits.maxBytes - m_otherBytes - kFraming;
}

void CanvasOrder::stop()
{
    m_soon.stop();
    if (m_task) {
        m_task->cancelled = true;
        m_task.reset();
    }
}

/// Much in a document is not sent: names of masks, the colour match.
void CanvasOrder::follow()
{
    const CanvasDocument& now = m_session.document();
    const CanvasDocument& before = m_seen;
    if (now.size != before.size || now.mask != before.mask || now.sketch != before.sketch ||
        now.outpaint != before.outpaint || now.context != before.context || now.edge != before.edge) {
        restart();
    }
}

void CanvasOrder::restart()
{
    stop();
    m_seen = m_session.document();
    m_rendered = false;
    m_isTooLarge = false;
    m_problem.clear();
    m_summary.clear();
    m_assets.clear();
    m_sent = {};
    m_plan = {};
    if (m_base != m_session.base()) {
        m_base = m_session.base();
        m_fitting = 0;
    }
    if (isActive()) {
        makePlan();
    } else {
        m_assetsAsked = false;
    }
    Q_EMIT changed();
}

QString CanvasOrder::unusable() const
{
    const auto known = m_studio.knownAsset(m_base);
    // The pages of a TIFF are no animation: the canvas has the first and says so.
    if (known && known->info.frames > 1 && known->info.mediaType != QLatin1String("image/tiff")) {
        return tr("This is an animation. Save one of its pictures as a file of its own, and drop that.");
    }
    return {};
}

void CanvasOrder::makePlan()
{
    if (const QString why = unusable(); !why.isEmpty()) {
        fail(why);
        return;
    }
    const InputSpec& picture = *pictureInput(*m_operation);
    const bool wantsMask = canvasMaskInput(*m_operation) != nullptr;
    m_limits = limitsOf(*m_operation, picture);
    m_document = m_session.document();
    if (wantsMask && m_document.mask.isUniform(0) && m_session.source().hasAlpha) {
        if (m_alphaOf != m_base) {
            findAlpha();
            return;
        }
        m_document.mask = m_alpha;
    }
    m_plan = planSend(m_document, m_limits, wantsMask);
    if (!m_plan.problems.isEmpty()) {
        fail(m_plan.problems.first());
        return;
    }
    m_summary = sendSummary(*m_operation, m_document.size, m_document.context, m_plan, nullptr);
    m_soon.start(m_assetsAsked ? 0 : kCalmMs);
}

void CanvasOrder::fail(const QString& why)
{
    m_problem = why;
    m_assetsAsked = false;
}

/// A picture with transparent parts brings its mask along; where they are is found once.
void CanvasOrder::findAlpha()
{
    const auto task = std::make_shared<Task>();
    m_task = task;
    m_pool.start([this, task, image = m_session.source().image, base = m_base] {
        if (task->cancelled) {
            return;
        }
        TiledMask alpha = fromAlpha(image);
        if (!reaches(alpha, kLeastTransparent)) {
            alpha = TiledMask(alpha.size());
        }
        // The destructor waits for the pool; what is posted dies with this.
        QMetaObject::invokeMethod(
            this,
            [this, task, alpha, base] {
                if (m_task == task) {
                    m_alpha = alpha;
                    m_alphaOf = base;
                    restart();
                }
            },
            Qt::QueuedConnection);
    });
}

void CanvasOrder::render()
{
    const auto task = std::make_shared<Task>();
    m_task = task;
    if (m_fittingRoom != room()) { // another file goes along now, or none
        m_fittingRoom = room();
        m_fitting = 0;
    }
    SendWork work{m_session.source(), m_document, m_limits, m_plan, room(), m_tooLarge, m_fitting, false};
    work.hasSketch = pictureInput(*m_operation)->isDrawing;
    m_pool.start([this, task, work] {
        if (task->cancelled) {
            return;
        }
        const Result<SendOutcome> outcome = work.run(task->cancelled);
        QMetaObject::invokeMethod(
            this, [this, task, outcome] { finish(task, outcome); }, Qt::QueuedConnection);
    });
}

void CanvasOrder::finish(const std::shared_ptr<Task>& task, const Result<SendOutcome>& outcome)
{
    if (m_task != task) {
        return;
    }
    m_task.reset();
    if (!outcome) {
        fail(outcome.error().detail);
        Q_EMIT changed();
        return;
    }
    m_sent = outcome->sent;
    m_plan = outcome->plan;
    m_edged = outcome->edged;
    m_fitting = outcome->fitting;
    m_rendered = true;
    m_summary = sendSummary(*m_operation, m_document.size, m_document.context, m_plan, &m_sent);
    m_isTooLarge = !m_sent.problem.isEmpty();
    if (m_isTooLarge) {
        fail(m_sent.problem);
    } else if (m_assetsAsked) {
        importFiles();
    }
    Q_EMIT changed();
}

void CanvasOrder::prepareAssets()
{
    if (!isActive() || isReady() || !m_problem.isEmpty() || m_assetsAsked) {
        return;
    }
    m_assetsAsked = true;
    if (m_rendered) {
        importFiles();
    } else if (m_soon.isActive()) {
        m_soon.start(0);
    }
}

void CanvasOrder::importFiles()
{
    const auto task = std::make_shared<Task>();
    m_task = task;
    const QStringList all = roles();
    const auto bring = [this, task, main = all.first()](const QString& role, const QByteArray& bytes) {
        whenReady(m_studio.importBytes(bytes, role == main ? m_session.base() : AssetId()), this,
                  [this, task, role](const Result<Asset>& asset) { imported(task, role, asset); });
    };
    bring(all.first(), m_sent.imageBytes);
    if (m_plan.masked) {
        bring(all.last(), m_sent.maskBytes);
    }
}

void CanvasOrder::imported(const std::shared_ptr<Task>& task, const QString& role, const Result<Asset>& asset)
{
    if (m_task != task) {
        return;
    }
    if (!asset) {
        stop();
        const ErrorText text = errorText(asset.error(), ErrorCost::Nothing);
        fail(text.what + QLatin1Char(' ') + text.next);
    } else {
        m_assets.insert(role, asset->id);
    }
    if (isReady()) {
        m_task.reset();
        m_assetsAsked = false;
    }
    Q_EMIT changed();
}

QJsonObject CanvasOrder::values() const
{
    QJsonObject values;
    if (!isActive()) {
        return values;
    }
    for (const ParamSpec& param : m_operation->params) {
        if (margins().contains(param.role)) {
            values.insert(param.name, m_session.document().outpaint.*margins().value(param.role));
        }
    }
    return values;
}

QJsonObject CanvasOrder::sentValues() const
{
    QJsonObject values;
    if (!isActive() || m_plan.crop.isEmpty() || m_plan.sent == m_plan.crop.size()) {
        return values;
    }
    for (const ParamSpec& param : m_operation->params) {
        if (margins().contains(param.role)) {
            const bool across =
                param.role == QLatin1String("margin-left") || param.role == QLatin1String("margin-right");
            const double scale = across ? double(m_plan.sent.width()) / m_plan.crop.width()
                                        : double(m_plan.sent.height()) / m_plan.crop.height();
            values.insert(param.name, qRound(m_document.outpaint.*margins().value(param.role) * scale));
        }
    }
    return values;
}

SentRecord CanvasOrder::record() const
{
    SentRecord record{m_base, m_document, m_edged, m_plan, m_operation ? m_operation->id : QString(), {}, {}};
    if (isReady()) {
        const QStringList all = roles();
        record.image = m_assets.value(all.first());
        record.mask = m_plan.masked ? m_assets.value(all.last()) : AssetId();
    }
    return record;
}

} // namespace maquette
