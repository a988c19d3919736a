// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/GlbMaker.h"
#include "tests/ui/shell/WindowKit.h"
#include "ui/canvas/CanvasSession.h"
#include "ui/canvas/StageView.h"
#include "ui/shell/CommandPalette.h"
#include "ui/shell/MainWindow.h"
#include "ui/shell/StudioPage.h"
#include "ui/widgets/DisabledReason.h"

#include <QAction>
#include <QApplication>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>

#include <algorithm>

namespace maquette {

/// A file is opened by command, as one that is dropped.
class TestOpening : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_home;
    std::unique_ptr<Studio> m_studio;
    std::unique_ptr<MainWindow> m_window;

    template <typename T>
    [[nodiscard]] T* find(const char* name) const
    {
        return m_window->findChild<T*>(QLatin1String(name));
    }

private Q_SLOTS:
    void init()
    {
        // As failOnAnyWarning(), but a machine without a sound server says so when a sound is shown.
        QTest::failOnWarning(
            QRegularExpression(QStringLiteral("^(?!This plugin does not support |PulseAudioService)")));
        qunsetenv("STABILITY_API_KEY");
        m_home = std::make_unique<QTemporaryDir>();
        writeSettings(m_home->path());
        m_studio = std::make_unique<Studio>(ownOptions(m_home->path()));
        m_window = shownWindow<MainWindow>(*m_studio, {1400, 900});
        QVERIFY(m_window != nullptr);
        const QAction* const open = m_window->shortcuts().find(QStringLiteral("stage.open"))->action;
        QVERIFY(!open->isEnabled() && !disabledReason(open).isEmpty()); // there is no library yet
        QVERIFY(opens(*m_studio));
        QTRY_VERIFY(open->isEnabled());
    }
    void cleanup()
    {
        m_window.reset();
        m_studio.reset();
        m_home.reset();
    }

    void whatIsChosenIsShown_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<int>("kind");
        QTest::newRow("picture") << QStringLiteral("exif-6.jpg") << int(MediaKind::Image);
        QTest::newRow("sound") << QStringLiteral("tone.wav") << int(MediaKind::Audio);
        QTest::newRow("mesh") << QStringLiteral("ball.glb") << int(MediaKind::Mesh);
    }
    void whatIsChosenIsShown()
    {
        QFETCH(const QString, file);
        QFETCH(const int, kind);
        const QString path = m_home->filePath(file);
        if (kind == int(MediaKind::Mesh)) {
            QFile mesh(path);
            QVERIFY(mesh.open(QIODevice::WriteOnly));
            mesh.write(makeBallGlb(8, 8, 16));
        } else {
            QVERIFY(QFile::copy(QStringLiteral(MAQUETTE_TEST_DATA "/") + file, path));
        }
        QSignalSpy shown(&m_window->studioPage(), &StudioPage::itemShown);
        // From another page and from a field of text, too.
        QTest::keyClick(m_window.get(), Qt::Key_2, Qt::ControlModifier);
        QTest::keyClick(m_window.get(), Qt::Key_O, Qt::ControlModifier);
        auto* dialog = find<QFileDialog>("openFileDialog");
        QVERIFY(dialog != nullptr && dialog->isVisible());
        QVERIFY(dialog->nameFilters().constFirst().contains(QLatin1String("*.") + QFileInfo(file).suffix()));
        dialog->findChild<QLineEdit*>(QStringLiteral("fileNameEdit"))->setText(path);
        QMetaObject::invokeMethod(dialog, "accept");
        QTRY_COMPARE_WITH_TIMEOUT(shown.count(), 1, 20'000);
        const auto item = shown.first().first().value<GalleryItem>();
        QCOMPARE(int(item.asset.info.kind), kind);
        QCOMPARE(item.title, file);
        QCOMPARE(m_window->page(), QStringLiteral("studio"));
    }

    /// What is told of a file names it, and goes when another one could be opened.
    void whatCannotBeUsedIsNamed()
    {
        QFile words(m_home->filePath(QStringLiteral("words.png")));
        QVERIFY(words.open(QIODevice::WriteOnly));
        words.write("no picture at all");
        words.close();
        const auto open = [this](const QString& path) {
            m_window->shortcuts().find(QStringLiteral("stage.open"))->action->trigger();
            auto* dialog = find<QFileDialog>("openFileDialog");
            dialog->findChild<QLineEdit*>(QStringLiteral("fileNameEdit"))->setText(path);
            QMetaObject::invokeMethod(dialog, "accept");
        };
        open(words.fileName());
        QTRY_VERIFY(find<QWidget>("notice-import") != nullptr);
        const QList<QLabel*> labels = find<QWidget>("notice-import")->findChildren<QLabel*>();
        QVERIFY(std::any_of(labels.begin(), labels.end(), [](const QLabel* label) {
            return label->text().startsWith(QStringLiteral("words.png cannot be used"));
        }));
        QTRY_VERIFY(find<QFileDialog>("openFileDialog") == nullptr);
        open(QStringLiteral(MAQUETTE_TEST_DATA "/exif-6.jpg"));
        QTRY_VERIFY(m_window->studioPage().stage().item().has_value());
        QTRY_VERIFY(find<QWidget>("notice-import") == nullptr);
    }

    void theEmptyStageOffersIt()
    {
        auto* button = find<QPushButton>("stageEmptyOpen");
        QVERIFY(button != nullptr && button->isVisible() && button->isEnabled());
        QVERIFY2(button->toolTip().contains(QLatin1String("Ctrl+O")), qPrintable(button->toolTip()));
        QTest::mouseClick(button, Qt::LeftButton);
        auto* dialog = find<QFileDialog>("openFileDialog");
        QVERIFY(dialog != nullptr && dialog->isVisible());
        QTest::keyClick(dialog, Qt::Key_Escape);
        QTRY_VERIFY(find<QFileDialog>("openFileDialog") == nullptr);
        QVERIFY(!m_window->studioPage().stage().item().has_value());
    }

    void thePaletteFindsIt()
    {
        QTest::keyClick(m_window.get(), Qt::Key_K, Qt::ControlModifier);
        auto* palette = find<CommandPalette>("commandPalette");
        QTest::keyClicks(palette->findChild<QLineEdit*>(), QStringLiteral("open"));
        QVERIFY(palette->listed().contains(QStringLiteral("Open a picture, sound or mesh")));
    }

    void theMemoryForUndoCountsAtOnce()
    {
        CanvasSession& session = m_window->studioPage().stage().session();
        QCOMPARE(session.history().budget(), qint64(256) << 20);
        QTest::keyClick(m_window.get(), Qt::Key_Comma, Qt::ControlModifier);
        auto* memory = find<QSpinBox>("settingUndoMemory");
        QVERIFY(memory != nullptr);
        QCOMPARE(memory->value(), 256);
        memory->setValue(64);
        QCOMPARE(session.history().budget(), qint64(64) << 20);
        QCOMPARE(m_studio->settings().settings().undoMegabytes, 64);
    }
};

} // namespace maquette

QTEST_MAIN(maquette::TestOpening)
#include "TestOpening.moc"
