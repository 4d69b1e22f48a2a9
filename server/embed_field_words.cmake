# Writes OUTPUT, a C++ source that holds what fields and values of enumerations are called in FILES, each named by its
# language: lines "en field.title=Title".
set(all "")
foreach(file IN LISTS FILES)
  get_filename_component(language ${file} NAME_WE)
  file(STRINGS ${file} lines ENCODING UTF-8 REGEX "^ *\"(field|option)\\.[^\"]+\": \"[^\"\\\\;]+\",?$")
  foreach(line IN LISTS lines)
    string(REGEX REPLACE "^ *\"([^\"]+)\": \"([^\"]+)\",?$" "\\1=\\2" word "${line}")
    string(APPEND all "${language} ${word}\n")
  endforeach()
endforeach()

file(WRITE ${OUTPUT} "// Made from assets/words by embed_field_words.cmake.
#include \"server/house/field_words.hpp\"

namespace server {

std::string_view field_words() { return R\"words(${all})words\"; }

}  // namespace server
")
