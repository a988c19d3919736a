// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/prompt/ParamControl.h"

#include <QPointer>

namespace maquette {

class ChoiceBox;
class Popover;
class StyleGrid;

/// The style preset: closed a list like the others, with a small picture; open a sheet of pictures.
class StyleControl : public ParamControl
{
    Q_OBJECT

public:
    explicit StyleControl(const ParamSpec& spec, QWidget* parent = nullptr);
    ~StyleControl() override;

    [[nodiscard]] QJsonValue value() const override;
    void setValue(const QJsonValue& value) override;

private:
    void openGrid();
    void showPictures();

    ChoiceBox* m_box;
    QPointer<Popover> m_sheet;
    QPointer<StyleGrid> m_grid;
};

} // namespace maquette
