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

namespace accounts {

struct Rule {
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
    virtual Drawn draw(std::string const& key, Rule const& rule, base::Instant now) = 0;
};

// Bounded: when it is full, whoever was not heard of for the longest time is forgotten.
class BucketsInMemory : public Buckets {
public:
    explicit BucketsInMemory(std::size_t most = 50'000) : most_(most) {}
    Drawn draw(std::string const& key, Rule const& rule, base::Instant now) override;
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
    Drawn draw(std::string const& key, Rule const& rule, base::Instant now) override;

private:
    database::Pool& pool_;
};
void forget_full_buckets(database::Pool& pool, base::Instant now);

// One thing that is limited: by the address that asks, and by the account that is meant.
struct Limited {
    std::string_view what;
    Rule address;
    Rule account;
};
// Generous for an office behind one address, tight for whoever guesses.
namespace limited {
inline constexpr Limited sign_in{"sign-in", {"address", 120, 120}, {"account", 20, 20}};
inline constexpr Limited registration{"registration", {"address", 60, 20}, {"account", 5, 0.2}};
inline constexpr Limited reset{"reset", {"address", 30, 10}, {"account", 4, 0.1}};
inline constexpr Limited confirmation{"confirmation", {"address", 60, 30}, {"account", 5, 0.2}};
inline constexpr Limited link{"link", {"address", 60, 30}, {"account", 10, 2}};
inline constexpr Limited look_at_link{"look-at-link", {"address", 60, 30}, {"account", 30, 10}};
inline constexpr Limited tokens{"tokens", {"address", 600, 600}, {"account", 30, 30}};
// Each is there for months, and is a row and an entry of the log.
inline constexpr Limited new_token{"new-token", {"address", 60, 20}, {"account", 20, 2}};
inline constexpr Limited new_email{"new-email", {"address", 30, 10}, {"account", 5, 0.2}};
// Each reads all that somebody ever wrote.
inline constexpr Limited archive{"archive", {"address", 60, 10}, {"account", 5, 0.1}};
inline constexpr Limited password{"password", {"address", 60, 30}, {"account", 10, 2}};
// Of a stranger; the second is for all of them together.
inline constexpr Limited report{"report", {"address", 30, 5}, {"account", 120, 60}};
// Letters that a stranger, or a member, has sent to an e-mail that is not their own: to one
// mailbox, whatever is written behind a + in it, to one domain, and in all.
inline constexpr Rule letters_to_mailbox{"mailbox", 5, 0.2};
inline constexpr Rule letters_to_domain{"domain", 100, 4};
inline constexpr Rule letters_to_all{"all", 500, 30};
// And to set a new password, from whichever networks it is asked for: more than one network can
// ask for, and nothing of it is used up by those who register with somebody's e-mail.
inline constexpr Rule resets_to_mailbox{"mailbox", 10, 0.4};
}  // namespace limited

class Limits {
public:
    // `factor` is how much wider than usual they are; 0: there are none.
    Limits(std::unique_ptr<Buckets> buckets, double factor)
        : buckets_(std::move(buckets)), factor_(factor) {}

    // Counts the attempt, and says in the answer's headers how many are left; or why it is refused.
    // An empty account is not limited.
    std::optional<http::Fault> refuse(Limited const& limited, http::Call& call,
                                      std::string const& account, base::Instant now) const;
    // Counts a letter to somebody else. What an administrator has sent is not asked of this, so
    // that strangers cannot use it up.
    std::optional<http::Fault> refuse_letter(std::string const& email, base::Instant now) const;
    // The same of a letter to set a new password, which is counted apart.
    std::optional<http::Fault> refuse_reset(std::string const& email, base::Instant now) const;

private:
    struct Asked {
        std::string_view what;
        Rule rule;
        std::string who;
    };
    struct Tightest {
        Rule rule;
        Drawn drawn;
    };
    // Of each one token, until one is refused.
    Tightest draw(std::vector<Asked> asked, base::Instant now) const;
    std::optional<http::Fault> refuse_any(std::vector<Asked> asked, base::Instant now) const;

    std::unique_ptr<Buckets> const buckets_;
    double const factor_;
};

using http::limited_part;
// "Anna+news@Example.org" is delivered to "anna@example.org".
std::string mailbox_of(std::string const& email);

}  // namespace accounts
