// SPDX-License-Identifier: GPL-3.0-or-later
// The precompiled header of every app/ module: what nearly all of them read anyway.
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QList>
#include <QMap>
#include <QObject>
#include <QString>
#include <QStringList>
#include <QVariant>

#include <functional>
#include <memory>
#include <optional>
#include <tl/expected.hpp>
#include <variant>
