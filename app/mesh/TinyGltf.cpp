// SPDX-License-Identifier: GPL-3.0-or-later
#include <fstream> // the header forgets it when it has no file system
#define TINYGLTF_IMPLEMENTATION
#include "app/mesh/TinyGltf.h"
