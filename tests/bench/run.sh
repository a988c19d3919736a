#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Builds the benchmarks and prints one JSON document each. Figures, never a verdict.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
for tool in xvfb-run xdotool f3d ffmpeg pulseaudio parec; do
    if ! command -v "$tool" >/dev/null; then
        echo "maquette: $tool was not found. Run packaging/install-dependencies.sh bench, then start again." >&2
        exit 1
    fi
done
cmake --preset bench >&2
cmake --build --preset bench >&2
QT_QPA_PLATFORM=offscreen build/bench/bench/bench_client --benchmark_format=json
build/bench/bench/bench_canvas --benchmark_format=json
QT_QPA_PLATFORM=offscreen build/bench/bench/bench_canvas_view --benchmark_format=json
QT_QPA_PLATFORM=offscreen build/bench/bench/bench_open --benchmark_format=json
QT_QPA_PLATFORM=offscreen build/bench/bench/bench_compose --benchmark_format=json
build/bench/bench/bench_mesh --benchmark_format=json
build/bench/bench/bench_sound --benchmark_format=json
QT_QPA_PLATFORM=offscreen build/bench/bench/bench_sound_view --benchmark_format=json
QT_QPA_PLATFORM=offscreen build/bench/bench/bench_window --benchmark_format=json
xvfb-run --auto-servernum --server-args='-screen 0 1600x1000x24 -noreset' build/bench/bench/bench_start --benchmark_format=json
xvfb-run --auto-servernum --server-args='-screen 0 1600x1000x24 -noreset' build/bench/bench/bench_mesh_view --benchmark_format=json
