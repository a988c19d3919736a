// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/Language.h"
#include "tests/support/TestMain.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QTranslator>

namespace maquette {

/// With a German file made by Qt's own tool for this test.
class TestLanguage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void cleanup()
    {
        const auto installed = QCoreApplication::instance()->findChildren<QTranslator*>();
        qDeleteAll(installed);
    }

    void theFirstLanguageThereIsCounts_data()
    {
        QTest::addColumn<QLocale>("locale");
        QTest::addColumn<QString>("ours");
        QTest::addColumn<QString>("unfinished");
        QTest::addColumn<QString>("qts");
        const QString english = QStringLiteral("It cost nothing.");
        const QString german = QStringLiteral("Es hat nichts gekostet.");
        const QString charged = QStringLiteral("It was charged.");
        const QString cancel = QStringLiteral("Cancel");
        QTest::newRow("that very one") << QLocale(QLocale::German, QLocale::Germany) << german << charged
                                       << QStringLiteral("Abbrechen");
        QTest::newRow("of another country")
            << QLocale(QLocale::German, QLocale::Austria) << german << charged << QStringLiteral("Abbrechen");
        QTest::newRow("English") << QLocale(QLocale::English, QLocale::Germany) << english << charged << cancel;
        // Qt speaks French; a window half in French would be worse than one in English.
        QTest::newRow("none of ours") << QLocale(QLocale::French) << english << charged << cancel;
        QTest::newRow("none at all") << QLocale::c() << english << charged << cancel;
    }

    void theFirstLanguageThereIsCounts()
    {
        QFETCH(QLocale, locale);
        QVERIFY2(QFile::exists(QLibraryInfo::path(QLibraryInfo::TranslationsPath) + QStringLiteral("/qtbase_de.qm")),
                 "qt6-translations-l10n is not installed");
        const QLocale used = installLanguage(locale, QStringLiteral(MAQUETTE_TEST_TRANSLATIONS));
        QFETCH(QString, ours);
        QCOMPARE(QCoreApplication::translate("ErrorText", "It cost nothing."), ours);
        QTEST(QCoreApplication::translate("ErrorText", "It was charged."), "unfinished");
        QTEST(QCoreApplication::translate("QPlatformTheme", "Cancel"), "qts");
        QCOMPARE(used.language() == QLocale::German, ours.startsWith(QLatin1String("Es")));
    }

    void withoutAFileItIsEnglish()
    {
        QCOMPARE(installLanguage(QLocale(QLocale::German)).language(), QLocale::English);
        QCOMPARE(QCoreApplication::translate("QPlatformTheme", "Cancel"), QStringLiteral("Cancel"));
    }
};

} // namespace maquette

QTEST_GUILESS_MAIN(maquette::TestLanguage)
#include "tst_language.moc"
