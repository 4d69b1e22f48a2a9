// What a failed call says to the person: one place for all screens.
#pragma once

#include <map>
#include <string>

#include "web-client/sync/api.hpp"
#include "web-client/words/words.hpp"

namespace house::failures {

// Of the failure as a whole; a problem of a field that no screen shows is told here, too.
std::string in_words(words::Words const& words, client::Failure const& failure);

// By the name of the field: "/email" is told under "email".
std::map<std::string, std::string> by_field(words::Words const& words,
                                            client::Failure const& failure);

// The name that the server gives a download (RFC 6266), or `otherwise`.
std::string file_name(platform::Answer const& answer, std::string const& otherwise);

}  // namespace house::failures
