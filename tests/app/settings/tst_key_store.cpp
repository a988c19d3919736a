// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/settings/KeyStore.h"
#include "tests/support/TestMain.h"

#include <QMap>
#include <QPointer>
#include <QSignalSpy>

#include <deque>

using namespace maquette;

namespace {

const QString kProvider = QStringLiteral("stability");
const QString kKey = QStringLiteral("sk-typed-1234567890");
const QString kOther = QStringLiteral("sk-other-1234567890");

/// A keychain that answers when told to, and can refuse.
class FakeKeychain final : public SecretBackend
{
public:
    void read(const QString& name, ReadDone done) override
    {
        waiting.emplace_back([this, name, done = std::move(done)] {
            ++reads;
            if (broken) {
                done(tl::unexpected(fault()));
            } else {
                done(secrets.contains(name) ? std::optional<QString>(secrets.value(name)) : std::nullopt);
            }
        });
    }
    void write(const QString& name, const QString& secret, Done done) override
    {
        waiting.emplace_back([this, name, secret, done = std::move(done)] {
            if (broken) {
                done(tl::unexpected(fault(secret)));
                return;
            }
            secrets.insert(name, secret);
            done({});
        });
    }
    void remove(const QString& name, Done done) override
    {
        waiting.emplace_back([this, name, done = std::move(done)] {
            if (broken) {
                done(tl::unexpected(fault(secrets.value(name))));
                return;
            }
            secrets.remove(name);
            done({});
        });
    }
    /// Gives all answers that are due.
    void answer()
    {
        while (!waiting.empty()) {
            const auto next = std::move(waiting.front());
            waiting.pop_front();
            next();
        }
    }
    static Error fault(const QString& secret = {})
    {
        return Error{ErrorKind::Storage,
                     QStringLiteral("no keychain for %1").arg(secret),
                     QStringLiteral("keychain"),
                     0,
                     -1,
                     {}};
    }

    QMap<QString, QString> secrets;
    bool broken = false;
    int reads = 0;
    std::deque<std::function<void()>> waiting;
};

} // namespace

class KeyStoreTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void loadsFromTheKeychain();
    void loadsWhenThereIsNone();
    void environmentComesFirst();
    void unusableEnvironmentDoesNotCount();
    void saysWhenTheKeychainIsBroken();
    void stores();
    void storesForTheSessionWhenTheKeychainIsBroken();
    void usesForTheSession();
    void removes();
    void saysWhenItCannotRemove();
    void lateAnswersChangeNothing();
    void refusesUnusableKeys_data();
    void refusesUnusableKeys();
    void namesEnvironmentVariables();
    void neverShowsAKey();
    void mayEndWhileWaiting();

private:
    void make(const QString& environmentKey = {});
    [[nodiscard]] QStringList log() const { return m_log; }

    std::unique_ptr<KeyStore> m_store;
    FakeKeychain* m_keychain = nullptr;
    QStringList m_log; ///< every signal, in order
};

void KeyStoreTest::init()
{
    failOnAnyWarning();
    make();
}

void KeyStoreTest::cleanup()
{
    m_store.reset();
}

void KeyStoreTest::make(const QString& environmentKey)
{
    auto keychain = std::make_unique<FakeKeychain>();
    m_keychain = keychain.get();
    m_log.clear();
    QProcessEnvironment environment;
    if (!environmentKey.isNull()) {
        environment.insert(QStringLiteral("STABILITY_API_KEY"), environmentKey);
    }
    m_store = std::make_unique<KeyStore>(std::move(keychain), environment);
    connect(m_store.get(), &KeyStore::keyLoaded, this, [this](const QString& provider, KeySource source) {
        m_log.append(QStringLiteral("loaded %1 %2").arg(provider).arg(int(source)));
    });
    connect(m_store.get(), &KeyStore::keyStored, this, [this](const QString& provider, KeySource source) {
        m_log.append(QStringLiteral("stored %1 %2").arg(provider).arg(int(source)));
    });
    connect(m_store.get(), &KeyStore::keyRemoved, this,
            [this](const QString& provider) { m_log.append(QStringLiteral("removed %1").arg(provider)); });
    connect(m_store.get(), &KeyStore::failed, this, [this](const QString& provider, const Error& why) {
        m_log.append(QStringLiteral("failed %1 %2: %3").arg(provider, errorKindName(why.kind), why.detail));
    });
}

