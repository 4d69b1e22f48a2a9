// The picture of the workspace: chosen by administrators, and seen by whoever comes to sign in.
#pragma once

#include "server/accounts/pictures/picture_desk.hpp"
#include "server/accounts/store.hpp"
#include "server/accounts/workspace_now.hpp"
#include "server/http/bind.hpp"
#include "server/http/floods.hpp"
#include "server/sync/hub.hpp"

namespace accounts {

class WorkspacePicture {
public:
    struct Parts {
        http::Floods const& floods;
        database::Pool& pool;
        Store& store;
        syncing::Hub& hub;
        PictureDesk const& desk;
        PictureFiles const& files;
        WorkspaceNow const& workspace;
    };
    explicit WorkspacePicture(Parts const& parts) : parts_(parts) {}

    http::OutcomeOf<PutWorkspacePicture> put(http::Call const& call) const;
    http::OutcomeOf<RemoveWorkspacePicture> remove(http::Call const& call) const;
    http::Reply see(SeeWorkspacePicture::Request const& request, http::Call const& call) const;

private:
    std::optional<http::Fault> set(std::string const& name, http::Call const& call) const;
    std::string as_it_is() const;
    Parts const parts_;
};

void bind_workspace_picture(http::Routes& routes, WorkspacePicture const& picture,
                            server::Log const& log);

}  // namespace accounts
