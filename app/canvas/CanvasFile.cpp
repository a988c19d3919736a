// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canvas/CanvasFile.h"

#include "app/base/Files.h"
#include "app/canvas/TilePool.h"

#include <QJsonDocument>

#include <zlib.h>

namespace maquette {

namespace {

// The file: magic, CRC-32 of all that follows, version, size of the body, body. The body: what there is, then the two
// pools of tiles it refers to. The pools are read first.
constexpr QByteArrayView kMagic("MQCANVAS");
constexpr quint32 kVersion = 2;
constexpr quint32 kWithoutBrushed = 1; ///< version of files without brushed results, which are read, too
constexpr qsizetype kHeaderBytes = 8 + 4 + 4 + 8;
constexpr qint64 kMaxFileBytes = qint64(1) << 30;
constexpr qint64 kMaxPoolBytes = qint64(2) << 30;
constexpr qint64 kMaxSlots = qint64(16) << 20; ///< tiles of all pictures, the uniform ones, too
constexpr int kMaxPixels = 1 << 16;            ///< of any length

quint32 checksum(const char* from, qint64 count)
{
    return quint32(crc32_z(crc32(0, nullptr, 0), reinterpret_cast<const Bytef*>(from), size_t(count)));
}

void putRect(ByteWriter& to, QRect area)
{
    for (const int number : {area.x(), area.y(), area.width(), area.height()}) {
        to.put(qint32(number));
    }
}

QRect takeRect(ByteSource& from)
{
    const auto x = from.takeWithin<qint32>(-kMaxPixels, kMaxPixels);
    const auto y = from.takeWithin<qint32>(-kMaxPixels, kMaxPixels);
    const auto width = from.takeWithin<qint32>(-kMaxPixels, 2 * kMaxPixels);
    const auto height = from.takeWithin<qint32>(-kMaxPixels, 2 * kMaxPixels);
    return {x, y, width, height};
}

class CanvasWriter
{
public:
    QByteArray file(const CanvasDocument& document, const UndoHistory& history, const QJsonObject& extra);

private:
    void putMembers(const CanvasDocument& document);
    void putSavedMask(const TiledMask& mask);
    void putBrushed(const QMap<QString, BrushedResult>& brushed);
    void putHistory(const UndoHistory& history);

    ByteWriter m_body;
    TileCollector<quint8> m_masks;
    TileCollector<QRgb> m_colours;
    QList<TiledMask> m_savedMasks; ///< those written so far
};

QByteArray CanvasWriter::file(const CanvasDocument& document, const UndoHistory& history, const QJsonObject& extra)
{
    putMembers(document);
    m_masks.putImage(m_body, document.mask);
    m_colours.putImage(m_body, document.sketch);
    putBrushed(document.brushed);
    putHistory(history);
    m_body.putBytes(QJsonDocument(extra).toJson(QJsonDocument::Compact));
    ByteWriter checked;
    checked.put(kVersion);
    ByteWriter parts;
    parts.putBytes(m_body.bytes());
    m_masks.putPool(parts);
    m_colours.putPool(parts);
    checked.put(quint64(parts.bytes().size()));
    const QByteArray rest = checked.bytes() + parts.bytes();
    ByteWriter whole;
    whole.put(checksum(rest.constData(), rest.size()));
    return kMagic.toByteArray() + whole.bytes() + rest;
}

void CanvasWriter::putMembers(const CanvasDocument& document)
{
    m_body.put(qint32(document.size.width()));
    m_body.put(qint32(document.size.height()));
    const OutpaintFrame& frame = document.outpaint;
    for (const int side : {frame.left, frame.up, frame.right, frame.down}) {
        m_body.put(qint32(side));
    }
    m_body.put(quint8(document.context.kind));
    m_body.put(qint32(document.context.padding));
    putRect(m_body, document.context.frame);
    m_body.put(qint32(document.edge.grow));
    m_body.put(qint32(document.edge.feather));
    m_body.putBool(document.colourMatch);
    m_body.putText(document.basePicture);
    m_body.put(quint32(document.savedMasks.size()));
    for (auto at = document.savedMasks.cbegin(); at != document.savedMasks.cend(); ++at) {
        m_body.putText(at.key());
        putSavedMask(at.value());
    }
}

/// A saved mask is in every step of the history: it is written once, and then by its number.
void CanvasWriter::putSavedMask(const TiledMask& mask)
{
    for (qsizetype number = 0; number < m_savedMasks.size(); ++number) {
        if (m_savedMasks.at(number).isSameCopy(mask)) {
            m_body.put(quint32(number));
            return;
        }
    }
    m_body.put(quint32(m_savedMasks.size()));
    m_savedMasks.append(mask);
    m_masks.putImage(m_body, mask);
}

void CanvasWriter::putBrushed(const QMap<QString, BrushedResult>& brushed)
{
    m_body.put(quint32(brushed.size()));
    for (auto at = brushed.cbegin(); at != brushed.cend(); ++at) {
        m_body.putText(at.key());
        m_body.putText(at->under);
        m_masks.putImage(m_body, at->hidden);
    }
}

void CanvasWriter::putHistory(const UndoHistory& history)
{
    m_body.put(qint64(history.budget()));
    m_body.put(qint32(history.position()));
    m_body.put(qint64(history.savedPosition()));
    m_body.putBool(history.lostOldest());
    m_body.put(quint32(history.steps()));
    for (const UndoStep& step : history.allSteps()) {
        m_body.putText(step.title);
        putMembers(step.members);
        m_masks.putDelta(m_body, step.mask);
        m_colours.putDelta(m_body, step.sketch);
        m_body.put(quint32(step.brushed.size()));
        for (const BrushedDelta& delta : step.brushed) {
            m_body.putText(delta.job);
            m_body.putText(delta.under);
            m_masks.putDelta(m_body, delta.hidden);
        }
    }
}

class CanvasReader
{
public:
    explicit CanvasReader(quint32 version)
        : m_version(version)
    {
    }
    /// \a parts is the file without its header.
    Result<StoredCanvas> read(const QByteArray& parts, const QString& path);

private:
    void takeMembers(ByteSource& from, CanvasDocument& document);
    TiledMask takeSavedMask(ByteSource& from);
    void takeBrushed(ByteSource& from, QMap<QString, BrushedResult>& brushed);
    void takeBrushed(ByteSource& from, QList<BrushedDelta>& deltas);
    UndoHistory takeHistory(ByteSource& from, const CanvasDocument& document);
    void checkSteps(ByteSource& from, const std::deque<UndoStep>& steps, int position,
                    const CanvasDocument& document) const;

