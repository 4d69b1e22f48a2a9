# A program as a page: compiled, and put together with what lies in page/.
set(KONTOR_PAGE ${CMAKE_CURRENT_SOURCE_DIR}/page CACHE INTERNAL "")

# kontor_add_page(TARGET SOURCES...): an executable, to be linked with kontor_platform.
function(kontor_add_page target)
  add_executable(${target} ${ARGN})
  set_target_properties(${target} PROPERTIES OUTPUT_NAME kontor
    RUNTIME_OUTPUT_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR}/${target}-linked)
  target_link_options(${target} PRIVATE "SHELL:--js-library ${KONTOR_PAGE}/library.js")
  set_target_properties(${target} PROPERTIES LINK_DEPENDS ${KONTOR_PAGE}/library.js)
  # A page may be kept from compiling code of its own (Content-Security-Policy), so nothing does.
  target_link_options(${target} PRIVATE
    -sMIN_WEBGL_VERSION=2 -sMAX_WEBGL_VERSION=2 -sENVIRONMENT=web -sFILESYSTEM=0 -sDYNAMIC_EXECUTION=0
    -sALLOW_MEMORY_GROWTH=1 -sINITIAL_MEMORY=33554432 -sEXPORTED_FUNCTIONS=_main,_malloc,_free
    $<$<CONFIG:Release>:-sBINARYEN_EXTRA_PASSES=--converge>)  # optimized for as long as it gets smaller
endfunction()

# kontor_assemble_page(NAME PROGRAM WHOLE FOLDER): a target that puts into the folder all that a server has to send,
# with the files of the generated assets that are no code. A page that has one program alone names it twice.
function(kontor_assemble_page name program whole folder)
  find_package(Python3 REQUIRED COMPONENTS Interpreter)
  file(GLOB parts CONFIGURE_DEPENDS ${KONTOR_PAGE}/*)
  set(linked $<TARGET_FILE_DIR:${program}>/kontor)
  set(whole_linked $<TARGET_FILE_DIR:${whole}>/kontor)
  add_custom_command(OUTPUT ${folder}/index.html
    COMMAND ${Python3_EXECUTABLE} ${KONTOR_PAGE}/assemble.py ${linked}.js ${linked}.wasm
            ${whole_linked}.js ${whole_linked}.wasm ${folder} ${CMAKE_BINARY_DIR}/generated/assets
    DEPENDS ${program} ${whole} ${parts}
    COMMENT "Putting the page together in ${folder}"
    VERBATIM)
  add_custom_target(${name} DEPENDS ${folder}/index.html)
endfunction()
