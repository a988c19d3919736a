// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/audio/SoundPreview.h"
#include "tests/app/audio/AudioKit.h"
#include "tests/support/TestMain.h"

using namespace maquette;

namespace {

/// How many pixels of a column are no ground.
int heightAt(const QImage& picture, int x)
{
    int found = 0;
    for (int y = 0; y < picture.height(); ++y) {
        found += picture.pixel(x, y) != picture.pixel(0, 0) ? 1 : 0;
    }
    return found;
}

const std::atomic_bool kGoOn = false;

} // namespace

class TestSoundPreview : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void showsWhereItIsLoud()
    {
        // Silent, then a tone; only in the second channel.
        const QString path = m_kit.wav(QStringLiteral("a.wav"), 8'000, 2, 16'000, [](qint64 frame, int channel) {
            return channel == 1 && frame >= 8'000 ? 0.5 * sineAt(frame, 200, 8'000) : 0.0;
        });
        const auto picture = soundPreview(path, 200, kGoOn);
        QVERIFY(picture.has_value());
        QCOMPARE(picture->size(), QSize(200, 200));
        QVERIFY(!picture->hasAlphaChannel());
        QCOMPARE(heightAt(*picture, 2), 0); // the margin
        QVERIFY(heightAt(*picture, 50) >= 1 && heightAt(*picture, 50) <= 2);
        QVERIFY(heightAt(*picture, 150) > 100); // however loud it is, the loudest fills the tile
        QVERIFY(heightAt(*picture, 150) < 140); // and keeps within what a low tile shows
    }

    void decodesWhatMustBe()
    {
        const QString wav = m_kit.wav(QStringLiteral("b.wav"), 44'100, 1, 44'100, [](qint64 frame, int) {
            return frame < 22'050 ? 0.9 * sineAt(frame, 440, 44'100) : 0.0;
        });
        const QString mp3 = m_kit.path(QStringLiteral("b.mp3"));
        AudioKit::ffmpeg({QStringLiteral("-i"), wav, mp3});
        const auto picture = soundPreview(mp3, 128, kGoOn);
        QVERIFY(picture.has_value());
        QVERIFY(heightAt(*picture, 30) > 50);
        QVERIFY(heightAt(*picture, 100) < 4);
    }

    void silenceIsALine()
    {
        const QString path = m_kit.wav(QStringLiteral("c.wav"), 8'000, 1, 800, [](qint64, int) { return 0.0; });
        const auto picture = soundPreview(path, 64, kGoOn);
        QVERIFY(picture.has_value());
        QVERIFY(heightAt(*picture, 32) >= 1 && heightAt(*picture, 32) <= 2);
    }

    void saysWhyNot()
    {
        const auto none = soundPreview(m_kit.file(QStringLiteral("d.wav"), "RIFF"), 64, kGoOn);
        QVERIFY(!none && none.error().kind == ErrorKind::InvalidInput);
        const QString path = m_kit.wav(QStringLiteral("e.wav"), 8'000, 1, 80'000, [](qint64, int) { return 0.0; });
        const std::atomic_bool cancelled = true;
        const auto given = soundPreview(path, 64, cancelled);
        QVERIFY(!given && given.error().kind == ErrorKind::Cancelled);
    }

private:
    AudioKit m_kit;
};

QTEST_GUILESS_MAIN(TestSoundPreview)
#include "tst_sound_preview.moc"
