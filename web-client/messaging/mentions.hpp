// Whether a message speaks to somebody by name, and who may be spoken to.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "web-client/look/marked_text.hpp"

namespace messaging {

// Somebody is meant by any word of their name or by several, in any order, after an @: by "@Anna",
// "@Petrova" and "@Petrova Anna" Anna Petrova is. Of several whom the first word fits, those are
// meant whom the words behind it fit best, all of them if that are several; the others are who else
// may be. Nobody is meant in code and in addresses.
bool mentions(std::string_view text, std::string_view name, std::vector<std::string> const& others);

struct Addressee {
    std::string id, name;
};
class Addressees {
public:
    Addressees() = default;
    // In the order in which they are offered.
    explicit Addressees(std::vector<Addressee> people);

    // Of whose name this is a part, as searching finds it; those first one of whose names begins
    // with it.
    std::vector<Addressee const*> found(std::string_view part, std::size_t most) const;
    // What of a text is somebody's name behind its sign: one word of it, or several.
    std::vector<look::Span> names_in(std::string_view text) const;

private:
    std::vector<Addressee> people_;
    std::vector<std::vector<std::string>> words_;  // of each one's name
    std::unordered_map<std::string, std::vector<std::size_t>> with_word_;
};

}  // namespace messaging
