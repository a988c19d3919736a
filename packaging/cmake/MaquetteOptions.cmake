# SPDX-License-Identifier: GPL-3.0-or-later
# What every target of the project shares: language level, warnings, sanitizers, and the small
# functions that declare a module and a test.

option(MAQUETTE_TESTS "Build the tests" ON)
option(MAQUETTE_BENCH "Build the benchmarks" OFF)
option(MAQUETTE_WERROR "Treat warnings as errors" OFF)
option(MAQUETTE_FUZZ "Build the fuzz targets, all of it watched by libFuzzer and the sanitizers (clang only)" OFF)
option(MAQUETTE_SANITIZE "Build with the address and undefined behaviour sanitizers" OFF)

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")
set(CMAKE_AUTOMOC_PATH_PREFIX ON)

find_program(MAQUETTE_CCACHE ccache)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    set(launched -)
    if(MAQUETTE_CCACHE)
        set(launched "${MAQUETTE_CCACHE}")
    endif()
    set(CMAKE_CXX_COMPILER_LAUNCHER "${CMAKE_CURRENT_LIST_DIR}/compile.sh" "${PROJECT_SOURCE_DIR}"
        "${launched}")
elseif(MAQUETTE_CCACHE)
    set(CMAKE_CXX_COMPILER_LAUNCHER "${MAQUETTE_CCACHE}")
endif()

# Carries the compile options of the project's own code, so that they never reach a library's headers.
add_library(maquette_options INTERFACE)
target_include_directories(maquette_options INTERFACE "${PROJECT_SOURCE_DIR}")
target_compile_definitions(maquette_options INTERFACE
    QT_NO_KEYWORDS QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_FOREACH
    QT_NO_URL_CAST_FROM_STRING QT_STRICT_ITERATORS MAQUETTE_VERSION="${PROJECT_VERSION}")
target_compile_options(maquette_options INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wold-style-cast
    -Wcast-qual -Wformat=2 -Wimplicit-fallthrough -fno-math-errno -fpch-preprocess
    # GCC 13's finds references where there is a value; GCC 14 took it out of -Wall.
    $<$<AND:$<CXX_COMPILER_ID:GNU>,$<VERSION_GREATER_EQUAL:$<CXX_COMPILER_VERSION>,13>>:-Wno-dangling-reference>)
if(MAQUETTE_WERROR)
    target_compile_options(maquette_options INTERFACE -Werror)
endif()
if(MAQUETTE_SANITIZE)
    target_compile_options(maquette_options INTERFACE -fsanitize=address,undefined -fno-omit-frame-pointer
        -fno-sanitize-recover=undefined)
    target_link_options(maquette_options INTERFACE -fsanitize=address,undefined)
endif()
if(MAQUETTE_FUZZ)
    target_compile_options(maquette_options INTERFACE -fsanitize=fuzzer-no-link,address,undefined
        -fno-omit-frame-pointer -fno-sanitize-recover=undefined)
    target_link_options(maquette_options INTERFACE -fsanitize=address,undefined)
endif()

# maquette_module(NAME SOURCES ... LINK ...): one folder of app/ or ui/ as a static library called
# maquette_NAME. LINK names only what the include table of the layers allows.
function(maquette_module name)
    cmake_parse_arguments(ARG "" "PCH" "SOURCES;LINK" ${ARGN})
    add_library(maquette_${name} STATIC ${ARG_SOURCES})
    target_link_libraries(maquette_${name} PUBLIC maquette_options ${ARG_LINK})
    set_target_properties(maquette_${name} PROPERTIES AUTOMOC ON LINKER_LANGUAGE CXX)
    if(ARG_PCH)
        target_precompile_headers(maquette_${name} PRIVATE "${PROJECT_SOURCE_DIR}/${ARG_PCH}")
    endif()
endfunction()

# maquette_test(NAME SOURCES ... LINK ... [LABELS ...] [GUI] [GL]): one QtTest program. GUI ones run on the
# offscreen platform, GL ones on a screen of their own that can draw in three dimensions (Xvfb); they are labelled "gl".
function(maquette_test name)
    cmake_parse_arguments(ARG "GUI;GL" "TIMEOUT" "SOURCES;LINK;LABELS" ${ARGN})
    add_executable(${name} ${ARG_SOURCES})
    target_link_libraries(${name} PRIVATE Qt6::Test maquette_test_support ${ARG_LINK})
    set_target_properties(${name} PROPERTIES AUTOMOC ON RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tests")
    set(platform offscreen)
    set(leaks 1)
    if(ARG_GL)
        set(platform xcb)
        # The graphics driver unloads itself before leaks are looked for, so that its own have no name to suppress.
        set(leaks 0)
        list(APPEND ARG_LABELS gl)
        add_test(NAME ${name} COMMAND "${PROJECT_SOURCE_DIR}/tests/support/with-xvfb.sh" $<TARGET_FILE:${name}>)
    else()
        add_test(NAME ${name} COMMAND ${name})
    endif()
    if(NOT ARG_TIMEOUT)
        set(ARG_TIMEOUT 180)
    endif()
    if(MAQUETTE_SANITIZE)
        math(EXPR ARG_TIMEOUT "3 * ${ARG_TIMEOUT}")
    endif()
    set_tests_properties(${name} PROPERTIES TIMEOUT ${ARG_TIMEOUT} LABELS "${ARG_LABELS}"
        ENVIRONMENT "QT_QPA_PLATFORM=${platform};QT_MEDIA_BACKEND=ffmpeg;LC_ALL=C.UTF-8;QT_LOGGING_RULES=;ASAN_OPTIONS=detect_leaks=${leaks};LSAN_OPTIONS=suppressions=${PROJECT_SOURCE_DIR}/tests/support/lsan.supp")
endfunction()
