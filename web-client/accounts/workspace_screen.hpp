// What is behind accounts/workspace: the row, what is changed meanwhile, and the command.
#pragma once

#include "web-client/accounts/workspace.hpp"
#include "web-client/house/surroundings.hpp"

namespace accounts {

class WorkspaceScreen {
public:
    explicit WorkspaceScreen(house::Surroundings const& around)
        : around_(around), account_(around.account) {}

    // Makes the view of what is there now.
    void refresh(words::Words const& words, WorkspaceView& view, WorkspaceDraft& draft);
    void save(words::Words const& words, WorkspaceView const& view, WorkspaceDraft& draft);
    void reset(WorkspaceDraft& draft);
    // Whether administrators need a second factor here, and this one has none.
    bool lacks_second_factor() const;

private:
    // How a change of the row is asked for.
    Command change(WorkspaceDraft const& draft) const;

    house::Surroundings around_;
    client::Account& account_;
    std::optional<std::uint64_t> followed_;  // the version of the row
};

}  // namespace accounts
