# Writes OUTPUT, a C++ source that holds all of FILES, each …/server/<domain>/migrations/NNNN_name.sql: first those of
# the ground (server/database), and then of the domains, as the file DOMAINS lists them; of each in the order of their
# numbers.
file(STRINGS ${DOMAINS} lines REGEX "::Domain")
string(REGEX MATCHALL "[a-z_]+::Domain[,>]" domains "${lines}")
if(NOT domains)
  message(FATAL_ERROR "${DOMAINS} lists no domain")
endif()
list(TRANSFORM domains REPLACE "::Domain.$" "")

set(entries "")
foreach(part IN ITEMS ground LISTS domains)
  set(folder server/${part}/migrations)
  if(part STREQUAL "ground")
    set(folder server/database/migrations)
  endif()
  set(files ${FILES})
  list(FILTER files INCLUDE REGEX "/${folder}/[^/]+[.]sql$")
  if(NOT files)
    message(FATAL_ERROR "the domain ${part} brings no migrations: ${folder} has none")
  endif()
  list(SORT files)
  foreach(file IN LISTS files)
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
    string(APPEND entries "    Migration{${number}, \"${name}\", R\"kontor_sql(${text})kontor_sql\", \"${part}\"},\n")
  endforeach()
endforeach()

file(WRITE ${OUTPUT} "// Made from the folders migrations of server/ by embed_migrations.cmake.
#include <vector>

#include \"server/database/migrate.hpp\"

namespace database {

std::vector<Migration> embedded_migrations() {
    return {
${entries}    };
}

}  // namespace database
")
