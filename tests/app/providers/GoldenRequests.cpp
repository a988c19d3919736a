// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/providers/GoldenRequests.h"

#include <functional>

namespace maquette {

namespace {

using AddRow =
    std::function<void(const char* name, const char* id, const QByteArray& values, const QStringList& inputs,
                       qint64 seed, const QByteArray& target, const QByteArray& accept, const QList<WirePart>& parts)>;

const char* const png = "image/png";
const char* const jpeg = "image/jpeg";
const char* const webp = "image/webp";
const QByteArray image = "image/*";
const QByteArray sound = "audio/*";
const QByteArray none;

WirePart text(const QByteArray& name, const QByteArray& value)
{
    return {"Content-Disposition: form-data; name=\"" + name + '"', value};
}

WirePart file(const QByteArray& name, const QByteArray& fileName, const QByteArray& type)
{
    return {"Content-Disposition: form-data; name=\"" + name + "\"; filename=\"" + fileName +
                "\"\r\nContent-Type: " + type,
            "bytes of " + name};
}

QString in(const char* mediaType, const char* role)
{
    return QLatin1String(role) + QLatin1Char(' ') + QLatin1String(mediaType);
}

const WirePart imagePng = file("image", "image.png", "image/png");

void generateRows(const AddRow& row)
{
    row("bare", "stable-image.generate.ultra", R"({"prompt":"a fox"})", {}, -1, "/v2beta/stable-image/generate/ultra",
        image, {text("prompt", "a fox")});
    row("full", "stable-image.generate.ultra",
        R"({"prompt":"a fox","negative_prompt":"dogs","aspect_ratio":"16:9","output_format":"webp","strength":0.65,"style_preset":"anime"})",
        {in(jpeg, "image")}, 4294967294, "/v2beta/stable-image/generate/ultra", image,
        {text("prompt", "a fox"), text("negative_prompt", "dogs"), text("aspect_ratio", "16:9"),
         text("output_format", "webp"), text("strength", "0.65"), text("style_preset", "anime"),
         text("seed", "4294967294"), file("image", "image.jpg", "image/jpeg")});
    row("bare", "stable-image.generate.core", R"({"prompt":"ein Häuschen ✓"})", {}, -1,
        "/v2beta/stable-image/generate/core", image, {text("prompt", "ein Häuschen ✓")});
    row("full", "stable-image.generate.core",
        R"({"prompt":"a\r\nb \"c\"","negative_prompt":"x","aspect_ratio":"9:21","output_format":"jpeg","style_preset":"3d-model"})",
        {}, 0, "/v2beta/stable-image/generate/core", image,
        {text("prompt", "a\r\nb \"c\""), text("negative_prompt", "x"), text("aspect_ratio", "9:21"),
         text("output_format", "jpeg"), text("style_preset", "3d-model"), text("seed", "0")});
    row("text", "stable-image.generate.sd3",
        R"({"prompt":"a","model":"sd3.5-flash","aspect_ratio":"4:5","cfg_scale":1})", {}, 7,
        "/v2beta/stable-image/generate/sd3", image,
        {text("prompt", "a"), text("model", "sd3.5-flash"), text("aspect_ratio", "4:5"), text("cfg_scale", "1"),
         text("seed", "7")});
    row("picture", "stable-image.generate.sd3",
        R"({"prompt":"a","mode":"image-to-image","strength":0.1,"model":"sd3.5-large","cfg_scale":4.5})",
        {in(png, "image")}, -1, "/v2beta/stable-image/generate/sd3", image,
        {text("prompt", "a"), text("mode", "image-to-image"), text("strength", "0.1"), text("model", "sd3.5-large"),
         text("cfg_scale", "4.5"), imagePng}); // and no aspect_ratio: an error by its mere presence
}

void upscaleRows(const AddRow& row)
{
    row("bare", "stable-image.upscale.fast", "{}", {in(png, "image")}, -1, "/v2beta/stable-image/upscale/fast", image,
        {imagePng});
    row("format", "stable-image.upscale.fast", R"({"output_format":"jpeg"})", {in(webp, "image")}, -1,
        "/v2beta/stable-image/upscale/fast", image,
        {text("output_format", "jpeg"), file("image", "image.webp", "image/webp")});
    row("full", "stable-image.upscale.conservative",
        R"({"prompt":"a","negative_prompt":"b","output_format":"png","creativity":0.35})", {in(png, "image")}, 99,
        "/v2beta/stable-image/upscale/conservative", image,
        {text("prompt", "a"), text("negative_prompt", "b"), text("output_format", "png"), text("creativity", "0.35"),
         text("seed", "99"), imagePng});
    row("full", "stable-image.upscale.creative",
        R"({"prompt":"a","negative_prompt":"b","output_format":"webp","creativity":0.3,"style_preset":"cinematic"})",
        {in(png, "image")}, 5, "/v2beta/stable-image/upscale/creative", none,
        {text("prompt", "a"), text("negative_prompt", "b"), text("output_format", "webp"), text("creativity", "0.3"),
         text("style_preset", "cinematic"), text("seed", "5"), imagePng});
}

