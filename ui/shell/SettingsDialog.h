// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/settings/Settings.h"

#include <QDialog>

#include <functional>

class QLineEdit;
class QListWidget;
class QStackedWidget;
class QVBoxLayout;

namespace maquette {

class ErrorBanner;
class ShortcutRegistry;
class Studio;

/// What the user can choose. Every change counts at once; there is nothing to confirm.
class SettingsDialog : public QDialog
{
    Q_OBJECT

public:
    enum class Page { Look, Keys, Library, Work, Canvas, Shortcuts };

    SettingsDialog(Studio& studio, ShortcutRegistry& registry, QWidget* parent);
    void showPage(Page page);

Q_SIGNALS:
    /// A change counts after a restart, and the user wants it now.
    void restartRequested();

private:
    QVBoxLayout* addPage(const QString& name, const QString& title);
    void makeLook();
    void makeKeys();
    void makeLibrary();
    void makeWork();
    void makeCanvas();
    void makeShortcuts();
    void addTooLarge(QVBoxLayout* column);
    void addBudget(QVBoxLayout* column, const QString& name, const QString& label,
                   std::optional<Credits> Settings::*member);
    void chooseFolder(QLineEdit* shown);
    void change(const std::function<void(Settings&)>& edit);
    void tellFailure(const Error& error);

    Studio& m_studio;
    ShortcutRegistry& m_registry;
    QListWidget* m_names;
    QStackedWidget* m_pages;
    ErrorBanner* m_error;
};

} // namespace maquette
