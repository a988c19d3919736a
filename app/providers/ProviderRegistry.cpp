// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/providers/ProviderRegistry.h"

#include "app/providers/stability/StabilityProvider.h"

namespace maquette {

namespace {

// The practice server is ours: nobody minds being asked more often than the contract's 10 s.
constexpr qint64 kPracticePollMs = 1'000;

} // namespace

std::vector<std::unique_ptr<Provider>> makeProviders(qint64 practicePollMs)
{
    std::vector<std::unique_ptr<Provider>> providers;
    providers.push_back(std::make_unique<StabilityProvider>(
        StabilityProvider::Identity{QStringLiteral("stability"), QStringLiteral("Stability AI"), false, 0}));
    providers.push_back(std::make_unique<StabilityProvider>(
        StabilityProvider::Identity{QStringLiteral("practice"), QStringLiteral("Practice"), true,
                                    practicePollMs >= 0 ? practicePollMs : kPracticePollMs}));
    return providers;
}

QUrl defaultBaseUrl(const QString& providerId)
{
    return providerId == QLatin1String("stability") ? QUrl(QStringLiteral("https://api.stability.ai")) : QUrl();
}

} // namespace maquette
