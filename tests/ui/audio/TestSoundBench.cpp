// SPDX-License-Identifier: GPL-3.0-or-later
// The bench with sounds of known content, by mouse and keys. What is heard is the mixer's business (tst_mixer).
#include "app/studio/Studio.h"
#include "tests/app/audio/AudioKit.h"
#include "tests/support/TestMain.h"
#include "ui/audio/SoundBench.h"
#include "ui/audio/SoundExportDialog.h"
#include "ui/audio/TimelineView.h"
#include "ui/widgets/DisabledReason.h"
#include "ui/widgets/PlaceActions.h"
#include "ui/widgets/Theme.h"

#include <QAction>
#include <QApplication>
#include <QAudioDevice>
#include <QLabel>
#include <QMediaDevices>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QToolButton>
#include <QWheelEvent>

#include <cmath>
#include <memory>

using namespace maquette;

namespace {
constexpr int kRate = 44'100;
constexpr int kLong = 30'000;
} // namespace

class TestSoundBench : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        // Without a sound server the library complains once about that, which is no fault here.
        static_cast<void>(QMediaDevices::audioOutputs());
        Theme::install(*qApp, ThemeChoice::Dark);
        StudioOptions options;
        options.home = m_home.path();
        options.allowKeychain = false;
        m_studio = std::make_unique<Studio>(options);
        QSignalSpy opened(m_studio.get(), &Studio::opened);
        m_studio->open();
        QVERIFY(opened.count() > 0 || opened.wait(kLong));
        // The first second is silent, the second loud, the third half as loud.
        const QString first = m_kit.wav(QStringLiteral("a.wav"), kRate, 2, 3LL * kRate, [](qint64 i, int) {
            return (i < kRate ? 0.0 : i < 2 * kRate ? 0.8 : 0.4) * sineAt(i, 441, kRate);
        });
        const QString second = m_kit.wav(QStringLiteral("b.wav"), kRate, 2, 3LL * kRate,
                                         [](qint64 i, int) { return 0.05 * sineAt(i, 441, kRate); });
        m_first = imported(first, QStringLiteral("first"));
        m_second = imported(second, QStringLiteral("second"));
        m_broken = m_first;
        m_broken.id = QStringLiteral("broken");
        m_broken.asset.id.sha256 = QString(64, QLatin1Char('0'));
    }

    void init()
    {
        failOnAnyWarning();
        m_bench = std::make_unique<SoundBench>(*m_studio);
        m_bench->resize(900, 640);
        m_bench->show();
        QVERIFY(QTest::qWaitForWindowActive(m_bench.get()));
        m_bench->session().setTakes(
            {{m_first, m_studio->assetPath(m_first.asset.id)}, {m_second, m_studio->assetPath(m_second.asset.id)}}, 0);
        QTRY_VERIFY_WITH_TIMEOUT(m_bench->session().take(0).isRead() && m_bench->session().take(1).isRead(), kLong);
        m_wave = m_bench->findChild<WaveformView*>(QStringLiteral("waveform"));
        m_wave->setFocus();
    }
    void cleanup() { m_bench.reset(); }

    void drawsTheSoundWhereItIs()
    {
        const QImage picture = m_wave->grab().toImage().convertToFormat(QImage::Format_RGB32);
        const double ratio = picture.width() / double(m_wave->width());
        // How many pixels of a column differ from the stage, without playhead and middle lines.
        const auto ink = [&](double second) {
            const int x = int(m_bench->axis().toX(second * kRate) * ratio);
            int count = 0;
            for (int y = 0; y < picture.height(); ++y) {
                count += picture.pixelColor(x, y) != Theme::instance().colours().ground0 ? 1 : 0;
            }
            return count;
        };
        QVERIFY(ink(0.5) < 8);
        QVERIFY(ink(1.5) > 0.6 * picture.height());
        QVERIFY(std::abs(ink(2.5) - ink(1.5) / 2) < 0.1 * picture.height());
    }

    void clickGoesThere()
    {
        QTest::mouseClick(m_wave, Qt::LeftButton, {}, at(1.5));
        QVERIFY(std::abs(m_bench->session().position() - qint64(1.5 * kRate)) < kRate / 50);
        QVERIFY(!m_bench->session().span());
    }

    void dragMarksAndEdgesMove()
    {
        drag(0.5, 1.5);
        near(m_bench->session().span()->from, 0.5);
        near(m_bench->session().span()->to, 1.5);
        drag(1.5, 2.25);
        near(m_bench->session().span()->from, 0.5);
        near(m_bench->session().span()->to, 2.25);
        drag(0.5, 2.75); // past the other edge: the edges change places
        near(m_bench->session().span()->from, 2.25);
        near(m_bench->session().span()->to, 2.75);
        QTest::mouseDClick(m_wave, Qt::LeftButton, {}, at(1.0));
        QVERIFY(!m_bench->session().span());
    }

    void spanIsTold()
    {
        QSignalSpy told(m_bench.get(), &SoundBench::spanChanged);
        drag(1.0, 2.0);
        QVERIFY(!told.isEmpty());
        QVERIFY(std::abs(told.constLast().at(0).toDouble() - 1.0) < 0.02);
        QVERIFY(std::abs(told.constLast().at(1).toDouble() - 2.0) < 0.02);
    }

    void altDragScrubs()
    {
        QTest::mousePress(m_wave, Qt::LeftButton, Qt::AltModifier, at(0.5));
        QTest::mouseMove(m_wave, at(2.0));
        near(m_bench->session().position(), 2.0);
        QTest::mouseRelease(m_wave, Qt::LeftButton, Qt::AltModifier, at(2.0));
        QVERIFY(!m_bench->session().span());
    }

    void wheelZoomsToThePointer()
    {
        const QPoint point = at(2.0);
        const qint64 before = m_bench->axis().toFrame(point.x());
        for (int i = 0; i < 8; ++i) {
            QWheelEvent turn(point, m_wave->mapToGlobal(point), {}, {0, 120}, Qt::NoButton, Qt::NoModifier,
                             Qt::NoScrollPhase, false);
            QApplication::sendEvent(m_wave, &turn);
        }
        QVERIFY(!m_bench->axis().showsAll());
        QVERIFY(std::abs(m_bench->axis().toFrame(point.x()) - before) <= 1);
        QTest::keyClick(m_wave, Qt::Key_0);
        QVERIFY(m_bench->axis().showsAll());
    }

    void keysMoveMarkAndChoose()
    {
        SoundSession& session = m_bench->session();
        QTest::keyClick(m_wave, Qt::Key_Right);
        QCOMPARE(session.position(), qint64(kRate));
        QTest::keyClick(m_wave, Qt::Key_I);
        QTest::keyClick(m_wave, Qt::Key_Right, Qt::ShiftModifier);
        QCOMPARE(session.position(), qint64(kRate) + kRate / 10);
        QTest::keyClick(m_wave, Qt::Key_O);
        QCOMPARE(session.span(), (std::optional(LoopSpan{kRate, kRate + kRate / 10})));
        QTest::keyClick(m_wave, Qt::Key_L);
        QVERIFY(session.isLooping());
        QTest::keyClick(m_wave, Qt::Key_L);
        QVERIFY(!session.isLooping());
        QTest::keyClick(m_wave, Qt::Key_B);
        QCOMPARE(session.current(), 1);
        QCOMPARE(session.position(), qint64(kRate) + kRate / 10);
        QTest::keyClick(m_wave, Qt::Key_A);
        QCOMPARE(session.current(), 0);
        QTest::keyClick(m_wave, Qt::Key_Left);
        QCOMPARE(session.position(), qint64(kRate) / 10);
    }

    void tellsWhatIsUnderThePointer()
    {
        auto* label = m_bench->findChild<QLabel*>(QStringLiteral("soundPointer"));
        QTest::mouseMove(m_wave, at(0.2));
        QTest::mouseMove(m_wave, at(1.5));
        QVERIFY2(label->text().startsWith(QStringLiteral("0:01.5")), qPrintable(label->text()));
        // 0.8 of full scale is -1.9 dB.
        QVERIFY2(label->text().contains(QStringLiteral("-1.9 dB")), qPrintable(label->text()));
        auto* pitches = m_bench->findChild<SpectrogramView*>(QStringLiteral("spectrogram"));
        QVERIFY(pitches->isVisible());
        const int width = pitches->width();
        QTest::mouseMove(pitches, {width / 3, 5});
        QTest::mouseMove(pitches, {width / 2, pitches->height() / 2});
        QVERIFY2(label->text().contains(QStringLiteral(" Hz")), qPrintable(label->text()));
    }

    void showsLoudness()
    {
        const QString text = m_bench->findChild<QLabel*>(QStringLiteral("loudness"))->text();
        QVERIFY2(text.contains(QStringLiteral("LUFS")), qPrintable(text));
        // The loudest sample is 0.8 of full scale.
        QVERIFY2(text.contains(QStringLiteral("<b>-1.9</b> dB")), qPrintable(text));
    }

    void saysWhenNothingCanBeHeard()
    {
        QAction* play = nullptr;
        for (QAction* const action : m_bench->keys()->actions()) {
            play = action->objectName() == QLatin1String("sound.play") ? action : play;
        }
        QVERIFY(play != nullptr);
        const bool silent = QMediaDevices::audioOutputs().isEmpty();
        QCOMPARE(!play->isEnabled(), silent);
        QCOMPARE(m_bench->findChild<QLabel*>(QStringLiteral("soundSilent"))->isVisible(), silent);
        QCOMPARE(disabledReason(play).isEmpty(), !silent);
    }

    void damagedSoundIsExplained()
    {
        m_bench->session().setTakes(
            {{m_broken, m_kit.file(QStringLiteral("broken"), "RIFFxxxxWAVE, and then nothing")}}, 0);
        auto* label = m_bench->findChild<QLabel*>(QStringLiteral("soundProblem"));
        QTRY_VERIFY_WITH_TIMEOUT(label->isVisible(), kLong);
        QVERIFY(label->text().contains(QStringLiteral("kept")));
        QVERIFY(!m_wave->isVisible());
    }

    void exportsTheMarkedStretch()
    {
        drag(1.0, 2.0);
        SoundExportDialog dialog(m_bench->session(), QStringLiteral("take"), m_bench.get());
        QSignalSpy exported(&dialog, &SoundExportDialog::exported);
        const QString path = m_kit.path(QStringLiteral("part.wav"));
        dialog.exportTo(path);
        QVERIFY(exported.wait(kLong));
        const std::vector<float> samples = AudioKit::decoded(path, kRate, 2);
        const auto frames = qint64(samples.size() / 2);
        QCOMPARE(frames, m_bench->session().span()->to - m_bench->session().span()->from);
        double highest = 0;
        for (const float value : samples) {
            highest = std::max(highest, std::abs(double(value)));
        }
        QVERIFY(std::abs(highest - 0.8) < 0.01);
    }

    void everyControlHasNameAndTip()
    {
        for (QWidget* const child : m_bench->findChildren<QWidget*>()) {
            if (child->focusPolicy() != Qt::NoFocus && child->isVisible() &&
                !child->objectName().startsWith(QLatin1String("qt_"))) {
                QVERIFY2(!child->toolTip().isEmpty(), qPrintable(child->objectName()));
                QVERIFY2(!child->objectName().isEmpty(), child->metaObject()->className());
            }
        }
    }

