// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mesh/gl/ShaderText.h"

namespace maquette::shadertext {

const char* const kSurfaceVertex = R"(
in vec3 vertexPosition;
in vec3 vertexNormal;
out vec3 place;
out vec3 normal;
#ifdef TANGENTS
in vec4 vertexTangent;
out vec4 tangent;
#endif
#ifdef UV0
in vec2 vertexTexCoord;
out vec2 uv0;
#endif
#ifdef UV1
in vec2 vertexTexCoord1;
out vec2 uv1;
#endif
#ifdef COLOURS
in vec4 vertexColor;
out vec4 colour;
#endif
uniform mat4 modelMatrix;
uniform mat3 modelNormalMatrix;
uniform mat4 viewProjectionMatrix;

void main()
{
    vec4 world = modelMatrix * vec4(vertexPosition, 1.0);
    place = world.xyz;
    normal = modelNormalMatrix * vertexNormal;
#ifdef TANGENTS
    tangent = vec4(mat3(modelMatrix) * vertexTangent.xyz, vertexTangent.w);
#endif
#ifdef UV0
    uv0 = vertexTexCoord;
#endif
#ifdef UV1
    uv1 = vertexTexCoord1;
#endif
#ifdef COLOURS
    colour = vertexColor;
#endif
    gl_Position = viewProjectionMatrix * world;
}
)";

const char* const kLight = R"(
uniform samplerCube specularLight;
uniform samplerCube diffuseLight;
uniform float specularLevels; // the last level
uniform vec2 lightTurn;       // cosine and sine
uniform float lightFactor;    // of the exposure
uniform vec4 eyeForm;         // (place of the eye, 1), or (towards the eye, 0) without perspective

vec3 towardsEye(vec3 from)
{
    return normalize(eyeForm.xyz - from * eyeForm.w);
}

vec3 turned(vec3 way)
{
    return vec3(lightTurn.x * way.x - lightTurn.y * way.z, way.y, lightTurn.y * way.x + lightTurn.x * way.z);
}

/// Part and offset that a surface of this roughness makes of its reflectance, seen at this angle: a fit to the integral
/// of the GGX reflection (Karis, "Physically based shading on mobile").
vec2 reflected(float rough, float facing)
{
    vec4 r = rough * vec4(-1.0, -0.0275, -0.572, 0.022) + vec4(1.0, 0.0425, 1.04, -0.04);
    float grazing = min(r.x * r.x, exp2(-9.28 * facing)) * r.x + r.y;
    return vec2(-1.04, 1.04) * grazing + r.zw;
}

vec3 lit(vec3 base, float metal, float rough, float occlusion, vec3 n, vec3 eye)
{
    float facing = clamp(dot(n, eye), 0.0, 1.0);
    vec3 f0 = mix(vec3(0.04), base, metal);
    vec2 part = reflected(rough, facing);
    vec3 shine = f0 * part.x + part.y;
    vec3 mirror = textureLod(specularLight, turned(reflect(-eye, n)), rough * specularLevels).rgb;
    vec3 soft = texture(diffuseLight, turned(n)).rgb;
    // What is shut off from light hardly mirrors it either.
    float shut = clamp(pow(facing + occlusion, exp2(-16.0 * rough - 1.0)) - 1.0 + occlusion, 0.0, 1.0);
    return base * (1.0 - metal) * (1.0 - shine) * soft * occlusion + mirror * shine * shut;
}

/// Keeps colours as they are up to four fifths and lets brighter ones fade to white (Khronos PBR Neutral).
vec3 toneMapped(vec3 light)
{
    const float start = 0.76;
    float least = min(light.r, min(light.g, light.b));
    float lifted = least < 0.08 ? least - 6.25 * least * least : 0.04;
    vec3 c = light - lifted;
    float most = max(c.r, max(c.g, c.b));
    if (most < start) {
        return c;
    }
    float room = 1.0 - start;
    float pressed = 1.0 - room * room / (most + room - start);
    c *= pressed / most;
    float fade = 1.0 - 1.0 / (0.15 * (most - pressed) + 1.0);
    return mix(c, vec3(pressed), fade);
}

vec3 encoded(vec3 linear)
{
    vec3 c = clamp(linear, 0.0, 1.0);
    return mix(12.92 * c, 1.055 * pow(c, vec3(1.0 / 2.4)) - 0.055, step(vec3(0.0031308), c));
}
)";