void KeyStoreTest::loadsFromTheKeychain()
{
    m_keychain->secrets.insert(kProvider, kKey);
    QCOMPARE(m_store->key(kProvider), QString());
    QCOMPARE(m_store->source(kProvider), KeySource::None);
    m_store->load(kProvider);
    QVERIFY(m_store->isLoading(kProvider));
    m_keychain->answer();
    QVERIFY(!m_store->isLoading(kProvider));
    QCOMPARE(m_store->key(kProvider), kKey);
    QCOMPARE(m_store->source(kProvider), KeySource::Keychain);
    QCOMPARE(log(), QStringList{QStringLiteral("loaded stability 2")});
    QCOMPARE(m_store->key(QStringLiteral("another")), QString());
}

void KeyStoreTest::loadsWhenThereIsNone()
{
    m_store->load(kProvider);
    m_keychain->answer();
    QCOMPARE(log(), QStringList{QStringLiteral("loaded stability 0")});
    QCOMPARE(m_store->source(kProvider), KeySource::None);
}

void KeyStoreTest::environmentComesFirst()
{
    make(QStringLiteral("  %1\n").arg(kOther));
    m_keychain->secrets.insert(kProvider, kKey);
    QCOMPARE(m_store->key(kProvider), kOther);
    QCOMPARE(m_store->source(kProvider), KeySource::Environment);
    m_store->load(kProvider);
    QVERIFY(log().isEmpty());
    QTRY_COMPARE(log(), QStringList{QStringLiteral("loaded stability 1")});
    QCOMPARE(m_keychain->reads, 0);
    // A typed key is stored for later, but does not count yet.
    m_store->store(kProvider, kKey);
    m_keychain->answer();
    QCOMPARE(m_store->key(kProvider), kOther);
    QCOMPARE(m_store->source(kProvider), KeySource::Environment);
    m_store->remove(kProvider);
    m_keychain->answer();
    QCOMPARE(m_store->key(kProvider), kOther);
    QVERIFY(m_keychain->secrets.isEmpty());
}

void KeyStoreTest::unusableEnvironmentDoesNotCount()
{
    make(QStringLiteral("   "));
    m_keychain->secrets.insert(kProvider, kKey);
    m_store->load(kProvider);
    m_keychain->answer();
    QCOMPARE(m_store->key(kProvider), kKey);
    QCOMPARE(m_store->source(kProvider), KeySource::Keychain);
}

void KeyStoreTest::saysWhenTheKeychainIsBroken()
{
    m_keychain->broken = true;
    m_store->load(kProvider);
    m_keychain->answer();
    QCOMPARE(log(), (QStringList{QStringLiteral("failed stability storage: no keychain for "),
                                 QStringLiteral("loaded stability 0")}));
}

void KeyStoreTest::stores()
{
    m_store->store(kProvider, QStringLiteral(" %1 \n").arg(kKey));
    // In force at once, for the keychain may ask the user for a password first.
    QCOMPARE(m_store->key(kProvider), kKey);
    QCOMPARE(m_store->source(kProvider), KeySource::Session);
    QVERIFY(log().isEmpty());
    m_keychain->answer();
    QCOMPARE(m_store->source(kProvider), KeySource::Keychain);
    QCOMPARE(m_keychain->secrets.value(kProvider), kKey);
    QCOMPARE(log(), QStringList{QStringLiteral("stored stability 2")});
}

void KeyStoreTest::storesForTheSessionWhenTheKeychainIsBroken()
{
    m_keychain->broken = true;
    m_store->store(kProvider, kKey);
    m_keychain->answer();
    QCOMPARE(m_store->key(kProvider), kKey);
    QCOMPARE(m_store->source(kProvider), KeySource::Session);
    QCOMPARE(log(), (QStringList{QStringLiteral("failed stability storage: no keychain for [key]"),
                                 QStringLiteral("stored stability 3")}));
}

void KeyStoreTest::usesForTheSession()
{
    m_store->useForSession(kProvider, kKey);
    QCOMPARE(m_store->key(kProvider), kKey);
    QVERIFY(log().isEmpty());
    QTRY_COMPARE(log(), QStringList{QStringLiteral("stored stability 3")});
    QVERIFY(m_keychain->waiting.empty());
}

void KeyStoreTest::removes()
{
    m_store->store(kProvider, kKey);
    m_keychain->answer();
    m_store->remove(kProvider);
    QCOMPARE(m_store->key(kProvider), QString());
    m_keychain->answer();
    QVERIFY(m_keychain->secrets.isEmpty());
    QCOMPARE(m_store->source(kProvider), KeySource::None);
    QCOMPARE(log(), (QStringList{QStringLiteral("stored stability 2"), QStringLiteral("removed stability")}));
}

void KeyStoreTest::saysWhenItCannotRemove()
{
    m_store->store(kProvider, kKey);
    m_keychain->answer();
    m_keychain->broken = true;
    m_store->remove(kProvider);
    m_keychain->answer();
    QCOMPARE(m_store->key(kProvider), QString());
    QCOMPARE(log().mid(1), (QStringList{QStringLiteral("failed stability storage: no keychain for [key]"),
                                        QStringLiteral("removed stability")}));
}

