# SPDX-License-Identifier: GPL-3.0-or-later
# What "cmake --install" puts where. The icons in the window are those of the Breeze theme (Debian: breeze-icon-theme, LGPL),
# used from where they are installed, with copies of the needed ones inside the program. The typeface is Inter (Debian:
# fonts-inter) where it is installed. A package of Maquette should recommend both.
include(GNUInstallDirs)

install(TARGETS maquette maquette-cli RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")
install(FILES "${PROJECT_SOURCE_DIR}/packaging/org.maquette.Maquette.desktop"
    DESTINATION "${CMAKE_INSTALL_DATADIR}/applications")
install(FILES "${PROJECT_SOURCE_DIR}/packaging/org.maquette.Maquette.metainfo.xml"
    DESTINATION "${CMAKE_INSTALL_DATADIR}/metainfo")
install(FILES "${PROJECT_SOURCE_DIR}/packaging/icons/org.maquette.Maquette.svg"
    DESTINATION "${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps")
install(FILES "${PROJECT_SOURCE_DIR}/LICENSE" "${PROJECT_SOURCE_DIR}/README.md" "${PROJECT_SOURCE_DIR}/CHANGELOG.md"
    DESTINATION "${CMAKE_INSTALL_DOCDIR}")
