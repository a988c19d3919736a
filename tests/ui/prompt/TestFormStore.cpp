// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TestMain.h"
#include "ui/prompt/FormStore.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

using namespace maquette;

namespace {

QString text(const char* words)
{
    return QString::fromUtf8(words);
}

FormValues withPicture()
{
    FormValues values;
    values.inputs.insert(text("image"), AssetId{QString(64, QLatin1Char('a'))});
    return values;
}

} // namespace

class TestFormStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void stateOutlivesARestart()
    {
        QTemporaryDir folder;
        const QString file = folder.filePath(text("form.json"));
        FormState state;
        state.operation = text("stable-image.generate.core");
        FormValues values = withPicture();
        values.values = {
            {text("prompt"), text("Ein See\nim Süden")}, {text("creativity"), 0.35}, {text("steps"), text("many")}};
        values.seed = text("4294967295");
        values.count = 7;
        state.forms.insert(state.operation, values);
        state.lastOfTool.insert(text("generate"), state.operation);
        state.lastOfSection.insert(text("image"), text("generate"));
        state.draft = text("unfinished");
        state.lastSeed = text("77");
        state.moreOpen = true;
        {
            FormStore store(file);
            QCOMPARE(store.read(), FormState{});
            store.write(state);
        }
        FormStore again(file);
        QCOMPARE(again.read(), state);
    }

    void damagedStateIsSetAside()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(text("form.json"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\"operation\": \"stable-image.gen");
        file.close();
        FormStore store(path);
        QCOMPARE(store.read(), FormState{});
        QVERIFY(QFileInfo::exists(path + text(".damaged")));
        QVERIFY(!QFileInfo::exists(path));
    }

    void strangeStateDoesNoHarm()
    {
        const QJsonObject values{{text("count"), 99},
                                 {text("inputs"), QJsonObject{{text("image"), text("../../etc/passwd")}}}};
        const FormState state =
            FormState::fromJson({{text("forms"), QJsonObject{{text("x"), values}}}, {text("draft"), 5}});
        QCOMPARE(state.forms.value(text("x")).count, 10);
        QVERIFY(state.forms.value(text("x")).inputs.isEmpty());
        QVERIFY(state.draft.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestFormStore)
#include "TestFormStore.moc"
