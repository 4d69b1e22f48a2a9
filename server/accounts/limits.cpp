#include "server/accounts/limits.hpp"

#include <algorithm>
#include <cmath>

#include "server/database/transaction.hpp"
#include "server/database/values.hpp"
#include "server/secrets.hpp"
#include "shared/base/text.hpp"

namespace accounts {

namespace {

constexpr double us_per_minute = 60'000'000;
// After so long every bucket is full again.
constexpr std::int64_t full_after_us = std::int64_t{2} * 60 * 60 * 1'000'000;

double filled(double left, Rule const& rule, base::Instant at, base::Instant now) {
    auto const passed = static_cast<double>(std::max<std::int64_t>(0, now.us - at.us));
    return std::min(rule.most, left + passed / us_per_minute * rule.per_minute);
}

Drawn drawn_of(double available, double cost) {
    return available >= cost ? Drawn{true, available - cost} : Drawn{false, available};
}

// Seconds until there are so many tokens.
std::int64_t seconds_until(double wanted, double left, Rule const& rule) {
    return static_cast<std::int64_t>(
        std::ceil(std::max(0.0, wanted - left) / rule.per_minute * 60));
}

}  // namespace

Drawn BucketsInMemory::draw(std::string const& key, Rule const& rule, base::Instant now) {
    std::lock_guard const lock(mutex_);
    auto const place = places_.find(key);
    if (place == places_.end()) {
        if (buckets_.size() >= most_) {
            places_.erase(buckets_.back().key);
            buckets_.pop_back();
        }
        buckets_.push_front({key, rule.most, now});
        places_.emplace(buckets_.front().key, buckets_.begin());
    } else {
        buckets_.splice(buckets_.begin(), buckets_, place->second);
    }
    auto& bucket = buckets_.front();
    auto const drawn = drawn_of(filled(bucket.left, rule, bucket.at, now), rule.cost);
    bucket.left = drawn.left;
    bucket.at = std::max(bucket.at, now);
    return drawn;
}

std::size_t BucketsInMemory::size() const {
    std::lock_guard const lock(mutex_);
    return buckets_.size();
}

Drawn BucketsInDatabase::draw(std::string const& key, Rule const& rule, base::Instant now) {
    using Transaction = pqxx::transaction_base;
    std::string const available =
        "least($2::float8, a.left_over + greatest(0, $4 - a.at) / 60000000.0 * $3::float8)";
    std::string const sql =
        "insert into accounts.allowance as a (key, left_over, granted, at) values (decode($1, "
        "'hex'), $2::float8 - $5::float8, true, $4) on conflict (key) do update set granted = " +
        available + " >= $5, left_over = " + available + " - case when " + available +
        " >= $5 then $5 else 0 end, at = greatest(a.at, $4) returning granted, left_over";
    return database::with_transaction(
        pool_, database::Isolation::read_committed, [&](Transaction& t) {
            auto const rows = database::run(t, sql, server::sha256_hex(key), rule.most,
                                            rule.per_minute, now.us, rule.cost);
            return Drawn{database::read<bool>(rows.at(0)[0]), rows.at(0)[1].as<double>()};
        });
}

void forget_full_buckets(database::Pool& pool, base::Instant now) {
    database::with_transaction(pool, database::Isolation::read_committed,
                               [&](pqxx::transaction_base& t) {
                                   database::run(t, "delete from accounts.allowance where at < $1",
                                                 now.us - full_after_us);
                               });
}

std::optional<http::Fault> Limits::refuse(Limited const& limited, http::Call& call,
                                          std::string const& account, base::Instant now) const {
    if (factor_ <= 0) return std::nullopt;
    struct Asked {
        Rule rule;
        std::string who;
    };
    std::vector<Asked> asked{{limited.address, limited_part(call.request.address)}};
    if (!account.empty()) asked.push_back({limited.account, base::lower(account)});
    std::optional<Drawn> tightest;
    Rule of_tightest;
    for (auto& [rule, who] : asked) {
        rule.most = std::max(1.0, rule.most * factor_);
        rule.per_minute *= factor_;
        auto const key = std::string(limited.what) + " " + std::string(rule.name) + " " + who;
        auto const drawn = buckets_->draw(key, rule, now);
        if (!tightest || !drawn.granted || drawn.left < tightest->left) {
            tightest = drawn;
            of_tightest = rule;
        }
        if (!drawn.granted) break;
    }
    auto const whole = [](double number) {
        return std::to_string(static_cast<std::int64_t>(number));
    };
    std::vector<std::pair<std::string, std::string>> const told{
        {"RateLimit-Limit", whole(of_tightest.most)},
        {"RateLimit-Remaining", whole(tightest->left)},
        {"RateLimit-Reset",
         std::to_string(seconds_until(of_tightest.most, tightest->left, of_tightest))}};
    call.headers_always.insert(call.headers_always.end(), told.begin(), told.end());
    if (tightest->granted) return std::nullopt;
    http::Fault fault;
    fault.status = 429;
    fault.rule = "too-many-attempts";
    fault.headers.emplace_back("Retry-After",
                               std::to_string(seconds_until(1, tightest->left, of_tightest)));
    return fault;
}

}  // namespace accounts
