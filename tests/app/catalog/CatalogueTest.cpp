// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalog/Catalogue.h"

#include "tests/support/TestMain.h"

#include <QTest>

using namespace maquette;

class CatalogueTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void builtInLoads();
};

void CatalogueTest::builtInLoads()
{
    QList<CatalogueProblem> problems;
    const auto catalogue = Catalogue::load(QString(), &problems);
    QVERIFY2(catalogue, qPrintable(catalogue ? QString() : catalogue.error().place + catalogue.error().detail));
    QVERIFY(problems.isEmpty());
}

QTEST_GUILESS_MAIN(CatalogueTest)
#include "CatalogueTest.moc"
