// SPDX-License-Identifier: GPL-3.0-or-later
// Every button beside an error does what it says, in the real window.
#include "app/settings/KeyStore.h"
#include "tests/support/StabilityAt.h"
#include "tests/support/TestMain.h"
#include "tests/ui/shell/WindowKit.h"
#include "ui/credits/BalancePopover.h"
#include "ui/gallery/DetailsPanel.h"
#include "ui/prompt/PromptPanel.h"
#include "ui/shell/MainWindow.h"
#include "ui/shell/NoticeArea.h"
#include "ui/shell/StudioPage.h"
#include "ui/widgets/ErrorBanner.h"
#include "ui/widgets/Theme.h"

#include <QApplication>
#include <QDesktopServices>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include <atomic>

namespace maquette {

namespace {

constexpr int kLong = 30'000;
const QString kStability = QStringLiteral("stability");

/// Takes the place of file manager and browser.
class Desktop : public QObject
{
    Q_OBJECT

public:
    Desktop()
    {
        for (const char* const scheme : {"file", "https"}) {
            QDesktopServices::setUrlHandler(QLatin1String(scheme), this, "open");
        }
    }
    ~Desktop() override
    {
        for (const char* const scheme : {"file", "https"}) {
            QDesktopServices::unsetUrlHandler(QLatin1String(scheme));
        }
    }
    QList<QUrl> opened;

public Q_SLOTS:
    void open(const QUrl& url) { opened.append(url); }
};

FaultPlan hasCredits(const char* credits)
{
    FaultPlan plan;
    plan.bytes = FaultServer::answer(200, "application/json", QByteArray("{\"credits\": ") + credits + '}');
    return plan;
}

FaultPlan notAvailable()
{
    FaultPlan plan;
    plan.bytes = FaultServer::answer(503, "application/json", R"({"id": "1", "name": "down", "errors": ["down"]})");
    return plan;
}

int ordersSeen(const FaultServer& server)
{
    const auto& seen = server.requests();
    return int(std::count_if(seen.begin(), seen.end(), [](const SeenRequest& one) { return one.method == "POST"; }));
}

} // namespace

class TestErrorActions : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_home;
    std::unique_ptr<Studio> m_studio;
    std::unique_ptr<MainWindow> m_window;
    std::atomic<qint64> m_left = std::numeric_limits<qint64>::max();

    void start(const QString& provider, bool refreshAtStart = true)
    {
        if (!m_home) {
            m_home = std::make_unique<QTemporaryDir>();
        }
        writeSettings(m_home->path(), [&](Settings& settings) { settings.provider = provider; });
        StudioOptions options = quickOptions(m_home->path());
        options.refreshAtStart = refreshAtStart;
        options.freeBytes = [this](const QString&) { return std::optional<qint64>(m_left.load()); };
        m_studio = std::make_unique<Studio>(options);
        if (provider == kStability) {
            m_studio->keys().useForSession(kStability, QStringLiteral("sk-first-key-1234567"));
        }
        m_window = shownWindow<MainWindow>(*m_studio);
        QVERIFY(m_window != nullptr);
        QVERIFY(opens(*m_studio));
    }

    void startPractice()
    {
        start(QStringLiteral("practice"));
        QTRY_VERIFY_WITH_TIMEOUT(m_studio->balance().ledger.known, kLong);
    }

    void order(const QString& prompt)
    {
        QTest::keyClick(m_window.get(), Qt::Key_L, Qt::ControlModifier);
        auto* const edit = qobject_cast<QPlainTextEdit*>(QApplication::focusWidget());
        QVERIFY(edit != nullptr);
        edit->selectAll();
        QTest::keyClicks(edit, prompt);
        QTest::keyClick(m_window.get(), Qt::Key_Return, Qt::ControlModifier);
    }

    template <typename T>
    T* child(const QString& name) const
    {
        return m_window->findChild<T*>(name);
    }

    /// Tells \a error as the studio does, and presses the button of its notice.
    void pressNotice(const Error& error, const QString& label)
    {
        const QString name = QStringLiteral("notice-studio-") + errorKindName(error.kind);
        QTRY_VERIFY(child<ErrorBanner>(name) == nullptr); // an earlier one
        Q_EMIT m_studio->troubled(error);
        auto* const banner = child<ErrorBanner>(name);
        QVERIFY(banner != nullptr);
        auto* const button = banner->findChild<QPushButton*>(QStringLiteral("bannerAction"));
        QVERIFY(button->isVisible());
        QCOMPARE(button->text(), label);
        QTest::mouseClick(button, Qt::LeftButton);
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(qEnvironmentVariableIsEmpty("STABILITY_API_KEY"));
        Theme::install(*qApp, ThemeChoice::Dark);
        QApplication::setQuitOnLastWindowClosed(false);
    }

