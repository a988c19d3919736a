// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/settings/Settings.h"

#include <QDir>

#include <functional>

namespace maquette {

namespace {

const QLatin1String kTheme("theme");
const QLatin1String kUiScale("uiScale");
const QLatin1String kRunningJobLimit("runningJobLimit");
const QLatin1String kProvider("provider");
const QLatin1String kReduceMotion("reduceMotion");
const QLatin1String kFirstRunDone("firstRunDone");
const QLatin1String kSendTooLarge("sendTooLarge");
const QLatin1String kUndoMegabytes("undoMegabytes");
const QLatin1String kDailyBudget("dailyBudget");
const QLatin1String kMonthlyBudget("monthlyBudget");
const QLatin1String kLibraryFolder("libraryFolder");
const QLatin1String kShortcuts("shortcuts");

std::optional<ThemeChoice> themeFromName(const QString& name)
{
    for (const ThemeChoice choice : {ThemeChoice::Dark, ThemeChoice::Light, ThemeChoice::System}) {
        if (name == themeChoiceName(choice)) {
            return choice;
        }
    }
    return std::nullopt;
}

/// Reads members of one object and notes those that are of the wrong type.
class Members
{
public:
    Members(const QJsonObject& json, QStringList* replaced)
        : m_json(json)
        , m_replaced(replaced)
    {
    }

    void read(QLatin1String name, const std::function<bool(const QJsonValue&)>& take) const
    {
        const QJsonValue value = m_json.value(name);
        if (!value.isUndefined() && !take(value) && m_replaced != nullptr) {
            m_replaced->append(name);
        }
    }

    void read(QLatin1String name, bool& target) const
    {
        read(name, [&target](const QJsonValue& value) {
            target = value.toBool(target);
            return value.isBool();
        });
    }

    void read(QLatin1String name, int& target) const
    {
        read(name, [&target](const QJsonValue& value) {
            constexpr int kNone = -1;
            const int number = value.toInt(kNone);
            target = number == kNone ? target : number;
            return number != kNone;
        });
    }

    void read(QLatin1String name, QString& target) const
    {
        read(name, [&target](const QJsonValue& value) {
            target = value.toString(target);
            return value.isString();
        });
    }

    /// An amount is kept as text: JSON's numbers are floating point.
    void read(QLatin1String name, std::optional<Credits>& target) const
    {
        read(name, [&target](const QJsonValue& value) {
            const auto amount = Credits::parse(value.toString());
            target = amount ? std::optional<Credits>(*amount) : std::nullopt;
            return amount.has_value() || value.isNull();
        });
    }

private:
    const QJsonObject& m_json;
    QStringList* m_replaced;
};

} // namespace

QString themeChoiceName(ThemeChoice choice)
{
    switch (choice) {
    case ThemeChoice::Light:
        return QStringLiteral("light");
    case ThemeChoice::System:
        return QStringLiteral("system");
    case ThemeChoice::Dark:
        break;
    }
    return QStringLiteral("dark");
}

QList<int> Settings::uiScales()
{
    return {0, 100, 125, 150, 200};
}

QStringList Settings::providers()
{
    return {QStringLiteral("practice"), QStringLiteral("stability")};
}

QStringList Settings::tooLargeChoices()
{
    return {QStringLiteral("ask"), QStringLiteral("reduce"), QStringLiteral("webp"), QStringLiteral("jpeg")};
}

Settings Settings::sane(QStringList* replaced) const
{
    const Settings usual;
    Settings result = *this;
    const auto check = [replaced](QLatin1String name, bool good, auto& target, const auto& fallback) {
        if (good) {
            return;
        }
        target = fallback;
        if (replaced != nullptr) {
            replaced->append(name);
        }
    };
    const auto isAmount = [](const std::optional<Credits>& amount) { return !amount || *amount >= Credits{}; };
    check(kUiScale, uiScales().contains(uiScale), result.uiScale, usual.uiScale);
    check(kRunningJobLimit, runningJobLimit >= kMinRunningJobs && runningJobLimit <= kMaxRunningJobs,
          result.runningJobLimit, usual.runningJobLimit);
    check(kProvider, providers().contains(provider), result.provider, usual.provider);
    check(kSendTooLarge, tooLargeChoices().contains(sendTooLarge), result.sendTooLarge, usual.sendTooLarge);
    check(kUndoMegabytes, undoMegabytes >= kMinUndoMegabytes && undoMegabytes <= kMaxUndoMegabytes,
          result.undoMegabytes, usual.undoMegabytes);
    check(kDailyBudget, isAmount(dailyBudget), result.dailyBudget, usual.dailyBudget);
    check(kMonthlyBudget, isAmount(monthlyBudget), result.monthlyBudget, usual.monthlyBudget);
    check(kLibraryFolder, libraryFolder.isEmpty() || QDir::isAbsolutePath(libraryFolder), result.libraryFolder,
          usual.libraryFolder);
    return result;
}

QJsonObject Settings::toJson() const
{
    const auto amount = [](const std::optional<Credits>& credits) {
        return credits ? QJsonValue(credits->toPlain()) : QJsonValue(QJsonValue::Null);
    };
    QJsonObject keys;
    for (auto at = shortcuts.cbegin(); at != shortcuts.cend(); ++at) {
        keys.insert(at.key(), at.value());
    }
    return QJsonObject{
        {kTheme, themeChoiceName(theme)},    {kUiScale, uiScale},
        {kRunningJobLimit, runningJobLimit}, {kProvider, provider},
        {kReduceMotion, reduceMotion},       {kFirstRunDone, firstRunDone},
        {kDailyBudget, amount(dailyBudget)}, {kMonthlyBudget, amount(monthlyBudget)},
        {kLibraryFolder, libraryFolder},     {kShortcuts, keys},
        {kSendTooLarge, sendTooLarge},       {kUndoMegabytes, undoMegabytes},
    };
}

Settings Settings::fromJson(const QJsonObject& json, QStringList* replaced)
{
    Settings settings;
    const Members members(json, replaced);
    members.read(kTheme, [&settings](const QJsonValue& value) {
        const auto choice = themeFromName(value.toString());
        settings.theme = choice.value_or(settings.theme);
        return choice.has_value();
    });
    members.read(kUiScale, settings.uiScale);
    members.read(kRunningJobLimit, settings.runningJobLimit);
    members.read(kProvider, settings.provider);
    members.read(kReduceMotion, settings.reduceMotion);
    members.read(kFirstRunDone, settings.firstRunDone);
    members.read(kSendTooLarge, settings.sendTooLarge);
    members.read(kUndoMegabytes, settings.undoMegabytes);
    members.read(kDailyBudget, settings.dailyBudget);
    members.read(kMonthlyBudget, settings.monthlyBudget);
    members.read(kLibraryFolder, settings.libraryFolder);
    members.read(kShortcuts, [&settings](const QJsonValue& value) {
        const QJsonObject keys = value.toObject();
        bool good = value.isObject();
        for (auto at = keys.begin(); at != keys.end(); ++at) {
            good = good && at.value().isString();
            if (at.value().isString()) {
                settings.shortcuts.insert(at.key(), at.value().toString());
            }
        }
        return good;
    });
    return settings.sane(replaced);
}

} // namespace maquette
