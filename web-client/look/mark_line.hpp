// Reads the marks within a line, each sign once: a line of nothing but signs takes no longer than
// another.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>
#include <vector>

#include "web-client/look/mark_signs.hpp"
#include "web-client/look/marked_text.hpp"

namespace look {

// Adds bytes of what was written to the marked text.
void put_run(MarkedText& marked, std::string_view source, std::size_t begin, std::size_t end,
             Mark mark, std::uint32_t link = 0);
std::size_t signs_at(std::string_view text, std::size_t at, char sign);

class LineReader {
public:
    LineReader(std::string_view source, std::vector<Span> const* names, MarkedText& marked)
        : source_(source), names_(names), result_(marked) {}

    // Of bytes without a line end.
    void read(std::size_t begin, std::size_t end);

private:
    enum Emphasis : std::size_t { strong, slanted, struck, emphases };
    // A part of a line that is drawn alike, or signs, of which some may be used up.
    struct Piece {
        std::size_t begin = 0, end = 0;
        Mark mark = Mark::plain;
        std::uint32_t link = 0;
        std::array<std::uint8_t, emphases> opens{}, closes{};
    };
    struct Opener {
        std::size_t piece = 0;
        SignRun run;            // as it was written
        std::size_t left = 0;   // signs
        std::size_t shown = 0;  // what was to be seen before it
    };
    struct Bracket {
        std::size_t piece = 0, shown = 0;
    };

    bool special();
    void add(std::size_t bytes, Mark mark);
    void plain(std::size_t bytes);
    bool fixed();
    bool signs();
    std::size_t& lowest(SignRun const& run);
    void close(Opener& closer);
    bool fit(Opener const& opener, Opener const& closer) const;
    void join(Opener& opener, Opener& closer);
    bool words_of_link();
    void linked(Piece& piece);
    std::size_t destination_end(std::size_t begin) const;
    bool address();
    std::size_t page_end() const;
    bool link_to(std::size_t end, std::string_view scheme);
    bool name();
    void put_pieces();

    std::string_view source_, line_;  // the line: all up to its end
    std::vector<Span> const* names_;
    MarkedText& result_;
    std::size_t at_ = 0, begin_ = 0;
    std::size_t shown_ = 0;  // how much of the line is to be seen
    bool is_plain_ = false, may_have_email_ = false;
    std::vector<Piece> pieces_;
    std::vector<Opener> openers_;
    std::vector<Bracket> brackets_;
    // Below these openers there is none for such signs: by sign, count modulo 3 and whether they
    // open, too.
    std::array<std::size_t, 18> lowest_{};
};

}  // namespace look
