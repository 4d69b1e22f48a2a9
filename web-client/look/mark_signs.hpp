// Which of the signs * _ ~ mean something where they stand: by the rules of CommonMark for what
// touches words, and stricter, so that sums, file names, paths and prices stay as they are written.
#pragma once

#include <cstddef>
#include <string_view>

namespace look {

// Signs of one kind that follow each other.
struct SignRun {
    char sign = 0;
    std::size_t count = 0;
    bool opens = false, closes = false;
};
// Of the signs at `at`, in one line. `behind_link`: what is before them is one, whatever it ends
// with.
SignRun sign_run(std::string_view line, std::size_t at, bool behind_link);

// Where an address of e-mail ends that begins at this byte; the same byte: none does.
std::size_t email_end(std::string_view text, std::size_t at);

// Whether it is an address that a link may open.
bool may_be_opened(std::string_view address);

// A letter or a figure of any script.
bool is_of_words(char32_t letter);
char32_t letter_before(std::string_view text, std::size_t at);
char32_t letter_behind(std::string_view text, std::size_t at);

}  // namespace look
