// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/FocusRing.h"

#include "ui/widgets/Theme.h"

#include <QAbstractScrollArea>
#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>

namespace maquette {

namespace {

constexpr int kReach = 3; // px the ring stands out

/// Text fields show their focus by their own line, large views by their current item.
bool showsItsOwnFocus(const QWidget* widget)
{
    return qobject_cast<const QLineEdit*>(widget) != nullptr ||
           qobject_cast<const QAbstractScrollArea*>(widget) != nullptr || widget->isWindow() ||
           widget->property("mqOwnFocus").toBool();
}

} // namespace

FocusRing::FocusRing()
{
    setObjectName(QStringLiteral("focusRing"));
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setAttribute(Qt::WA_NoSystemBackground);
    setFocusPolicy(Qt::NoFocus);
    hide();
}

void FocusRing::install(QApplication& application)
{
    static QPointer<QObject> keeper;
    if (!keeper.isNull()) {
        return;
    }
    // The ring itself is made again when the window it was drawn in took it along to its end.
    class Keeper : public QObject
    {
    public:
        using QObject::QObject;
        QPointer<FocusRing> ring;
        ~Keeper() override { delete ring; }
        bool eventFilter(QObject*, QEvent* event) override
        {
            if (event->type() == QEvent::KeyPress) {
                const int key = static_cast<QKeyEvent*>(event)->key();
                if (key == Qt::Key_Tab || key == Qt::Key_Backtab || (key >= Qt::Key_Left && key <= Qt::Key_Down)) {
                    byKeyboard = true;
                }
            } else if (event->type() == QEvent::MouseButtonPress) {
                byKeyboard = false;
                if (ring) {
                    ring->m_byKeyboard = false;
                    ring->follow(nullptr);
                }
            }
            return false;
        }
        bool byKeyboard = false;
    };
    auto* const made = new Keeper(&application);
    keeper = made;
    application.installEventFilter(made);
    connect(&application, &QApplication::focusChanged, made, [made](QWidget*, QWidget* now) {
        if (made->ring.isNull()) {
            if (now == nullptr || !made->byKeyboard) {
                return;
            }
            made->ring = new FocusRing;
        }
        made->ring->m_byKeyboard = made->byKeyboard;
        made->ring->follow(now);
    });
}

void FocusRing::follow(QWidget* target)
{
    for (QWidget* widget = m_target; widget != nullptr;
         widget = widget->isWindow() ? nullptr : widget->parentWidget()) {
        widget->removeEventFilter(this);
    }
    m_target = (target != nullptr && m_byKeyboard && !showsItsOwnFocus(target)) ? target : nullptr;
    for (QWidget* widget = m_target; widget != nullptr;
         widget = widget->isWindow() ? nullptr : widget->parentWidget()) {
        widget->installEventFilter(this);
    }
    if (m_target.isNull()) {
        hide();
        return;
    }
    if (parentWidget() != m_target->window()) {
        setParent(m_target->window());
    }
    place();
}

void FocusRing::place()
{
    if (m_target.isNull() || !m_target->isVisible()) {
        hide();
        return;
    }
    QWidget* const window = m_target->window();
    QRect area(m_target->mapTo(window, QPoint()), m_target->size());
    area.adjust(-kReach, -kReach, kReach, kReach);
    QRect seen = area;
    for (QWidget* widget = m_target->parentWidget(); widget != nullptr && widget != window;
         widget = widget->parentWidget()) {
        if (qobject_cast<QAbstractScrollArea*>(widget->parentWidget()) != nullptr) {
            seen &= QRect(widget->mapTo(window, QPoint()), widget->size()).adjusted(-kReach, -kReach, kReach, kReach);
        }
    }
    setGeometry(area);
    setMask(QRegion(seen.translated(-area.topLeft())));
    setVisible(!seen.isEmpty());
    raise();
}

bool FocusRing::eventFilter(QObject* watched, QEvent* event)
{
    switch (event->type()) {
    case QEvent::Move:
    case QEvent::Resize:
    case QEvent::Show:
    case QEvent::Hide:
    case QEvent::ZOrderChange:
        place();
        break;
    default:
        break;
    }
    return QWidget::eventFilter(watched, event);
}

void FocusRing::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(Theme::instance().colours().accent, 2));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), metrics::kRadius + 2, metrics::kRadius + 2);
}

} // namespace maquette
