# SPDX-License-Identifier: GPL-3.0-or-later
# Qt's tool that compiles what translators write (Debian: qt6-l10n-tools).
find_program(MAQUETTE_LRELEASE NAMES lrelease lrelease6 lrelease-qt6
    HINTS "${QT6_INSTALL_PREFIX}/${QT6_INSTALL_BINS}" /usr/lib/qt6/bin REQUIRED)

# maquette_compile_translations(VARIABLE FILE ...): a rule for each .ts file; VARIABLE gets the names of the .qm files.
function(maquette_compile_translations variable)
    set(compiled)
    foreach(source IN LISTS ARGN)
        get_filename_component(name "${source}" NAME_WE)
        get_filename_component(source "${source}" ABSOLUTE)
        set(target "${CMAKE_CURRENT_BINARY_DIR}/${name}.qm")
        add_custom_command(OUTPUT "${target}"
            COMMAND "${MAQUETTE_LRELEASE}" -silent "${source}" -qm "${target}"
            DEPENDS "${source}" VERBATIM)
        list(APPEND compiled "${target}")
    endforeach()
    set(${variable} "${compiled}" PARENT_SCOPE)
endfunction()
