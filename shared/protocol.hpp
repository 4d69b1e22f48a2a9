// The content type of messages in bytes: it names every type that may travel, so that only programs
// of the same build speak it.
#pragma once

#include <string>

namespace protocol {

std::string content_type();  // "application/vnd.kontor.cereal; types=0123456789abcdef"

}  // namespace protocol