private:
    GalleryItem imported(const QString& path, const QString& title)
    {
        const auto asset = m_studio->importFile(path);
        if (!QTest::qWaitFor([&] { return asset.isFinished(); }, kLong) || !asset.result()) {
            qFatal("cannot import %s", qPrintable(path));
        }
        GalleryItem item;
        item.id = title;
        item.title = title;
        item.asset = *asset.result();
        return item;
    }

    [[nodiscard]] QPoint at(double second) const
    {
        return {int(std::lround(m_bench->axis().toX(second * kRate))), m_wave->height() / 3};
    }
    void near(qint64 frame, double second) const
    {
        const double pixel = m_bench->axis().framesPerPixel();
        QVERIFY2(std::abs(double(frame) - second * kRate) <= 1.5 * pixel, qPrintable(QString::number(frame)));
    }
    void drag(double from, double to)
    {
        QTest::mousePress(m_wave, Qt::LeftButton, {}, at(from));
        QTest::mouseMove(m_wave, (at(from) + at(to)) / 2);
        QTest::mouseMove(m_wave, at(to));
        QTest::mouseRelease(m_wave, Qt::LeftButton, {}, at(to));
        QVERIFY(m_bench->session().span());
    }

    QTemporaryDir m_home;
    AudioKit m_kit;
    std::unique_ptr<Studio> m_studio;
    std::unique_ptr<SoundBench> m_bench;
    WaveformView* m_wave = nullptr;
    GalleryItem m_first;
    GalleryItem m_second;
    GalleryItem m_broken;
};

QTEST_MAIN(TestSoundBench)
#include "TestSoundBench.moc"
