#include "server/http/limits.hpp"

#include <algorithm>
#include <cmath>

#include "server/database/transaction.hpp"
#include "server/database/values.hpp"
#include "server/secrets.hpp"
#include "shared/base/unicode.hpp"

namespace http {

namespace {

constexpr double us_per_minute = 60'000'000;
// After so long every bucket is full again.
constexpr std::int64_t full_after_us = std::int64_t{2} * 60 * 60 * 1'000'000;

double filled(double left, Allowance const& rule, base::Instant at, base::Instant now) {
    auto const passed = static_cast<double>(std::max<std::int64_t>(0, now.us - at.us));
    return std::min(rule.most, left + passed / us_per_minute * rule.per_minute);
}

Drawn drawn_of(double available, double cost) {
    return available >= cost ? Drawn{true, available - cost} : Drawn{false, available};
}

// Seconds until there are so many tokens.
std::int64_t seconds_until(double wanted, double left, Allowance const& rule) {
    return static_cast<std::int64_t>(
        std::ceil(std::max(0.0, wanted - left) / rule.per_minute * 60));
}

Fault too_many(std::int64_t retry_after_s) {
    Fault fault;
    fault.status = 429;
    fault.rule = "too-many-attempts";
    fault.headers.emplace_back("Retry-After", std::to_string(retry_after_s));
    return fault;
}

}  // namespace

Drawn BucketsInMemory::draw(std::string const& key, Allowance const& rule, base::Instant now) {
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

Drawn BucketsInDatabase::draw(std::string const& key, Allowance const& rule, base::Instant now) {
    using Transaction = pqxx::transaction_base;
    std::string const available =
        "least($2::float8, a.left_over + greatest(0, $4 - a.at) / 60000000.0 * $3::float8)";
    std::string const sql =
        "insert into server.allowance as a (key, left_over, granted, at) values (decode($1, "
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
    database::with_transaction(
        pool, database::Isolation::read_committed, [&](pqxx::transaction_base& t) {
            database::run(t, "delete from server.allowance where at < $1", now.us - full_after_us);
        });
}

Limits::Tightest Limits::draw(std::vector<Asked> asked, base::Instant now) const {
    std::optional<Tightest> tightest;
    for (auto& [what, rule, who] : asked) {
        rule.most = std::max(1.0, rule.most * factor_);
        rule.per_minute *= factor_;
        auto const key = std::string(what) + " " + std::string(rule.name) + " " + who;
        auto const drawn = buckets_->draw(key, rule, now);
        if (!tightest || !drawn.granted || drawn.left < tightest->drawn.left)
            tightest = {rule, drawn};
        if (!drawn.granted) break;
    }
    return *tightest;
}

std::optional<Fault> Limits::refuse(Limited const& limited, Call& call, std::string const& account,
                                    base::Instant now) const {
    if (factor_ <= 0) return std::nullopt;
    std::vector<Asked> asked{{limited.what, limited.address, limited_part(call.request.address)}};
    if (!account.empty()) asked.push_back({limited.what, limited.account, base::lower(account)});
    auto const tightest = draw(std::move(asked), now);
    auto const whole = [](double number) {
        return std::to_string(static_cast<std::int64_t>(number));
    };
    auto const& [rule, drawn] = tightest;
    std::vector<std::pair<std::string, std::string>> const told{
        {"RateLimit-Limit", whole(rule.most)},
        {"RateLimit-Remaining", whole(drawn.left)},
        {"RateLimit-Reset", std::to_string(seconds_until(rule.most, drawn.left, rule))}};
    call.headers_always.insert(call.headers_always.end(), told.begin(), told.end());
    if (drawn.granted) return std::nullopt;
    return too_many(seconds_until(1, drawn.left, rule));
}

std::optional<Fault> Limits::refuse_any(std::vector<Asked> asked, base::Instant now) const {
    if (factor_ <= 0) return std::nullopt;
    auto const [rule, drawn] = draw(std::move(asked), now);
    if (drawn.granted) return std::nullopt;
    return too_many(seconds_until(1, drawn.left, rule));
}

}  // namespace http
