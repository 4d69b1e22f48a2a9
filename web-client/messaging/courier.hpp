// Takes what was begun to write in channels to the other devices of the person, and brings what
// they wrote. Nothing that somebody typed is lost by it: of what was changed on two of them at once
// both stays, one below the other.
#pragma once

#include <map>
#include <string>

#include "web-client/messaging/drafts.hpp"

namespace messaging {

class Courier {
public:
    Courier(platform::Platform& platform, client::Account& account)
        : platform_(platform), account_(account) {}
    ~Courier();
    Courier(Courier const&) = delete;
    Courier& operator=(Courier const&) = delete;

    void step();   // in every frame
    void hurry();  // the place is left: what was typed there goes out with the next step

private:
    bool is_time() const;
    void hear(Draft const& row);
    void send();
    void send_one(std::string const& place, ChannelId channel);
    void later();

    platform::Platform& platform_;
    client::Account& account_;
    std::uint64_t heard_ = 0, edits_ = 0;
    bool started_ = false, due_ = false, hurried_ = false;
    // By place: what was agreed, and what was asked for last, which is not asked for twice.
    std::map<std::string, std::string> texts_;
    std::map<std::string, client::Drafts::Agreed> asked_;
    platform::Ticket ticket_ = 0;
    platform::Alive alive_;
};

}  // namespace messaging
