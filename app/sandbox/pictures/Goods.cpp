// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/pictures/TableThings.h"

namespace maquette::sandbox {

namespace {

void paintShoe(ThingPainter& p, Rgb c)
{
    p.round(p.curve({{-0.85, 0.22},
                     {-0.86, 0.6},
                     {-0.8, 0.96},
                     {-0.5, 0.92},
                     {-0.28, 0.84},
                     {0.0, 0.62},
                     {0.4, 0.48},
                     {0.86, 0.38},
                     {1.0, 0.22},
                     {0.9, 0.14},
                     {-0.8, 0.14}}),
            c);
    p.fill(p.curve({{-0.82, 0.93}, {-0.66, 1.04}, {-0.5, 0.93}, {-0.6, 0.84}}), c * 0.45);
    p.fill(p.curve({{-0.5, 0.42}, {-0.1, 0.34}, {0.32, 0.42}, {-0.02, 0.5}}), {1, 1, 1}, 0.9);
    p.fill(p.curve({{-0.9, 0.2},
                    {-0.86, 0.0},
                    {0.0, -0.01},
                    {0.9, 0.0},
                    {1.05, 0.12},
                    {1.0, 0.22},
                    {0.4, 0.16},
                    {-0.4, 0.16}}),
           hex(0xf4f2ee));
    for (int i = 0; i < 5; ++i)
        p.line({-0.36 + i * 0.12, 0.88 - i * 0.085}, {-0.2 + i * 0.13, 0.74 - i * 0.07}, 0.035, {1, 1, 1});
    p.line({-0.86, 0.1}, {1.0, 0.1}, 0.018, c * 0.8);
}

void paintWatch(ThingPainter& p, Rgb c)
{
    for (double s : {-1.0, 1.0})
        p.round(p.curve({{-0.2, 0.5 + s * 0.2}, {-0.15, 0.5 + s * 0.5}, {0.15, 0.5 + s * 0.5}, {0.2, 0.5 + s * 0.2}}),
                c * 0.9);
    p.round(
        [&] {
            QPainterPath q;
            q.addEllipse(p.at(0, 0.5), 0.33 * p.stand.size, 0.33 * p.stand.size);
            return q;
        }(),
        hex(0xc7ccd2));
    p.ellipse(0, 0.5, 0.28, 0.28, hex(0x18202c));
    for (int i = 0; i < 12; ++i) {
        const double a = i * 0.5235988;
        p.line({0.22 * std::cos(a), 0.5 + 0.22 * std::sin(a)}, {0.255 * std::cos(a), 0.5 + 0.255 * std::sin(a)},
               i % 3 ? 0.008 : 0.016, hex(0xf0e6cf));
    }
    p.line({0, 0.5}, {-0.11, 0.6}, 0.018, {1, 1, 1});
    p.line({0, 0.5}, {0.13, 0.64}, 0.012, {1, 1, 1});
    p.line({0, 0.5}, {0.02, 0.3}, 0.006, hex(0xf05a3a));
    p.rect(0.325, 0.47, 0.05, 0.06, hex(0xa8adb4));
}

void paintPerfume(ThingPainter& p, Rgb c)
{
    QPainterPath glass;
    glass.addRoundedRect(p.box(-0.3, 0, 0.6, 0.66), 0.06 * p.stand.size, 0.06 * p.stand.size);
    p.painter.setOpacity(0.85);
    p.round(glass, mix(c, {1, 1, 1}, 0.25), 0.9);
    p.painter.setOpacity(1);
    QPainterPath liquid;
    liquid.addRoundedRect(p.box(-0.25, 0.05, 0.5, 0.44), 0.04 * p.stand.size, 0.04 * p.stand.size);
    p.round(liquid, c, 0.8);
    p.rect(-0.14, 0.22, 0.28, 0.13, hex(0xfaf5ea), 0.9);
    p.rect(-0.09, 0.28, 0.18, 0.014, hex(0x6b5d48), 0.8);
    p.rect(-0.09, 0.66, 0.18, 0.05, hex(0xd9b76a));
    QPainterPath cap;
    cap.addRoundedRect(p.box(-0.12, 0.7, 0.24, 0.28), 0.03 * p.stand.size, 0.03 * p.stand.size);
    p.round(cap, hex(0x2b2b33));
    shine(p, 0.2, 0.36, 0.02, 0.2, 0.5);
}

void paintHeadphones(ThingPainter& p, Rgb c)
{
    p.painter.setBrush(Qt::NoBrush);
    p.painter.setPen(QPen(toQColor(p.seen(c * 0.8)), 0.07 * p.stand.size, Qt::SolidLine, Qt::RoundCap));
    p.painter.drawPath(
        p.curve({{-0.42, 0.35}, {-0.42, 0.7}, {-0.2, 0.95}, {0.2, 0.95}, {0.42, 0.7}, {0.42, 0.35}}, false));
    p.painter.setPen(Qt::NoPen);
    for (double s : {-1.0, 1.0}) {
        p.round(p.curve({{s * 0.28, 0.5},
                         {s * 0.42, 0.56},
                         {s * 0.54, 0.42},
                         {s * 0.54, 0.18},
                         {s * 0.42, 0.04},
                         {s * 0.28, 0.1}}),
                c);
        p.fill(p.curve({{s * 0.22, 0.48}, {s * 0.3, 0.52}, {s * 0.31, 0.08}, {s * 0.22, 0.12}}), hex(0x222328));
    }
}

void paintBag(ThingPainter& p, Rgb c)
{
    p.painter.setBrush(Qt::NoBrush);
    p.painter.setPen(QPen(toQColor(p.seen(c * 0.7)), 0.05 * p.stand.size, Qt::SolidLine, Qt::RoundCap));
    p.painter.drawPath(p.curve({{-0.24, 0.6}, {-0.2, 0.92}, {0.2, 0.92}, {0.24, 0.6}}, false));
    p.painter.setPen(Qt::NoPen);
    p.round(p.curve({{-0.5, 0.04},
                     {-0.46, 0.4},
                     {-0.38, 0.64},
                     {0.38, 0.64},
                     {0.46, 0.4},
                     {0.5, 0.04},
                     {0.3, 0.0},
                     {-0.3, 0.0}}),
            c);
    p.fill(p.curve({{-0.42, 0.64}, {-0.4, 0.44}, {0, 0.34}, {0.4, 0.44}, {0.42, 0.64}}), c * 0.82);
    p.rect(-0.05, 0.33, 0.1, 0.09, hex(0xe0bc6a));
}

} // namespace

/// A turned body: the right half of its outline as (radius, height) pairs, mirrored.
QPainterPath turned(const ThingPainter& p, std::initializer_list<QPointF> profile)
{
    std::vector<QPointF> right;
    for (QPointF q : profile)
        right.push_back(p.at(q.x(), q.y()));
    std::vector<QPointF> left;
    for (QPointF q : profile)
        left.push_back(p.at(-q.x(), q.y()));
    QPainterPath path = smoothPath(right, false);
    std::reverse(left.begin(), left.end());
    const QPainterPath back = smoothPath(left, false);
    path.connectPath(back);
    path.closeSubpath();
    return path;
}

void shine(ThingPainter& p, double x, double y, double w, double h, double alpha)
{
    const double s = p.lightX() > 0 ? 1 : -1;
    p.ellipse(s * x, y, w, h, {1, 1, 1}, alpha);
}

bool paintGoods(ThingPainter& p, Thing thing, std::optional<Rgb> colour)
{
    switch (thing) {
    case Thing::Shoe:
        paintShoe(p, colour.value_or(hex(0xd8403a)));
        return true;
    case Thing::Watch:
        paintWatch(p, colour.value_or(hex(0x6b4328)));
        return true;
    case Thing::Perfume:
        paintPerfume(p, colour.value_or(hex(0xe59a86)));
        return true;
    case Thing::Headphones:
        paintHeadphones(p, colour.value_or(hex(0x2c3440)));
        return true;
    case Thing::Bag:
        paintBag(p, colour.value_or(hex(0xa0562f)));
        return true;
    default:
        return false;
    }
}

} // namespace maquette::sandbox