void editRows(const AddRow& row)
{
    row("with mask", "stable-image.edit.erase", R"({"grow_mask":12,"output_format":"png"})",
        {in(png, "image"), in(png, "mask")}, 3, "/v2beta/stable-image/edit/erase", image,
        {text("grow_mask", "12"), text("output_format", "png"), text("seed", "3"), imagePng,
         file("mask", "mask.png", "image/png")});
    row("with mask", "stable-image.edit.inpaint",
        R"({"prompt":"a hat","negative_prompt":"b","grow_mask":0,"style_preset":"origami"})",
        {in(jpeg, "image"), in(png, "mask")}, -1, "/v2beta/stable-image/edit/inpaint", image,
        {text("prompt", "a hat"), text("negative_prompt", "b"), text("grow_mask", "0"), text("style_preset", "origami"),
         file("image", "image.jpg", "image/jpeg"), file("mask", "mask.png", "image/png")});
    row("no prompt", "stable-image.edit.outpaint", R"({"left":200,"right":0,"up":1,"down":2000,"creativity":0.5})",
        {in(png, "image")}, 8, "/v2beta/stable-image/edit/outpaint", image,
        {text("left", "200"), text("right", "0"), text("up", "1"), text("down", "2000"), text("creativity", "0.5"),
         text("seed", "8"), imagePng});
    row("full", "stable-image.edit.search-and-replace",
        R"({"prompt":"a cat","search_prompt":"the dog","negative_prompt":"b","grow_mask":3,"output_format":"jpeg","style_preset":"enhance"})",
        {in(png, "image")}, 1, "/v2beta/stable-image/edit/search-and-replace", image,
        {text("prompt", "a cat"), text("search_prompt", "the dog"), text("negative_prompt", "b"),
         text("grow_mask", "3"), text("output_format", "jpeg"), text("style_preset", "enhance"), text("seed", "1"),
         imagePng});
    row("bare", "stable-image.edit.search-and-recolor", R"({"prompt":"red","select_prompt":"the car"})",
        {in(png, "image")}, -1, "/v2beta/stable-image/edit/search-and-recolor", image,
        {text("prompt", "red"), text("select_prompt", "the car"), imagePng});
    row("format", "stable-image.edit.remove-background", R"({"output_format":"webp"})", {in(png, "image")}, -1,
        "/v2beta/stable-image/edit/remove-background", image, {text("output_format", "webp"), imagePng});
    row("prompt and light", "stable-image.edit.replace-background-and-relight",
        R"({"background_prompt":"a beach","foreground_prompt":"f","negative_prompt":"n","preserve_original_subject":0.6,)"
        R"("original_background_depth":0.5,"keep_original_background":"false","light_source_direction":"above","light_source_strength":0.3,"output_format":"png"})",
        {in(png, "subject_image")}, 12, "/v2beta/stable-image/edit/replace-background-and-relight", none,
        {text("background_prompt", "a beach"), text("foreground_prompt", "f"), text("negative_prompt", "n"),
         text("preserve_original_subject", "0.6"), text("original_background_depth", "0.5"),
         text("keep_original_background", "false"), text("light_source_direction", "above"),
         text("light_source_strength", "0.3"), text("output_format", "png"), text("seed", "12"),
         file("subject_image", "subject_image.png", "image/png")});
    row("references", "stable-image.edit.replace-background-and-relight", "{}",
        {in(png, "subject_image"), in(jpeg, "background_reference"), in(webp, "light_reference")}, -1,
        "/v2beta/stable-image/edit/replace-background-and-relight", none,
        {file("subject_image", "subject_image.png", "image/png"),
         file("background_reference", "background_reference.jpg", "image/jpeg"),
         file("light_reference", "light_reference.webp", "image/webp")});
}

void controlRows(const AddRow& row)
{
    row("full", "stable-image.control.sketch",
        R"({"prompt":"a","control_strength":0.7,"negative_prompt":"b","output_format":"png","style_preset":"line-art"})",
        {in(png, "image")}, 2, "/v2beta/stable-image/control/sketch", image,
        {text("prompt", "a"), text("control_strength", "0.7"), text("negative_prompt", "b"),
         text("output_format", "png"), text("style_preset", "line-art"), text("seed", "2"), imagePng});
    row("bare", "stable-image.control.structure", R"({"prompt":"a","control_strength":1})", {in(png, "image")}, -1,
        "/v2beta/stable-image/control/structure", image,
        {text("prompt", "a"), text("control_strength", "1"), imagePng});
    row("full", "stable-image.control.style", R"({"prompt":"a","aspect_ratio":"1:1","fidelity":0.25})",
        {in(png, "image")}, -1, "/v2beta/stable-image/control/style", image,
        {text("prompt", "a"), text("aspect_ratio", "1:1"), text("fidelity", "0.25"), imagePng});
    row("full", "stable-image.control.style-transfer",
        R"({"prompt":"a","negative_prompt":"b","style_strength":1,"composition_fidelity":0.9,"change_strength":0.1})",
        {in(png, "init_image"), in(jpeg, "style_image")}, 77, "/v2beta/stable-image/control/style-transfer", image,
        {text("prompt", "a"), text("negative_prompt", "b"), text("style_strength", "1"),
         text("composition_fidelity", "0.9"), text("change_strength", "0.1"), text("seed", "77"),
         file("init_image", "init_image.png", "image/png"), file("style_image", "style_image.jpg", "image/jpeg")});
}

