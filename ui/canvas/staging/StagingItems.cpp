// SPDX-License-Identifier: GPL-3.0-or-later
// StagingDesk's orders, library items and exports.
#include "app/studio/Studio.h"
#include "ui/canvas/CanvasNeeds.h"
#include "ui/canvas/CanvasOrder.h"
#include "ui/canvas/CanvasSession.h"
#include "ui/canvas/StageView.h"
#include "ui/canvas/staging/ExportDialog.h"
#include "ui/canvas/staging/StagingDesk.h"
#include "ui/widgets/items/WhenReady.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QStandardPaths>

namespace maquette {

void StagingDesk::expect(const QList<Job>& jobs, const SentRecord& sent)
{
    PlaceRecord record;
    record.base = sent.base;
    record.operation = sent.operation;
    record.plan = sent.plan;
    record.outpaint = sent.document.outpaint;
    if (m_stage.item() && m_stage.item()->asset.id == sent.base) {
        record.baseTitle = m_stage.item()->title;
    }
    if (const Operation* const operation = m_studio.catalogue().find(sent.operation)) {
        const bool masked = sent.mask.isValid() && !sent.edgedMask.isNull();
        const bool outpainted = CanvasNeeds::of(*operation).outpaint && !record.outpaint.isEmpty();
        record.kind = placeKind(*operation, masked, outpainted, sent.plan.whole);
    }
    if (record.kind == PlaceKind::Masked) {
        record.edged = sent.edgedMask;
    }
    m_staging->expect(jobs, record);
}

void StagingDesk::findItem(const AssetId& asset, const std::function<void(const std::optional<GalleryItem>&)>& then)
{
    const auto known = m_items.constFind(asset);
    if (known != m_items.constEnd()) {
        then(*known);
        return;
    }
    whenReady(m_studio.itemOf(asset), this, [this, asset, then](const Result<std::optional<GalleryItem>>& item) {
        if (item && *item) {
            m_items.insert(asset, **item);
            then(**item);
            return;
        }
        // Pasted, or brought in by an older program: it has no name, but its bytes are here.
        whenReady(m_studio.asset(asset), this, [this, asset, then](const Result<Asset>& found) {
            if (found) {
                GalleryItem dropped;
                dropped.asset = *found;
                dropped.title = tr("Picture");
                dropped.created = QDateTime::currentDateTimeUtc();
                m_items.insert(asset, dropped);
                then(dropped);
            } else {
                then(std::nullopt);
            }
        });
    });
}

void StagingDesk::showBase(const AssetId& base)
{
    findItem(base, [this, base](const std::optional<GalleryItem>& item) {
        if (item && m_stage.session().isOpen() && m_stage.session().base() == base) {
            m_stage.adoptItem(*item);
        }
    });
}

ExportContent StagingDesk::exportContent() const
{
    ExportContent content;
    const GalleryItem& item = *m_stage.item();
    content.title = item.title;
    content.pictureFile = m_studio.assetPath(item.asset.id);
    const CanvasSession& session = m_stage.session();
    if (session.isOpen() && session.base() == item.asset.id) {
        content.picture = session.source().image;
        content.mask = session.document().mask;
        content.sketch = session.document().sketch;
        content.savedMasks = session.document().savedMasks;
    }
    if (item.request) {
        const Operation* const operation = m_studio.catalogue().find(item.operation);
        const ParamSpec* const prompt =
            operation != nullptr ? operation->paramByRole(QStringLiteral("prompt")) : nullptr;
        content.texts.prompt = prompt != nullptr ? item.request->values.value(prompt->name).toString() : QString();
        content.texts.settings = QString::fromUtf8(
            QJsonDocument(QJsonObject{{QStringLiteral("operation"), item.operation},
                                      {QStringLiteral("values"), item.resolved},
                                      {QStringLiteral("seed"), item.seed ? qint64(*item.seed) : qint64(0)}})
                .toJson(QJsonDocument::Compact));
    }
    content.results = m_staging->versions();
    return content;
}

void StagingDesk::openExport()
{
    if (!m_export.isNull() || !m_stage.item()) {
        return;
    }
    if (m_exportFolder.isEmpty()) {
        m_exportFolder = QStandardPaths::writableLocation(QStandardPaths::PicturesLocation);
        if (m_exportFolder.isEmpty() || !QFileInfo(m_exportFolder).isDir()) {
            m_exportFolder = QDir::homePath();
        }
    }
    m_export = new ExportDialog(exportContent(), m_exportFolder, &m_stage);
    m_export->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_export, &ExportDialog::exported, this, [this](const QString& path) {
        m_exportFolder = QFileInfo(path).path();
        Q_EMIT toldInPassing(tr("Written to %1").arg(QDir::toNativeSeparators(path)));
    });
    m_export->open();
}

} // namespace maquette
