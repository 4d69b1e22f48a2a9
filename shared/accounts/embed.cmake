# Writes OUTPUT, a C++ source that holds LIST, the common passwords, one on each line.
file(READ ${LIST} text)
string(FIND "${text}" ")kontor_list" end_of_literal)
if(NOT end_of_literal EQUAL -1)
  message(FATAL_ERROR "${LIST}: the characters )kontor_list cannot be embedded")
endif()
file(WRITE ${OUTPUT} "// Made from assets/common-passwords.txt by embed.cmake.
#include \"shared/accounts/common_passwords.hpp\"

namespace accounts {

std::string_view common_passwords() { return R\"kontor_list(
${text})kontor_list\"; }

}  // namespace accounts
")
