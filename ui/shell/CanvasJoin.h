// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/jobs/Job.h"
#include "ui/canvas/CanvasOrder.h"
#include "ui/canvas/SentReport.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

class QAction;

namespace maquette {

class PlaceActions;
class PromptPanel;
class SentView;
class StageView;
class Studio;
struct CanvasPart;
struct Settings;

/// Joins form and canvas into one order: the form learns what the canvas sends, the canvas follows the form's numbers,
/// and "See what will be sent" shows the two together.
class CanvasJoin : public QObject
{
    Q_OBJECT

public:
    CanvasJoin(Studio& studio, PromptPanel& prompt, StageView& stage, SentView& view, QObject* parent);

    [[nodiscard]] CanvasOrder& order() { return *m_order; }
    /// The keys of this, for the list of keys.
    [[nodiscard]] const PlaceActions& keys() const { return *m_keys; }
    /// Lets them work in \a place, too; in the form they do.
    void reachFrom(QWidget* place);

public Q_SLOTS:
    void showSent(bool shown);

Q_SIGNALS:
    /// Jobs were queued whose results belong on the canvas as \a record says.
    void ordered(const QList<maquette::Job>& jobs, const maquette::SentRecord& record);
    /// A file given to the form is the picture to work on.
    void pictureWanted(const maquette::AssetId& asset);

private:
    void connectPrompt();
    void applySettings(const Settings& settings);
    /// Tells stage and order what the form wants of them.
    void follow();
    /// An operation that does not work on the canvas gets the picture on the stage into its well, unless another one
    /// was put there; without one, that of the operation of its kind before, so that models are compared with one
    /// picture.
    void fillWell();
    void tellPrompt();
    /// Price and problem, for the frame that is dragged.
    [[nodiscard]] QString frameNote() const;
    void takeMargins();
    void takeOffer(const QString& id);
    /// The file chosen as mask before the picture came onto the canvas, which has a mask of its own; empty when none.
    [[nodiscard]] AssetId maskFile() const;
    /// Says that it is not sent, and offers to use it.
    void offerMaskFile(CanvasPart& part) const;
    void forgetMaskFile();
    void refreshView();
    [[nodiscard]] const Operation* operation() const;
    [[nodiscard]] QList<SentReport::Line> otherFiles(const Operation& operation, const Request& request) const;

    Studio& m_studio;
    PromptPanel& m_prompt;
    StageView& m_stage;
    SentView& m_view;
    CanvasOrder* m_order;
    PlaceActions* m_keys;
    QAction* m_see = nullptr;
    QJsonObject m_margins; ///< typed, on their way to the canvas
    QTimer m_marginsSoon;
    AssetId m_fromStage;   ///< put into a well by fillWell()
    AssetId m_well;        ///< the last in a well
    QString m_wellSection; ///< of the operation whose it was
    SentRecord m_record;   ///< of the order that is being taken
    bool m_hasRecord = false;
    QPointer<QWidget> m_focusBefore;
};

} // namespace maquette
