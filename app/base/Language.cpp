// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/Language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QTranslator>

#include <memory>

namespace maquette {

QLocale installLanguage(const QLocale& locale, const QString& folder)
{
    const QLocale english(QLocale::English);
    const QStringList wanted = locale.uiLanguages();
    for (const QString& name : wanted) {
        const QLocale language(name);
        if (language.language() == QLocale::English) {
            return english; // what the sources are written in
        }
        auto ours = std::make_unique<QTranslator>();
        if (!ours->load(language, QStringLiteral("maquette"), QStringLiteral("_"), folder)) {
            continue;
        }
        auto* const application = QCoreApplication::instance();
        auto qts = std::make_unique<QTranslator>();
        if (qts->load(language, QStringLiteral("qtbase"), QStringLiteral("_"),
                      QLibraryInfo::path(QLibraryInfo::TranslationsPath))) {
            qts->setParent(application);
            QCoreApplication::installTranslator(qts.release());
        }
        ours->setParent(application);
        QCoreApplication::installTranslator(ours.release()); // asked first
        return language;
    }
    return english;
}

} // namespace maquette
