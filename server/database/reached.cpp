#include "server/database/reached.hpp"

#include <fstream>

#include "server/database/postmaster.hpp"

namespace database {

namespace {

// The fifth line of postmaster.pid, as PostgreSQL's miscadmin.h has it (LOCK_FILE_LINE_SOCKET_DIR).
std::filesystem::path socket_folder_in(std::filesystem::path const& mark) {
    std::ifstream lines(mark);
    std::string line;
    for (int i = 0; i < 5; ++i)
        if (!std::getline(lines, line)) return {};
    return line;
}

}  // namespace

Reached::Reached(std::filesystem::path const& data, server::Log const& log) {
    auto const folder = data / "postgres";
    auto const mark = folder / "postmaster.pid";
    if (holder_of(mark, folder).kind == Holder::Kind::postgres)
        socket_folder_ = socket_folder_in(mark);
    if (!socket_folder_.empty()) return;
    ClusterOptions options;
    options.data = data;
    own_.emplace(options, log);
}

std::string Reached::url() const {
    return own_ ? own_->url() : url_of_socket(socket_folder_, app_role);
}

}  // namespace database
