// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mesh/output/UvView.h"

#include "ui/widgets/DisabledReason.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/PlaceActions.h"
#include "ui/widgets/Theme.h"

#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QSet>
#include <QToolButton>
#include <QVBoxLayout>

namespace maquette {

namespace {

constexpr double kKeyZoom = 1.25;
constexpr double kKeyPan = 48; // px

struct Channel
{
    const char* id;
    MeshTexture MeshMaterial::*map;
};
constexpr Channel kChannels[] = {{"base", &MeshMaterial::baseColourMap},
                                 {"metalRough", &MeshMaterial::metalRoughMap},
                                 {"normal", &MeshMaterial::normalMap},
                                 {"occlusion", &MeshMaterial::occlusionMap},
                                 {"emission", &MeshMaterial::emissionMap}};

QString channelName(const char* id)
{
    const QLatin1String name(id);
    return name == QLatin1String("base")         ? UvView::tr("Base colour")
           : name == QLatin1String("metalRough") ? UvView::tr("Metalness and roughness")
           : name == QLatin1String("normal")     ? UvView::tr("Normals")
           : name == QLatin1String("occlusion")  ? UvView::tr("Occlusion")
                                                 : UvView::tr("Emission");
}

} // namespace

UvView::UvView(QWidget* parent)
    : QWidget(parent)
    , m_keys(new PlaceActions(QStringLiteral("uv"), tr("Texture layout"), this))
    , m_material(new QComboBox(this))
    , m_channel(new QComboBox(this))
    , m_info(new QLabel(this))
    , m_place(new QLabel(this))
    , m_canvas(new UvCanvas(this))
    , m_none(new EmptyState(QStringLiteral("data-error"), {}, {}, this))
{
    setObjectName(QStringLiteral("uvView"));
    setAccessibleName(tr("Texture layout"));
    setRole(this, QStringLiteral("stage"));
    setFocusProxy(m_canvas);
    m_pool.setMaxThreadCount(1);
    makeKeys();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeBar());
    column->addWidget(m_canvas, 1);
    column->addWidget(m_none, 1);
    m_none->hide();
    connect(m_material, &QComboBox::currentIndexChanged, this, [this] {
        listChannels();
        compute();
    });
    connect(m_channel, &QComboBox::currentIndexChanged, this, &UvView::compute);
    connect(m_canvas, &UvCanvas::pointed, this, [this](QPointF at) {
        const QLocale locale;
        m_place->setText(
            QStringLiteral("u %1  v %2").arg(locale.toString(at.x(), 'f', 3), locale.toString(at.y(), 'f', 3)));
    });
    connect(m_canvas, &UvCanvas::left, m_place, &QLabel::clear);
}

UvView::~UvView()
{
    if (m_task) {
        m_task->cancelled = true;
    }
    m_pool.waitForDone();
}

void UvView::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    Q_EMIT shownChanged(true);
}

void UvView::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    Q_EMIT shownChanged(false);
}

void UvView::makeKeys()
{
    const auto add = [this](const char* name, const QString& text, const char* icon, const QList<QKeySequence>& keys,
                            auto does) {
        connect(m_keys->add(QLatin1String(name), text, QLatin1String(icon), keys), &QAction::triggered, this, does);
    };
    add("uv.fit", tr("Show all of the layout"), "zoom-original", {Qt::Key_F, Qt::Key_0}, [this] { m_canvas->fit(); });
    add("uv.close", tr("Back to the mesh"), "window-close", {Qt::Key_Escape, Qt::Key_U},
        [this] { Q_EMIT closeRequested(); });
    const auto step = [this](const char* name, const QString& text, const QList<QKeySequence>& keys, auto does) {
        connect(m_keys->addStep(QLatin1String(name), text, keys), &QAction::triggered, this, does);
    };
    step("uv.nearer", tr("Nearer"), {Qt::Key_Plus, Qt::Key_Equal}, [this] { m_canvas->zoom(kKeyZoom); });
    step("uv.farther", tr("Farther"), {Qt::Key_Minus}, [this] { m_canvas->zoom(1 / kKeyZoom); });
    step("uv.left", tr("To the left"), {Qt::Key_Left}, [this] { m_canvas->pan({kKeyPan, 0}); });
    step("uv.right", tr("To the right"), {Qt::Key_Right}, [this] { m_canvas->pan({-kKeyPan, 0}); });
    step("uv.up", tr("Up"), {Qt::Key_Up}, [this] { m_canvas->pan({0, kKeyPan}); });
    step("uv.down", tr("Down"), {Qt::Key_Down}, [this] { m_canvas->pan({0, -kKeyPan}); });
    m_keys->attach(m_canvas);
}