void KeyStoreTest::lateAnswersChangeNothing()
{
    m_keychain->secrets.insert(kProvider, kOther);
    m_store->load(kProvider);
    m_store->useForSession(kProvider, kKey);
    QVERIFY(!m_store->isLoading(kProvider));
    m_keychain->answer();
    QCOMPARE(m_store->key(kProvider), kKey);
    QCOMPARE(m_store->source(kProvider), KeySource::Session);
    // Whoever waited for the key is told all the same, once.
    QTRY_COMPARE(log(), (QStringList{QStringLiteral("loaded stability 3"), QStringLiteral("stored stability 3")}));
    m_store->store(kProvider, kOther);
    m_store->remove(kProvider);
    m_keychain->answer();
    QCOMPARE(m_store->key(kProvider), QString());
    QCOMPARE(m_store->source(kProvider), KeySource::None);
    QVERIFY(m_keychain->secrets.isEmpty());
    QCOMPARE(log().mid(2), QStringList{QStringLiteral("removed stability")});
}

void KeyStoreTest::refusesUnusableKeys_data()
{
    QTest::addColumn<QString>("key");
    QTest::newRow("empty") << QString();
    QTest::newRow("blank") << QStringLiteral(" \t\n");
    QTest::newRow("two words") << QStringLiteral("sk-abc def");
    QTest::newRow("a second header") << QStringLiteral("sk-abc\r\nX-Evil: 1");
    QTest::newRow("a control character") << QStringLiteral("sk-abc") + QChar(7) + QLatin1Char('d');
    QTest::newRow("a foreign letter") << QString::fromUtf8("sk-äbc");
    QTest::newRow("a dash of a word processor") << QString::fromUtf8("sk\u2013abc");
    QTest::newRow("too long") << QString(513, QLatin1Char('k'));
}

void KeyStoreTest::refusesUnusableKeys()
{
    QFETCH(QString, key);
    QVERIFY(!KeyStore::whyUnusable(key).isEmpty());
    m_store->useForSession(kProvider, kKey);
    QTRY_COMPARE(log().size(), qsizetype(1));
    for (const bool session : {false, true}) {
        m_log.clear();
        if (session) {
            m_store->useForSession(kProvider, key);
        } else {
            m_store->store(kProvider, key);
        }
        QTRY_COMPARE(log().size(), qsizetype(1));
        QVERIFY(log().first().startsWith(QLatin1String("failed stability invalid-input")));
        QVERIFY(m_keychain->waiting.empty());
        QCOMPARE(m_store->key(kProvider), kKey);
    }
}

void KeyStoreTest::namesEnvironmentVariables()
{
    QVERIFY(m_store->environmentProblem(kProvider).isEmpty()); // none is set
    QProcessEnvironment environment;
    environment.insert(QStringLiteral("STABILITY_API_KEY"), QStringLiteral("sk-a b"));
    const KeyStore unusable(std::make_unique<FakeKeychain>(), environment);
    QCOMPARE(unusable.environmentProblem(kProvider), KeyStore::whyUnusable(QStringLiteral("sk-a b")));
    QVERIFY(unusable.key(kProvider).isEmpty());
    QCOMPARE(KeyStore::environmentName(QStringLiteral("stability")), QStringLiteral("STABILITY_API_KEY"));
    QCOMPARE(KeyStore::environmentName(QStringLiteral("two-words")), QStringLiteral("TWO_WORDS_API_KEY"));
    QVERIFY(KeyStore::whyUnusable(QStringLiteral(" sk-abc ")).isEmpty());
    QVERIFY(KeyStore::whyUnusable(QString(512, QLatin1Char('k'))).isEmpty());
}

void KeyStoreTest::neverShowsAKey()
{
    // A key of no known form, which only the store itself can remove from what the keychain says.
    const QString plain = QStringLiteral("0123456789abcdef");
    m_keychain->broken = true;
    m_store->store(kProvider, plain);
    m_keychain->answer();
    m_store->remove(kProvider);
    m_keychain->answer();
    QCOMPARE(log().size(), qsizetype(4));
    QVERIFY2(!log().join(QLatin1Char('\n')).contains(plain), qPrintable(log().join(QLatin1Char('\n'))));
}

void KeyStoreTest::mayEndWhileWaiting()
{
    m_store->load(kProvider);
    m_store->store(kProvider, kKey);
    m_store->useForSession(kProvider, kKey);
    m_store.reset();
    QCoreApplication::sendPostedEvents();
    QVERIFY(log().isEmpty());
}

QTEST_GUILESS_MAIN(KeyStoreTest)
#include "tst_key_store.moc"
