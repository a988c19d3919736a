// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mesh/output/MeshTargetsDialog.h"

#include "ui/widgets/DisabledReason.h"
#include "ui/widgets/Theme.h"

#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace maquette {

namespace {

constexpr int kWidth = 452;
constexpr int kEdge = 20;
constexpr int kNumberWidth = 150;
constexpr double kMegabyte = 1'000'000;

MeshTargets forWeb()
{
    MeshTargets targets;
    targets.mostTriangles = 100'000;
    targets.mostTextureSide = 2048;
    targets.mostBytes = qint64(5 * kMegabyte);
    return targets;
}

MeshTargets forGame()
{
    MeshTargets targets;
    targets.mostTriangles = 10'000;
    targets.mostMaterials = 1;
    targets.mostTextureSide = 1024;
    targets.noDegenerate = true;
    return targets;
}

MeshTargets forPrint()
{
    MeshTargets targets;
    targets.mostComponents = 1;
    targets.watertight = true;
    targets.noNonManifold = true;
    targets.noDegenerate = true;
    return targets;
}

} // namespace

MeshTargetsDialog::MeshTargetsDialog(const MeshTargets& targets, QWidget* parent)
    : QDialog(parent)
{
    setObjectName(QStringLiteral("meshTargets"));
    setWindowTitle(tr("Targets for meshes"));
    setFixedWidth(kWidth);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(kEdge, kEdge, kEdge, kEdge - metrics::kGrid);
    column->setSpacing(metrics::kMargin);
    auto* intro =
        new QLabel(tr("Every mesh on the stage is compared with these. They cost nothing and change nothing."), this);
    intro->setWordWrap(true);
    setRole(intro, QStringLiteral("hint"));
    column->addWidget(intro);
    auto* usual = new QHBoxLayout;
    usual->setSpacing(metrics::kGrid * 2);
    auto* label = new QLabel(tr("Usual ones"), this);
    setRole(label, QStringLiteral("body"));
    usual->addWidget(label);
    const auto offer = [&](const char* name, const QString& text, const QString& tip, const MeshTargets& offered) {
        auto* button = new QPushButton(text, this);
        button->setObjectName(QLatin1String(name));
        button->setToolTip(tip);
        button->setAutoDefault(false);
        connect(button, &QPushButton::clicked, this, [this, offered] { setTargets(offered); });
        usual->addWidget(button);
    };
    offer("targetsWeb", tr("Web page"), tr("Light enough to load while one waits"), forWeb());
    offer("targetsGame", tr("Game"), tr("Few triangles, one material"), forGame());
    offer("targetsPrint", tr("3D print"), tr("One closed piece"), forPrint());
    offer("targetsNone", tr("None"), tr("Nothing is asked for"), {});
    usual->addStretch(1);
    column->addLayout(usual);
    column->addWidget(makeLimits());
    column->addWidget(makeRules());
    addButtons(*column);
    setTargets(targets);
}

MeshTargetsDialog::Limit MeshTargetsDialog::addLimit(QVBoxLayout& column, const QString& name, const QString& label,
                                                     const QString& tip, double most, int decimals, double usual,
                                                     const QString& unit)
{
    Limit limit{new QCheckBox(label, this), new QDoubleSpinBox(this)};
    limit.counts->setObjectName(name + QStringLiteral("Counts"));
    limit.counts->setToolTip(tip);
    limit.most->setObjectName(name);
    limit.most->setAccessibleName(label);
    limit.most->setToolTip(tip);
    limit.most->setDecimals(decimals);
    limit.most->setRange(decimals > 0 ? 0.001 : 1, most);
    limit.most->setGroupSeparatorShown(true);
    limit.most->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    limit.most->setValue(usual);
    limit.most->setSuffix(unit);
    limit.most->setFixedWidth(kNumberWidth);
    const auto follow = [limit, label](bool on) {
        setDisabledReason(limit.most, on ? QString() : tr("Tick \"%1\" first.").arg(label));
    };
    follow(false);
    connect(limit.counts, &QCheckBox::toggled, this, follow);
    auto* row = new QHBoxLayout;
    row->addWidget(limit.counts, 1);
    row->addWidget(limit.most);
    column.addLayout(row);
    return limit;
}

