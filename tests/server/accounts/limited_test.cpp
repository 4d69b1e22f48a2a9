#include "server/accounts/limited.hpp"

#include <doctest/doctest.h>

namespace limited_test {
namespace {

base::Instant at(std::int64_t seconds) { return {(1'000'000 + seconds) * 1'000'000}; }

TEST_CASE("letters to others are limited by mailbox, by domain and in all") {
    CHECK(accounts::mailbox_of("Anna+news@Example.org") == "anna@example.org");
    CHECK(accounts::mailbox_of("a.n.na@example.org") == "a.n.na@example.org");
    auto const limits = [] { return http::Limits(std::make_unique<http::BucketsInMemory>(), 1); };
    auto const granted = [](http::Limits const& of, std::string const& name,
                            std::string const& domain) {
        int count = 0;
        for (int i = 0; i < 700; ++i) {
            auto const each = std::to_string(i);
            if (!accounts::refuse_letter(of, name + each + "@" + domain, at(0))) ++count;
        }
        return count;
    };
    CHECK(granted(limits(), "victim+", "home.example") ==
          accounts::limited::letters_to_mailbox.most);
    CHECK(granted(limits(), "victim", "home.example") == accounts::limited::letters_to_domain.most);
    auto const all = limits();
    int domains = 0;
    for (int i = 0; i < 700; ++i)
        if (!accounts::refuse_letter(all, "a@d" + std::to_string(i) + ".example", at(0))) ++domains;
    CHECK(domains == accounts::limited::letters_to_all.most);
    auto const fault = accounts::refuse_letter(all, "a@d701.example", at(0));
    REQUIRE(fault);
    CHECK(fault->status == 429);
    REQUIRE(fault->headers.size() == 1);
    CHECK(fault->headers[0] == std::pair<std::string, std::string>{"Retry-After", "2"});
    CHECK_FALSE(accounts::refuse_letter(all, "a@d701.example", at(3)));
}

}  // namespace
}  // namespace limited_test
