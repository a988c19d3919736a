// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/meshes/Decimate.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <queue>
#include <tuple>

namespace maquette::sandbox::meshes {

namespace {

/// The sum of squared distances to planes, as a symmetric matrix.
struct Quadric
{
    double xx = 0, xy = 0, xz = 0, xw = 0, yy = 0, yz = 0, yw = 0, zz = 0, zw = 0, ww = 0;

    void addPlane(const Point& n, double offset, double weight)
    {
        xx += weight * n.x * n.x;
        xy += weight * n.x * n.y;
        xz += weight * n.x * n.z;
        xw += weight * n.x * offset;
        yy += weight * n.y * n.y;
        yz += weight * n.y * n.z;
        yw += weight * n.y * offset;
        zz += weight * n.z * n.z;
        zw += weight * n.z * offset;
        ww += weight * offset * offset;
    }
    Quadric& operator+=(const Quadric& o)
    {
        xx += o.xx;
        xy += o.xy;
        xz += o.xz;
        xw += o.xw;
        yy += o.yy;
        yz += o.yz;
        yw += o.yw;
        zz += o.zz;
        zw += o.zw;
        ww += o.ww;
        return *this;
    }
    [[nodiscard]] double at(const Point& p) const
    {
        return p.x * (xx * p.x + 2 * (xy * p.y + xz * p.z + xw)) + p.y * (yy * p.y + 2 * (yz * p.z + yw)) +
               p.z * (zz * p.z + 2 * zw) + ww;
    }
    /// Where it is least, unless it is so along a line or plane.
    [[nodiscard]] std::optional<Point> least() const
    {
        const double a = yy * zz - yz * yz;
        const double b = xz * yz - xy * zz;
        const double c = xy * yz - xz * yy;
        const double det = xx * a + xy * b + xz * c;
        const double size = std::max({xx, yy, zz});
        if (std::abs(det) < 1e-3 * size * size * size) {
            return std::nullopt;
        }
        const double d = xx * zz - xz * xz;
        const double e = xy * xz - xx * yz;
        const double f = xx * yy - xy * xy;
        return Point(-(a * xw + b * yw + c * zw) / det, -(b * xw + d * yw + e * zw) / det,
                     -(c * xw + e * yw + f * zw) / det);
    }
};

struct Candidate
{
    double cost = 0;
    quint32 a = 0;
    quint32 b = 0;
    quint32 stamp = 0; ///< of both ends when it was made; an older one is void

    bool operator<(const Candidate& o) const { return std::tie(o.cost, o.a, o.b) < std::tie(cost, a, b); }
};

constexpr double kShape = 12.0; ///< what a squared distance counts beside a squared length
constexpr double kTurn = 0.2;   ///< cosine by which a triangle may turn in one collapse

} // namespace

class Decimator::Work
{
public:
    Work(const Mesh& mesh, const Solid& solid, EdgeCost cost)
        : m_points(mesh.points)
        , m_triangles(mesh.triangles)
        , m_alive(mesh.triangles.size(), 1)
        , m_around(mesh.points.size())
        , m_stamps(mesh.points.size(), 0)
        , m_quadrics(mesh.points.size())
        , m_solid(solid)
        , m_cost(cost)
        , m_count(int(mesh.points.size()))
    {
        for (size_t i = 0; i < m_triangles.size(); ++i) {
            const Triangle& t = m_triangles[i];
            const Point span = spanOf(m_points[t[0]], m_points[t[1]], m_points[t[2]]);
            const double length = std::sqrt(span.dot(span));
            for (const quint32 v : t) {
                m_around[v].push_back(quint32(i));
                if (length > 1e-12) {
                    const Point normal = span * (1.0 / length);
                    m_quadrics[v].addPlane(normal, -normal.dot(m_points[t[0]]), length);
                }
            }
        }
        for (const Triangle& t : m_triangles) {
            for (size_t i = 0; i < 3; ++i) {
                if (t[i] < t[(i + 1) % 3]) {
                    offer(t[i], t[(i + 1) % 3]);
                }
            }
        }
    }

    void reduceTo(int points)
    {
        while (m_count > points && !m_queue.empty()) {
            const Candidate next = m_queue.top();
            m_queue.pop();
            if (next.stamp == m_stamps[next.a] + m_stamps[next.b] && !m_around[next.a].empty() &&
                !m_around[next.b].empty()) {
                tryCollapse(next.a, next.b);
            }
        }
    }

    [[nodiscard]] int count() const { return m_count; }

    [[nodiscard]] Mesh mesh() const
    {
        Mesh out;
        std::vector<quint32> moved(m_points.size(), 0);
        for (size_t i = 0; i < m_points.size(); ++i) {
            if (!m_around[i].empty()) {
                moved[i] = quint32(out.points.size());
                out.points.push_back(m_points[i]);
            }
        }
        for (size_t i = 0; i < m_triangles.size(); ++i) {
            if (m_alive[i] != 0) {
                const Triangle& t = m_triangles[i];
                out.triangles.push_back({moved[t[0]], moved[t[1]], moved[t[2]]});
            }
        }
        return out;
    }

private:
    [[nodiscard]] Point targetOf(quint32 a, quint32 b) const
    {
        const Point middle = (m_points[a] + m_points[b]) * 0.5;
        if (m_cost == EdgeCost::Length) {
            return m_solid.settled(middle);
        }
        Quadric sum = m_quadrics[a];
        sum += m_quadrics[b];
        const Point along = m_points[a] - m_points[b];
        if (const auto least = sum.least()) {
            const Point off = *least - middle;
            if (off.dot(off) < 4.0 * along.dot(along)) {
                return *least;
            }
        }
        Point best = middle;
        for (const Point& p : {m_points[a], m_points[b]}) {
            if (sum.at(p) < sum.at(best)) {
                best = p;
            }
        }
        return best;
    }

