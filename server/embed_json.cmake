# Writes OUTPUT, a C++ source that holds the files people.json and channels.json of FOLDER.
foreach(name people channels)
  file(READ ${FOLDER}/${name}.json text)
  string(FIND "${text}" ")kontor_json" end_of_literal)
  if(NOT end_of_literal EQUAL -1)
    message(FATAL_ERROR "${name}.json: the characters )kontor_json cannot be embedded")
  endif()
  set(${name} "R\"kontor_json(${text})kontor_json\"")
endforeach()

file(WRITE ${OUTPUT} "// Made from assets/sample by embed.cmake.
#include \"server/sample/sample.hpp\"

namespace sample {

std::string_view people_json() { return ${people}; }
std::string_view channels_json() { return ${channels}; }

}  // namespace sample
")
