#include "server/http/gather.hpp"

#include <algorithm>
#include <set>

namespace http {

bool names_in_path(std::string_view path, std::string_view field) {
    return path.find("{" + std::string(field) + "}") != path.npos;
}

bool is_list_key(std::string_view key) { return key == "sort" || key.substr(0, 7) == "filter["; }

void check_query_keys(wire::json::Reader& reader, NamedValues const& query,
                      std::vector<std::string_view> const& known, bool is_list) {
    std::set<std::string_view> refused;
    for (auto const& [key, value] : query) {
        if (std::find(known.begin(), known.end(), key) != known.end()) continue;
        if (is_list && is_list_key(key)) continue;
        if (!refused.insert(key).second) continue;
        reader.refuse("/" + base::pointer_part(key), "unknown-field");
    }
}

}  // namespace http
