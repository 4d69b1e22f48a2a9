// What fields and the values of enumerations are called in words, by which columns of a file are
// known: those of assets/words that the client shows, compiled in.
#pragma once

#include <array>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace server {

// Lines "en field.title=Title", made from the files of each language.
std::string_view field_words();

class FieldWords {
public:
    FieldWords();
    // In every language; none where there is no such word.
    std::vector<std::string> of_field(std::string_view table, std::string_view field) const;
    std::vector<std::string> of_option(std::string_view option) const;

private:
    using Words = std::map<std::string_view, std::string_view, std::less<>>;
    std::array<Words, 2> all_;
};

}  // namespace server
