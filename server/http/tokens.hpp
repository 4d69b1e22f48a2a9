// The small grammar that all HTTP headers share (RFC 9110, 5.6): tokens, lists, weights.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace http {

bool is_token(std::string_view text);             // one or more of tchar
std::string_view trimmed(std::string_view text);  // of spaces and tabs
std::string lower_case(std::string_view text);    // of ASCII letters only

// The items of "a, b;q=0.5", trimmed, without empty ones. Commas inside quoted strings do not
// divide.
std::vector<std::string_view> list_items(std::string_view list);
bool has_list_item(std::string_view list, std::string_view lower_case_item);

// The word of "Bearer abc", in whatever case the scheme is written (RFC 9110, 11.1). Nothing: it is
// of another scheme.
std::optional<std::string_view> bearer_word(std::string_view authorization);

// "a/b;c=d;q=0.5" is {"a/b", ";c=d", 500}: the weight in thousandths, 1000 when there is none, 0
// when it is malformed.
struct Weighted {
    std::string name{};        // in lower case
    std::string parameters{};  // in lower case
    int weight = 1000;
};
std::vector<Weighted> weighted_items(std::string_view list);

// How much of an Accept's items a media type is wanted, as the item says that names it most closely
// (RFC 9110, 12.5.1): "text/html", then "text/*", then "*/*". 0 also when none does.
int weight_of_type(std::vector<Weighted> const& accepted, std::string_view lower_case_type);

}  // namespace http
