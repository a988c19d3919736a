// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QPushButton;

namespace maquette {

class Studio;

/// The first thing a newcomer sees: begin with play credits, or with a key. Either can be changed at any time.
class FirstRunPage : public QWidget
{
    Q_OBJECT

public:
    explicit FirstRunPage(Studio& studio, QWidget* parent = nullptr);

Q_SIGNALS:
    /// The choice is made; \a provider is the one to use.
    void chosen(const QString& provider);

private:
    [[nodiscard]] QWidget* makePractice();
    [[nodiscard]] QWidget* makeKey();
    void refresh();
    Studio& m_studio;
    QPushButton* m_withKey = nullptr;
};

} // namespace maquette