    void init()
    {
        failOnAnyWarning();
        m_left = std::numeric_limits<qint64>::max();
    }

    void cleanup()
    {
        m_window.reset();
        m_studio.reset();
        m_home.reset();
    }

    void theFullFolderIsOpened()
    {
        startPractice();
        Desktop desktop;
        pressNotice({ErrorKind::Storage, QStringLiteral("no space"), {}, 0, -1, {}}, QStringLiteral("Open folder"));
        QCOMPARE(desktop.opened, QList<QUrl>{QUrl::fromLocalFile(m_home->path())});
    }

    void aFullDiskIsToldAtTheButton()
    {
        startPractice();
        Desktop desktop;
        m_left = 1'000'000;
        order(QStringLiteral("a hill"));
        auto* const refusal = child<QLabel>(QStringLiteral("refusal"));
        QTRY_VERIFY(refusal->isVisible());
        QVERIFY2(refusal->text().contains(QStringLiteral("1 MB are free")), qPrintable(refusal->text()));
        QVERIFY(refusal->text().contains(QStringLiteral("It cost nothing.")));
        auto* const button = child<QToolButton>(QStringLiteral("refusalAction"));
        QCOMPARE(button->text(), QStringLiteral("Open folder"));
        QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(desktop.opened.size(), 1);
        QVERIFY(m_studio->jobs().isEmpty());
        QCOMPARE(m_studio->balance().ledger.held, Credits{});
    }

    void aKeyIsAddedInTheSettings()
    {
        startPractice();
        pressNotice({ErrorKind::KeyMissing, {}, {}, 0, -1, {}}, QStringLiteral("Add key"));
        auto* const settings = m_window->findChild<SettingsDialog*>();
        QVERIFY(settings != nullptr && settings->isVisible());
        auto* const input = settings->findChild<QWidget*>(QStringLiteral("keyInput"));
        QVERIFY(input != nullptr && input->isVisible());
    }

    void creditsAreToppedUpAtTheProvider()
    {
        startPractice();
        pressNotice({ErrorKind::OutOfCredits, {}, {}, 0, -1, {}}, QStringLiteral("Top up"));
        auto* const popover = m_window->findChild<BalancePopover*>();
        QTRY_VERIFY(popover != nullptr && popover->isVisible()); // play credits are refilled there
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        Desktop desktop;
        m_studio->setProvider(kStability);
        pressNotice({ErrorKind::OutOfCredits, {}, {}, 0, -1, {}}, QStringLiteral("Top up"));
        QCOMPARE(desktop.opened.value(0).host(), QStringLiteral("platform.stability.ai"));
    }

