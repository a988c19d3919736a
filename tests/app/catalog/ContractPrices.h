// SPDX-License-Identifier: GPL-3.0-or-later
// Stability AI's price list of 2025-08-01 and its limits by model, copied independently of resources/operations.
#pragma once

#include <vector>

namespace maquette::contract {

/// Limits and defaults that depend on the model.
struct VariantFact
{
    const char* operation;
    const char* field;
    const char* model;
    double least;
    double most;
    double standard;
};

inline const std::vector<VariantFact>& variants()
{
    static const std::vector<VariantFact> facts{
        {"stable-image.generate.sd3", "cfg_scale", "sd3.5-large", 1, 10, 4},
        {"stable-image.generate.sd3", "cfg_scale", "sd3.5-large-turbo", 1, 10, 1},
        {"stable-image.generate.sd3", "cfg_scale", "sd3.5-medium", 1, 10, 4},
        {"stable-image.generate.sd3", "cfg_scale", "sd3.5-flash", 1, 10, 1},
        {"audio.stable-audio-2.text-to-audio", "steps", "stable-audio-2", 30, 100, 50},
        {"audio.stable-audio-2.text-to-audio", "steps", "stable-audio-2.5", 4, 8, 8},
        {"audio.stable-audio-2.text-to-audio", "cfg_scale", "stable-audio-2", 1, 25, 7},
        {"audio.stable-audio-2.text-to-audio", "cfg_scale", "stable-audio-2.5", 1, 25, 1},
        {"audio.stable-audio-2.audio-to-audio", "steps", "stable-audio-2", 30, 100, 50},
        {"audio.stable-audio-2.audio-to-audio", "steps", "stable-audio-2.5", 4, 8, 8},
        {"audio.stable-audio-2.audio-to-audio", "cfg_scale", "stable-audio-2", 1, 25, 7},
        {"audio.stable-audio-2.audio-to-audio", "cfg_scale", "stable-audio-2.5", 1, 25, 1},
        {"audio.stable-audio-2.audio-to-audio", "strength", "stable-audio-2", 0, 1, 1},
        {"audio.stable-audio-2.audio-to-audio", "strength", "stable-audio-2.5", 0.01, 1, 1},
    };
    return facts;
}

/// What one call costs in credits since 2025-08-01. An empty model is the default one; steps 0 is "not given".
struct PriceFact
{
    const char* operation;
    const char* model;
    int steps;
    const char* credits;
};

inline const std::vector<PriceFact>& prices()
{
    static const std::vector<PriceFact> facts{
        {"stable-image.generate.ultra", "", 0, "8"},
        {"stable-image.generate.core", "", 0, "3"},
        {"stable-image.generate.sd3", "", 0, "6.5"},
        {"stable-image.generate.sd3", "sd3.5-large", 0, "6.5"},
        {"stable-image.generate.sd3", "sd3.5-large-turbo", 0, "4"},
        {"stable-image.generate.sd3", "sd3.5-medium", 0, "3.5"},
        {"stable-image.generate.sd3", "sd3.5-flash", 0, "2.5"},
        {"stable-image.upscale.fast", "", 0, "2"},
        {"stable-image.upscale.conservative", "", 0, "40"},
        {"stable-image.upscale.creative", "", 0, "60"},
        {"stable-image.edit.erase", "", 0, "5"},
        {"stable-image.edit.inpaint", "", 0, "5"},
        {"stable-image.edit.outpaint", "", 0, "4"},
        {"stable-image.edit.search-and-replace", "", 0, "5"},
        {"stable-image.edit.search-and-recolor", "", 0, "5"},
        {"stable-image.edit.remove-background", "", 0, "5"},
        {"stable-image.edit.replace-background-and-relight", "", 0, "8"},
        {"stable-image.control.sketch", "", 0, "5"},
        {"stable-image.control.structure", "", 0, "5"},
        {"stable-image.control.style", "", 0, "5"},
        {"stable-image.control.style-transfer", "", 0, "8"},
        {"3d.stable-fast-3d", "", 0, "10"},
        {"3d.stable-point-aware-3d", "", 0, "4"},
        {"audio.stable-audio-2.text-to-audio", "", 0, "20"},
        {"audio.stable-audio-2.text-to-audio", "stable-audio-2", 30, "18.8"},
        {"audio.stable-audio-2.text-to-audio", "stable-audio-2", 31, "18.86"},
        {"audio.stable-audio-2.text-to-audio", "stable-audio-2", 50, "20"},
        {"audio.stable-audio-2.text-to-audio", "stable-audio-2", 100, "23"},
        {"audio.stable-audio-2.text-to-audio", "stable-audio-2.5", 0, "20"},
        {"audio.stable-audio-2.text-to-audio", "stable-audio-2.5", 4, "20"},
        {"audio.stable-audio-2.audio-to-audio", "", 0, "20"},
        {"audio.stable-audio-2.audio-to-audio", "stable-audio-2", 100, "23"},
        {"audio.stable-audio-2.audio-to-audio", "stable-audio-2.5", 8, "20"},
        {"audio.stable-audio-2.inpaint", "", 0, "20"},
        {"audio.stable-audio-3.text-to-audio", "", 0, "26"},
        {"audio.stable-audio-3.audio-to-audio", "", 0, "26"},
        {"audio.stable-audio-3.inpaint", "", 0, "26"},
        {"user.account", "", 0, "0"},
        {"user.balance", "", 0, "0"},
        {"engines.list", "", 0, "0"},
        {"results.get", "", 0, "0"},
        {"results.upscale-creative.get", "", 0, "0"},
        {"audio.results.get", "", 0, "0"},
    };
    return facts;
}

} // namespace maquette::contract
