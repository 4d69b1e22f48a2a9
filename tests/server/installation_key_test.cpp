// The key outside of the database: what it seals opens at its place only, and its file is nobody
// else's.
#include "server/installation_key.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <fstream>

#include "server/secrets.hpp"
#include "tests/support/throwaway.hpp"

namespace installation_key_test {
namespace {

using server::InstallationKey;

TEST_CASE("what is sealed opens with the same key at the same place only") {
    auto const key = InstallationKey::make(), other = InstallationKey::make();
    auto const sealed = key.seal("table row", "the secret");
    CHECK(key.open("table row", sealed) == "the secret");
    CHECK(sealed.find("secret") == std::string::npos);
    CHECK(key.seal("table row", "the secret") != sealed);
    CHECK_FALSE(other.open("table row", sealed));
    CHECK_FALSE(key.open("table another", sealed));
    CHECK_FALSE(key.open("", sealed));
    for (std::size_t i = 0; i < sealed.size(); i += 3) {
        auto bent = sealed;
        bent[i] = bent[i] == 'A' ? 'B' : 'A';
        INFO("byte " << i);
        CHECK_FALSE(key.open("table row", bent));
    }
    for (auto const* rubbish : {"", "A", "не печать", "AAAA"})
        CHECK_FALSE(key.open("table row", rubbish));
    CHECK(key.open("", key.seal("", "")) == "");
}

TEST_CASE("a key is one line, and its mark does not tell it") {
    auto const key = InstallationKey::make();
    CHECK(key.text().size() == 43);
    auto const same = InstallationKey::from_text(key.text());
    REQUIRE(same);
    CHECK(same->mark() == key.mark());
    CHECK(same->open("x", key.seal("x", "y")) == "y");
    CHECK(key.mark() != InstallationKey::make().mark());
    CHECK(key.mark() != key.text());
    for (auto const& text :
         {std::string(), key.text() + "A", key.text().substr(1), " " + key.text()})
        CHECK_FALSE(InstallationKey::from_text(text));
}

unsigned mode_of(std::filesystem::path const& file) {
    struct stat found {};
    REQUIRE(stat(file.c_str(), &found) == 0);
    return found.st_mode & 0777;
}

std::string why_not(std::filesystem::path const& file) {
    try {
        server::read_key_file(file);
    } catch (server::KeyRefused const& refused) {
        return refused.what();
    }
    return {};
}

TEST_CASE("the key's file is for its owner alone, from its first moment") {
    support::TemporaryFolder const folder;
    auto const file = folder.path() / "key";
    CHECK_FALSE(server::read_key_file(file));
    auto const key = InstallationKey::make();
    auto const usual = umask(0);  // whatever the surroundings allow
    server::draft_key_file(file, key);
    CHECK_FALSE(server::read_key_file(file));
    CHECK(mode_of(folder.path() / "key.new") == 0600);
    server::adopt_key_draft(file);
    umask(usual);
    CHECK(mode_of(file) == 0600);
    CHECK_FALSE(server::read_key_draft(file));
    REQUIRE(server::read_key_file(file));
    CHECK(server::read_key_file(file)->mark() == key.mark());

    for (auto const mode : {0640u, 0604u, 0620u, 0601u, 0644u}) {
        CAPTURE(mode);
        REQUIRE(chmod(file.c_str(), mode) == 0);
        CHECK(why_not(file).find("chmod 600 " + file.string()) != std::string::npos);
    }
    REQUIRE(chmod(file.c_str(), 0400) == 0);
    CHECK(why_not(file).empty());
    REQUIRE(chmod(file.c_str(), 0600) == 0);
    std::ofstream(file, std::ios::trunc) << "not a key\n";
    CHECK(why_not(file).find("holds no key") != std::string::npos);
}

TEST_CASE("a draft that somebody else put there is not written into") {
    support::TemporaryFolder const folder;
    auto const file = folder.path() / "key", foreign = folder.path() / "foreign";
    std::ofstream(foreign) << "before";
    std::filesystem::create_symlink(foreign, folder.path() / "key.new");
    server::draft_key_file(file, InstallationKey::make());
    server::adopt_key_draft(file);
    std::ifstream in(foreign);
    std::string text;
    in >> text;
    CHECK(text == "before");
    CHECK(std::filesystem::is_regular_file(std::filesystem::symlink_status(file)));
}

}  // namespace
}  // namespace installation_key_test