QWidget* MeshTargetsDialog::makeLimits()
{
    auto* box = new QWidget(this);
    setRole(box, QStringLiteral("plain"));
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::kGrid);
    auto* heading = new QLabel(tr("At most"), box);
    setRole(heading, QStringLiteral("heading"));
    column->addWidget(heading);
    m_triangles = addLimit(*column, QStringLiteral("targetTriangles"), tr("Triangles"),
                           tr("As shown, all copies counted"), 1e9, 0, 20'000, {});
    m_vertices = addLimit(*column, QStringLiteral("targetVertices"), tr("Vertices"),
                          tr("As stored: at a seam of the texture there are two"), 1e9, 0, 20'000, {});
    m_materials = addLimit(*column, QStringLiteral("targetMaterials"), tr("Materials"), tr("Those that are used"),
                           10'000, 0, 1, {});
    m_textureSide = addLimit(*column, QStringLiteral("targetTexture"), tr("Longer side of a texture"),
                             tr("Of the largest one"), 65'536, 0, 2048, tr(" px"));
    m_megabytes = addLimit(*column, QStringLiteral("targetBytes"), tr("Size of the file"),
                           tr("One MB is a million bytes"), 1e6, 3, 5, tr(" MB"));
    m_longest = addLimit(*column, QStringLiteral("targetLongest"), tr("Longest side"),
                         tr("Of the box around it, in the file's own unit (metres in glTF)"), 1e9, 3, 1, {});
    m_pieces = addLimit(*column, QStringLiteral("targetPieces"), tr("Separate pieces"),
                        tr("What hangs together by edges is one piece"), 1e9, 0, 1, {});
    return box;
}

QCheckBox* MeshTargetsDialog::addRule(QVBoxLayout& column, const QString& name, const QString& label,
                                      const QString& tip)
{
    auto* rule = new QCheckBox(label, this);
    rule->setObjectName(name);
    rule->setToolTip(tip);
    column.addWidget(rule);
    return rule;
}

QWidget* MeshTargetsDialog::makeRules()
{
    auto* box = new QWidget(this);
    setRole(box, QStringLiteral("plain"));
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::kGrid);
    auto* heading = new QLabel(tr("The surface"), box);
    setRole(heading, QStringLiteral("heading"));
    column->addWidget(heading);
    m_watertight = addRule(*column, QStringLiteral("targetWatertight"), tr("Watertight"),
                           tr("No open, non-manifold or reversed edge"));
    m_manifold = addRule(*column, QStringLiteral("targetManifold"), tr("No non-manifold edges"),
                         tr("No edge with three triangles or more"));
    m_area = addRule(*column, QStringLiteral("targetArea"), tr("No triangles without area"),
                     tr("None that is only a line or a point"));
    return box;
}

void MeshTargetsDialog::addButtons(QVBoxLayout& column)
{
    auto* cancel = new QPushButton(tr("Cancel"), this);
    cancel->setObjectName(QStringLiteral("targetsCancel"));
    cancel->setToolTip(tr("Leaves the targets as they were (Esc)"));
    cancel->setAutoDefault(false);
    auto* keep = new QPushButton(tr("Set targets"), this);
    keep->setObjectName(QStringLiteral("targetsSet"));
    keep->setToolTip(tr("Compares every mesh with these from now on (Enter)"));
    keep->setDefault(true);
    setRole(keep, QStringLiteral("accent"));
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(metrics::kGrid * 2);
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(keep);
    column.addSpacing(metrics::kGrid);
    column.addLayout(buttons);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(keep, &QPushButton::clicked, this, [this] {
        Q_EMIT chosen(targets());
        accept();
    });
}

MeshTargets MeshTargetsDialog::targets() const
{
    MeshTargets made;
    const auto take = [](const Limit& limit, auto& value, double factor = 1) {
        using Value = typename std::remove_reference_t<decltype(value)>::value_type;
        if (limit.counts->isChecked()) {
            value = Value(limit.most->value() * factor);
        }
    };
    take(m_triangles, made.mostTriangles);
    take(m_vertices, made.mostVertices);
    take(m_materials, made.mostMaterials);
    take(m_textureSide, made.mostTextureSide);
    take(m_megabytes, made.mostBytes, kMegabyte);
    take(m_longest, made.longestSide);
    take(m_pieces, made.mostComponents);
    made.watertight = m_watertight->isChecked();
    made.noNonManifold = m_manifold->isChecked();
    made.noDegenerate = m_area->isChecked();
    return made;
}

void MeshTargetsDialog::setTargets(const MeshTargets& targets)
{
    const auto put = [](const Limit& limit, const auto& value, double factor = 1) {
        limit.counts->setChecked(value.has_value());
        if (value) {
            limit.most->setValue(double(*value) / factor);
        }
    };
    put(m_triangles, targets.mostTriangles);
    put(m_vertices, targets.mostVertices);
    put(m_materials, targets.mostMaterials);
    put(m_textureSide, targets.mostTextureSide);
    put(m_megabytes, targets.mostBytes, kMegabyte);
    put(m_longest, targets.longestSide);
    put(m_pieces, targets.mostComponents);
    m_watertight->setChecked(targets.watertight);
    m_manifold->setChecked(targets.noNonManifold);
    m_area->setChecked(targets.noDegenerate);
}

} // namespace maquette
