// What is behind accounts/workspace: the row, what is changed meanwhile, and the command.
#pragma once

#include "web-client/accounts/picture_choice.hpp"
#include "web-client/accounts/workspace.hpp"
#include "web-client/house/surroundings.hpp"

namespace accounts {

class WorkspaceScreen {
public:
    WorkspaceScreen(house::Surroundings const& around, words::Words const& words)
        : around_(around),
          account_(around.account),
          picture_(around, PutWorkspacePicture::path, words) {}

    // Makes the view of what is there now.
    void refresh(words::Words const& words, WorkspaceView& view, WorkspaceDraft& draft);
    void save(words::Words const& words, WorkspaceView const& view, WorkspaceDraft& draft);
    void reset(WorkspaceDraft& draft);
    PictureChoice& picture() { return picture_; }
    // Whether administrators need a second factor here, and this one has none.
    bool lacks_second_factor() const;

private:
    // How a change of the row is asked for.
    Command change(WorkspaceDraft const& draft) const;

    house::Surroundings around_;
    client::Account& account_;
    PictureChoice picture_;
    std::optional<std::uint64_t> followed_;  // the version of the row
};

}  // namespace accounts
