// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Result.h"

#include <QList>
#include <QString>

#include <array>
#include <memory>
#include <vector>

namespace maquette {

/// The highest, lowest and mean level of a stretch of one channel.
struct Peak
{
    float low = 0;
    float high = 0;
    float rms = 0;
    bool operator==(const Peak&) const = default;
};

/// A sound's waveform at several resolutions, for drawing at any zoom: each level sums up kFactor of the one below. A
/// value of about 0.1 bytes per frame and channel; copies share what does not grow any more, so that one can be taken
/// at any time while a long sound is read.
class Peaks
{
public:
    static constexpr int kBase = 64; ///< frames summed up at the finest level
    static constexpr int kFactor = 8;
    static constexpr int kLevels = 4; ///< 64, 512, 4,096 and 32,768 frames

    Peaks() = default;
    Peaks(int channels, int sampleRate);

    [[nodiscard]] int channels() const { return m_channels; }
    [[nodiscard]] int sampleRate() const { return m_sampleRate; }
    [[nodiscard]] qint64 frames() const { return m_frames; }
    [[nodiscard]] bool isEmpty() const { return m_frames == 0; }

    /// Goes on with the sound; call for every block in order, then finish().
    void add(const float* interleaved, qint64 frames);
    /// Closes what is begun at every level.
    void finish();

    /// The stretch [from, to) of a channel cut into \a columns, from the finest level that is not finer than needed.
    /// What is not there yet is flat. Columns finer than kBase repeat: draw from the samples then.
    [[nodiscard]] QList<Peak> range(int channel, double from, double to, int columns) const;
    /// The highest level either way, 0 to 1 and beyond for clipped floating point sound.
    [[nodiscard]] float highest() const;

    /// For a cache beside the thumbnails; written atomically. Errors: Storage.
    [[nodiscard]] Result<void> save(const QString& path) const;
    /// Errors: Storage when the file is not there, damaged or of another version: then it is made anew.
    [[nodiscard]] static Result<Peaks> load(const QString& path);
    bool operator==(const Peaks& other) const;

private:
    struct Cell
    {
        qint16 low = 0;
        qint16 high = 0;
        quint16 rms = 0;
        bool operator==(const Cell&) const = default;
    };
    struct Sum
    {
        float low = 0;
        float high = 0;
        double power = 0;
        int count = 0;
    };
    /// Cells of all channels in turn. Full chunks are never changed again.
    class Row
    {
    public:
        static constexpr size_t kChunk = 16'384;
        void push(const Cell& cell);
        [[nodiscard]] size_t size() const { return m_full.size() * kChunk + m_rest.size(); }
        [[nodiscard]] const Cell& at(size_t index) const
        {
            return index / kChunk < m_full.size() ? (*m_full[index / kChunk])[index % kChunk] : m_rest[index % kChunk];
        }
        bool operator==(const Row& other) const;
        template <typename Each>
        void eachChunk(const Each& each) const;

    private:
        std::vector<std::shared_ptr<const std::vector<Cell>>> m_full;
        std::vector<Cell> m_rest;
    };
    void close(int level);
    [[nodiscard]] Peak cellAt(int level, qint64 index, int channel) const;

    int m_channels = 0;
    int m_sampleRate = 0;
    qint64 m_frames = 0;
    std::array<Row, kLevels> m_rows;
    std::array<std::vector<Sum>, kLevels> m_open; ///< by channel
};

} // namespace maquette
