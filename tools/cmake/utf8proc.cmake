# utf8proc from the cache (see tools/fetch-utf8proc), built without our warnings: what Unicode knows of each character.
execute_process(COMMAND ${CMAKE_SOURCE_DIR}/tools/fetch-utf8proc
  OUTPUT_VARIABLE UTF8PROC_FOLDER OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)

add_library(utf8proc STATIC ${UTF8PROC_FOLDER}/utf8proc.c)
target_include_directories(utf8proc SYSTEM PUBLIC ${UTF8PROC_FOLDER})
target_compile_definitions(utf8proc PUBLIC UTF8PROC_STATIC)
target_compile_options(utf8proc PRIVATE $<IF:$<BOOL:${EMSCRIPTEN}>,-Oz,-O2>)  # as it is shipped, in every build
if(KONTOR_SANITIZE)
  # It measures with no buffer, and adds 0 to where that would be, which C has not always allowed.
  target_compile_options(utf8proc PRIVATE -fno-sanitize=pointer-overflow)
endif()
