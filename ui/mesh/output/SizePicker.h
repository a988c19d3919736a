// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QSize>
#include <QWidget>

class QComboBox;
class QSpinBox;

namespace maquette {

/// Width and height in pixels, by name or by number.
class SizePicker : public QWidget
{
    Q_OBJECT

public:
    struct Choice
    {
        QString name; ///< "Full HD"
        QSize size;
    };
    /// The first choice is taken. \a name: for object names ("turntable").
    SizePicker(const QString& name, const QList<Choice>& choices, int least, int most, QWidget* parent);

    [[nodiscard]] QSize size() const;
    void setSize(const QSize& size);

Q_SIGNALS:
    void changed();

private:
    void showChoice();
    QList<Choice> m_choices;
    QComboBox* m_named;
    QSpinBox* m_width;
    QSpinBox* m_height;
};

} // namespace maquette
