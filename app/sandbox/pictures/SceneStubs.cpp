#include "app/sandbox/pictures/Scenes.h"
namespace maquette::sandbox {
void paintCity(Sitting s)
{
    paintLandscape(s);
}
void paintSpace(Sitting s)
{
    paintLandscape(s);
}
void paintUnderwater(Sitting s)
{
    paintLandscape(s);
}
void paintInterior(Sitting s)
{
    paintLandscape(s);
}
void paintStillLife(Sitting s)
{
    paintLandscape(s);
}
void paintProduct(Sitting s)
{
    paintLandscape(s);
}
void paintPortrait(Sitting s)
{
    paintLandscape(s);
}
void paintAbstract(Sitting s)
{
    paintLandscape(s);
}
void paintPattern(Sitting s)
{
    paintLandscape(s);
}
} // namespace maquette::sandbox
