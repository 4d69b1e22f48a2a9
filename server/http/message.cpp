#include "server/http/message.hpp"

#include <algorithm>

namespace http {

std::string_view name_of(Method method) {
    switch (method) {
        case Method::get:
            return "GET";
        case Method::head:
            return "HEAD";
        case Method::post:
            return "POST";
        case Method::put:
            return "PUT";
        case Method::patch:
            return "PATCH";
        case Method::del:
            return "DELETE";
        case Method::options:
            return "OPTIONS";
    }
    return "";
}

std::string_view Request::header(std::string_view lower_case_name) const {
    for (auto const& [name, value] : headers)
        if (name == lower_case_name) return value;
    return {};
}

bool Request::has_header(std::string_view lower_case_name) const {
    return std::any_of(headers.begin(), headers.end(),
                       [&](auto const& one) { return one.first == lower_case_name; });
}

void Request::drop_body() {
    std::string().swap(body);
    room.reset();
}

}  // namespace http
