// The process that decodes strangers' pictures, asked with good ones and with hostile ones.
#include "server/accounts/pictures/pictures.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <fstream>
#include <thread>
#include <vector>

#include "server/database/postmaster.hpp"
#include "tests/server/pictures.hpp"
#include "tests/support/throwaway.hpp"

namespace pictures_picture_test {
namespace {

using accounts::NoPicture;
using namespace std::literals;

accounts::Squares squares(std::string_view kind, std::string_view bytes) {
    accounts::PictureReader const reader({KONTOR_PICTURE});
    auto const read = reader.read(kind, bytes);
    REQUIRE(std::holds_alternative<accounts::Squares>(read));
    return std::get<accounts::Squares>(read);
}

NoPicture refusal(std::string_view kind, std::string_view bytes) {
    accounts::PictureReader const reader({KONTOR_PICTURE});
    auto const read = reader.read(kind, bytes);
    REQUIRE(std::holds_alternative<NoPicture>(read));
    return std::get<NoPicture>(read);
}

// What a PNG claims to be as wide and as high as.
std::string claiming(std::string png, std::string_view width_and_height) {
    return png.replace(16, 8, width_and_height);
}

TEST_CASE("a good picture becomes two squares") {
    for (auto const* kind : {"png", "jpeg", "webp"}) {
        CAPTURE(kind);
        auto const made = squares(kind, pictures::made(kind, 300, 200));
        auto const large = pictures::seen(made.large), small = pictures::seen(made.small);
        CHECK(large.width == 256);
        CHECK(large.height == 256);
        CHECK(small.width == 64);
        CHECK(small.height == 64);
        CHECK(large.red_at_left);
        CHECK(small.red_at_left);
    }
}

TEST_CASE("a picture in printers' inks, and one that is seen through, keep their look") {
    auto const inks =
        pictures::seen(squares("jpeg", pictures::made("jpeg of inks", 300, 200)).large);
    CHECK(inks.red_at_left);
    CHECK(inks.blue_at_right);
    CHECK(inks.opacity == 255);
    auto const glass = pictures::seen(squares("png", pictures::see_through(300, 200)).large);
    CHECK(glass.red_at_left);
    CHECK(glass.opacity == 128);
}

// The length that a WebP says it has is as many bytes as there are.
std::string with_length(std::string webp) {
    for (unsigned i = 0; i < 4; ++i)
        webp[4 + i] = static_cast<char>((webp.size() - 8) >> (8 * i) & 0xFF);
    return webp;
}

TEST_CASE("of a picture that moves the first frame is shown, where it stands") {
    auto const whole = squares("webp", pictures::moving(300, 200, {0, 0, 300, 200}));
    for (auto const& square : {whole.large, whole.small}) {
        auto const seen = pictures::seen(square);
        CHECK(seen.red_at_left);
        CHECK(seen.blue_at_right);
        CHECK(seen.opacity == 255);
    }
    auto const in_the_middle =
        pictures::seen(squares("webp", pictures::moving(400, 200, {100, 0, 200, 200})).large);
    CHECK(in_the_middle.red_at_left);
    CHECK(in_the_middle.blue_at_right);
    auto const in_a_corner =
        pictures::seen(squares("webp", pictures::moving(200, 200, {160, 160, 40, 40})).large);
    CHECK_FALSE(in_a_corner.red_at_left);
    CHECK(in_a_corner.opacity == 0);
    CHECK(pictures::seen(squares("webp", pictures::moving(10'000, 5'000, {0, 0, 2, 2})).large)
              .width == 256);
}

TEST_CASE("a picture that moves and is broken is refused") {
    auto const good = pictures::moving(300, 200, {20, 20, 100, 100});
    CHECK(with_length(good) == good);
    auto const second = good.rfind("ANMF");
    for (std::size_t left = 31; left < good.size(); left += 7) {
        CAPTURE(left);
        if (left >= second && left < second + 8) continue;  // whole, with the first frame alone
        CHECK(refusal("webp", with_length(good.substr(0, left))) == NoPicture::unreadable);
    }
    auto small = good;  // the frame does not fit into the picture
    small.replace(24, 6, "\x40\0\0\x40\0\0"sv);
    CHECK(refusal("webp", small) == NoPicture::unreadable);
    auto large = good;
    large.replace(24, 6, "\xFF\xFF\0\xFF\xFF\0"sv);
    CHECK(refusal("webp", large) == NoPicture::too_large);
    auto still = good;  // it says that nothing moves
    still[20] = static_cast<char>(still[20] & ~2);
    CHECK(refusal("webp", still) == NoPicture::unreadable);
    CHECK(refusal("webp", good + "<script>") == NoPicture::unreadable);
}

TEST_CASE("a picture of one pixel, of a line and of the most pixels is taken") {
    for (auto const& size : {std::pair{2, 2}, {3000, 1}, {1, 3000}, {10'000, 5'000}}) {
        CAPTURE(size.first);
        auto const made = squares("png", pictures::made("png", size.first, size.second));
        CHECK(pictures::seen(made.large).width == 256);
    }
}

TEST_CASE("a picture is shown as the camera was held, and says nothing of where it was") {
    auto const place = "55.7558 N, 37.6173 E"s;
    for (auto const& held : {std::pair{6, true}, {8, false}}) {
        CAPTURE(held.first);
        auto const exif = pictures::exif(static_cast<unsigned char>(held.first), place);
        auto const sent = pictures::with_segment(pictures::made("jpeg", 300, 300), 0xE1, exif);
        REQUIRE(sent.find(place) != std::string::npos);
        auto const made = squares("jpeg", sent);
        CHECK(pictures::seen(made.large).red_at_top == held.second);
        CHECK(made.large.find(place) == std::string::npos);
        CHECK(made.small.find(place) == std::string::npos);
    }
}

TEST_CASE("what is no whole picture of its kind is refused") {
    for (auto const* kind : {"png", "jpeg", "webp"}) {
        CAPTURE(kind);
        auto const good = pictures::made(kind, 300, 200);
        for (std::size_t const part : {2u, 4u, 16u}) {
            CAPTURE(part);
            CHECK(refusal(kind, good.substr(0, good.size() / part)) == NoPicture::unreadable);
        }
        CHECK(refusal(kind, "") == NoPicture::unreadable);
        CHECK(refusal(kind, "\0"sv) == NoPicture::unreadable);
        CHECK(refusal(kind, "<svg xmlns='http://www.w3.org/2000/svg'/>") == NoPicture::unreadable);
        for (auto const* other : {"png", "jpeg", "webp"})
            if (kind != std::string_view(other))
                CHECK(refusal(other, good) == NoPicture::unreadable);
    }
}

TEST_CASE("what is two things at once leaves the other behind") {
    auto const page = "<script>alert(1)</script>"s;
    CHECK(refusal("png", pictures::made("png", 9, 9) + page) == NoPicture::unreadable);
    CHECK(refusal("webp", pictures::made("webp", 9, 9) + page) == NoPicture::unreadable);
    auto const made =
        squares("jpeg", pictures::with_segment(pictures::made("jpeg", 9, 9), 0xFE, page) + page);
    CHECK(made.large.find("script") == std::string::npos);
    CHECK(made.small.find("script") == std::string::npos);
}

TEST_CASE("a small file that claims to be a huge picture is not decoded") {
    auto const small = pictures::made("png", 9, 9);
    CHECK(refusal("png", claiming(small, "\0\0\x75\x30\0\0\x75\x30"sv)) ==  // 30,000 x 30,000
          NoPicture::too_large);
    CHECK(refusal("png", claiming(small, "\x7F\xFF\xFF\xFF\x7F\xFF\xFF\xFF"sv)) ==
          NoPicture::too_large);
    CHECK(refusal("png", claiming(small, "\0\0\0\0\0\0\0\x09"sv)) == NoPicture::unreadable);
    CHECK(refusal("png", claiming(small, "\0\0\0\x64\0\0\0\x64"sv)) == NoPicture::unreadable);
}

TEST_CASE("a bomb that is a whole and valid picture is not decoded") {
    auto const bomb = pictures::blank(30'000, 30'000);  // 3.6 GB of colours
    CHECK(bomb.size() < 200'000);
    CHECK(refusal("png", bomb) == NoPicture::too_large);
    CHECK(pictures::seen(squares("png", pictures::blank(10'000, 5'000)).large).width == 256);
}

TEST_CASE("what a decoder leaves running ends with it, and nobody waits for it") {
    support::TemporaryFolder const folder;
    auto const program = folder.path() / "decoder";
    std::ofstream(program) << "#!/bin/sh\n/bin/sleep 1000 &\necho $! > " << folder.path().string()
                           << "/left\nexit 3\n";
    std::filesystem::permissions(program, std::filesystem::perms(0700));
    auto const patience = std::chrono::minutes(2);
    auto const began = std::chrono::steady_clock::now();
    // What is left holds the stream open.
    CHECK(std::get<NoPicture>(accounts::PictureReader({program, patience}).read("png", "x")) ==
          NoPicture::unreadable);
    CHECK(std::chrono::steady_clock::now() - began < patience);
    pid_t left = 0;
    std::ifstream(folder.path() / "left") >> left;
    REQUIRE(left > 0);
    auto const ends = began + patience;
    while (!database::has_ended(left) && std::chrono::steady_clock::now() < ends)
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    CHECK(database::has_ended(left));
}

TEST_CASE("too many pictures at once are asked to wait") {
    // One that never ends, since nobody closes what it reads from.
    accounts::PictureReader const reader({"/bin/sleep", std::chrono::milliseconds(2000)});
    std::atomic<int> busy{0}, too_slow{0};
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([&] {
            auto const read = reader.read("60", "x");
            (std::get<NoPicture>(read) == NoPicture::busy ? busy : too_slow)++;
        });
    threads.clear();
    CHECK(busy == 2);
    CHECK(too_slow == 2);
}

}  // namespace
}  // namespace pictures_picture_test
