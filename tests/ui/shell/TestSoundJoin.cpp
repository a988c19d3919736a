// SPDX-License-Identifier: GPL-3.0-or-later
// Form and sound bench: what is marked is what is repaired, in the take that is heard.
#include "tests/app/audio/AudioKit.h"
#include "tests/support/TestMain.h"
#include "tests/ui/shell/WindowKit.h"
#include "ui/audio/SoundBench.h"
#include "ui/prompt/PromptPanel.h"
#include "ui/shell/StudioPage.h"

#include <QAudioDevice>
#include <QMediaDevices>
#include <QTest>

using namespace maquette;

namespace {

constexpr int kRate = 44'100;
constexpr int kLong = 20'000;
const QString kRepair = QStringLiteral("audio.stable-audio-2.inpaint");
const QString kCompose = QStringLiteral("audio.stable-audio-2.text-to-audio");

} // namespace

class TestSoundJoin : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        // Without a sound server the library complains once about that, which is no fault here.
        static_cast<void>(QMediaDevices::audioOutputs());
    }
    void init()
    {
        failOnAnyWarning();
        m_home = std::make_unique<QTemporaryDir>();
        m_studio = std::make_unique<Studio>(ownOptions(m_home->path()));
        m_page = shownWindow<StudioPage>(*m_studio, {1300, 900});
        QVERIFY(m_page != nullptr);
        QVERIFY(opens(*m_studio));
        m_first = imported("first.wav", 441);
        m_second = imported("second.wav", 882);
        m_page->showItem(m_first);
        session().setTakes(
            {{m_first, m_studio->assetPath(m_first.asset.id)}, {m_second, m_studio->assetPath(m_second.asset.id)}}, 0);
        QTRY_VERIFY_WITH_TIMEOUT(session().take(0).isRead() && session().take(1).isRead(), kLong);
    }
    void cleanup()
    {
        m_page.reset();
        m_studio.reset();
        m_home.reset();
    }

    void markedThenRepaired()
    {
        m_page->prompt().selectOperation(kCompose);
        mark(4, 6);
        m_page->prompt().selectOperation(kRepair);
        compareForm(4, 6, m_first);
    }

    void repairedThenMarked()
    {
        m_page->prompt().selectOperation(kRepair);
        mark(1.5, 3.25);
        compareForm(1.5, 3.25, m_first);
        // And back: what is typed is what is marked.
        m_page->prompt().fillIn({{QStringLiteral("mask_start"), 2.0}});
        const LoopSpan wanted{2 * kRate, qint64(3.25 * kRate)};
        QCOMPARE(session().span(), std::optional(wanted));
    }

    void theTakeThatIsHeardIsRepaired()
    {
        m_page->prompt().selectOperation(kRepair);
        mark(1, 2);
        compareForm(1, 2, m_first);
        m_page->sound().showItem(m_second);
        compareForm(1, 2, m_second);
        QVERIFY2(session().span().has_value(), "the mark stays");
        m_page->sound().showItem(m_first);
        mark(3, 4);
        compareForm(3, 4, m_first);
    }

    /// A variation of eight seconds is eight seconds long, not as long as the service makes them.
    void asLongAsTheRecording()
    {
        const QString duration = QStringLiteral("duration");
        const auto now = [this, &duration] {
            return m_page->prompt().currentRequest().values.value(duration).toDouble();
        };
        m_page->prompt().selectOperation(QStringLiteral("audio.stable-audio-2.audio-to-audio"));
        QCOMPARE(m_page->prompt().chosenInput(QStringLiteral("audio")), m_first.asset.id);
        QTRY_COMPARE(now(), 8.0);
        // What was chosen stays, also with another recording.
        m_page->prompt().fillIn({{duration, 30}});
        QCOMPARE(now(), 30.0);
        m_page->prompt().fillIn({}, {{QStringLiteral("audio"), m_second.asset.id}});
        m_page->sound().showItem(m_second);
        QCOMPARE(now(), 30.0);
        m_page->prompt().selectOperation(kCompose);
        QVERIFY(now() != 8.0); // made of nothing, it has its own length
    }

private:
    [[nodiscard]] SoundSession& session() const { return m_page->sound().session(); }
    void mark(double from, double to) const { session().setSpan(LoopSpan{qint64(from * kRate), qint64(to * kRate)}); }
    void compareForm(double from, double to, const GalleryItem& item) const
    {
        const Request request = m_page->prompt().currentRequest();
        QCOMPARE(request.values.value(QStringLiteral("mask_start")).toDouble(), from);
        QCOMPARE(request.values.value(QStringLiteral("mask_end")).toDouble(), to);
        QCOMPARE(m_page->prompt().chosenInput(QStringLiteral("audio")), item.asset.id);
    }
    GalleryItem imported(const char* name, double hertz) const
    {
        const QString path = m_kit.wav(QString::fromUtf8(name), kRate, 2, 8LL * kRate,
                                       [hertz](qint64 i, int) { return 0.4 * sineAt(i, hertz, kRate); });
        const auto asset = m_studio->importFile(path);
        if (!QTest::qWaitFor([&] { return asset.isFinished(); }, kLong) || !asset.result()) {
            qFatal("cannot import %s", name);
        }
        GalleryItem item;
        item.id = QString::fromUtf8(name);
        item.title = item.id;
        item.asset = *asset.result();
        return item;
    }

    AudioKit m_kit;
    std::unique_ptr<QTemporaryDir> m_home;
    std::unique_ptr<Studio> m_studio;
    std::unique_ptr<StudioPage> m_page;
    GalleryItem m_first;
    GalleryItem m_second;
};

QTEST_MAIN(TestSoundJoin)
#include "TestSoundJoin.moc"
