# Writes OUTPUT, a C++ source that holds the letters' texts of each language, FOLDER/<language>.json.
foreach(language ru en)
  file(READ ${FOLDER}/${language}.json text)
  string(FIND "${text}" ")kontor_json" end_of_literal)
  if(NOT end_of_literal EQUAL -1)
    message(FATAL_ERROR "${language}.json: the characters )kontor_json cannot be embedded")
  endif()
  set(${language} "R\"kontor_json(${text})kontor_json\"")
endforeach()

file(WRITE ${OUTPUT} "// Made from assets/letters by embed.cmake.
#include \"server/mail/templates.hpp\"

namespace mail {

std::string_view russian_json() { return ${ru}; }
std::string_view english_json() { return ${en}; }

}  // namespace mail
")
