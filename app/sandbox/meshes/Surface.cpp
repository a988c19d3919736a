// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/meshes/Surface.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace maquette::sandbox::meshes {

namespace {

/// The samples of one side, as columns over the plane z = 0: how many layers beyond that plane are inside, -1 when not
/// even the plane is. A column has no gaps, so that its height says everything.
struct Columns
{
    int width = 0;
    int height = 0;
    double cell = 1;
    std::vector<double> square; ///< of the depth, by column
    std::vector<int> layers;

    [[nodiscard]] size_t at(int i, int j) const { return size_t(j) * size_t(width) + size_t(i); }
};

/// The map's value at a sample. Parts thinner than a cell, which would fall between the samples, count for all samples
/// beside them.
double squareAt(const cv::Mat& map, double x, double y, double cell)
{
    if (x < 0 || y < 0 || x >= map.cols || y >= map.rows) {
        return -cell * cell;
    }
    const cv::Point here(std::min(int(std::lround(x)), map.cols - 1), std::min(int(std::lround(y)), map.rows - 1));
    const double square = double(map.at<float>(here));
    const int reach = int(cell * 0.5);
    if (square > 0 || reach < 1) {
        return square;
    }
    const cv::Rect near =
        cv::Rect(here.x - reach, here.y - reach, 2 * reach + 1, 2 * reach + 1) & cv::Rect(0, 0, map.cols, map.rows);
    double most = 0;
    cv::minMaxLoc(map(near), nullptr, &most);
    return most > 0 && most < 0.5 * cell * cell ? most : square;
}

Columns columnsOf(const cv::Mat& map, double cell)
{
    Columns columns;
    columns.cell = cell;
    columns.width = int(map.cols / cell) + 4;
    columns.height = int(map.rows / cell) + 4;
    for (int j = 0; j < columns.height; ++j) {
        for (int i = 0; i < columns.width; ++i) {
            const double square = squareAt(map, (i - 1.5) * cell, (j - 1.5) * cell, cell);
            columns.square.push_back(square);
            const double depth = square > 0 ? std::sqrt(square) : -1.0;
            columns.layers.push_back(depth > 0 ? std::max(0, int(std::ceil(depth / cell)) - 1) : -1);
        }
    }
    return columns;
}

/// Raises columns until no two meet only along an edge: of four around a corner, neither pair of opposite ones may
/// reach above both others. True when something changed.
bool joinCorners(Columns& columns)
{
    bool changed = false;
    bool again = true;
    while (again) {
        again = false;
        for (int j = 0; j + 1 < columns.height; ++j) {
            for (int i = 0; i + 1 < columns.width; ++i) {
                int& a = columns.layers[columns.at(i, j)];
                int& b = columns.layers[columns.at(i + 1, j)];
                int& c = columns.layers[columns.at(i + 1, j + 1)];
                int& d = columns.layers[columns.at(i, j + 1)];
                const auto raise = [&again](int& one, int& other, int to) {
                    if (std::max(one, other) < to) {
                        (one >= other ? one : other) = to;
                        again = true;
                    }
                };
                raise(b, d, std::min(a, c));
                raise(a, c, std::min(b, d));
            }
        }
        changed = changed || again;
    }
    return changed;
}

/// Both sides, which agree on the plane z = 0.
struct Samples
{
    Columns front;
    Columns back;

    Samples(const Solid& solid, double cell)
        : front(columnsOf(solid.front, cell))
        , back(columnsOf(solid.back, cell))
    {
        do {
            for (size_t i = 0; i < front.layers.size(); ++i) {
                if (front.layers[i] >= 0 || back.layers[i] >= 0) {
                    front.layers[i] = std::max(front.layers[i], 0);
                    back.layers[i] = std::max(back.layers[i], 0);
                }
            }
        } while (joinCorners(front) || joinCorners(back));
    }
};

/// Makes points and quads of one side; the other is mirrored afterwards.
class Net
{
public:
    Net(const Columns& columns, double sign, Mesh& mesh)
        : m_columns(columns)
        , m_sign(sign)
        , m_mesh(mesh)
        , m_first(columns.layers.size(), 0)
        , m_base(columns.layers.size(), 0)
    {
        for (int j = 0; j + 1 < columns.height; ++j) {
            for (int i = 0; i + 1 < columns.width; ++i) {
                addPoints(i, j);
            }
        }
    }

