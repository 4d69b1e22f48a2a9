#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <string>

#include "shared/tables.hpp"
#include "web-client/words/words.hpp"

namespace reasons_test {
namespace {

// The keys of every refusal and problem that shared code can give.
std::set<std::string> reasons_in(std::filesystem::path const& folder) {
    std::set<std::string> found;
    std::regex const given(R"re((?:Refusal|Problem|push_back\()\s*\{(?:path,\s*)?"([a-z-]+)")re");
    std::regex const returned(R"re(return \{"([a-z-]+)", \{\}\})re");
    for (auto const& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (entry.path().extension() != ".cpp" && entry.path().extension() != ".hpp") continue;
        std::ifstream file(entry.path());
        std::string const text{std::istreambuf_iterator<char>(file), {}};
        for (std::regex const& pattern : {given, returned})
            for (auto at = std::sregex_iterator(text.begin(), text.end(), pattern);
                 at != std::sregex_iterator(); ++at)
                found.insert((*at)[1]);
    }
    return found;
}

}  // namespace

TEST_CASE("every reason that a command or a field can be refused for has its words") {
    std::filesystem::path const shared = std::filesystem::path(KONTOR_SOURCES) / "shared";
    std::filesystem::path const laid_over = std::filesystem::path(KONTOR_OVERLAY_FOLDER) / "shared";
    std::set<std::string> const reasons = [&] {
        std::set<std::string> all;
        all.merge(reasons_in(shared / "base"));
        Domains::each([&]<class Domain>(std::type_identity<Domain>) {
            auto folder = shared / Domain::name;
            if (!is_directory(folder)) folder = laid_over / Domain::name;
            all.merge(reasons_in(folder));
        });
        return all;
    }();
    CHECK(reasons.count("owners-only") == 1);
    CHECK(reasons.count("too-long") == 1);
    words::Words const ru(words::Language::russian);
    for (std::string const& reason : reasons) {
        CAPTURE(reason);
        CHECK(ru.knows("reason." + reason));
    }
}

// Tables, their fields and the names of enumerations are called by keys that are made of names.
TEST_CASE("every table, every field of one and every word that may stand in it has its words") {
    std::set<std::string> keys{"domain.server"};
    Domains::each([&]<class Domain>(std::type_identity<Domain>) {
        keys.insert("domain." + std::string(Domain::name));
    });
    tables::each_row([&]<class Row>(std::type_identity<Row>) {
        keys.insert("table." + std::string(Row::type_name));
        if (!world::why_kept<Row>().empty())
            keys.insert("reason." + std::string(world::why_kept<Row>()));
        for (auto const& field : base::describe<Row>()) {
            auto const* type = field.type;
            if (type->kind == base::Kind::optional) type = type->inner;
            bool const is_own_id = field.name == "id" && field.rules.refers_to.empty();
            if (!is_own_id) keys.insert("field." + std::string(field.name));
            for (auto const name : type->names) keys.insert("option." + std::string(name));
            if (!field.rules.kept.empty()) keys.insert("reason." + std::string(field.rules.kept));
        }
    });
    CHECK(keys.size() > 60);
    for (auto const language : {words::Language::russian, words::Language::english})
        for (auto const& key : keys) {
            CAPTURE(key);
            CHECK(words::Words(language).knows(key));
        }
}

}  // namespace reasons_test
