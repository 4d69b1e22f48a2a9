// What is alike with all pictures, whoever's they are: taken in from a request, and shown.
#pragma once

#include <variant>

#include "server/accounts/pictures/picture_files.hpp"
#include "server/http/call.hpp"
#include "server/log.hpp"

namespace accounts {

class PictureDesk {
public:
    PictureDesk(PictureReader const& reader, PictureFiles const& files, server::Log log)
        : reader_(reader), files_(files), log_(std::move(log)) {}

    struct Taken {
        std::string name;
        std::size_t bytes = 0;  // of its files, which are there now
    };
    std::variant<Taken, http::Fault> take_in(base::Id128 owner, http::Call const& call) const;

    // `named`: the picture that the owner has, of which `asked` expects this size, and perhaps this
    // name. What only those see who are signed in, nobody between here and them keeps.
    enum class For { those_signed_in, anybody };
    template <class Request>
    http::Reply show(base::Id128 owner, std::string const& named, Request const& asked, For whom,
                     http::Call const& call) const {
        return show(owner, named, asked.size, asked.name, whom, call);
    }

private:
    http::Reply show(base::Id128 owner, std::string const& named, std::int64_t size,
                     std::string const& expected, For whom, http::Call const& call) const;
    PictureReader const& reader_;
    PictureFiles const& files_;
    server::Log const log_;
};

}  // namespace accounts