    /// The point in the cell above column corner (i, j) and layer k.
    [[nodiscard]] quint32 point(int i, int j, int k) const
    {
        const size_t cell = m_columns.at(i, j);
        return m_first[cell] + quint32(k - m_base[cell]);
    }
    [[nodiscard]] int layers(int i, int j) const { return m_columns.layers[m_columns.at(i, j)]; }

private:
    void addPoints(int i, int j)
    {
        const std::array<int, 4> corners{layers(i, j), layers(i + 1, j), layers(i + 1, j + 1), layers(i, j + 1)};
        const int highest = *std::max_element(corners.begin(), corners.end());
        const int lowest = std::max(0, *std::min_element(corners.begin(), corners.end()));
        const size_t cell = m_columns.at(i, j);
        m_first[cell] = quint32(m_mesh.points.size());
        m_base[cell] = lowest;
        for (int k = lowest; k <= highest; ++k) {
            m_mesh.points.push_back(middleOf(i, j, k));
        }
    }

    /// The mean of where the surface crosses the edges of a cell.
    [[nodiscard]] Point middleOf(int i, int j, int k) const
    {
        const double cell = m_columns.cell;
        const std::array<cv::Point, 4> ring{cv::Point(i, j), {i + 1, j}, {i + 1, j + 1}, {i, j + 1}};
        Point sum(0, 0, 0);
        int count = 0;
        for (size_t n = 0; n < 4; ++n) {
            const cv::Point a = ring[n];
            const cv::Point b = ring[(n + 1) % 4];
            const size_t atA = m_columns.at(a.x, a.y);
            const size_t atB = m_columns.at(b.x, b.y);
            if (m_columns.layers[atA] == k) {
                const double depth = std::sqrt(std::max(m_columns.square[atA], 0.0));
                sum += Point(a.x, a.y, std::clamp(depth / cell, double(k), k + 1.0));
                ++count;
            }
            for (int layer = k; layer <= k + 1; ++layer) {
                if ((m_columns.layers[atA] >= layer) == (m_columns.layers[atB] >= layer)) {
                    continue;
                }
                const double plane = layer * cell * layer * cell;
                const double valueA = plane - m_columns.square[atA];
                const double valueB = plane - m_columns.square[atB];
                const bool crosses = (valueA < 0) != (valueB < 0);
                const double t = crosses ? std::clamp(valueA / (valueA - valueB), 0.02, 0.98) : 0.5;
                sum += Point(a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t, layer);
                ++count;
            }
        }
        sum *= 1.0 / std::max(count, 1);
        return {(sum.x - 1.5) * cell, (sum.y - 1.5) * cell, sum.z * cell * m_sign};
    }

