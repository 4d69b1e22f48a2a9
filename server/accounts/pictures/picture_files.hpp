// The files of pictures: <folder>/<whose>/<name>-256.png and -64.png. They are there
// before a row names them, and go after it no longer does; what was left between is cleaned up.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "server/accounts/pictures/pictures.hpp"
#include "shared/accounts/bytes_api.hpp"

namespace accounts {

class PictureFiles {
public:
    explicit PictureFiles(std::filesystem::path folder) : folder_(std::move(folder)) {}

    // Throws std::runtime_error when they cannot be written whole.
    void write(base::Id128 owner, std::string const& name, Squares const& squares) const;
    std::optional<std::string> read(base::Id128 owner, std::string const& name,
                                    std::int64_t size) const;
    void remove(base::Id128 owner, std::string const& name) const;
    void remove_all(base::Id128 owner) const;

    // Removes what is older than an hour and is of no picture that its owner has now, which
    // `named` says; how many files that were.
    std::size_t clean_up(std::function<std::string(base::Id128)> const& named,
                         std::filesystem::file_time_type now) const;

private:
    std::filesystem::path path_of(base::Id128 owner, std::string const& name,
                                  std::int64_t size) const;
    std::filesystem::path const folder_;
};

}  // namespace accounts
