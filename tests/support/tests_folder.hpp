// Where the tests' own files lie. The compiler's __FILE__ does not say it: a cache of compiled
// files makes paths relative, so that clones can share it.
#pragma once

#include <string>

namespace support {

std::string tests_folder();  // absolute, without a slash at its end
// The folder that is laid over the tree in this build; empty: none.
std::string overlay_folder();

}  // namespace support
