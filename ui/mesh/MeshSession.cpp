// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mesh/MeshSession.h"

#include <algorithm>
#include <utility>

namespace maquette {

namespace {

constexpr double kStep = 0.02; // of the progress, worth telling

} // namespace

MeshSession::MeshSession(QObject* parent)
    : QObject(parent)
{
    m_pool.setMaxThreadCount(2);
}

MeshSession::~MeshSession()
{
    if (m_task) {
        m_task->cancelled = true;
    }
    m_pool.waitForDone();
}

void MeshSession::setState(State state)
{
    m_state = state;
    Q_EMIT stateChanged();
}

void MeshSession::clear()
{
    if (m_task) {
        m_task->cancelled = true;
        m_task.reset();
    }
    m_path.clear();
    m_mesh.reset();
    m_facts.reset();
    m_picker.reset();
    setState(State::Empty);
    Q_EMIT factsChanged();
    Q_EMIT pickerChanged();
}

void MeshSession::open(const QString& path)
{
    if (m_task) {
        m_task->cancelled = true;
    }
    const auto task = std::make_shared<Task>();
    m_task = task;
    m_path = path;
    m_progress = 0;
    setState(State::Reading);
    m_pool.start([this, task, path] {
        MeshReadOptions options;
        options.cancelled = &task->cancelled;
        double told = 0;
        options.progress = [this, task, &told](double part) {
            if (part < told + kStep) {
                return;
            }
            told = part;
            QMetaObject::invokeMethod(this, [this, task, part] {
                if (task == m_task) {
                    m_progress = std::clamp(part, 0.0, 1.0);
                    Q_EMIT progressed(m_progress);
                }
            });
        };
        auto mesh = loadMesh(path, options);
        QMetaObject::invokeMethod(this, [this, task, mesh = std::move(mesh)] {
            if (task != m_task) {
                return;
            }
            m_facts.reset();
            m_picker.reset();
            m_studied = false;
            if (mesh) {
                m_mesh = *mesh;
                setState(State::Ready);
            } else {
                m_mesh.reset();
                m_error = mesh.error();
                setState(State::Failed);
            }
            Q_EMIT factsChanged();
            Q_EMIT pickerChanged();
        });
    });
}

void MeshSession::study()
{
    if (m_state != State::Ready || std::exchange(m_studied, true)) {
        return;
    }
    const auto task = m_task;
    const MeshPtr mesh = m_mesh;
    m_pool.start([this, task, mesh] {
        if (task->cancelled) {
            return;
        }
        const auto picker = std::make_shared<const MeshPicker>(mesh->scene);
        QMetaObject::invokeMethod(this, [this, task, picker] {
            if (task == m_task) {
                m_picker = picker;
                Q_EMIT pickerChanged();
            }
        });
        const auto facts = std::make_shared<const MeshFacts>(checkMesh(mesh->scene, &task->cancelled));
        QMetaObject::invokeMethod(this, [this, task, facts] {
            if (task == m_task && !task->cancelled) {
                m_facts = facts;
                Q_EMIT factsChanged();
            }
        });
    });
}

} // namespace maquette