    void offer(quint32 a, quint32 b)
    {
        const Point along = m_points[a] - m_points[b];
        double cost = along.dot(along);
        Quadric sum = m_quadrics[a];
        sum += m_quadrics[b];
        const double error = std::max(sum.at(targetOf(a, b)), 0.0);
        if (m_cost == EdgeCost::Shape) {
            // The length decides where the surface is flat, so that no needles grow there.
            cost = error + 1e-4 * cost * cost;
        } else {
            // Faces may be smaller where the shape would be lost.
            cost += kShape * error / std::max(sum.xx + sum.yy + sum.zz, 1e-12);
        }
        m_queue.push({cost, a, b, m_stamps[a] + m_stamps[b]});
    }

    [[nodiscard]] std::vector<quint32> neighboursOf(quint32 v) const
    {
        std::vector<quint32> out;
        for (const quint32 t : m_around[v]) {
            for (const quint32 other : m_triangles[t]) {
                if (other != v) {
                    out.push_back(other);
                }
            }
        }
        std::sort(out.begin(), out.end());
        out.erase(std::unique(out.begin(), out.end()), out.end());
        return out;
    }

    /// The link condition (Dey 1999): without it the surface would touch itself.
    [[nodiscard]] bool keepsClosed(quint32 a, quint32 b) const
    {
        const std::vector<quint32> ofA = neighboursOf(a);
        const std::vector<quint32> ofB = neighboursOf(b);
        std::vector<quint32> both;
        std::set_intersection(ofA.begin(), ofA.end(), ofB.begin(), ofB.end(), std::back_inserter(both));
        return both.size() == 2 && ofA.size() + ofB.size() > 7 &&
               std::all_of(both.begin(), both.end(), [this](quint32 v) { return m_around[v].size() > 3; });
    }

    [[nodiscard]] bool keepsFacing(quint32 moved, quint32 other, const Point& to) const
    {
        return std::all_of(m_around[moved].begin(), m_around[moved].end(), [&](quint32 index) {
            const Triangle& t = m_triangles[index];
            if (t[0] == other || t[1] == other || t[2] == other) {
                return true;
            }
            std::array<Point, 3> corners;
            for (size_t i = 0; i < 3; ++i) {
                corners[i] = t[i] == moved ? to : m_points[t[i]];
            }
            const Point before = spanOf(m_points[t[0]], m_points[t[1]], m_points[t[2]]);
            const Point after = spanOf(corners[0], corners[1], corners[2]);
            const double lengths = std::sqrt(before.dot(before) * after.dot(after));
            return lengths > 1e-12 && before.dot(after) > kTurn * lengths;
        });
    }

    void tryCollapse(quint32 a, quint32 b)
    {
        const Point to = targetOf(a, b);
        if (!keepsClosed(a, b) || !keepsFacing(a, b, to) || !keepsFacing(b, a, to)) {
            return;
        }
        m_points[a] = to;
        m_quadrics[a] += m_quadrics[b];
        for (const quint32 index : m_around[b]) {
            Triangle& t = m_triangles[index];
            if (t[0] == a || t[1] == a || t[2] == a) {
                m_alive[index] = 0;
                for (const quint32 v : t) {
                    if (v != b) {
                        auto& around = m_around[v];
                        around.erase(std::find(around.begin(), around.end(), index));
                    }
                }
                continue;
            }
            std::replace(t.begin(), t.end(), b, a);
            m_around[a].push_back(index);
        }
        m_around[b].clear();
        --m_count;
        ++m_stamps[a];
        for (const quint32 v : neighboursOf(a)) {
            offer(std::min(a, v), std::max(a, v));
        }
    }

    std::vector<Point> m_points;
    std::vector<Triangle> m_triangles;
    std::vector<char> m_alive;
    std::vector<std::vector<quint32>> m_around; ///< triangles by point; none when the point is gone
    std::vector<quint32> m_stamps;
    std::vector<Quadric> m_quadrics;
    const Solid& m_solid;
    EdgeCost m_cost;
    int m_count;
    std::priority_queue<Candidate> m_queue;
};

Decimator::Decimator(const Mesh& mesh, const Solid& solid, EdgeCost cost)
    : m_work(std::make_unique<Work>(mesh, solid, cost))
{
}

Decimator::~Decimator() = default;

void Decimator::reduceTo(int points)
{
    m_work->reduceTo(points);
}

int Decimator::points() const
{
    return m_work->count();
}

Mesh Decimator::mesh() const
{
    return m_work->mesh();
}

} // namespace maquette::sandbox::meshes