/// No Accept, and a seed only where there is one.
void meshRows(const AddRow& row)
{
    row("full", "3d.stable-fast-3d",
        R"({"texture_resolution":"2048","foreground_ratio":0.85,"remesh":"quad","vertex_count":-1})",
        {in(png, "image")}, 42, "/v2beta/3d/stable-fast-3d", none,
        {text("texture_resolution", "2048"), text("foreground_ratio", "0.85"), text("remesh", "quad"),
         text("vertex_count", "-1"), imagePng});
    row("full", "3d.stable-point-aware-3d",
        R"({"texture_resolution":"512","foreground_ratio":1.3,"remesh":"triangle","target_type":"vertex","target_count":1000,"guidance_scale":3})",
        {in(png, "image")}, 42, "/v2beta/3d/stable-point-aware-3d", none,
        {text("texture_resolution", "512"), text("foreground_ratio", "1.3"), text("remesh", "triangle"),
         text("target_type", "vertex"), text("target_count", "1000"), text("guidance_scale", "3"), text("seed", "42"),
         imagePng});
}

void soundRows(const AddRow& row)
{
    row("full", "audio.stable-audio-2.text-to-audio",
        R"({"prompt":"drums","duration":12.5,"steps":8,"cfg_scale":1,"model":"stable-audio-2.5","output_format":"wav"})",
        {}, 6, "/v2beta/audio/stable-audio-2/text-to-audio", sound,
        {text("prompt", "drums"), text("duration", "12.5"), text("steps", "8"), text("cfg_scale", "1"),
         text("model", "stable-audio-2.5"), text("output_format", "wav"), text("seed", "6")});
    row("full", "audio.stable-audio-2.audio-to-audio", R"({"prompt":"drums","strength":0.5,"steps":50})",
        {in("audio/mpeg", "audio")}, -1, "/v2beta/audio/stable-audio-2/audio-to-audio", sound,
        {text("prompt", "drums"), text("strength", "0.5"), text("steps", "50"),
         file("audio", "audio.mp3", "audio/mpeg")});
    row("full", "audio.stable-audio-2.inpaint", R"({"prompt":"drums","mask_start":3.25,"mask_end":9,"duration":30})",
        {in("audio/wav", "audio")}, -1, "/v2beta/audio/stable-audio-2/inpaint", sound,
        {text("prompt", "drums"), text("mask_start", "3.25"), text("mask_end", "9"), text("duration", "30"),
         file("audio", "audio.wav", "audio/wav")});
    row("full", "audio.stable-audio-3.text-to-audio",
        R"({"prompt":"drums","duration":380,"model":"stable-audio-3","steps":4,"cfg_scale":25})", {}, 1,
        "/v2beta/audio/stable-audio/text-to-audio", sound,
        {text("prompt", "drums"), text("duration", "380"), text("model", "stable-audio-3"), text("steps", "4"),
         text("cfg_scale", "25"), text("seed", "1")});
    row("full", "audio.stable-audio-3.audio-to-audio", R"({"prompt":"drums","strength":0.01})",
        {in("audio/wav", "audio")}, -1, "/v2beta/audio/stable-audio/audio-to-audio", sound,
        {text("prompt", "drums"), text("strength", "0.01"), file("audio", "audio.wav", "audio/wav")});
    row("full", "audio.stable-audio-3.inpaint", R"({"prompt":"drums","mask_start":0,"mask_end":380})",
        {in("audio/mpeg", "audio")}, -1, "/v2beta/audio/stable-audio/inpaint", sound,
        {text("prompt", "drums"), text("mask_start", "0"), text("mask_end", "380"),
         file("audio", "audio.mp3", "audio/mpeg")});
}

} // namespace

QList<GoldenRequest> goldenRequests()
{
    QList<GoldenRequest> all;
    const AddRow add = [&all](const char* name, const char* id, const QByteArray& values, const QStringList& inputs,
                              qint64 seed, const QByteArray& target, const QByteArray& accept,
                              const QList<WirePart>& parts) {
        all.append(GoldenRequest{QLatin1String(name), QLatin1String(id), values, inputs, seed, target, accept, parts});
    };
    generateRows(add);
    upscaleRows(add);
    editRows(add);
    controlRows(add);
    meshRows(add);
    soundRows(add);
    return all;
}

} // namespace maquette
