// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompt/StyleControl.h"

#include "ui/prompt/ChoiceBox.h"
#include "ui/prompt/StyleGrid.h"
#include "ui/prompt/StylePictures.h"
#include "ui/widgets/Popover.h"

#include <QHBoxLayout>

namespace maquette {

namespace {

constexpr int kAround = 64; // px the sheet needs besides its tiles

/// Opens the sheet of pictures where others open their list.
class StyleBox : public ChoiceBox
{
public:
    StyleBox(std::function<void()> open, QWidget* parent)
        : ChoiceBox(parent)
        , m_open(std::move(open))
    {
    }
    void showPopup() override { m_open(); }

private:
    std::function<void()> m_open;
};

} // namespace

StyleControl::StyleControl(const ParamSpec& spec, QWidget* parent)
    : ParamControl(spec, parent)
    , m_box(new StyleBox([this] { openGrid(); }, this))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_box);
    setFocusProxy(m_box);
    m_box->setObjectName(spec.name);
    m_box->setAccessibleName(spec.label);
    m_box->setToolTip(spec.hint);
    m_box->addAutomatic(tr("None"));
    for (const Choice& choice : spec.choices) {
        m_box->addChoice(choice.label.isEmpty() ? choice.value : choice.label, choice.value, {}, choice.hint);
    }
    connect(m_box, &QComboBox::activated, this, &ParamControl::edited);
    connect(&StylePictures::instance(), &StylePictures::ready, this, &StyleControl::showPictures);
    showPictures();
}

StyleControl::~StyleControl()
{
    delete m_sheet; // a child of the window, not of this
}

QJsonValue StyleControl::value() const
{
    const QString style = m_box->currentData().toString();
    return style.isEmpty() ? QJsonValue(QJsonValue::Undefined) : QJsonValue(style);
}

void StyleControl::setValue(const QJsonValue& value)
{
    m_box->setCurrentIndex(qMax(0, m_box->findData(value.toString())));
}

void StyleControl::openGrid()
{
    if (!m_sheet) {
        m_sheet = new Popover(this);
        m_sheet->setObjectName(QStringLiteral("styleSheet"));
        m_grid = new StyleGrid(spec().choices, m_sheet);
        m_sheet->column()->addWidget(m_grid);
        connect(m_grid, &StyleGrid::chosen, this, [this](const QString& style) {
            m_sheet->dismiss();
            const int row = qMax(0, m_box->findData(style));
            if (row != m_box->currentIndex()) {
                m_box->setCurrentIndex(row);
                Q_EMIT edited();
            }
        });
    }
    m_grid->fitInto(window()->height() - kAround);
    m_grid->setCurrent(m_box->currentData().toString());
    m_sheet->popUp(m_box, Popover::Edge::Left);
    if (m_sheet->isOpen()) {
        m_grid->setFocus(Qt::PopupFocusReason);
    }
}

void StyleControl::showPictures()
{
    for (int row = 1; row < m_box->count(); ++row) {
        const QPixmap picture = StylePictures::instance().picture(m_box->itemData(row).toString());
        if (!picture.isNull()) {
            m_box->setItemIcon(row, QIcon(picture));
        }
    }
}

} // namespace maquette