    quint32 m_version;
    qint64 m_slotsLeft = kMaxSlots;
    qint64 m_bytesLeft = kMaxPoolBytes;
    TileSupply<quint8> m_masks{m_slotsLeft, m_bytesLeft};
    TileSupply<QRgb> m_colours{m_slotsLeft, m_bytesLeft};
    QList<TiledMask> m_savedMasks;
};

Result<StoredCanvas> CanvasReader::read(const QByteArray& parts, const QString& path)
{
    ByteSource pools(parts);
    ByteSource body(pools.takeBytes());
    m_masks.takePool(pools);
    m_colours.takePool(pools);
    StoredCanvas canvas;
    takeMembers(body, canvas.document);
    canvas.document.mask = m_masks.takeImage(body);
    canvas.document.sketch = m_colours.takeImage(body);
    takeBrushed(body, canvas.document.brushed);
    canvas.history = takeHistory(body, canvas.document);
    const QJsonDocument extra = QJsonDocument::fromJson(body.takeBytes());
    canvas.extra = extra.object();
    if (pools.failed() || body.failed() || !extra.isObject() || pools.left() > 0 || body.left() > 0) {
        return failure(ErrorKind::Storage, QStringLiteral("the canvas file is damaged: its parts do not fit"), path);
    }
    return canvas;
}

void CanvasReader::takeMembers(ByteSource& from, CanvasDocument& document)
{
    const auto length = [&from](int low = 0) { return from.takeWithin<qint32>(low, kMaxPixels); };
    document.size.setWidth(length(-1));
    document.size.setHeight(length(-1));
    for (int* side :
         {&document.outpaint.left, &document.outpaint.up, &document.outpaint.right, &document.outpaint.down}) {
        *side = length();
    }
    document.context.kind = ContextChoice::Kind(from.takeWithin<quint8>(0, quint8(ContextChoice::Kind::Frame)));
    document.context.padding = length();
    document.context.frame = takeRect(from);
    document.edge.grow = from.takeWithin<qint32>(-MaskEdge::kLimit, MaskEdge::kLimit);
    document.edge.feather = from.takeWithin<qint32>(0, MaskEdge::kLimit);
    document.colourMatch = from.takeBool();
    document.basePicture = from.takeText();
    const auto masks = from.take<quint32>();
    for (quint32 at = 0; at < masks && !from.failed(); ++at) {
        const QString name = from.takeText();
        document.savedMasks.insert(name, takeSavedMask(from));
    }
}

TiledMask CanvasReader::takeSavedMask(ByteSource& from)
{
    const auto number = from.take<quint32>();
    if (number == m_savedMasks.size()) {
        m_savedMasks.append(m_masks.takeImage(from));
    }
    if (from.failed() || number >= m_savedMasks.size()) {
        from.fail();
        return {};
    }
    return m_savedMasks.at(number);
}

void CanvasReader::takeBrushed(ByteSource& from, QMap<QString, BrushedResult>& brushed)
{
    const auto count = m_version > kWithoutBrushed ? from.take<quint32>() : 0;
    for (quint32 at = 0; at < count && !from.failed(); ++at) {
        const QString job = from.takeText();
        BrushedResult result{from.takeText(), m_masks.takeImage(from)};
        if (result.hidden.isNull()) {
            from.fail();
        }
        brushed.insert(job, result);
    }
}

void CanvasReader::takeBrushed(ByteSource& from, QList<BrushedDelta>& deltas)
{
    const auto count = m_version > kWithoutBrushed ? from.take<quint32>() : 0;
    for (quint32 at = 0; at < count && !from.failed(); ++at) {
        BrushedDelta delta;
        delta.job = from.takeText();
        delta.under = from.takeText();
        delta.hidden = m_masks.takeDelta(from);
        deltas.append(delta);
    }
}

UndoHistory CanvasReader::takeHistory(ByteSource& from, const CanvasDocument& document)
{
    const auto budget = from.take<qint64>();
    const auto position = from.take<qint32>();
    const auto saved = from.take<qint64>();
    const bool lostOldest = from.takeBool();
    const auto count = from.take<quint32>();
    std::deque<UndoStep> steps;
    for (quint32 at = 0; at < count && !from.failed(); ++at) {
        UndoStep step;
        step.title = from.takeText();
        takeMembers(from, step.members);
        step.mask = m_masks.takeDelta(from);
        step.sketch = m_colours.takeDelta(from);
        takeBrushed(from, step.brushed);
        steps.push_back(std::move(step));
    }
    checkSteps(from, steps, position, document);
    return from.failed() ? UndoHistory()
                         : UndoHistory::restored(std::move(steps), position, saved, lostOldest, budget, document);
}

/// Whether every step names only tiles that its picture will have when its turn comes.
void CanvasReader::checkSteps(ByteSource& from, const std::deque<UndoStep>& steps, int position,
                              const CanvasDocument& document) const
{
    if (position < 0 || position > int(steps.size())) {
        from.fail();
    }
    const auto follow = [&from](const auto& delta, int& tiles) {
        for (const auto& changed : delta.tiles) {
            if (changed.index >= tiles) {
                from.fail();
            }
        }
        tiles = delta.whole ? delta.image.tileCount() : tiles;
    };
    const auto walk = [&](int first, int end, int by) {
        int masks = document.mask.tileCount();
        int colours = document.sketch.tileCount();
        QHash<QString, int> brushed;
        for (auto at = document.brushed.cbegin(); at != document.brushed.cend(); ++at) {
            brushed.insert(at.key(), at->hidden.tileCount());
        }
        for (int at = first; at != end && !from.failed(); at += by) {
            const UndoStep& step = steps[size_t(at)];
            follow(step.mask, masks);
            follow(step.sketch, colours);
            for (const BrushedDelta& delta : step.brushed) {
                follow(delta.hidden, brushed[delta.job]);
            }
        }
    };
    if (!from.failed()) {
        walk(position - 1, -1, -1);
        walk(position, int(steps.size()), 1);
    }
}

} // namespace

Result<void> saveCanvas(const QString& path, const CanvasDocument& document, const UndoHistory& history,
                        const QJsonObject& extra)
{
    return writeFileAtomically(path, canvasToBytes(document, history, extra));
}

QByteArray canvasToBytes(const CanvasDocument& document, const UndoHistory& history, const QJsonObject& extra)
{
    return CanvasWriter().file(document, history, extra);
}

Result<StoredCanvas> loadCanvas(const QString& path)
{
    const auto bytes = readFile(path, kMaxFileBytes);
    if (!bytes) {
        return failure(ErrorKind::Storage, bytes.error().detail, path);
    }
    return canvasFromBytes(*bytes, path);
}

Result<StoredCanvas> canvasFromBytes(const QByteArray& bytes, const QString& place)
{
    const auto damaged = [&place](const QString& how) {
        return failure(ErrorKind::Storage, QStringLiteral("the canvas file is damaged: ") + how, place);
    };
    if (!bytes.startsWith(kMagic)) {
        return damaged(QStringLiteral("it does not begin as one"));
    }
    if (bytes.size() < kHeaderBytes) {
        return damaged(QStringLiteral("it is cut short"));
    }
    ByteSource header(bytes.mid(kMagic.size(), kHeaderBytes - kMagic.size()));
    const auto sum = header.take<quint32>();
    const auto version = header.take<quint32>();
    const auto size = header.take<quint64>();
    if (size != quint64(bytes.size() - kHeaderBytes)) {
        return damaged(QStringLiteral("it is cut short or has grown"));
    }
    const qsizetype covered = kMagic.size() + 4;
    if (sum != checksum(bytes.constData() + covered, bytes.size() - covered)) {
        return damaged(QStringLiteral("its checksum is wrong"));
    }
    if (version != kVersion && version != kWithoutBrushed) {
        return failure(
            ErrorKind::Storage,
            QStringLiteral("the canvas file is of version %1, which this program does not know").arg(version), place);
    }
    return CanvasReader(version).read(bytes.mid(kHeaderBytes), place);
}

} // namespace maquette
