// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/assets/Asset.h"

#include <QFrame>

class QAction;
class QLabel;
class QProgressBar;
class QPushButton;

namespace maquette {

/// What an empty stage says.
class EmptyPlate : public QWidget
{
    Q_OBJECT

public:
    explicit EmptyPlate(QWidget* parent);
    /// Offers \a open as a button with its key.
    void setOpenAction(QAction* open);
    /// What the chosen operation, called \a operation, begins with: a picture, a sound, or else a prompt.
    void showBeginning(MediaKind source, const QString& operation);

private:
    QLabel* m_title;
    QWidget* m_keys;
    QLabel* m_hint;
    QPushButton* m_open;
    QLabel* m_openKey;
};

/// Why something cannot be shown, and one thing to do about it.
class MessagePlate : public QWidget
{
    Q_OBJECT

public:
    explicit MessagePlate(QWidget* parent);
    void showText(const QString& title, const QString& text);

Q_SIGNALS:
    void folderAsked();

private:
    QLabel* m_title;
    QLabel* m_text;
};

/// One line on a plate above the picture, with an icon.
class NotePlate : public QFrame
{
    Q_OBJECT

public:
    NotePlate(const QString& name, const QString& icon, const QString& role, QWidget* parent);
    void setText(const QString& text);
    /// The same, in as many lines as \a most logical pixels of width ask for.
    void setSentences(const QString& text, int most);

private:
    QLabel* m_text;
};

/// Appears while a large picture is read, but not for one that takes no time.
class ProgressPlate : public QFrame
{
    Q_OBJECT

public:
    explicit ProgressPlate(QWidget* parent);
    void begin(const QString& what);
    void setPercent(int percent);
    void end();

private:
    QLabel* m_text;
    QProgressBar* m_bar;
    QTimer* m_delay;
};

} // namespace maquette