    const Columns& m_columns;
    double m_sign;
    Mesh& m_mesh;
    std::vector<quint32> m_first;
    std::vector<int> m_base;
};

void addQuad(Mesh& mesh, std::array<quint32, 4> q, bool turned)
{
    if (turned) {
        std::swap(q[1], q[3]);
    }
    const Point across = mesh.points[q[0]] - mesh.points[q[2]];
    const Point other = mesh.points[q[1]] - mesh.points[q[3]];
    if (across.dot(across) <= other.dot(other)) {
        mesh.triangles.push_back({q[0], q[1], q[2]});
        mesh.triangles.push_back({q[0], q[2], q[3]});
    } else {
        mesh.triangles.push_back({q[0], q[1], q[3]});
        mesh.triangles.push_back({q[1], q[2], q[3]});
    }
}

/// The quads that cross the edges of one side's samples above the plane.
void addSide(Mesh& mesh, const Columns& columns, const Net& net, bool mirrored)
{
    for (int j = 1; j + 1 < columns.height; ++j) {
        for (int i = 1; i + 1 < columns.width; ++i) {
            const int here = net.layers(i, j);
            if (here >= 0) {
                addQuad(mesh,
                        {net.point(i - 1, j - 1, here), net.point(i, j - 1, here), net.point(i, j, here),
                         net.point(i - 1, j, here)},
                        mirrored);
            }
            const int right = net.layers(i + 1, j);
            for (int k = std::max(1, std::min(here, right) + 1); k <= std::max(here, right); ++k) {
                addQuad(
                    mesh,
                    {net.point(i, j - 1, k - 1), net.point(i, j, k - 1), net.point(i, j, k), net.point(i, j - 1, k)},
                    (right > here) != mirrored);
            }
            const int under = net.layers(i, j + 1);
            for (int k = std::max(1, std::min(here, under) + 1); k <= std::max(here, under); ++k) {
                addQuad(
                    mesh,
                    {net.point(i - 1, j, k - 1), net.point(i, j, k - 1), net.point(i, j, k), net.point(i - 1, j, k)},
                    (under > here) == mirrored);
            }
        }
    }
}

/// The quads around the outline, which join both sides.
void addRim(Mesh& mesh, const Columns& columns, const Net& front, const Net& back)
{
    for (int j = 1; j + 1 < columns.height; ++j) {
        for (int i = 1; i + 1 < columns.width; ++i) {
            const bool here = front.layers(i, j) >= 0;
            if (const bool right = front.layers(i + 1, j) >= 0; here != right) {
                addQuad(mesh,
                        {back.point(i, j - 1, 0), back.point(i, j, 0), front.point(i, j, 0), front.point(i, j - 1, 0)},
                        right);
            }
            if (const bool under = front.layers(i, j + 1) >= 0; here != under) {
                addQuad(mesh,
                        {back.point(i - 1, j, 0), back.point(i, j, 0), front.point(i, j, 0), front.point(i - 1, j, 0)},
                        here);
            }
        }
    }
}

} // namespace

Mesh surfaceOf(const Solid& solid, double cell)
{
    const Samples samples(solid, cell);
    Mesh mesh;
    const Net front(samples.front, 1.0, mesh);
    const Net back(samples.back, -1.0, mesh);
    addSide(mesh, samples.front, front, false);
    addSide(mesh, samples.back, back, true);
    addRim(mesh, samples.front, front, back);
    return mesh;
}

void evenOut(Mesh& mesh, const Solid& solid, int rounds)
{
    for (int round = 0; round < rounds; ++round) {
        std::vector<Point> spans(mesh.points.size(), Point(0, 0, 0));
        std::vector<double> areas(mesh.points.size(), 1e-12);
        std::vector<Point> sums(mesh.points.size(), Point(0, 0, 0));
        std::vector<int> counts(mesh.points.size(), 0);
        for (const Triangle& t : mesh.triangles) {
            const Point span = spanOf(mesh.points[t[0]], mesh.points[t[1]], mesh.points[t[2]]);
            const double area = std::sqrt(span.dot(span));
            for (size_t corner = 0; corner < 3; ++corner) {
                spans[t[corner]] += span;
                areas[t[corner]] += area;
                sums[t[corner]] += mesh.points[t[(corner + 1) % 3]];
                ++counts[t[corner]];
            }
        }
        for (size_t i = 0; i < mesh.points.size(); ++i) {
            if (counts[i] == 0) {
                continue;
            }
            // Where the triangles around a point face different ways it is a tip, which would wear down.
            const double flat = std::sqrt(spans[i].dot(spans[i])) / areas[i];
            const Point normal = spans[i] * (1.0 / std::max(flat * areas[i], 1e-12));
            Point step = sums[i] * (1.0 / counts[i]) - mesh.points[i];
            step -= normal * step.dot(normal);
            mesh.points[i] = solid.settled(mesh.points[i] + step * (0.6 * flat * flat));
        }
    }
}

} // namespace maquette::sandbox::meshes
