// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/gallery/GalleryStore.h"
#include "app/jobs/Job.h"
#include "app/studio/ErrorText.h"

#include <QWidget>

#include <optional>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace maquette {

class DetailRows;
class ErrorBanner;
class HandOut;
class ItemActions;
class JobActions;
class LineageList;
class Studio;
class Thumbnails;

/// At the right: everything known about the shown item or job.
class DetailsPanel : public QWidget
{
    Q_OBJECT

public:
    explicit DetailsPanel(Studio& studio, QWidget* parent = nullptr);

    /// Puts \a part below what is known of the item: facts of what is on the stage. It shows and hides itself.
    void addPart(QWidget* part);

public Q_SLOTS:
    void showItem(const maquette::GalleryItem& item);
    void showJob(const maquette::Job& job);
    void showNothing();

Q_SIGNALS:
    void variationsRequested(const maquette::GalleryItem& item, int count);
    void reuseRequested(const maquette::GalleryItem& item, bool withSeed);
    void itemActivated(const maquette::GalleryItem& item); ///< a step of the lineage
    void openFolderRequested(const maquette::GalleryItem& item);
    void errorActionRequested(const maquette::Job& job, maquette::ErrorAction action);
    void troubled(const QString& why); ///< one sentence to tell in passing
    /// \a jobs were queued to do what \a job did not.
    void retried(const maquette::Job& job, const QList<maquette::Job>& jobs);

private:
    QWidget* makeContent();
    QWidget* makePrompt(QWidget* parent);
    QWidget* makeValues(QWidget* parent);
    void connectParts();
    void fillItem(const GalleryItem& item);
    void fillJob(const Job& job);
    void fillValues(const QString& operation, const QJsonObject& values);
    void fillPrompt(const std::optional<Request>& request);
    void fetchLineage(const QString& itemId);
    void fetchEvents(const QString& jobId);
    void showSections();
    [[nodiscard]] QString providerTitle(const QString& id) const;

    Studio& m_studio;
    Thumbnails* m_thumbnails;
    HandOut* m_handOut;
    JobActions* m_jobActions;
    std::optional<GalleryItem> m_item;
    std::optional<Job> m_job;

    QLabel* m_nothing = nullptr;
    QLabel* m_filtered = nullptr;
    DetailRows* m_rows = nullptr;
    ErrorBanner* m_error = nullptr;
    QWidget* m_promptSection = nullptr;
    QLabel* m_prompt = nullptr;
    QWidget* m_valuesSection = nullptr;
    QPushButton* m_fold = nullptr;
    DetailRows* m_values = nullptr;
    LineageList* m_lineage = nullptr;
    QWidget* m_eventsSection = nullptr;
    DetailRows* m_events = nullptr;
    QWidget* m_jobButtons = nullptr;
    QVBoxLayout* m_column = nullptr;
    ItemActions* m_actions = nullptr;
};

} // namespace maquette
