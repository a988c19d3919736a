// SPDX-License-Identifier: GPL-3.0-or-later
// The precompiled header of every ui/ module.
#pragma once

#include "app/base/Pch.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>
#include <QWidget>