const char* const kSurfaceInputs = R"(
in vec3 place;
in vec3 normal;
uniform vec4 baseFactor;
uniform float metalFactor;
uniform float roughFactor;
uniform vec3 emissionFactor;
#ifdef TANGENTS
in vec4 tangent;
#endif
#ifdef UV0
in vec2 uv0;
#endif
#ifdef UV1
in vec2 uv1;
#endif
#ifdef COLOURS
in vec4 colour;
#endif

vec2 laidOn(vec3 u, vec3 v, float set)
{
    vec3 at = vec3(0.0, 0.0, 1.0);
#ifdef UV0
    at.xy = uv0;
#endif
#ifdef UV1
    at.xy = mix(at.xy, uv1, set);
#endif
    return vec2(dot(u, at), dot(v, at));
}

#ifdef BASE_MAP
uniform sampler2D baseMap;
uniform vec3 baseU;
uniform vec3 baseV;
uniform float baseSet;
#endif
vec4 baseHere()
{
    vec4 c = baseFactor;
#ifdef BASE_MAP
    c *= texture(baseMap, laidOn(baseU, baseV, baseSet));
#endif
#ifdef COLOURS
    c *= colour;
#endif
    return c;
}

#ifdef METAL_ROUGH_MAP
uniform sampler2D metalRoughMap;
uniform vec3 metalRoughU;
uniform vec3 metalRoughV;
uniform float metalRoughSet;
#endif
vec2 metalRoughHere()
{
    vec2 c = vec2(metalFactor, roughFactor);
#ifdef METAL_ROUGH_MAP
    c *= texture(metalRoughMap, laidOn(metalRoughU, metalRoughV, metalRoughSet)).bg;
#endif
    return clamp(c, 0.0, 1.0);
}

#ifdef OCCLUSION_MAP
uniform sampler2D occlusionMap;
uniform vec3 occlusionU;
uniform vec3 occlusionV;
uniform float occlusionSet;
uniform float occlusionStrength;
#endif
float occlusionHere()
{
#ifdef OCCLUSION_MAP
    return 1.0 + occlusionStrength * (texture(occlusionMap, laidOn(occlusionU, occlusionV, occlusionSet)).r - 1.0);
#else
    return 1.0;
#endif
}

#ifdef EMISSION_MAP
uniform sampler2D emissionMap;
uniform vec3 emissionU;
uniform vec3 emissionV;
uniform float emissionSet;
#endif
vec3 emissionHere()
{
    vec3 c = emissionFactor;
#ifdef EMISSION_MAP
    c *= texture(emissionMap, laidOn(emissionU, emissionV, emissionSet)).rgb;
#endif
    return c;
}

#ifdef NORMAL_MAP
uniform sampler2D normalMap;
uniform vec3 normalU;
uniform vec3 normalV;
uniform float normalSet;
uniform float normalScale;
#endif
vec3 normalHere()
{
    vec3 n = normalize(normal);
#if defined(NORMAL_MAP) && defined(TANGENTS)
    vec3 t = tangent.xyz - n * dot(n, tangent.xyz);
    if (dot(t, t) > 1e-12) {
        t = normalize(t);
        vec3 b = cross(n, t) * tangent.w;
        vec3 bump = texture(normalMap, laidOn(normalU, normalV, normalSet)).xyz * 2.0 - 1.0;
        bump.xy *= normalScale;
        n = normalize(t * bump.x + b * bump.y + n * bump.z);
    }
#endif
    return gl_FrontFacing ? n : -n;
}
)";

const char* const kSurfaceFragment = R"(
out vec4 fragment;
#ifdef MASKED
uniform float alphaCutoff;
#endif
#if SURFACE == 2
uniform vec3 frontColour;
uniform vec3 backColour;
#endif

vec3 clay(vec3 n, vec3 eye)
{
    vec3 aside = normalize(cross(vec3(0.0, 1.0, 0.0001), eye));
    vec3 upright = cross(eye, aside);
    vec2 at = vec2(dot(n, aside), dot(n, upright));
    float high = smoothstep(-1.0, 1.0, dot(at, vec2(-0.42, 0.86)));
    float rim = pow(clamp(length(at), 0.0, 1.0), 6.0);
    vec3 c = mix(vec3(0.16, 0.15, 0.15), vec3(0.86, 0.83, 0.80), high);
    c += 0.25 * exp(-14.0 * dot(at - vec2(-0.3, 0.45), at - vec2(-0.3, 0.45)));
    return c * (1.0 - 0.35 * rim);
}

