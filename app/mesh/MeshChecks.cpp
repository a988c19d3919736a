// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mesh/MeshChecks.h"

#include "app/mesh/MeshShading.h"
#include "app/mesh/Pose.h"

#include <QSet>

#include <algorithm>
#include <numeric>

namespace maquette {

namespace {

/// All triangles of the scene by places in the world.
struct Soup
{
    std::vector<QVector3D> places;
    std::vector<quint32> corners; ///< three for each triangle
    std::vector<QVector3D> all;   ///< before welding
};

/// Sets of triangles that hang together.
class Sets
{
public:
    explicit Sets(size_t count)
        : m_parent(count)
    {
        std::iota(m_parent.begin(), m_parent.end(), 0U);
    }
    quint32 root(quint32 of)
    {
        while (m_parent[of] != of) {
            m_parent[of] = m_parent[m_parent[of]];
            of = m_parent[of];
        }
        return of;
    }
    void join(quint32 a, quint32 b)
    {
        a = root(a);
        b = root(b);
        m_parent[std::max(a, b)] = std::min(a, b);
    }

private:
    std::vector<quint32> m_parent;
};

Soup gather(const MeshScene& scene, MeshFacts& facts)
{
    Soup soup;
    QSet<int> materials;
    soup.all.reserve(size_t(scene.vertexCount()));
    soup.corners.reserve(size_t(scene.triangleCount()) * 3);
    for (const WorldPart& part : worldParts(scene)) {
        const MeshPrimitive& primitive = part.source(scene);
        materials.insert(primitive.material);
        const auto base = quint32(soup.all.size());
        const MeshBuffer<QVector3D> places = part.worldPositions();
        soup.all.insert(soup.all.end(), places.begin(), places.end());
        const quint32* const index = primitive.indices.data();
        const int second = part.mirrored() ? 2 : 1;
        for (qsizetype i = 0; i + 2 < primitive.indices.size(); i += 3) {
            soup.corners.push_back(base + index[i]);
            soup.corners.push_back(base + index[i + second]);
            soup.corners.push_back(base + index[i + 3 - second]);
        }
    }
    quint32 count = 0;
    const std::vector<quint32> points = weldPositions(soup.all, &count);
    soup.places.resize(count);
    for (size_t i = 0; i < points.size(); ++i) {
        soup.places[points[i]] = soup.all[i];
    }
    for (quint32& corner : soup.corners) {
        corner = points[corner];
    }
    facts.vertices = qint64(soup.all.size());
    facts.points = count;
    facts.triangles = qint64(soup.corners.size() / 3);
    facts.materials = int(materials.size());
    soup.all = {};
    return soup;
}

QVector3D crossOf(const Soup& soup, size_t triangle)
{
    const quint32* const corner = soup.corners.data() + triangle * 3;
    const QVector3D& a = soup.places[corner[0]];
    return QVector3D::crossProduct(soup.places[corner[1]] - a, soup.places[corner[2]] - a);
}

/// Half edges gathered by their lower point: a counting sort, then a look at the few that share it.
class EdgeWalk
{
public:
    explicit EdgeWalk(const Soup& soup)
        : m_soup(soup)
        , m_first(soup.places.size() + 1, 0)
        , m_edges(soup.corners.size())
    {
        forEdges([this](quint32 low, quint32, quint32) { ++m_first[low + 1]; });
        for (size_t i = 1; i < m_first.size(); ++i) {
            m_first[i] += m_first[i - 1];
        }
        std::vector<quint32> next(m_first.begin(), m_first.end() - 1);
        forEdges([this, &next](quint32 low, quint32 high, quint32 tag) { m_edges[next[low]++] = {high, tag}; });
    }

    /// Calls \a each(low, high, tags) for every edge; a tag is the triangle times two, plus one when it runs from the
    /// high point to the low one.
    template <typename Each>
    void visit(const Each& each)
    {
        for (size_t low = 0; low + 1 < m_first.size(); ++low) {
            const auto begin = m_edges.begin() + m_first[low];
            const auto end = m_edges.begin() + m_first[low + 1];
            std::sort(begin, end);
            for (auto at = begin; at != end;) {
                const auto same = std::find_if(at, end, [at](const Edge& edge) { return edge.high != at->high; });
                each(quint32(low), at->high, std::span<const Edge>(&*at, size_t(same - at)));
                at = same;
            }
        }
    }

