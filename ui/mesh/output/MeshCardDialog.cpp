// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mesh/output/MeshCardDialog.h"

#include "app/mesh/MeshPreview.h"
#include "ui/widgets/Field.h"
#include "ui/widgets/Segmented.h"

#include <QCheckBox>
#include <QLineEdit>

namespace maquette {

namespace {

constexpr QSize kLarge(1664, 1000);
constexpr QSize kSmall(720, 420);
constexpr int kPlainSide = 1000;
constexpr int kSides = 4;

} // namespace

MeshCardDialog::MeshCardDialog(MeshCard card, MeshScene scene, TurnRenderer renderer, QWidget* parent)
    : OutputDialog(QStringLiteral("meshCard"), tr("%1 card").arg(card.title), {}, parent)
    , m_card(std::move(card))
    , m_scene(std::move(scene))
    , m_renderer(std::move(renderer))
    , m_format(new Segmented(this))
    , m_title(new QLineEdit(m_card.title.simplified(), this))
    , m_sides(new QCheckBox(tr("From all four sides"), this))
{
    setWindowTitle(tr("Mesh card"));
    m_format->setObjectName(QStringLiteral("meshCardFormat"));
    m_format->addSegment(QStringLiteral("pdf"), QStringLiteral("PDF"), tr("One page to print, with its text as text"));
    m_format->addSegment(QStringLiteral("png"), QStringLiteral("PNG"), tr("One picture, to put into a message"));
    m_title->setObjectName(QStringLiteral("meshCardTitle"));
    m_title->setToolTip(tr("What stands at the top of the page"));
    m_title->setMaxLength(120);
    m_sides->setObjectName(QStringLiteral("meshCardSides"));
    m_sides->setToolTip(tr("Three more pictures, each a quarter of a turn further"));
    m_sides->setChecked(true);
    addRow(new Field(tr("Format"), m_format, this));
    addRow(new Field(tr("Title"), m_title, this));
    addRow(m_sides);
    setNote(m_card.targets.isEmpty() ? tr("No targets are set: the page has the facts alone.") : QString());
    connect(m_format, &Segmented::currentChanged, this, &MeshCardDialog::refresh);
    connect(m_title, &QLineEdit::textChanged, this, &MeshCardDialog::refresh);
    connect(&m_job, &OutputJob::finished, this, &MeshCardDialog::succeed);
    connect(&m_job, &OutputJob::failed, this, &MeshCardDialog::fail);
    refresh();
}

QString MeshCardDialog::reason() const
{
    return m_title->text().trimmed().isEmpty() ? tr("The page needs a title.") : QString();
}

void MeshCardDialog::formChanged()
{
    if (!isBusy() && m_ending != m_format->current()) {
        m_ending = m_format->current();
        setEnding(m_ending);
    }
}

void MeshCardDialog::begin()
{
    m_card.title = m_title->text().simplified();
    m_pictures.clear();
    drawNext(++m_order);
}

void MeshCardDialog::drawNext(int order)
{
    const auto number = int(m_pictures.size());
    const int wanted = m_sides->isChecked() ? kSides : 1;
    if (number == wanted) {
        write();
        return;
    }
    setStep(tr("Drawing picture %1 of %2 …").arg(number + 1).arg(wanted));
    setFraction(double(number) / (wanted + 1));
    whenDrawn(m_renderer(number == 0 ? kLarge : kSmall, number * 360.0 / kSides, true), this,
              [this, order](const QImage& drawn) {
                  if (order == m_order && isBusy()) {
                      m_pictures.append(drawn);
                      drawNext(order);
                  }
              });
}

void MeshCardDialog::write()
{
    setStep(tr("Writing the page …"));
    setFraction(-1);
    m_job.start([card = m_card, pictures = m_pictures, scene = m_scene,
                 pdf = m_format->current() == QLatin1String("pdf"),
                 path = path()](const std::atomic_bool& cancelled, const OutputJob::Teller&) -> Result<QStringList> {
        MeshCard page = card;
        page.pictures = pictures;
        if (std::any_of(pictures.begin(), pictures.end(), [](const QImage& one) { return one.isNull(); })) {
            page.pictures = {previewOf(scene, kPlainSide, &cancelled)};
        }
        if (cancelled) {
            return failure(ErrorKind::Cancelled, {});
        }
        const auto done = pdf ? writeMeshCardPdf(page, path) : writeMeshCardPng(page, path);
        return done.map([&path] { return QStringList{path}; });
    });
}

void MeshCardDialog::stop()
{
    ++m_order;
    m_job.cancel();
}

} // namespace maquette
