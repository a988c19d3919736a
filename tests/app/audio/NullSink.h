// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QProcess>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace maquette {

class AudioKit;
class Mixer;

/// A sound server of the caller's own whose outputs play to nobody, and a recorder on what they play. One per process:
/// it names itself to the sound library by the environment, so it comes before the first look at the outputs.
class NullSink
{
public:
    ~NullSink();
    /// With one output, "first". False when there is no server to start.
    [[nodiscard]] bool start();
    [[nodiscard]] bool add(const QString& name);
    [[nodiscard]] bool remove(const QString& name);

    struct Recording
    {
        std::vector<float> left; ///< from the first sound on
        qsizetype turnedAt = 0;  ///< frames of it that had arrived when halfWay was called
    };
    /// What "first" plays at \a rate while \a mixer does, until \a seconds were heard; \a halfWay is called in the
    /// middle of it. Empty when nothing was heard.
    [[nodiscard]] static Recording record(const std::shared_ptr<Mixer>& mixer, int rate, double seconds,
                                          const std::function<void(Mixer&)>& halfWay = {});

private:
    [[nodiscard]] static bool pactl(const QStringList& arguments, QString* answer = nullptr);

    QTemporaryDir m_dir;
    QProcess m_server;
    QHash<QString, QString> m_modules; ///< by output
};

/// How one take gave way to another while they played, in milliseconds, from what an output played.
struct TakeChange
{
    double gap = 0;       ///< from the last sample that is wholly the one to the first that is wholly the other
    double jump = 0;      ///< how far the other is from where the one would have been
    double afterCall = 0; ///< at most so long after it was asked for: what was on its way to the recorder counts
};
/// Plays two takes whose samples say which they are and from where. Empty when nothing was heard.
[[nodiscard]] std::optional<TakeChange> measureTakeChange(const AudioKit& kit);

} // namespace maquette
