// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/TestMain.h"
#include "tests/ui/shell/WindowKit.h"
#include "ui/canvas/CanvasSession.h"
#include "ui/canvas/CanvasView.h"
#include "ui/canvas/StageView.h"
#include "ui/canvas/staging/StagingDesk.h"
#include "ui/prompt/PromptPanel.h"
#include "ui/shell/MainWindow.h"
#include "ui/shell/StudioPage.h"

#include <QDirIterator>
#include <QFile>
#include <QPlainTextEdit>
#include <QSpinBox>

namespace maquette {

/// The real window on the practice server, with a picture on the stage and results on the canvas, by real keys and a
/// real pointer.
class StagingFlow : public QObject
{
    Q_OBJECT

protected:
    static constexpr QSize kSize{480, 360};

    /// A picture in which no two neighbours are alike, so that a shift by one pixel shows.
    static QImage scene()
    {
        QImage image(kSize, QImage::Format_RGB32);
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                image.setPixel(x, y, qRgb((x * 7 + y * 3) % 200 + 20, (x + y * 5) % 180 + 30, (x * 2 + y) % 160 + 60));
            }
        }
        return image;
    }

    static void copyFolder(const QString& from, const QString& to)
    {
        QDirIterator files(from, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QString path = files.next();
            const QString target = to + QLatin1Char('/') + QDir(from).relativeFilePath(path);
            QDir().mkpath(QFileInfo(target).path());
            QFile::copy(path, target);
        }
    }

    std::unique_ptr<QTemporaryDir> m_home;
    std::unique_ptr<QTemporaryDir> m_other;
    std::unique_ptr<Studio> m_studio;
    std::unique_ptr<MainWindow> m_window;

    void start(const QString& folder, qint64 thinkMs = 0)
    {
        writeSettings(folder, [](Settings& settings) { settings.runningJobLimit = 1; });
        m_studio = std::make_unique<Studio>(quickOptions(folder, thinkMs));
        m_window = shownWindow<MainWindow>(*m_studio);
        QVERIFY(m_window != nullptr);
        QVERIFY(opensWithBalance(*m_studio));
    }

    [[nodiscard]] QTemporaryDir& home() const { return *m_home; }

    void stop()
    {
        m_window.reset();
        m_studio.reset();
    }

    [[nodiscard]] StageView& stage() const { return m_window->studioPage().stage(); }
    [[nodiscard]] CanvasView& view() const { return stage().imageView(); }
    [[nodiscard]] CanvasStaging& staging() const { return m_window->studioPage().results().staging(); }
    [[nodiscard]] CanvasKeeper& keeper() const { return m_window->studioPage().results().keeper(); }

    template <typename T>
    [[nodiscard]] T* find(const char* name) const
    {
        return m_window->findChild<T*>(QLatin1String(name));
    }

    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        view().setFocus();
        QTest::keyClick(&view(), key, modifiers);
    }

    /// Puts the picture on the stage and chooses \a operation.
    void show(const QString& operation)
    {
        const auto asset = settled(m_studio->importImage(scene()));
        QVERIFY(asset.has_value());
        GalleryItem item;
        item.asset = *asset;
        item.title = QStringLiteral("scene.png");
        item.created = QDateTime::currentDateTimeUtc();
        m_window->studioPage().showItem(item);
        m_window->studioPage().prompt().selectOperation(operation);
        QTRY_VERIFY_WITH_TIMEOUT(stage().session().isOpen(), 20'000);
        QCOMPARE(stage().session().base(), asset->id);
    }

    void paint(QPoint from, QPoint to)
    {
        const auto at = [this](QPoint picture) { return view().ImageView::transform().toView(picture).toPoint(); };
        QTest::mouseMove(&view(), at(from));
        QTest::mousePress(&view(), Qt::LeftButton, {}, at(from));
        for (int i = 1; i <= 8; ++i) {
            QTest::mouseMove(&view(), at(from + (to - from) * i / 8));
        }
        QTest::mouseRelease(&view(), Qt::LeftButton, {}, at(to));
    }

    void order(const char* words, int count)
    {
        auto* prompt = find<QPlainTextEdit>("prompt");
        prompt->setFocus();
        prompt->selectAll();
        QTest::keyClicks(prompt, QLatin1String(words));
        auto* number = find<QSpinBox>("count");
        QVERIFY(number != nullptr);
        number->setFocus();
        number->selectAll();
        QTest::keyClicks(number, QString::number(count));
        QTest::keyClick(number, Qt::Key_Return, Qt::ControlModifier);
    }

    /// Compares \a after with the picture, pixel by pixel, where \a mask is 0.
    void compareOutside(const QImage& after, const TiledMask& mask, int* inside = nullptr)
    {
        const QImage before = scene();
        QCOMPARE(after.size(), before.size());
        for (int y = 0; y < before.height(); ++y) {
            for (int x = 0; x < before.width(); ++x) {
                const bool same = (after.pixel(x, y) & 0xffffffU) == (before.pixel(x, y) & 0xffffffU);
                if (mask.pixel({x, y}) == 0) {
                    QVERIFY2(same, qPrintable(QStringLiteral("%1, %2").arg(x).arg(y)));
                } else if (inside != nullptr && !same) {
                    ++*inside;
                }
            }
        }
    }

    void stageThree()
    {
        show(QStringLiteral("stable-image.edit.inpaint"));
        paint({180, 150}, {280, 200});
        QVERIFY(!stage().session().document().mask.isUniform(0));
        order("a small red boat", 3);
        QTRY_COMPARE_WITH_TIMEOUT(staging().count(), 3, 120'000);
        QTRY_VERIFY_WITH_TIMEOUT(staging().placed() != nullptr, 30'000);
    }

private Q_SLOTS:
    void initTestCase()
    {
        qunsetenv("STABILITY_API_KEY");
        qunsetenv("MAQUETTE_STABILITY_URL");
    }
    void init()
    {
        failOnAnyWarning();
        m_home = std::make_unique<QTemporaryDir>();
        m_other = std::make_unique<QTemporaryDir>();
    }
    void cleanup() { stop(); }
};

} // namespace maquette
