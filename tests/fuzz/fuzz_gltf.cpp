// SPDX-License-Identifier: GPL-3.0-or-later
// For libFuzzer: bytes in, no crash, no leak, bounded memory out. Built as CONTRIBUTING.md says, then:
//   build/fuzz/bin/fuzz_gltf -max_len=8192 -rss_limit_mb=1024 CORPUS
#include "app/mesh/GltfReader.h"
#include "app/mesh/MeshChecks.h"
#include "app/mesh/PlyReader.h"
#include "app/mesh/Pose.h"

#include <cstddef>
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace maquette;
    const QByteArray bytes(reinterpret_cast<const char*>(data), qsizetype(size));
    MeshReadOptions options;
    options.limits.decodedBytes = 64LL << 20;
    options.limits.imagePixels = 1'000'000;
    options.limits.triangles = 1'000'000;
    options.smoothAngle = size % 2 == 0 ? 0 : 40;
    if (bytes.startsWith("ply")) {
        const auto part = readPly(bytes, options.limits);
        if (part && part->indices.size() % 3 != 0) {
            __builtin_trap();
        }
        return 0;
    }
    const auto scene = readGltf(bytes, {}, options);
    if (scene) {
        const MeshFacts facts = checkMesh(*scene);
        const Pose pose = poseAt(*scene, 0, 0.5);
        if (facts.triangles == 0 || pose.world.size() != scene->nodes.size()) {
            __builtin_trap(); // what is read has triangles
        }
    }
    return 0;
}
