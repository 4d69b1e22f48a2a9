// The pictures of people: taken in, shown and taken away.
#pragma once

#include "server/accounts/admin/known_people.hpp"
#include "server/accounts/pictures/picture_desk.hpp"
#include "server/accounts/store.hpp"
#include "server/accounts/workspace_now.hpp"
#include "server/archive/archive.hpp"
#include "server/http/bind.hpp"
#include "server/http/floods.hpp"
#include "server/sync/hub.hpp"
#include "shared/accounts/bytes_api.hpp"

namespace accounts {

class Avatars {
public:
    struct Parts {
        http::Floods const& floods;
        database::Pool& pool;
        Store& store;
        syncing::Hub& hub;
        PictureDesk const& desk;
        PictureFiles const& files;
        KnownPeople const& known;
        WorkspaceNow const& workspace;
        server::Log log;
    };
    explicit Avatars(Parts const& parts) : parts_(parts) {}

    http::OutcomeOf<PutAvatar> put(http::Call const& call) const;
    http::OutcomeOf<RemoveAvatar> remove(http::Call const& call) const;
    http::Reply see(SeeAvatar::Request const& request, http::Call const& call) const;
    void add_to_archive(PersonId person, archiving::Archive& archive) const;
    // Of the workspace's picture, too, which lies beside them.
    void clean_up() const;

private:
    // `bytes` that its files take.
    std::optional<http::Fault> set(std::string const& name, std::size_t bytes,
                                   http::Call const& call) const;
    Parts const parts_;
};

void bind_avatars(http::Routes& routes, Avatars const& avatars, server::Log const& log);

}  // namespace accounts
