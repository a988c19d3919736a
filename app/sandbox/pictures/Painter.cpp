// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/pictures/Finish.h"
#include "app/sandbox/pictures/ImageToImage.h"
#include "app/sandbox/pictures/Picture.h"
#include "app/sandbox/pictures/PromptWords.h"
#include "app/sandbox/pictures/Scenes.h"

namespace maquette::sandbox {

namespace {

double detailOf(const QString& model)
{
    if (model == QLatin1String("ultra"))
        return 1.4;
    if (model.endsWith(QLatin1String("flash")))
        return 0.55;
    if (model.endsWith(QLatin1String("turbo")))
        return 0.75;
    if (model.endsWith(QLatin1String("medium")))
        return 0.9;
    return 1.0;
}

} // namespace

void paintScene(const Sitting& s)
{
    switch (s.scene.main) {
    case Place::City:
    case Place::Street:
        paintCity(s);
        break;
    case Place::Space:
    case Place::Planet:
        paintSpace(s);
        break;
    case Place::Underwater:
        paintUnderwater(s);
        break;
    case Place::Interior:
        paintInterior(s);
        break;
    case Place::StillLife:
        paintStillLife(s);
        break;
    case Place::Product:
        paintProduct(s);
        break;
    case Place::Portrait:
        paintPortrait(s);
        break;
    case Place::Abstract:
        paintAbstract(s);
        break;
    case Place::Pattern:
        paintPattern(s);
        break;
    default:
        paintLandscape(s);
        break;
    }
}

QImage paintPicture(const PictureRequest& request)
{
    const QSize size = request.size.expandedTo({64, 64}).boundedTo({4096, 4096});
    if (request.start && request.strength <= 0)
        return fittedStart(*request.start, size);
    const double guidance = std::clamp(request.guidance, 1.0, 10.0);
    Scene scene = readPrompt(request.prompt, request.negativePrompt);
    const Rng rng(mixBits(request.seed) ^ scene.wordHash);
    const Palette palette = makePalette(scene, rng.fork(1), guidance);
    Canvas canvas(size);
    canvas.detail = detailOf(request.model);
    paintScene({canvas, scene, palette, rng.fork(2), guidance});
    finishPicture(canvas, scene, palette, request.stylePreset, guidance, rng.fork(3));
    QImage picture = canvas.image.convertToFormat(QImage::Format_RGB888);
    if (request.start && request.strength < 1)
        picture = blendWithStart(fittedStart(*request.start, size), picture, request.strength);
    return picture;
}

} // namespace maquette::sandbox
