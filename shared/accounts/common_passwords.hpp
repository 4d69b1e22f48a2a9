// The passwords that everybody tries first: those of the most common ones that are long enough to
// be allowed otherwise, so that the list is short enough for the page. Compiled in by embed.cmake
// from assets/common-passwords.txt, which was taken from the lists of the npm packages zxcvbn and
// @zxcvbn-ts/language-common.
#pragma once

#include <string_view>

namespace accounts {

// In small letters, each between two line feeds.
std::string_view common_passwords();

}  // namespace accounts