    void whatFailedIsDoneAgain()
    {
        startPractice();
        order(QStringLiteral("a hill"));
        QTRY_COMPARE_WITH_TIMEOUT(m_studio->balance().ledger.balance, Credits::whole(997), kLong);
        QTRY_VERIFY(!m_studio->balance().reading);
        m_window.reset();
        m_studio.reset();
        FaultServer server;
        server.plan(hasCredits("50"));
        const StabilityAt service(server);
        start(kStability);
        // The practice server does not run, so there is nothing to fill up.
        m_studio->refillPractice();
        ErrorBanner* banner = nullptr;
        QTRY_VERIFY((banner = child<ErrorBanner>(QStringLiteral("notice-studio-offline"))) != nullptr);
        m_studio->setProvider(QStringLiteral("practice"));
        QTRY_COMPARE_WITH_TIMEOUT(m_studio->balance().ledger.balance, Credits::whole(997), kLong);
        QTest::mouseClick(banner->findChild<QPushButton*>(QStringLiteral("bannerAction")), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(m_studio->balance().ledger.balance, Credits::whole(1000), kLong);
    }

    void anOrderRefusedAtTheButtonIsPlacedAgain()
    {
        FaultServer server;
        server.plan(notAvailable());
        const StabilityAt service(server);
        start(kStability);
        QTRY_VERIFY_WITH_TIMEOUT(m_studio->balance().readError.has_value(), kLong);
        order(QStringLiteral("a hill"));
        auto* const refusal = child<QLabel>(QStringLiteral("refusal"));
        QTRY_VERIFY_WITH_TIMEOUT(refusal->isVisible(), kLong);
        QCOMPARE(ordersSeen(server), 0); // nothing is held against a balance nobody has read
        server.clear();
        server.plan(hasCredits("50"));
        auto* const button = child<QToolButton>(QStringLiteral("refusalAction"));
        QCOMPARE(button->text(), QStringLiteral("Try again"));
        QTest::mouseClick(button, Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(ordersSeen(server), 1, kLong);
        QTRY_VERIFY_WITH_TIMEOUT(m_studio->runningJobs() == 0, kLong);
    }

    void variationsRefusedAreOrderedAgain()
    {
        startPractice();
        QSignalSpy added(m_studio.get(), &Studio::itemAdded);
        order(QStringLiteral("a hill"));
        QTRY_COMPARE_WITH_TIMEOUT(added.size(), 1, kLong);
        m_window.reset();
        m_studio.reset();
        FaultServer server;
        server.plan(notAvailable());
        const StabilityAt service(server);
        start(kStability);
        QTRY_VERIFY_WITH_TIMEOUT(m_studio->balance().readError.has_value(), kLong);
        const auto item = added.first().first().value<GalleryItem>();
        m_window->studioPage().showItem(item);
        Q_EMIT m_window->studioPage().details().variationsRequested(item, 1);
        ErrorBanner* banner = nullptr;
        QTRY_VERIFY_WITH_TIMEOUT((banner = child<ErrorBanner>(QStringLiteral("notice-order"))) != nullptr, kLong);
        server.clear();
        server.plan(hasCredits("50"));
        QTest::mouseClick(banner->findChild<QPushButton*>(QStringLiteral("bannerAction")), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(ordersSeen(server), 1, kLong);
        QTRY_VERIFY_WITH_TIMEOUT(m_studio->runningJobs() == 0, kLong);
    }

    void aRefusedRequestComesBackIntoTheForm()
    {
        startPractice();
        order(QStringLiteral("a hill [moderate]"));
        const auto now = [this] { return m_studio->jobs().value(0); };
        QTRY_COMPARE_WITH_TIMEOUT(now().state, JobState::Failed, kLong);
        order(QStringLiteral("a lake"));
        PromptPanel& prompt = m_window->studioPage().prompt();
        QTRY_COMPARE(prompt.currentRequest().values.value(QStringLiteral("prompt")).toString(),
                     QStringLiteral("a lake"));
        const QList<Job> jobs = m_studio->jobs();
        const auto failed =
            std::find_if(jobs.begin(), jobs.end(), [](const Job& job) { return job.state == JobState::Failed; });
        QVERIFY(failed != jobs.end());
        DetailsPanel& details = m_window->studioPage().details();
        details.showJob(*failed);
        auto* const button = details.findChild<QPushButton*>(QStringLiteral("bannerAction"));
        QVERIFY(button->isVisible());
        QCOMPARE(button->text(), QStringLiteral("Change request"));
        QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(prompt.currentRequest().values.value(QStringLiteral("prompt")).toString(),
                 QStringLiteral("a hill [moderate]"));
        QVERIFY(qobject_cast<QPlainTextEdit*>(QApplication::focusWidget()) != nullptr);
    }

    void whatTheProviderRefusesLeadsToItsField_data()
    {
        QTest::addColumn<QString>("operation");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("label");
        QTest::addColumn<QStringList>("focus"); // one of these, or something in it
        const QString core = QStringLiteral("stable-image.generate.core");
        const QString fast = QStringLiteral("stable-image.upscale.fast");
        const QString change = QStringLiteral("Change request");
        const QStringList picture{QStringLiteral("input-image"), QStringLiteral("seeWhatIsSent")};
        QTest::newRow("too long a prompt")
            << core << 400 << QByteArray(R"({"id":"1","name":"bad_request","errors":["prompt: must be shorter"]})")
            << change << QStringList{QStringLiteral("prompt")};
        QTest::newRow("a seed") << core << 400
                                << QByteArray(R"({"id":"1","name":"bad_request","errors":["seed: must be smaller"]})")
                                << change << QStringList{QStringLiteral("seed")};
        QTest::newRow("too many pixels") << fast << 400
                                         << QByteArray(R"({"id":"1","name":"bad_request","errors":["image: unsupported)"
                                                       R"( dimensions - must be at most 9,437,184 pixels"]})")
                                         << change << picture;
        QTest::newRow("too many bytes") << fast << 413
                                        << QByteArray(R"({"id":"1","name":"payload_too_large","errors":["body: too)"
                                                      R"( large"]})")
                                        << QStringLiteral("Shrink picture") << picture;
        QTest::newRow("nothing named") << core << 403
                                       << QByteArray(R"({"id":"1","name":"content_moderation","errors":["flagged"]})")
                                       << change << QStringList{QStringLiteral("prompt")};
    }

    void whatTheProviderRefusesLeadsToItsField()
    {
        QFETCH(QString, operation);
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(QString, label);
        QFETCH(QStringList, focus);
        FaultServer server;
        server.plan(hasCredits("50"));
        const StabilityAt service(server);
        start(kStability);
        QTRY_VERIFY_WITH_TIMEOUT(m_studio->balance().ledger.known && !m_studio->balance().reading, kLong);
        PromptPanel& prompt = m_window->studioPage().prompt();
        Request request;
        request.operation = operation;
        request.provider = kStability;
        if (operation.endsWith(QLatin1String("fast"))) {
            QImage small(96, 64, QImage::Format_RGB888);
            small.fill(Qt::darkGreen);
            const auto imported = m_studio->importImage(small);
            QTRY_VERIFY_WITH_TIMEOUT(imported.isFinished(), kLong);
            request.inputs.append({QStringLiteral("image"), imported.result()->id});
        } else {
            request.values.insert(QStringLiteral("prompt"), QStringLiteral("a hill"));
            request.seed = 77;
        }
        server.clear();
        FaultPlan refusal;
        refusal.bytes = FaultServer::answer(status, "application/json", body);
        server.plan(refusal);
        server.plan(hasCredits("50"));
        const auto submitted = m_studio->submit(request);
        const auto now = [this] { return m_studio->jobs().value(0); };
        QTRY_COMPARE_WITH_TIMEOUT(now().state, JobState::Failed, kLong);
        QCOMPARE(ordersSeen(server), 1);

        DetailsPanel& details = m_window->studioPage().details();
        details.showJob(now());
        auto* const button = details.findChild<QPushButton*>(QStringLiteral("bannerAction"));
        QTRY_VERIFY(button->isVisible());
        QCOMPARE(button->text(), label);
        QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(prompt.operation(), operation);
        const auto isThere = [&focus] {
            for (const QWidget* at = QApplication::focusWidget(); at != nullptr; at = at->parentWidget()) {
                if (focus.contains(at->objectName())) {
                    return at->isVisible();
                }
            }
            return false;
        };
        QTRY_VERIFY2(isThere(),
                     qPrintable(QApplication::focusWidget() != nullptr ? QApplication::focusWidget()->objectName()
                                                                       : QStringLiteral("nothing has the focus")));
        QTRY_VERIFY_WITH_TIMEOUT(m_studio->runningJobs() == 0 && !m_studio->balance().reading, kLong);
    }

    void aFailedJobHasOneButtonToTryAgain()
    {
        startPractice();
        order(QStringLiteral("a hill [fail]"));
        const auto now = [this] { return m_studio->jobs().value(0); };
        QTRY_COMPARE_WITH_TIMEOUT(now().state, JobState::Failed, kLong);
        DetailsPanel& details = m_window->studioPage().details();
        details.showJob(now());
        QVERIFY(!details.findChild<QPushButton*>(QStringLiteral("bannerAction"))->isVisible());
        const QString first = now().id;
        QTest::mouseClick(details.findChild<QPushButton*>(QStringLiteral("job.retry")), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(!now().id.isEmpty() && now().id != first, kLong);
        QTRY_COMPARE_WITH_TIMEOUT(now().state, JobState::Failed, kLong);
    }

    void theBalanceIsAskedForOnFocus()
    {
        start(QStringLiteral("practice"), false);
        QVERIFY(!m_studio->balance().readAt.isValid()); // was active before the library was open
        QWidget other;
        const auto away = [&other] {
            other.show();
            other.activateWindow();
            QVERIFY(QTest::qWaitForWindowActive(&other));
        };
        const auto back = [this] {
            m_window->activateWindow();
            QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        };
        away();
        back();
        QTRY_VERIFY_WITH_TIMEOUT(m_studio->balance().readAt.isValid(), kLong);
        QTRY_VERIFY(!m_studio->balance().reading);
        // One just read is believed.
        QSignalSpy changed(m_studio.get(), &Studio::balanceChanged);
        away();
        back();
        QCoreApplication::processEvents();
        for (const QList<QVariant>& change : changed) {
            QVERIFY(!change.first().value<BalanceView>().reading);
        }
    }
};

} // namespace maquette

QTEST_MAIN(maquette::TestErrorActions)
#include "TestErrorActions.moc"
