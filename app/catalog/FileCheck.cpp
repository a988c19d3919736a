// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalog/FileCheck.h"

#include "app/catalog/ValueCheck.h"

#include <algorithm>

namespace maquette {

namespace {

using Code = FieldProblem::Code;

class FileChecker
{
public:
    FileChecker(const InputSpec& input, const MediaInfo& info, CheckSide side)
        : m_input(input)
        , m_info(info)
        , m_side(side)
    {
    }

    QList<FieldProblem> run()
    {
        if (!m_input.accepts.contains(m_info.mediaType)) {
            m_problems.append({m_input.role, Code::FileType, m_info.mediaType,
                               m_input.accepts.join(QStringLiteral(", ")), m_input.accepts});
            return m_problems;
        }
        if (m_input.maxBytes > 0 && m_info.bytes > m_input.maxBytes) {
            add(Code::FileTooLarge, QString::number(m_info.bytes), QString::number(m_input.maxBytes));
        }
        if (m_input.kind == MediaKind::Image) {
            checkImage();
        } else if (m_input.kind == MediaKind::Audio) {
            checkAudio();
        }
        return m_problems;
    }

private:
    void add(Code code, const QString& got, const QString& limit)
    {
        m_problems.append({m_input.role, code, got, limit, {}});
    }

    void checkImage()
    {
        const int shorter = std::min(m_info.width, m_info.height);
        const int longer = std::max(m_info.width, m_info.height);
        const qint64 pixels = qint64(m_info.width) * m_info.height;
        const int minSide =
            m_side == CheckSide::Client ? std::max(m_input.minSide, m_input.adviseMinSide) : m_input.minSide;
        if (shorter < minSide) {
            add(Code::SideTooSmall, QString::number(shorter), QString::number(minSide));
        }
        if (m_input.maxSide > 0 && longer > m_input.maxSide) {
            add(Code::SideTooLarge, QString::number(longer), QString::number(m_input.maxSide));
        }
        if (pixels < m_input.minPixels) {
            add(Code::TooFewPixels, QString::number(pixels), QString::number(m_input.minPixels));
        }
        if (m_input.maxPixels > 0 && pixels > m_input.maxPixels) {
            add(Code::TooManyPixels, QString::number(pixels), QString::number(m_input.maxPixels));
        }
        checkAspect();
        // What a service makes of an animation or of print colours is not documented anywhere.
        if (m_side == CheckSide::Client && m_info.frames > 1) {
            add(Code::Animated, QString::number(m_info.frames), QStringLiteral("1"));
        }
        if (m_side == CheckSide::Client && m_info.forPrint) {
            add(Code::ForPrint, {}, {});
        }
    }

    void checkAspect()
    {
        if (m_info.width <= 0 || m_info.height <= 0) {
            return;
        }
        const double aspect = double(m_info.width) / m_info.height;
        if (aspect < m_input.minAspect) {
            add(Code::AspectTooNarrow, QString::number(aspect, 'g', 4), textOf(m_input.minAspect));
        }
        if (m_input.maxAspect > 0 && aspect > m_input.maxAspect) {
            add(Code::AspectTooWide, QString::number(aspect, 'g', 4), textOf(m_input.maxAspect));
        }
    }

    void checkAudio()
    {
        if (m_info.seconds < m_input.minSeconds) {
            add(Code::TooShortAudio, QString::number(m_info.seconds, 'g', 4), textOf(m_input.minSeconds));
        }
        if (m_input.maxSeconds > 0 && m_info.seconds > m_input.maxSeconds) {
            add(Code::TooLongAudio, QString::number(m_info.seconds, 'g', 4), textOf(m_input.maxSeconds));
        }
    }

    const InputSpec& m_input;
    const MediaInfo& m_info;
    CheckSide m_side;
    QList<FieldProblem> m_problems;
};

} // namespace

QList<FieldProblem> fileProblems(const InputSpec& input, const MediaInfo& info, CheckSide side)
{
    return FileChecker(input, info, side).run();
}

} // namespace maquette
