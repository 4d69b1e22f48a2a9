# The page at /api/docs, once tools/setup has installed what it is made of.
set(KONTOR_API_DOCS ${CMAKE_CURRENT_SOURCE_DIR}/api-docs CACHE INTERNAL "")

# kontor_assemble_api_docs(PAGE FOLDER): puts it into the folder whenever the target PAGE is made.
function(kontor_assemble_api_docs page folder)
  set(bundle ${KONTOR_API_DOCS}/node_modules/swagger-ui-dist/swagger-ui-bundle.js)
  if(NOT EXISTS ${bundle})
    message(WARNING "There will be no /api/docs: tools/setup run installs what it is made of")
    return()
  endif()
  find_package(Python3 REQUIRED COMPONENTS Interpreter)
  file(GLOB parts CONFIGURE_DEPENDS ${KONTOR_API_DOCS}/*.*)
  add_custom_command(OUTPUT ${folder}/index.html
    COMMAND ${Python3_EXECUTABLE} ${KONTOR_API_DOCS}/assemble.py ${folder}
    DEPENDS ${bundle} ${parts}
    COMMENT "Putting the page of the API's description together in ${folder}"
    VERBATIM)
  add_custom_target(api-docs DEPENDS ${folder}/index.html)
  add_dependencies(${page} api-docs)
endfunction()