    struct Edge
    {
        quint32 high = 0;
        quint32 tag = 0;
        auto operator<=>(const Edge&) const = default;
    };

private:
    template <typename Each>
    void forEdges(const Each& each)
    {
        for (size_t triangle = 0; triangle * 3 < m_soup.corners.size(); ++triangle) {
            const quint32* const corner = m_soup.corners.data() + triangle * 3;
            if (corner[0] == corner[1] || corner[1] == corner[2] || corner[2] == corner[0]) {
                continue; // a line has no sides
            }
            for (int i = 0; i < 3; ++i) {
                const quint32 from = corner[i];
                const quint32 to = corner[(i + 1) % 3];
                each(std::min(from, to), std::max(from, to), quint32(triangle * 2 + (from > to ? 1 : 0)));
            }
        }
    }

    const Soup& m_soup;
    std::vector<quint32> m_first;
    std::vector<Edge> m_edges;
};

void countPieces(const Soup& soup, Sets& sets, const std::vector<bool>& faultyTriangles, MeshFacts& facts)
{
    const size_t count = soup.corners.size() / 3;
    std::vector<double> volumes(count, 0);
    std::vector<char> state(count, 0); // 1 a piece, 2 a piece with a fault
    const QVector3D centre = facts.box.centre();
    double area = 0;
    for (size_t i = 0; i < count; ++i) {
        const quint32* const corner = soup.corners.data() + i * 3;
        const QVector3D cross = crossOf(soup, i);
        area += double(cross.length()) / 2;
        const bool line = corner[0] == corner[1] || corner[1] == corner[2] || corner[2] == corner[0];
        if (line || cross.isNull()) {
            ++facts.degenerate;
        }
        if (line) {
            continue;
        }
        const quint32 root = sets.root(quint32(i));
        volumes[root] += double(QVector3D::dotProduct(soup.places[corner[0]] - centre, cross));
        state[root] = char(std::max<int>(state[root], faultyTriangles[i] ? 2 : 1));
    }
    double volume = 0;
    for (size_t i = 0; i < count; ++i) {
        facts.components += state[i] != 0 ? 1 : 0;
        facts.insideOut += state[i] == 1 && volumes[i] < 0 ? 1 : 0;
        volume += volumes[i] / 6;
    }
    facts.area = area;
    facts.watertight =
        facts.openEdges == 0 && facts.nonManifoldEdges == 0 && facts.reversedEdges == 0 && facts.components > 0;
    facts.volume = facts.watertight ? volume : 0;
}

void walkEdges(const Soup& soup, Sets& sets, std::vector<bool>& faultyTriangles, MeshFacts& facts)
{
    QList<std::array<QVector3D, 2>> others;
    EdgeWalk walk(soup);
    walk.visit([&](quint32 low, quint32 high, std::span<const EdgeWalk::Edge> edges) {
        for (size_t i = 1; i < edges.size(); ++i) {
            sets.join(edges[0].tag / 2, edges[i].tag / 2);
        }
        const bool agrees = edges.size() == 2 && (edges[0].tag & 1U) != (edges[1].tag & 1U);
        if (agrees) {
            return;
        }
        auto& list = edges.size() == 1 ? facts.faultyEdges : others;
        (edges.size() == 1 ? facts.openEdges : edges.size() == 2 ? facts.reversedEdges : facts.nonManifoldEdges) += 1;
        if (list.size() < MeshFacts::kMostEdges) {
            list.append({soup.places[low], soup.places[high]});
        }
        for (const auto& edge : edges) {
            faultyTriangles[edge.tag / 2] = true;
        }
    });
    facts.faultyEdges +=
        others.first(std::min<qsizetype>(others.size(), MeshFacts::kMostEdges - facts.faultyEdges.size()));
}

} // namespace

MeshFacts checkMesh(const MeshScene& scene, const std::atomic_bool* cancelled)
{
    const auto stopped = [cancelled] { return cancelled != nullptr && *cancelled; };
    MeshFacts facts;
    facts.fileBytes = scene.fileBytes;
    facts.unit = scene.unit;
    for (const MeshImage& image : scene.images) {
        if (!image.image.isNull()) {
            facts.textures.append(image.image.size());
        }
        facts.textureBytes += image.bytes;
    }
    const Soup soup = gather(scene, facts);
    for (const QVector3D& place : soup.places) {
        facts.box.add(place);
    }
    if (stopped()) {
        return facts;
    }
    Sets sets(soup.corners.size() / 3);
    std::vector<bool> faultyTriangles(soup.corners.size() / 3, false);
    walkEdges(soup, sets, faultyTriangles, facts);
    if (stopped()) {
        return facts;
    }
    countPieces(soup, sets, faultyTriangles, facts);
    return facts;
}

} // namespace maquette
