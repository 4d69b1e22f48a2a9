// How often somebody may try: a bucket of tokens for each address and each account, which fills
// again by and by. In memory for a server that is alone; in the database for several that share it.
#pragma once

#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "server/database/pool.hpp"
#include "server/http/call.hpp"
#include "server/http/shares.hpp"
#include "shared/base/time.hpp"
#include "shared/wire/rate.hpp"

namespace http {

struct Allowance {
    std::string_view name;
    double most = 0;        // at once
    double per_minute = 0;  // that come back
    double cost = 1;        // of one attempt
};

// The state of one bucket after an attempt was asked of it.
struct Drawn {
    bool granted = false;
    double left = 0;
};

class Buckets {
public:
    virtual ~Buckets() = default;
    virtual Drawn draw(std::string const& key, Allowance const& rule, base::Instant now) = 0;
};

// Bounded: when it is full, whoever was not heard of for the longest time is forgotten.
class BucketsInMemory : public Buckets {
public:
    explicit BucketsInMemory(std::size_t most = 50'000) : most_(most) {}
    Drawn draw(std::string const& key, Allowance const& rule, base::Instant now) override;
    std::size_t size() const;

private:
    struct Bucket {
        std::string key;
        double left;
        base::Instant at;
    };
    std::size_t const most_;
    mutable std::mutex mutex_;
    std::list<Bucket> buckets_;  // the one that was asked last is the first
    std::unordered_map<std::string_view, std::list<Bucket>::iterator> places_;  // of their keys
};

class BucketsInDatabase : public Buckets {
public:
    explicit BucketsInDatabase(database::Pool& pool) : pool_(pool) {}
    Drawn draw(std::string const& key, Allowance const& rule, base::Instant now) override;

private:
    database::Pool& pool_;
};
void forget_full_buckets(database::Pool& pool, base::Instant now);

// One thing that is limited: by the address that asks, and by the account that is meant.
struct Limited {
    std::string_view what;
    Allowance address;
    Allowance account;
};
template <class Endpoint>
constexpr Limited limited() {
    constexpr wire::Rate rate = Endpoint::rate;
    static_assert(wire::is_counted_by_address(rate), "its rate is not counted like that");
    return {rate.name,
            {"address", rate.address.most, rate.address.per_minute},
            {"account", rate.account.most, rate.account.per_minute}};
}
class Limits {
public:
    // `factor` is how much wider than usual they are; 0: there are none.
    Limits(std::unique_ptr<Buckets> buckets, double factor)
        : buckets_(std::move(buckets)), factor_(factor) {}

    // Counts the attempt, and says in the answer's headers how many are left; or why it is refused.
    // An empty account is not limited.
    std::optional<Fault> refuse(Limited const& limited, Call& call, std::string const& account,
                                base::Instant now) const;
    struct Asked {
        std::string_view what;
        Allowance rule;
        std::string who;
    };
    // The same for what has other limits than these two, and says nothing in headers of an answer.
    std::optional<Fault> refuse_any(std::vector<Asked> asked, base::Instant now) const;

private:
    struct Tightest {
        Allowance rule;
        Drawn drawn;
    };
    // Of each one token, until one is refused.
    Tightest draw(std::vector<Asked> asked, base::Instant now) const;

    std::unique_ptr<Buckets> const buckets_;
    double const factor_;
};

}  // namespace http
