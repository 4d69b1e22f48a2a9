// What the tabs of one browser tell one another, each by its name.
#pragma once

#include <string>
#include <variant>

#include "shared/news.hpp"

namespace client {

enum class Link : std::uint8_t { connecting, online, offline, ended };
constexpr std::array<std::string_view, 4> names_of(Link) {
    return {"connecting", "online", "offline", "ended"};
}

namespace tabs {

// A tab is there, and wants to know how things stand.
struct Hello {
    static constexpr std::string_view type_name = "hello";
    static constexpr auto fields() { return base::Pack<>{}; }
};
// Of the tab that leads: how things stand with the connection, and why it has ended.
struct Stands {
    static constexpr std::string_view type_name = "link";
    Link link = Link::connecting;
    std::string why;
    static constexpr auto fields() {
        return base::Pack{base::field("link", &Stands::link), base::field("why", &Stands::why)};
    }
};
// Whoever leads tries again at once.
struct Retry {
    static constexpr std::string_view type_name = "retry";
    static constexpr auto fields() { return base::Pack<>{}; }
};
// Nobody leads any more.
struct Free {
    static constexpr std::string_view type_name = "free";
    static constexpr auto fields() { return base::Pack<>{}; }
};
// A tab of another build, opened later and with rows of its own, asks to lead.
struct OtherBuild {
    static constexpr std::string_view type_name = "other-build";
    std::string rows;  // the prefix of their keys
    std::string tab;
    static constexpr auto fields() {
        return base::Pack{base::field("rows", &OtherBuild::rows),
                          base::field("tab", &OtherBuild::tab)};
    }
};
// The store was written anew as a whole.
struct Reload {
    static constexpr std::string_view type_name = "reload";
    static constexpr auto fields() { return base::Pack<>{}; }
};
struct SignedOut {
    static constexpr std::string_view type_name = "signed-out";
    static constexpr auto fields() { return base::Pack<>{}; }
};

// What the server told.
struct News {
    static constexpr std::string_view type_name = "news";
    news::Answer answer;
    static constexpr auto fields() { return base::Pack{base::field("answer", &News::answer)}; }
};
// Whoever leads has just begun to: what is followed here?
struct WhatIsFollowed {
    static constexpr std::string_view type_name = "what-is-followed";
    static constexpr auto fields() { return base::Pack<>{}; }
};
struct Followed {
    static constexpr std::string_view type_name = "followed";
    std::string domain;
    world::Space space;
    static constexpr auto fields() {
        return base::Pack{base::field("domain", &Followed::domain),
                          base::field("space", &Followed::space)};
    }
};

// A command stands in the outbox. It is told as the store has it, so that a tab whose build does
// not know the command can still pass it over.
struct Wanted {
    static constexpr std::string_view type_name = "wanted";
    std::string domain;
    std::int64_t number = 0;
    std::string waiting;   // JSON of a Waiting<Domain>
    std::string identity;  // under which the number was taken; empty: one that was given up
    static constexpr auto fields() {
        return base::Pack{base::field("domain", &Wanted::domain),
                          base::field("number", &Wanted::number),
                          base::field("waiting", &Wanted::waiting).at_most(100'000'000),
                          base::field("identity", &Wanted::identity)};
    }
};
struct Answered {
    static constexpr std::string_view type_name = "answer";
    std::string domain;
    world::Answer answer;
    static constexpr auto fields() {
        return base::Pack{base::field("domain", &Answered::domain),
                          base::field("answer", &Answered::answer)};
    }
};
// A command came to the tray, or left it.
struct Tray {
    static constexpr std::string_view type_name = "tray";
    std::string domain, key;
    std::string returned;  // JSON of a Returned<Domain>, as the store has it; empty: it left
    static constexpr auto fields() {
        return base::Pack{base::field("domain", &Tray::domain), base::field("key", &Tray::key),
                          base::field("returned", &Tray::returned).at_most(100'000'000)};
    }
};
struct Draft {
    static constexpr std::string_view type_name = "draft";
    std::string place, text;
    static constexpr auto fields() {
        return base::Pack{base::field("place", &Draft::place),
                          base::field("text", &Draft::text).at_most(100'000'000)};
    }
};

using Note = std::variant<Hello, Stands, Retry, Free, OtherBuild, Reload, SignedOut, News,
                          WhatIsFollowed, Followed, Wanted, Answered, Tray, Draft>;

}  // namespace tabs

using tabs::Note;

}  // namespace client
