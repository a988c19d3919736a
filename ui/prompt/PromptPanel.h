// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/catalog/Check.h"
#include "app/gallery/GalleryStore.h"
#include "app/studio/ErrorText.h"
#include "app/studio/Refusal.h"
#include "ui/prompt/CanvasPart.h"
#include "ui/prompt/FormState.h"
#include "ui/prompt/GenerateState.h"
#include "ui/prompt/Tools.h"

#include <QKeySequence>
#include <QPointer>
#include <QTimer>
#include <QWidget>

#include <functional>
#include <optional>

class QScrollArea;
class QLabel;

namespace maquette {

class FormStore;
class GenerateBar;
class OperationPicker;
class ParamForm;
class PlaceActions;
class SendLine;
class Studio;

/// The left panel: what to make, with what settings, for what price. The form comes from the catalogue; what was filled
/// in is kept per operation and survives a restart. Nothing is ever sent that the check does not accept.
class PromptPanel : public QWidget
{
    Q_OBJECT

public:
    /// Why an operation cannot be used now, empty when it can.
    using Availability = std::function<QString(const Operation&)>;

    explicit PromptPanel(Studio& studio, QWidget* parent = nullptr);
    ~PromptPanel() override;

    /// The order as the form stands, complete or not.
    [[nodiscard]] Request currentRequest() const;
    [[nodiscard]] QString operation() const { return m_operation; }
    /// Sets the rule for what can be used; without one, everything can.
    void setAvailability(Availability availability);
    /// What the canvas gives to the order; nothing when it has no part in it. An order placed before the part is ready
    /// waits for it. Values that differ from the part's before are shown in the form; those the form had before give
    /// way, unless useRequest() brought them and the canvas has none yet.
    void setCanvasPart(const std::optional<CanvasPart>& part);
    /// The file chosen for \a role in the form, whatever the canvas gives for it; empty when there is none.
    [[nodiscard]] AssetId chosenInput(const QString& role) const;
    /// The key that shows what will be sent, for the link's tooltip.
    void setSendViewKey(const QKeySequence& key);
    /// The commands of the prompt editor.
    [[nodiscard]] const PlaceActions& keys() const { return *m_keys; }
    /// The key shown beside the button.
    void setGenerateKey(const QKeySequence& key);
    [[nodiscard]] QSize sizeHint() const override;

public Q_SLOTS:
    /// Orders what the form describes; when it is not complete, goes to the first field to mend instead.
    void generate(bool atFront = false);
    /// Shows the form of an operation; unknown ids change nothing.
    void selectOperation(const QString& id);
    /// Fills the form in as \a request was; without its seed the next one is random.
    void useRequest(const maquette::Request& request, bool withSeed);
    /// Changes some fields of the form on show and leaves the others; an empty file empties its well.
    void fillIn(const QJsonObject& values, const QHash<QString, maquette::AssetId>& inputs = {});
    void setStageItem(const std::optional<maquette::GalleryItem>& item);
    void focusPrompt();
    /// Moves to what \a error is about: the field it names, or the file of a request that is too large.
    void focusWhatIsWrong(const maquette::Error& error);

Q_SIGNALS:
    void operationChanged(const QString& id);
    void imported(); ///< a file was taken into a well
    /// The place in \a error is the file's path; it is empty for what came from the clipboard.
    void importFailed(const maquette::Error& error);
    void needKey();
    /// A refusal's button that is not the panel's own business: top up, free space ...
    void actionRequested(maquette::ErrorAction action);
    /// An order goes to the queue now, as \a request.
    void submitting(const maquette::Request& request);
    /// The order was taken: these jobs are in the queue.
    void ordered(const QList<maquette::Job>& jobs);
    /// Something was filled in, here or by useRequest().
    void formChanged();
    /// A file was given here for the picture that is worked on; it belongs on the stage.
    void pictureChosen(const maquette::AssetId& asset);
    /// Fields of the canvas part were edited: their values by name, all of them.
    void canvasValuesEdited(const QJsonObject& values);
    /// An order waits for the canvas part to become ready.
    void preparationRequested();
    void sendViewRequested();
    void canvasOfferTaken(const QString& id);

private:
    void build();
    void makeKeys();
    void connectForm();
    void connectStudio();
    void chooseTool(const QString& id);
    void chooseSection(const QString& section);
    void chooseModel(int line);
    /// Moves to \a operation; values the two share come along when \a carry is set.
    void moveTo(const Operation& operation, const QString& model, bool carry);
    void showOperation();
    void showModels();
    void takeForm();
    void save();
    void refresh();
    void changeTo(const QString& operation);
    void tellCanvas();
    /// The file in the well of the picture that is worked on, when the operation needs one.
    [[nodiscard]] AssetId givenPicture() const;
    /// The values of the canvas part as the form has them now; those that are no sizes as the part has them.
    [[nodiscard]] QJsonObject formsCanvasValues() const;
    [[nodiscard]] bool isCanvasReady() const;
    void orderIfPrepared();
    void submit(const Request& request, bool atFront);
    [[nodiscard]] QList<FieldProblem> problems(const Operation& operation, const Request& request,
                                               QString* seedProblem) const;
    void showProblems(const Operation& operation, const QList<FieldProblem>& problems, const QString& seedProblem);
    [[nodiscard]] GenerateFacts facts(const Operation& operation, const Request& request) const;
    void submitted(const tl::expected<QList<Job>, Refusal>& outcome, const QString& prompt);
    void goToFirstProblem();
    /// To a field of the form, or to what the canvas sends in its place; to the prompt when it is neither.
    void focusField(const QString& name);
    /// The input whose file weighs most for the order: the main picture, or the first there is; may be empty.
    [[nodiscard]] QString mainInput() const;
    /// How a problem of the form is mended.
    struct Mending
    {
        QString field;
        QString label;       ///< of the link that leads there; empty when the reason alone says enough
        bool isFile = false; ///< by another file
    };
    [[nodiscard]] static Mending mendingOf(const FieldProblem& problem);
    void mend(const Mending& mending);
    void usedSeed(const GalleryItem& item);
    [[nodiscard]] const PromptTool* toolOf(const QString& operation) const;
    [[nodiscard]] const PromptTool* tool(const QString& id) const;
    [[nodiscard]] const Operation* current() const;
    [[nodiscard]] QString reasonFor(const PromptTool& tool) const;
    [[nodiscard]] QString firstUsable(const PromptTool& tool) const;

    Studio& m_studio;
    Availability m_availability;
    QList<PromptTool> m_tools;
    FormState m_state;
    QString m_operation;
    QString m_sectionReason;  ///< set while a section with nothing usable is looked at
    bool m_attempted = false; ///< Generate was pressed with the form incomplete: say what is missing at the fields too
    bool m_lastFront = false; ///< the last order was to go to the front
    bool m_sending = false;
    std::optional<CanvasPart> m_part;
    bool m_partIsNew = true;            ///< the form has not been matched with the canvas since the operation changed
    bool m_formLeads = false;           ///< its canvas values were given to make a frame of, and wait for a canvas
    std::optional<bool> m_waitingFront; ///< an order waits for the canvas; whether it goes to the front
    AssetId m_mainPicture;              ///< in the main well when it was last looked at
    QString m_firstProblem;
    Mending m_mending; ///< of the first problem
    Mending m_refused; ///< of the refusal that is told
    QTimer m_refresh;
    PlaceActions* m_keys;
    FormStore* m_store;
    OperationPicker* m_picker;
    ParamForm* m_form;
    SendLine* m_sendLine;
    QScrollArea* m_scroll;
    GenerateBar* m_bar;
};

} // namespace maquette
