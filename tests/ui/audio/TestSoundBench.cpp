// SPDX-License-Identifier: GPL-3.0-or-later
// The bench with sounds of known content, by mouse and keys. What is heard is the mixer's business (tst_mixer).
#include "tests/app/audio/AudioKit.h"
#include "tests/app/studio/StudioKit.h"
#include "tests/support/TestMain.h"
#include "ui/audio/SoundBench.h"
#include "ui/audio/SoundDragOut.h"
#include "ui/audio/SoundExportDialog.h"
#include "ui/audio/TimelineView.h"
#include "ui/widgets/DisabledReason.h"
#include "ui/widgets/PlaceActions.h"
#include "ui/widgets/Theme.h"

#include <QAction>
#include <QApplication>
#include <QAudioDevice>
#include <QClipboard>
#include <QDragEnterEvent>
#include <QFile>
#include <QLabel>
#include <QMediaDevices>
#include <QMimeData>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QSlider>
#include <QTemporaryDir>
#include <QToolButton>
#include <QUrl>
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
        m_studio = std::make_unique<Studio>(ownOptions(m_home.path()));
        QVERIFY(opens(*m_studio));
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
        makeBench();
        m_bench->session().setTakes(
            {{m_first, m_studio->assetPath(m_first.asset.id)}, {m_second, m_studio->assetPath(m_second.asset.id)}}, 0);
        QTRY_VERIFY_WITH_TIMEOUT(m_bench->session().take(0).isRead() && m_bench->session().take(1).isRead(), kLong);
        m_wave->setFocus();
    }
    void cleanup()
    {
        m_bench.reset();
        QFile::remove(m_studio->dataFolder() + QStringLiteral("/sound.json"));
    }

    void drawsTheSoundWhereItIs()
    {
        const QImage picture = m_wave->grab().toImage().convertToFormat(QImage::Format_RGB32);
        const double ratio = picture.width() / double(m_wave->width());
        // How many pixels of a column differ from the stage, above the figures of the scale.
        const auto ink = [&](double second) {
            const int x = int(m_bench->axis().toX(second * kRate) * ratio);
            int count = 0;
            for (int y = 0; y < picture.height() - int(20 * ratio); ++y) {
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
        // The three seconds before the playhead: none at the beginning, all of it at the end.
        auto* moment = m_bench->findChild<QLabel*>(QStringLiteral("soundShortTerm"));
        QVERIFY2(moment->text().contains(QStringLiteral("<b>–</b> LUFS")), qPrintable(moment->text()));
        m_bench->session().seek(m_bench->session().frames());
        static const QRegularExpression figure(QStringLiteral("<b>(-[0-9.]+)</b> LUFS"));
        const double level = figure.match(moment->text()).captured(1).toDouble();
        const double whole = *m_bench->session().now()->loudness->integrated;
        QVERIFY2(level < -1 && std::abs(level - whole) < 2.5, qPrintable(moment->text()));
    }

    void isSetAsBefore()
    {
        auto* volume = m_bench->findChild<QSlider*>(QStringLiteral("soundVolume"));
        volume->setValue(35);
        m_bench->session().setOutput("some-output");
        QTest::keyClick(m_wave, Qt::Key_M);
        QTest::keyClick(m_wave, Qt::Key_S);
        QVERIFY(m_bench->session().isLevelMatched());
        QVERIFY(!m_bench->findChild<SpectrogramView*>(QStringLiteral("spectrogram"))->isVisible());
        makeBench();
        QCOMPARE(m_bench->session().volume(), 0.35);
        QCOMPARE(m_bench->findChild<QSlider*>(QStringLiteral("soundVolume"))->value(), 35);
        QCOMPARE(m_bench->session().output(), QByteArray("some-output"));
        QVERIFY(m_bench->session().isLevelMatched());
        QVERIFY(m_bench->findChild<QToolButton*>(QStringLiteral("levelMatched"))->isChecked());
        QVERIFY(!m_bench->findChild<SpectrogramView*>(QStringLiteral("spectrogram"))->isVisible());
    }

    void exportIsSetAsBefore()
    {
        const SoundExportLook wanted{QStringLiteral("flac"), 16, true, -23};
        SoundExportDialog dialog(m_bench->session(), QStringLiteral("take"), wanted, m_bench.get());
        QCOMPARE(dialog.look(), wanted);
        QCOMPARE(dialog.options().container, AudioContainer::Flac);
        QCOMPARE(dialog.options().bitDepth, 16);
        QCOMPARE(dialog.options().targetLoudness, std::optional(-23.0));
        QCOMPARE(SoundLook::fromJson(SoundLook{0.5, "x", true, false, wanted}.toJson()),
                 (SoundLook{0.5, "x", true, false, wanted}));
        QCOMPARE(SoundLook::fromJson({{QStringLiteral("volume"), 7}, {QStringLiteral("exportFormat"), 3}}),
                 SoundLook());
    }

    /// What is pulled or copied out of the bench is a real file: the take's own bytes, or just the marked stretch.
    void handsOutFiles()
    {
        auto* file = m_bench->findChild<QToolButton*>(QStringLiteral("soundDrag"));
        auto* marked = m_bench->findChild<QToolButton*>(QStringLiteral("spanDrag"));
        QVERIFY(file->isVisible() && !marked->isVisible());
        QTest::keyClick(m_wave, Qt::Key_B);
        QCOMPARE(bytesOf(copiedBy(file)), bytesOf(m_studio->assetPath(m_second.asset.id)));
        QTest::keyClick(m_wave, Qt::Key_A);
        drag(1.0, 2.0);
        QVERIFY(marked->isVisible());
        const QString path = copiedBy(marked);
        QVERIFY2(path.endsWith(QStringLiteral(".wav")), qPrintable(path));
        const std::vector<float> part = AudioKit::decoded(path, kRate, 2);
        const std::vector<float> all = AudioKit::decoded(m_studio->assetPath(m_first.asset.id), kRate, 2);
        const LoopSpan span = *m_bench->session().span();
        QCOMPARE(qint64(part.size()), 2 * (span.to - span.from));
        for (size_t i = 0; i < part.size(); ++i) {
            QVERIFY(std::abs(part[i] - all[size_t(2 * span.from) + i]) < 1e-6F);
        }
    }

    /// A pull does not press the button it begins on; a click does.
    void pullIsNoClick()
    {
        auto* take = m_bench->findChild<QToolButton*>(QStringLiteral("takeB"));
        QTest::mousePress(take, Qt::LeftButton, {}, {8, 8});
        QTest::mouseMove(take, {8, 60});
        QTest::mouseMove(take, {8, 90});
        QTest::mouseRelease(take, Qt::LeftButton, {}, {8, 8});
        QCOMPARE(m_bench->session().current(), 0);
        QTest::mouseClick(take, Qt::LeftButton);
        QCOMPARE(m_bench->session().current(), 1);
        QVERIFY(take->isChecked());
    }

    void takesDroppedFiles()
    {
        QSignalSpy dropped(m_bench.get(), &SoundBench::filesDropped);
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(m_kit.path(QStringLiteral("a.wav")))});
        QDragEnterEvent enter({200, 200}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(m_bench.get(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop({200, 200}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(m_bench.get(), &drop);
        QCOMPARE(dropped.value(0).value(0).toStringList(), QStringList{m_kit.path(QStringLiteral("a.wav"))});
    }

    void saysWhenNothingCanBeHeard()
    {
        QAction* const play = action("sound.play");
        const bool silent = QMediaDevices::audioOutputs().isEmpty();
        QCOMPARE(!play->isEnabled(), silent);
        QCOMPARE(m_bench->findChild<QLabel*>(QStringLiteral("soundSilent"))->isVisible(), silent);
        QCOMPARE(disabledReason(play).isEmpty(), !silent);
    }

    void damagedSoundIsExplained_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("told");
        const QByteArray none("RIFF$\0\0\0WAVEfmt \x10\0\0\0\1\0\2\0\x44\xac\0\0\x10\xb1\2\0\4\0\x10\0data\0\0\0\0",
                              44);
        QTest::newRow("nothing but a beginning") << QByteArray("RIFFxxxxWAVE, and then nothing") << "header";
        QTest::newRow("0 seconds") << none << "0 seconds";
        QTest::newRow("200 channels") << QByteArray(none).replace(22, 1, "\xc8").replace(40, 1, "\x64") +
                                             QByteArray(100, 'x')
                                      << "200 channels";
        QTest::newRow("text") << QByteArray("this is no sound at all, but it is longer than a header is") << "no sound";
        QTest::newRow("empty") << QByteArray() << "no sound";
    }
    void damagedSoundIsExplained()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, told);
        m_bench->session().setTakes({{m_broken, m_kit.file(QStringLiteral("broken"), bytes)}}, 0);
        auto* label = m_bench->findChild<QLabel*>(QStringLiteral("soundProblem"));
        QTRY_VERIFY_WITH_TIMEOUT(label->isVisible(), kLong);
        QVERIFY(label->text().contains(QStringLiteral("kept")));
        QVERIFY2(label->text().contains(told), qPrintable(label->text()));
        QVERIFY(!m_wave->isVisible());
        for (const char* key : {"sound.play", "sound.seam", "sound.export"}) {
            QVERIFY2(!disabledReason(action(key)).isEmpty(), key);
        }
    }

    /// What ends earlier than its header says is played as far as it goes, and the window says so.
    void shortenedSoundIsExplained()
    {
        const QString source = m_kit.wav(QStringLiteral("source.wav"), kRate, 2, 10LL * kRate,
                                         [](qint64 i, int) { return 0.4 * sineAt(i, 441, kRate); });
        const QString whole = m_kit.path(QStringLiteral("whole.mp3"));
        AudioKit::ffmpeg({QStringLiteral("-i"), source, QStringLiteral("-b:a"), QStringLiteral("64k"), whole});
        const QByteArray bytes = bytesOf(whole);
        GalleryItem cut = m_broken;
        cut.id = QStringLiteral("cut");
        m_bench->session().setTakes({{cut, m_kit.file(QStringLiteral("cut.mp3"), bytes.left(bytes.size() / 2))}}, 0);
        QTRY_VERIFY_WITH_TIMEOUT(m_bench->session().now()->isRead(), kLong);
        QVERIFY(m_wave->isVisible());
        const QString text = m_bench->findChild<QLabel*>(QStringLiteral("loudness"))->text();
        QVERIFY2(text.contains(QStringLiteral("earlier")), qPrintable(text));
        QVERIFY(std::abs(double(m_bench->session().frames()) / kRate - 5) < 0.3);
    }

    void exportsTheMarkedStretch()
    {
        drag(1.0, 2.0);
        SoundExportDialog dialog(m_bench->session(), QStringLiteral("take"), {}, m_bench.get());
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

    void endingOfTheNameIsTheFormat_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("written");
        QTest::addColumn<QByteArray>("begin");
        QTest::newRow("mp3") << QStringLiteral("named.mp3") << QStringLiteral("named.mp3") << QByteArray();
        QTest::newRow("ogg") << QStringLiteral("named.OGG") << QStringLiteral("named.OGG") << QByteArray("OggS");
        QTest::newRow("flac") << QStringLiteral("named.flac") << QStringLiteral("named.flac") << QByteArray("fLaC");
        QTest::newRow("none of ours") << QStringLiteral("loop 1.2") << QStringLiteral("loop 1.2.wav")
                                      << QByteArray("RIFF");
    }
    void endingOfTheNameIsTheFormat()
    {
        QFETCH(QString, name);
        QFETCH(QString, written);
        QFETCH(QByteArray, begin);
        SoundExportDialog dialog(m_bench->session(), QStringLiteral("take"), {}, m_bench.get()); // as WAV
        QSignalSpy exported(&dialog, &SoundExportDialog::exported);
        dialog.exportTo(m_kit.path(name));
        QVERIFY(exported.wait(kLong));
        QCOMPARE(exported.first().first().toString(), m_kit.path(written));
        QFile file(m_kit.path(written));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray head = file.read(4);
        QVERIFY2(begin.isEmpty() ? head != "RIFF" : head == begin, head.constData());
        // What the user did not name is not replaced.
        if (name != written) {
            SoundExportDialog again(m_bench->session(), QStringLiteral("take"), {}, m_bench.get());
            again.show();
            again.exportTo(m_kit.path(name));
            const QList<QLabel*> labels = again.findChildren<QLabel*>();
            QVERIFY(std::any_of(labels.begin(), labels.end(), [](const QLabel* label) {
                return label->isVisible() && label->text().contains(QStringLiteral("there already"));
            }));
        }
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
    void makeBench()
    {
        m_bench.reset();
        m_bench = std::make_unique<SoundBench>(*m_studio);
        m_bench->resize(900, 640);
        m_bench->show();
        QVERIFY(QTest::qWaitForWindowActive(m_bench.get()));
        m_wave = m_bench->findChild<WaveformView*>(QStringLiteral("waveform"));
    }
    [[nodiscard]] QAction* action(const char* name) const
    {
        for (QAction* const one : m_bench->keys()->actions()) {
            if (one->objectName() == QLatin1String(name)) {
                return one;
            }
        }
        qFatal("no action %s", name);
    }
    static QByteArray bytesOf(const QString& path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    /// The file on the clipboard after a click.
    static QString copiedBy(QToolButton* button)
    {
        QApplication::clipboard()->clear();
        QTest::mouseClick(button, Qt::LeftButton);
        const auto urls = [] {
            const QMimeData* const data = QApplication::clipboard()->mimeData();
            return data != nullptr ? data->urls() : QList<QUrl>();
        };
        const bool there = QTest::qWaitFor([&urls] { return !urls().isEmpty(); }, kLong);
        return there ? urls().constFirst().toLocalFile() : QString();
    }

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
