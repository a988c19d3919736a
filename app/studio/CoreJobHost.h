// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/gallery/GalleryStore.h"
#include "app/jobs/JobHost.h"

namespace maquette {

class Core;

/// Gives the jobs what they need of the core: keys, ledger and library.
class CoreJobHost final : public JobHost
{
public:
    explicit CoreJobHost(Core& core);

    [[nodiscard]] const Provider* provider(const QString& id) const override;
    [[nodiscard]] Result<ProviderAccess> access(const QString& providerId) const override;
    [[nodiscard]] Result<CheckedRequest> checked(const Request& request) const override;
    [[nodiscard]] QHash<QString, QString> inputFiles(const Request& request) const override;
    [[nodiscard]] QString answerFile(const QString& jobId) const override;
    [[nodiscard]] Result<void> roomFor(const Job& job) const override;
    [[nodiscard]] Result<void> atomically(const std::function<Result<void>()>& work) override;
    [[nodiscard]] Result<void> hold(const Job& job) override;
    [[nodiscard]] Result<void> release(const Job& job) override;
    [[nodiscard]] Result<void> charge(const Job& job, Credits amount) override;
    [[nodiscard]] Result<Kept> keep(const Job& job) override;

private:
    [[nodiscard]] GalleryItem describeResult(const Job& job, const Asset& asset) const;
    Core& m_core;
};

} // namespace maquette
