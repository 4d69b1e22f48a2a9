// Words of scripts without blanks, as ICU knows them natively and the browser in the page: this
// runs in both.
#include "shared/base/unspaced.hpp"

#include <doctest/doctest.h>

#include <string>

namespace unspaced_test {
namespace {

std::string parted(std::string const& text) {
    std::string shown;
    std::size_t from = 0;
    for (auto const end : base::unspaced_word_ends(text)) {
        shown += text.substr(from, end - from) + '|';
        from = end;
    }
    return shown + text.substr(from);
}

}  // namespace

TEST_CASE("a line of Thai or Lao may end behind each of its words") {
    CHECK(parted("สวัสดีครับ") == "สวัสดี|ครับ");
    CHECK(parted("เค้ก 2 ก้อน, ขอบคุณมาก") == "เค้ก 2 ก้อน, ขอบคุณ|มาก");
    CHECK(parted("ສະບາຍດີທ່ານ") == "ສະບາຍດີ|ທ່ານ");
}

TEST_CASE("every other text is left to its blanks") {
    for (std::string const text :
         {"", "cake and tea", "торт", "हिन्दी भाषा", "你好", "ก", "a\xE0", "\xE0\xB8", "🎂"}) {
        CAPTURE(text);
        CHECK(parted(text) == text);
    }
}

}  // namespace unspaced_test
