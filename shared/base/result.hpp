// The three kinds of failure, never mixed: a Problem (malformed input; there may be many, each with
// its path), a Refusal (well formed, but not allowed now; one key), and an exception (the world is
// broken).
#pragma once

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "shared/base/fields.hpp"

namespace base {

// A named value that belongs into a message: {"most", "200"}.
struct Argument {
    std::string name, value;
    static constexpr auto fields() {
        return base::Pack{field("name", &Argument::name).required().at_most(100),
                          field("value", &Argument::value).at_most(1000)};
    }
    friend bool operator==(Argument const& a, Argument const& b) {
        return a.name == b.name && a.value == b.value;
    }
};

struct Problem {
    // JSON pointer (RFC 6901) into the input: "/messages/3/text"; "" is the whole.
    std::string path;
    std::string rule;  // a key such as "too-long", never a sentence: whoever shows it translates it
    std::vector<Argument> arguments;
    static constexpr auto fields() {
        return base::Pack{field("path", &Problem::path).at_most(1000),
                          field("rule", &Problem::rule).required().at_most(100),
                          field("arguments", &Problem::arguments).at_most(8)};
    }
    friend bool operator==(Problem const& a, Problem const& b) {
        return a.path == b.path && a.rule == b.rule && a.arguments == b.arguments;
    }
};
using Problems = std::vector<Problem>;

struct Refusal {
    std::string reason;  // a key such as "channel-members-only"
    std::vector<Argument> arguments;
    static constexpr auto fields() {
        return base::Pack{field("reason", &Refusal::reason).required().at_most(100),
                          field("arguments", &Refusal::arguments).at_most(8)};
    }
    friend bool operator==(Refusal const& a, Refusal const& b) {
        return a.reason == b.reason && a.arguments == b.arguments;
    }
};

template <class T>
class [[nodiscard]] Result {
public:
    Result(T value) : held_(std::in_place_index<0>, std::move(value)) {}
    Result(Refusal refusal) : held_(std::in_place_index<1>, std::move(refusal)) {}

    explicit operator bool() const { return held_.index() == 0; }
    T const& operator*() const& { return std::get<0>(held_); }
    T& operator*() & { return std::get<0>(held_); }
    T&& operator*() && { return std::get<0>(std::move(held_)); }
    T const* operator->() const { return &std::get<0>(held_); }
    Refusal const& refusal() const { return std::get<1>(held_); }

private:
    std::variant<T, Refusal> held_;
};

}  // namespace base
