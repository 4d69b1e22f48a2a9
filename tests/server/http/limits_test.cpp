#include "server/http/limits.hpp"

#include <doctest/doctest.h>

#include "tests/support/throwaway.hpp"

namespace limits_test {
namespace {

using http::Allowance;

constexpr Allowance rule{"address", 3, 6};  // one comes back in ten seconds

base::Instant at(std::int64_t seconds) { return {(1'000'000 + seconds) * 1'000'000}; }

void tell_of(http::Buckets& buckets) {
    for (double const left : {2.0, 1.0, 0.0}) {
        auto const drawn = buckets.draw("anna", rule, at(0));
        CHECK(drawn.granted);
        CHECK(drawn.left == doctest::Approx(left));
    }
    CHECK_FALSE(buckets.draw("anna", rule, at(0)).granted);
    CHECK(buckets.draw("boris", rule, at(0)).granted);
    // What is refused costs nothing, and a clock that goes back gives nothing.
    CHECK_FALSE(buckets.draw("anna", rule, at(9)).granted);
    CHECK_FALSE(buckets.draw("anna", rule, at(5)).granted);
    CHECK(buckets.draw("anna", rule, at(11)).granted);
    CHECK_FALSE(buckets.draw("anna", rule, at(12)).granted);
    CHECK(buckets.draw("anna", rule, at(10'000)).left == doctest::Approx(2));
}

TEST_CASE("a bucket gives what it holds, and fills again, in memory and in the database alike") {
    http::BucketsInMemory in_memory;
    tell_of(in_memory);
    support::Throwaway const base(support::Throwaway::Start::migrated);
    database::Pool pool({base.url()});
    http::BucketsInDatabase in_database(pool);
    tell_of(in_database);
    http::forget_full_buckets(pool, at(1'000'000));
    CHECK(in_database.draw("anna", rule, at(10'000)).left == doctest::Approx(2));
}

TEST_CASE("strangers cannot fill the memory with buckets") {
    http::BucketsInMemory buckets(100);
    for (int i = 0; i < 3; ++i) buckets.draw("anna", rule, at(0));
    for (int i = 0; i < 1'000; ++i) {
        buckets.draw("stranger " + std::to_string(i), rule, at(1));
        // Whoever goes on trying is not forgotten.
        CHECK_FALSE(buckets.draw("anna", rule, at(1)).granted);
    }
    CHECK(buckets.size() == 100);
}

TEST_CASE("limits are told in headers, and by the address and the account that is tightest") {
    http::Limits const limits(std::make_unique<http::BucketsInMemory>(), 1);
    http::Limited const limited{"try", {"address", 4, 60}, {"account", 2, 6}};
    auto const ask = [&](std::string const& address, std::string const& account) {
        http::Call call;
        call.request.address = address;
        auto const fault = limits.refuse(limited, call, account, at(0));
        std::string told;
        for (auto const& [name, value] : call.headers_always) told += name + "=" + value + " ";
        if (fault) {
            CHECK(fault->status == 429);
            told += fault->rule + " " + fault->headers.at(0).second;
        }
        return told;
    };
    CHECK(ask("10.0.0.1", "Anna") == "RateLimit-Limit=2 RateLimit-Remaining=1 RateLimit-Reset=10 ");
    CHECK(ask("10.0.0.2", "anna") == "RateLimit-Limit=2 RateLimit-Remaining=0 RateLimit-Reset=20 ");
    CHECK(ask("10.0.0.3", "anna") ==
          "RateLimit-Limit=2 RateLimit-Remaining=0 RateLimit-Reset=20 too-many-attempts 10");
    for (int left = 2; left >= 0; --left) ask("10.0.0.1", "");
    CHECK(ask("10.0.0.1", "boris") ==
          "RateLimit-Limit=4 RateLimit-Remaining=0 RateLimit-Reset=4 too-many-attempts 1");
    http::Limits const none(std::make_unique<http::BucketsInMemory>(), 0);
    http::Call call;
    for (int i = 0; i < 100; ++i) CHECK_FALSE(none.refuse(limited, call, "anna", at(0)));
}

TEST_CASE("of IPv6 the network counts, since whoever has one address has them all") {
    CHECK(http::limited_part("192.0.2.7") == "192.0.2.7");
    CHECK(http::limited_part("2001:db8:1:2:3:4:5:6") == "2001:db8:1:2::");
    CHECK(http::limited_part("2001:db8:1:2::9") == "2001:db8:1:2::");
    CHECK(http::limited_part("nonsense") == "nonsense");
}

}  // namespace
}  // namespace limits_test
