#include "server/house/field_words.hpp"

#include <algorithm>

namespace server {

FieldWords::FieldWords() {
    for (auto all = field_words(); !all.empty();) {
        auto const line = all.substr(0, all.find('\n'));
        all.remove_prefix(std::min(all.size(), line.size() + 1));
        auto const space = line.find(' '), sign = line.find('=');
        auto& words = all_[line.substr(0, space) == "en" ? 0 : 1];
        words.emplace(line.substr(space + 1, sign - space - 1), line.substr(sign + 1));
    }
}

std::vector<std::string> FieldWords::of_field(std::string_view table,
                                              std::string_view field) const {
    auto const own = "field." + std::string(table) + "." + std::string(field);
    auto const usual = "field." + std::string(field);
    std::vector<std::string> names;
    for (auto const& words : all_) {
        auto found = words.find(own);
        if (found == words.end()) found = words.find(usual);
        if (found != words.end()) names.emplace_back(found->second);
    }
    return names;
}

std::vector<std::string> FieldWords::of_option(std::string_view option) const {
    std::vector<std::string> names;
    for (auto const& words : all_)
        if (auto const found = words.find("option." + std::string(option)); found != words.end())
            names.emplace_back(found->second);
    return names;
}

}  // namespace server
