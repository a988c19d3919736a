// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/gallery/GalleryStore.h"
#include "ui/prompt/FormState.h"
#include "ui/prompt/Tools.h"

#include <QHash>
#include <QSet>
#include <QWidget>

#include <functional>
#include <optional>

class QGridLayout;
class QMimeData;
class QSpinBox;
class QToolButton;
class QVBoxLayout;

namespace maquette {

class ChoiceBox;
class Field;
class InputWell;
class ParamControl;
class PlaceActions;
class PromptEdit;
class SeedControl;
class Studio;

/// One line of the model list, with its price.
struct ModelLine
{
    ToolModel model;
    QString note;
};

/// The form of one operation, made from its description. When the operation changes, controls for what both share stay
/// as they are, with their focus and their undo.
class ParamForm : public QWidget
{
    Q_OBJECT

public:
    explicit ParamForm(Studio& studio, QWidget* parent = nullptr);

    void setOperation(const Operation& operation, const FormValues& values);
    /// The list of models; with one line or none it is not shown.
    void setModels(const QString& label, const QList<ModelLine>& lines, int current);
    [[nodiscard]] FormValues values() const;
    /// The canvas gives the files of \a roles: wells of those that must be given are not shown, nor a mask's.
    void setCanvasRoles(const QStringList& roles);
    /// Shows what the canvas has for these parameters, without emitting edited().
    void setCanvasValues(const QJsonObject& values);
    /// What is wrong with which parameter or input, by name; the fields not in it are fine.
    void setProblems(const QHash<QString, QString>& problems);
    void setStageItem(const std::optional<GalleryItem>& item);
    void setLastSeed(const QString& seed);
    /// Commands that every prompt editor has; they outlive the form.
    void setPromptKeys(PlaceActions& keys) { m_promptKeys = &keys; }
    void setHistory(std::function<QStringList()> prompts) { m_history = std::move(prompts); }
    [[nodiscard]] bool isMoreOpen() const { return m_moreOpen; }
    void setMoreOpen(bool open);
    /// The main prompt's editor, null when the operation has none.
    [[nodiscard]] PromptEdit* promptEditor() const;
    /// Gives the focus to a parameter or input, and unfolds it. False when it is not shown.
    bool focusField(const QString& name);
    /// Lets another file be chosen for an input. False when it is not shown.
    bool chooseFile(const QString& role);
    /// Hands a pasted or dropped file to the first well that takes it. False when there is none.
    bool takeMedia(const QMimeData* data);

Q_SIGNALS:
    void edited();
    void modelChosen(int line);
    void mediaRefused();
    void imported();
    void importFailed(const maquette::Error& error); ///< as that of the well
    void fieldShown(QWidget* field);

private:
    struct Cell
    {
        Field* field = nullptr;
        ParamControl* control = nullptr; ///< null for the seed
    };

    /// Where a field belongs: a low rank stands above a high one.
    struct Place
    {
        Field* field = nullptr;
        int rank = 0;
        bool folded = false;
    };

    void buildFrame();
    [[nodiscard]] QList<Place> places() const;
    [[nodiscard]] Cell cellFor(const ParamSpec& param);
    [[nodiscard]] Field* wellFor(const InputSpec& input);
    void dropUnused();
    void relayout();
    void setTabOrderOf(const QList<QWidget*>& order);
    void changed();
    /// Shows, hides, disables and bounds the fields by what the others hold.
    void refresh();

    Studio& m_studio;
    Operation m_operation;
    QJsonObject m_unshown; ///< values of parameters that have no control of their own: the model
    QHash<QString, Cell> m_cells;
    QHash<QString, Field*> m_wells;
    QHash<QString, QString> m_problems;
    std::function<QStringList()> m_history;
    PlaceActions* m_promptKeys = nullptr;
    std::optional<GalleryItem> m_stage;
    QString m_lastSeed;
    bool m_moreOpen = false;
    bool m_loading = false;

    Field* m_modelField;
    ChoiceBox* m_models;
    Field* m_countField;
    QSpinBox* m_count;
    SeedControl* m_seed = nullptr;
    QVBoxLayout* m_wide;
    QGridLayout* m_halves;
    QToolButton* m_more;
    QWidget* m_folded;
    QVBoxLayout* m_foldedWide;
    QGridLayout* m_foldedHalves;
    QStringList m_canvasRoles;
    QSet<Field*> m_hidden; ///< fields that wait for another
    bool m_hiddenModel = true;
};

} // namespace maquette
