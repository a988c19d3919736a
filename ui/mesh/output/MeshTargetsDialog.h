// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mesh/MeshTargets.h"

#include <QDialog>

#include <functional>

class QCheckBox;
class QDoubleSpinBox;
class QVBoxLayout;

namespace maquette {

/// Asks what meshes are to keep to.
class MeshTargetsDialog : public QDialog
{
    Q_OBJECT

public:
    MeshTargetsDialog(const MeshTargets& targets, QWidget* parent);

    [[nodiscard]] MeshTargets targets() const;
    void setTargets(const MeshTargets& targets);

Q_SIGNALS:
    void chosen(const maquette::MeshTargets& targets);

private:
    /// A limit: ticked when it counts.
    struct Limit
    {
        QCheckBox* counts = nullptr;
        QDoubleSpinBox* most = nullptr;
    };
    QWidget* makeLimits();
    QWidget* makeRules();
    Limit addLimit(QVBoxLayout& column, const QString& name, const QString& label, const QString& tip, double most,
                   int decimals, double usual, const QString& unit);
    QCheckBox* addRule(QVBoxLayout& column, const QString& name, const QString& label, const QString& tip);
    void addButtons(QVBoxLayout& column);

    Limit m_triangles;
    Limit m_vertices;
    Limit m_materials;
    Limit m_textureSide;
    Limit m_megabytes;
    Limit m_longest;
    Limit m_pieces;
    QCheckBox* m_watertight = nullptr;
    QCheckBox* m_manifold = nullptr;
    QCheckBox* m_area = nullptr;
};

} // namespace maquette
