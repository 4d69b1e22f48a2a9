// A text in both languages, such as the name of a product. One of the two is enough: the other
// reader is shown that.
#pragma once

#include <string>

#include "shared/base/language.hpp"
#include "shared/base/text.hpp"

namespace base {

struct Names {
    std::string ru, en;

    friend bool operator==(Names const& a, Names const& b) { return a.ru == b.ru && a.en == b.en; }
    friend bool operator!=(Names const& a, Names const& b) { return !(a == b); }
};

// What a reader of that language is shown: the text in it, or where that is blank the other.
inline std::string const& shown(Names const& names, Language language) {
    auto const& own = language == Language::russian ? names.ru : names.en;
    auto const& other = language == Language::russian ? names.en : names.ru;
    return is_blank(own) ? other : own;
}

}  // namespace base
