# Writes OUTPUT, a C++ source that holds all of FILES, each named NNNN_name.sql, in the order of their numbers.
set(entries "")
foreach(file IN LISTS FILES)
  get_filename_component(stem ${file} NAME_WE)
  if(NOT stem MATCHES "^([0-9][0-9][0-9][0-9])_([a-z0-9_]+)$")
    message(FATAL_ERROR "${file}: a migration is named like 0001_what_it_does.sql")
  endif()
  set(name ${CMAKE_MATCH_2})
  math(EXPR number "1${CMAKE_MATCH_1} - 10000")  # The 1 in front: a leading 0 would mean an octal number.
  file(READ ${file} text)
  string(FIND "${text}" ")kontor_sql" end_of_literal)
  if(NOT end_of_literal EQUAL -1)
    message(FATAL_ERROR "${file}: the characters )kontor_sql cannot be embedded")
  endif()
  string(APPEND entries "    Migration{${number}, \"${name}\", R\"kontor_sql(${text})kontor_sql\"},\n")
endforeach()

file(WRITE ${OUTPUT} "// Made from server/database/migrations by embed_migrations.cmake.
#include <vector>

#include \"server/database/migrate.hpp\"

namespace database {

std::vector<Migration> embedded_migrations() {
    return {
${entries}    };
}

}  // namespace database
")
