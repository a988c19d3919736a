// SPDX-License-Identifier: GPL-3.0-or-later
// tinygltf as this module uses it: it turns checked JSON into a model; bytes and pictures never pass through it.
#pragma once

#define TINYGLTF_NO_STB_IMAGE
#define TINYGLTF_NO_STB_IMAGE_WRITE
#define TINYGLTF_NO_EXTERNAL_IMAGE
#define TINYGLTF_NO_FS
#include <tiny_gltf.h>