QWidget* UvView::makeBar()
{
    auto* bar = new QWidget(this);
    setRole(bar, QStringLiteral("panel"));
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(metrics::kMargin, metrics::kGrid * 2, metrics::kMargin, metrics::kGrid * 2);
    row->setSpacing(metrics::kGrid * 2);
    m_material->setObjectName(QStringLiteral("uvMaterial"));
    m_material->setAccessibleName(tr("Material"));
    m_material->setToolTip(tr("Whose triangles are laid out"));
    m_material->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_channel->setObjectName(QStringLiteral("uvChannel"));
    m_channel->setAccessibleName(tr("Picture under it"));
    m_channel->setToolTip(tr("Which of the material's pictures lies under the layout"));
    m_channel->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_info->setObjectName(QStringLiteral("uvInfo"));
    setRole(m_info, QStringLiteral("body"));
    m_place->setObjectName(QStringLiteral("uvPlace"));
    setRole(m_place, QStringLiteral("label"));
    row->addWidget(m_material);
    row->addWidget(m_channel);
    row->addWidget(m_info);
    row->addStretch(1);
    row->addWidget(m_place);
    for (QAction* const action : m_keys->actions()) {
        if (isStep(*action)) {
            continue;
        }
        auto* button = new QToolButton(bar);
        button->setObjectName(action->objectName() + QStringLiteral(".button"));
        button->setDefaultAction(action);
        button->setFocusPolicy(Qt::TabFocus);
        setRole(button, QStringLiteral("tool"));
        row->addWidget(button);
    }
    return bar;
}

void UvView::setScene(const MeshScene& scene)
{
    m_scene = scene;
    listMaterials();
    listChannels();
    compute();
}

void UvView::clear()
{
    setScene({});
}

int UvView::material() const
{
    return m_material->currentData().isValid() ? m_material->currentData().toInt() : -2;
}

void UvView::listMaterials()
{
    const QSignalBlocker quiet(m_material);
    const QString before = m_material->currentText();
    QSet<int> used;
    for (const Mesh& mesh : std::as_const(m_scene.meshes)) {
        for (const MeshPrimitive& primitive : mesh.primitives) {
            used.insert(primitive.material);
        }
    }
    m_material->clear();
    for (int i = 0; i < int(m_scene.materials.size()); ++i) {
        if (used.contains(i)) {
            const QString name = m_scene.materials.at(i).name.simplified().left(40);
            m_material->addItem(name.isEmpty() ? tr("Material %1").arg(i + 1) : name, i);
        }
    }
    if (used.contains(-1)) {
        m_material->addItem(tr("Without material"), -1);
    }
    m_material->setCurrentIndex(std::max(0, m_material->findText(before)));
    setDisabledReason(m_material, m_material->count() > 1 ? QString() : tr("The mesh has one material only."));
}

void UvView::listChannels()
{
    const QSignalBlocker quiet(m_channel);
    const QString before = m_channel->currentText();
    m_channel->clear();
    if (material() >= 0) {
        const MeshMaterial& chosen = m_scene.materials.at(material());
        for (const Channel& channel : kChannels) {
            if ((chosen.*channel.map).isSet()) {
                m_channel->addItem(channelName(channel.id), QLatin1String(channel.id));
            }
        }
    }
    m_channel->addItem(tr("No picture"), QString());
    const int found = m_channel->findText(before);
    m_channel->setCurrentIndex(std::max(0, found));
    setDisabledReason(m_channel, m_channel->count() > 1 ? QString() : tr("The material has no picture."));
}

const MeshTexture* UvView::channel() const
{
    if (material() < 0) {
        return nullptr;
    }
    const MeshMaterial& chosen = m_scene.materials.at(material());
    for (const Channel& one : kChannels) {
        if (m_channel->currentData().toString() == QLatin1String(one.id)) {
            return &(chosen.*one.map);
        }
    }
    return nullptr;
}

void UvView::compute()
{
    if (m_task) {
        m_task->cancelled = true;
        m_task.reset();
    }
    m_layout.reset();
    showLayout();
    if (m_scene.meshes.isEmpty()) {
        return;
    }
    const MeshTexture* const shown = channel();
    const auto task = std::make_shared<Task>();
    m_task = task;
    m_pool.start([this, task, scene = m_scene, material = material(), set = shown != nullptr ? shown->uvSet : 0] {
        if (task->cancelled) {
            return;
        }
        const auto layout = std::make_shared<const UvLayout>(uvLayout(scene, material, set));
        QMetaObject::invokeMethod(
            this,
            [this, task, layout] {
                if (m_task == task) {
                    m_task.reset();
                    m_layout = layout;
                    showLayout();
                }
            },
            Qt::QueuedConnection);
    });
}

void UvView::showLayout()
{
    const bool empty = m_layout && m_layout->isEmpty();
    const MeshTexture* const shown = channel();
    const bool found = shown != nullptr && shown->image < m_scene.images.size();
    m_canvas->setVisible(!empty);
    m_none->setVisible(empty);
    m_none->setTexts(tr("No layout"), tr("This part of the mesh has no texture coordinates."));
    m_canvas->setUvLayout(m_layout, found ? m_scene.images.at(shown->image).image : QImage());
    tellCounts();
}

void UvView::tellCounts()
{
    if (!m_layout || m_layout->isEmpty()) {
        m_info->setText(m_layout || m_scene.meshes.isEmpty() ? QString() : tr("Being laid out …"));
        return;
    }
    QString text =
        m_layout->islands == 1 ? tr("1 island") : tr("%1 islands").arg(QLocale().toString(m_layout->islands));
    if (m_layout->outside) {
        text += QStringLiteral(", ") + tr("some of it outside the picture, which is repeated there");
    }
    m_info->setText(text);
}

} // namespace maquette
