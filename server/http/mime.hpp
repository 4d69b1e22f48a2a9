// Which media type a file's name stands for.
#pragma once

#include <string_view>

namespace http {

std::string_view mime_of(std::string_view file_name);  // application/octet-stream when unknown

}  // namespace http
