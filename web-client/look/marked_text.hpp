// Reads the few marks that messages may carry: **strong**, `fixed`, links and @names.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace look {

enum class Mark : std::uint8_t { plain, strong, fixed, link, name };

struct Run {  // bytes of the text
    std::size_t begin = 0, end = 0;
    Mark mark = Mark::plain;
};

struct MarkedText {
    std::string text;       // without the marks
    std::vector<Run> runs;  // all of it, in order
};
// Where a name ends that is written with the sign before this byte, as "@Anna"; 0: none is. A name
// is a whole word after white space, a bracket or the start, and no part of an address.
std::size_t name_end(std::string_view text, std::size_t at);

MarkedText plain_text(std::string_view text);
MarkedText read_marks(std::string_view text);

}  // namespace look
