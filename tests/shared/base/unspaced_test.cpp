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

TEST_CASE("a line of a script without blanks may end behind each of its words") {
    CHECK(parted("สวัสดีครับ") == "สวัสดี|ครับ");
    CHECK(parted("เค้ก 2 ก้อน, ขอบคุณมาก") == "เค้ก 2 ก้อน, ขอบคุณ|มาก");
    CHECK(parted("ສະບາຍດີທ່ານ") == "ສະບາຍດີ|ທ່ານ");
    CHECK(parted("ខ្ញុំចង់ទិញនំ ២") == "ខ្ញុំ|ចង់|ទិញ|នំ ២");
    CHECK(parted("សួស្តីពិភពលោក") == "សួស្តី|ពិភពលោក");
    CHECK(parted("ကျွန်တော်ကိတ်မုန့်လိုချင်တယ်") == "ကျွန်တော်|ကိတ်မုန့်|လိုချင်|တယ်");
    CHECK(parted("สวัสดีครับខ្ញុំចង់") == "สวัสดี|ครับខ្ញុំ|ចង់");
}

TEST_CASE("every other text is left to its blanks") {
    for (std::string const text : {"", "cake and tea", "торт", "हिन्दी भाषा", "你好", "ก", "ក",
                                   "a\xE0", "\xE0\xB8", "\xE1\x9E", "ქართული ენა", "ᠮᠣᠩᠭᠣᠯ", "🎂"}) {
        CAPTURE(text);
        CHECK(parted(text) == text);
    }
}

}  // namespace unspaced_test
