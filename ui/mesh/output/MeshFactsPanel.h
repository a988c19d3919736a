// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mesh/MeshTargets.h"

#include <QWidget>

#include <memory>

class QGridLayout;
class QLabel;
class QPushButton;

namespace maquette {

class MeshTargetsStore;

/// What is known of the mesh on the stage, what it is to keep to, and what of its file is not shown. For the details at
/// the right.
class MeshFactsPanel : public QWidget
{
    Q_OBJECT

public:
    explicit MeshFactsPanel(MeshTargetsStore& targets, QWidget* parent = nullptr);

    /// \a facts null: the mesh is still being looked through. \a format and \a notes as in MeshScene; without a format
    /// the file is left out.
    void showFacts(std::shared_ptr<const MeshFacts> facts, const QString& format, const QStringList& notes);
    /// There is no mesh.
    void showNothing();

public Q_SLOTS:
    /// Asks for other targets.
    void editTargets();

Q_SIGNALS:
    void cardRequested(); ///< the page to hand on

private:
    void fill();
    void fillFacts();
    void fillTargets();

    MeshTargetsStore& m_targets;
    std::shared_ptr<const MeshFacts> m_facts;
    QString m_format;
    QStringList m_notes;
    QLabel* m_wait;
    QWidget* m_rowsBox;
    QGridLayout* m_rows;
    QLabel* m_verdict;
    QWidget* m_resultsBox;
    QGridLayout* m_results;
    QPushButton* m_edit;
    QPushButton* m_card;
    QLabel* m_unsupportedHeading;
    QLabel* m_unsupported;
};

} // namespace maquette
