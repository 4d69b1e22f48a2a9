// Reads the few marks that messages may carry, a part of CommonMark: **strong**, _slanted_ and
// *slanted*, ~~struck~~, `fixed` and ``` lines of code, [words](https://…), addresses of pages and
// of e-mail, @names; and at a line's beginning "- ", "* " and "1. " of lists, and "> " of quotes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace look {

enum class Mark : std::uint8_t {  // several at once
    plain = 0,
    strong = 1,
    slanted = 2,
    struck = 4,
    fixed = 8,
    code = 16,  // fixed, in lines of their own
    link = 32,
    name = 64
};
constexpr Mark operator|(Mark a, Mark b) {
    return static_cast<Mark>(static_cast<unsigned>(a) | static_cast<unsigned>(b));
}
constexpr bool has(Mark all, Mark one) {
    return (static_cast<unsigned>(all) & static_cast<unsigned>(one)) != 0;
}

struct Run {  // bytes of the text
    std::size_t begin = 0, end = 0;
    Mark mark = Mark::plain;
    std::uint32_t link = 0;  // of the links, from 1
    std::size_t source = 0;  // where it begins in what was written
};
struct Span {
    std::size_t begin = 0, end = 0;
    friend bool operator==(Span const&, Span const&) = default;
};
struct LinkedText {
    std::size_t begin = 0, end = 0;
    std::string address;
};
// Lines that stand apart: one of a list or a quote, or all of a piece of code.
struct Block {
    std::size_t begin = 0, end = 0;
    std::size_t hangs_to = 0;  // the sign of an item, under which nothing stands
    std::uint8_t quotes = 0;   // in one another
    bool is_code = false;
};
// Signs that mean something about what is between them: bytes of what was written.
struct SignPair {
    std::size_t begin = 0, inner_begin = 0, inner_end = 0, end = 0;
};

struct MarkedText {
    std::string text;       // without the marks
    std::vector<Run> runs;  // all of it, in order
    std::vector<LinkedText> links;
    std::vector<Block> blocks;    // in order
    std::vector<SignPair> pairs;  // inner ones before outer ones
};
// Where a name ends that is written with the sign before this byte, as "@Anna"; 0: none is. A name
// is a whole word after white space, a bracket or the start, and no part of an address.
std::size_t name_end(std::string_view text, std::size_t at);
// Where the address of a page ends that begins at this byte; the same byte: none does.
std::size_t address_end(std::string_view text, std::size_t at);

MarkedText plain_text(std::string_view text);
// `names`: those that are one, bytes of the text in order; without, all that could be are.
MarkedText read_marks(std::string_view text, std::vector<Span> const* names = nullptr);

// What was written for a part of the marked text: with the marks of what is wholly in it.
std::string as_written(MarkedText const& marked, std::string_view source, std::size_t begin,
                       std::size_t end);

}  // namespace look