void main()
{
    vec4 base = baseHere();
#ifdef MASKED
    if (base.a < alphaCutoff) {
        discard;
    }
#endif
    float alpha = 1.0;
#ifdef BLENDED
    alpha = base.a;
#endif
    vec3 eye = towardsEye(place);
    vec3 shown = vec3(0.0);
#if defined(WIRE)
    float bright = dot(base.rgb, vec3(0.2126, 0.7152, 0.0722));
    alpha *= 0.45;
    shown = bright > 0.12 ? vec3(0.0) : vec3(1.0);
#elif SURFACE == 0
#ifdef UNLIT
    shown = encoded(base.rgb);
#else
    vec2 metalRough = metalRoughHere();
    vec3 light = lit(base.rgb, metalRough.x, metalRough.y, occlusionHere(), normalHere(), eye) + emissionHere();
    shown = encoded(toneMapped(light * lightFactor));
#endif
#elif SURFACE == 1
    shown = clay(normalHere(), eye);
#elif SURFACE == 2
    vec3 side = gl_FrontFacing ? frontColour : backColour;
    shown = side * (0.35 + 0.65 * clamp(dot(normalHere(), eye), 0.0, 1.0));
#elif SURFACE == 3
    shown = encoded(base.rgb);
#elif SURFACE == 4
    shown = vec3(metalRoughHere().x);
#elif SURFACE == 5
    shown = vec3(metalRoughHere().y);
#elif SURFACE == 6
    shown = normalHere() * 0.5 + 0.5;
#elif SURFACE == 7
    shown = vec3(occlusionHere());
#elif SURFACE == 8
    shown = encoded(emissionHere());
#endif
    fragment = vec4(shown * alpha, alpha);
}
)";

const char* const kLinesVertex = R"(#version 330 core
in vec3 vertexPosition;
uniform mat4 modelMatrix;
uniform mat4 viewProjectionMatrix;
void main()
{
    gl_Position = viewProjectionMatrix * modelMatrix * vec4(vertexPosition, 1.0);
}
)";

const char* const kLinesFragment = R"(#version 330 core
uniform vec4 lineColour;
uniform vec4 gapColour;
uniform float dash; // pixels; 0 for a line without gaps
out vec4 fragment;
void main()
{
    bool gap = dash > 0.0 && mod(gl_FragCoord.x + gl_FragCoord.y, 2.0 * dash) >= dash;
    vec4 c = gap ? gapColour : lineColour;
    fragment = vec4(c.rgb * c.a, c.a);
}
)";

const char* const kGroundVertex = R"(#version 330 core
in vec3 vertexPosition;
uniform mat4 modelMatrix;
uniform mat4 viewProjectionMatrix;
out vec3 place;
void main()
{
    vec4 world = modelMatrix * vec4(vertexPosition, 1.0);
    place = world.xyz;
    gl_Position = viewProjectionMatrix * world;
}
)";

const char* const kGroundFragment = R"(#version 330 core
in vec3 place;
uniform sampler2D shadow;
uniform vec4 shadowArea; // x, z, width, depth
uniform float shadowPart;
uniform vec4 gridColour;
uniform float gridStep;
uniform vec3 gridCentre; // x, z, reach
uniform vec4 eyeForm;
out vec4 fragment;

/// How much of a pixel the lines \a every so far apart cover.
float lines(float every)
{
    vec2 at = place.xz / every;
    vec2 width = max(fwidth(at), vec2(1e-6));
    vec2 off = abs(fract(at - 0.5) - 0.5) / width;
    vec2 cover = clamp(1.0 - off, 0.0, 1.0) * clamp(0.7 / width - 1.0, 0.0, 1.0);
    return max(cover.x, cover.y);
}

void main()
{
    vec2 at = (place.xz - shadowArea.xy) / shadowArea.zw;
    float inside = step(0.0, at.x) * step(at.x, 1.0) * step(0.0, at.y) * step(at.y, 1.0);
    float shade = texture(shadow, at).r * inside * shadowPart;
    vec3 eye = normalize(eyeForm.xyz - place * eyeForm.w);
    float below = step(eye.y, 0.0);
    float away = length(place.xz - gridCentre.xy) / gridCentre.z;
    float fade = 1.0 - smoothstep(0.35, 1.0, away);
    float grid = max(lines(gridStep) * 0.45, lines(gridStep * 5.0)) * fade * gridColour.a;
    shade *= 1.0 - below;
    grid *= 1.0 - 0.6 * below;
    // The shade lies on the lines.
    float alpha = shade + grid * (1.0 - shade);
    fragment = vec4(gridColour.rgb * grid * (1.0 - shade), alpha);
}
)";

} // namespace maquette::shadertext
