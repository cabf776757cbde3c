# Library, header, pkg-config file, man page, model and binary, where GNUInstallDirs says.
install(TARGETS quoth-bin RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(TARGETS quoth quoth-annotate ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(FILES include/quoth.h DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(FILES docs/quoth.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES README.md LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(FILES lexicon/NOTICE DESTINATION ${CMAKE_INSTALL_DOCDIR} RENAME NOTICE.lexicon)

# The program looks for its model in ../share/quoth, seen from the folder it is in.
install(DIRECTORY models/ DESTINATION ${CMAKE_INSTALL_DATADIR}/quoth
  FILES_MATCHING PATTERN "*.safetensors" PATTERN "*.md" PATTERN "LICENSE*" PATTERN "NOTICE*")

configure_file(cmake/quoth.pc.in ${CMAKE_BINARY_DIR}/quoth.pc @ONLY)
install(FILES ${CMAKE_BINARY_DIR}/quoth.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
