// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/app/studio/StudioKit.h"
#include "tests/support/TestMain.h"
#include "ui/prompt/PromptPanel.h"
#include "ui/widgets/PriceButton.h"

#include <QAction>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QSpinBox>
#include <QVBoxLayout>

#include <memory>

namespace maquette {

/// The panel in a window of its own, over the real program core and its practice server.
class PanelFixture
{
public:
    explicit PanelFixture(const QString& home)
    {
        studio = std::make_unique<Studio>(quickOptions(home));
        window = std::make_unique<QWidget>();
        panel = new PromptPanel(*studio, window.get());
        auto* column = new QVBoxLayout(window.get());
        column->setContentsMargins(0, 0, 0, 0);
        column->addWidget(panel);
        // The program's window has these, and the panel none of its own.
        addOrder(Qt::CTRL | Qt::Key_Return, false);
        addOrder(Qt::CTRL | Qt::SHIFT | Qt::Key_Return, true);
        window->resize(320, 1000);
        window->show();
    }

    [[nodiscard]] bool open() { return opensWithBalance(*studio) && QTest::qWaitForWindowActive(window.get()); }

    template <typename T>
    [[nodiscard]] T* find(const char* name) const
    {
        T* found = window->findChild<T*>(QLatin1String(name));
        if (!found) {
            qWarning("no control is called %s", name);
        }
        return found;
    }

    [[nodiscard]] QPlainTextEdit* prompt() const { return find<QPlainTextEdit>("prompt"); }
    [[nodiscard]] PriceButton* button() const { return find<PriceButton>("generate"); }

    void type(const char* words) const
    {
        prompt()->setFocus();
        QTest::keyClicks(prompt(), QString::fromUtf8(words));
    }

    /// Picks a line of a list as a person does with the keyboard.
    void pick(const char* list, const QString& line) const
    {
        auto* box = find<QComboBox>(list);
        const int row = box->findText(line);
        box->setFocus();
        while (row >= 0 && box->currentIndex() != row) {
            const int before = box->currentIndex();
            QTest::keyClick(box, row > before ? Qt::Key_Down : Qt::Key_Up);
            box = find<QComboBox>(list);
            if (box->currentIndex() == before) {
                return;
            }
        }
    }

    void addOrder(const QKeySequence& key, bool atFront)
    {
        auto* order = new QAction(window.get());
        order->setShortcut(key);
        QObject::connect(order, &QAction::triggered, panel, [this, atFront] { panel->generate(atFront); });
        window->addAction(order);
    }

    std::unique_ptr<Studio> studio;
    std::unique_ptr<QWidget> window;
    PromptPanel* panel = nullptr;
};

} // namespace maquette
