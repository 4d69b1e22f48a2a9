# Writes OUTPUT, a C++ source that holds FOLDER/<name>.json for each of NAMES (with commas between them) in functions
# <name>_json() of NAMESPACE, which HEADER declares.
string(REPLACE "," ";" names "${NAMES}")
set(functions "")
foreach(name IN LISTS names)
  file(READ ${FOLDER}/${name}.json text)
  string(FIND "${text}" ")kontor_json" end_of_literal)
  if(NOT end_of_literal EQUAL -1)
    message(FATAL_ERROR "${name}.json: the characters )kontor_json cannot be embedded")
  endif()
  string(APPEND functions "std::string_view ${name}_json() { return R\"kontor_json(${text})kontor_json\"; }\n")
endforeach()

file(WRITE ${OUTPUT} "// Made from JSON files by embed_json.cmake.
#include \"${HEADER}\"

namespace ${NAMESPACE} {

${functions}
}  // namespace ${NAMESPACE}
")
