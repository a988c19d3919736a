// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Error.h"
#include "app/mesh/MeshChecks.h"
#include "app/mesh/MeshPicker.h"
#include "ui/mesh/LoadedMesh.h"

#include <QObject>
#include <QThreadPool>

#include <atomic>
#include <memory>

namespace maquette {

using MeshFactsPtr = std::shared_ptr<const MeshFacts>;
using MeshPickerPtr = std::shared_ptr<const MeshPicker>;

/// One mesh file and what becomes known of it. Lives in the window's thread; a worker reads first what is to be seen,
/// then counts and sorts.
class MeshSession : public QObject
{
    Q_OBJECT

public:
    enum class State { Empty, Reading, Ready, Failed };

    explicit MeshSession(QObject* parent = nullptr);
    ~MeshSession() override;

    /// Reads \a path; what was being read before is given up. The mesh before stays until the new one is there.
    void open(const QString& path);
    void clear();
    /// Goes on with facts and picking once the mesh is on screen, which comes first; nothing more than once.
    void study();

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] QString path() const { return m_path; }
    [[nodiscard]] double progress() const { return m_progress; }
    [[nodiscard]] const MeshPtr& mesh() const { return m_mesh; }
    [[nodiscard]] const MeshFactsPtr& facts() const { return m_facts; }    ///< null until counted
    [[nodiscard]] const MeshPickerPtr& picker() const { return m_picker; } ///< null until sorted
    [[nodiscard]] const Error& error() const { return m_error; }           ///< of Failed

Q_SIGNALS:
    void stateChanged();
    void progressed(double part);
    void factsChanged();
    void pickerChanged();

private:
    struct Task
    {
        std::atomic_bool cancelled = false;
    };
    void setState(State state);

    State m_state = State::Empty;
    QString m_path;
    double m_progress = 0;
    MeshPtr m_mesh;
    MeshFactsPtr m_facts;
    MeshPickerPtr m_picker;
    Error m_error;
    bool m_studied = false;
    std::shared_ptr<Task> m_task;
    QThreadPool m_pool;
};

} // namespace maquette
