// Real PostgreSQL for tests: one cluster for each run of the tests, made in a temporary folder when
// the first test asks and removed at the end, and in it a fresh database for whoever wants one.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "server/database/child.hpp"
#include "server/log.hpp"

namespace database {
class Cluster;
}

namespace support {

// A log that nobody reads.
server::Log const& quiet();

// PostgreSQL refuses to be root; when the tests are,
// this is somebody else. Otherwise nothing is needed.
std::optional<database::SystemUser> whom_to_run_as();

// A folder that is removed with all in it. Anybody may pass
// through it, so that PostgreSQL's user reaches its own part.
class TemporaryFolder {
public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(TemporaryFolder const&) = delete;
    TemporaryFolder& operator=(TemporaryFolder const&) = delete;
    std::filesystem::path const& path() const { return path_; }

private:
    std::filesystem::path path_;
};

// A database of its own, dropped at the end.
class Throwaway {
public:
    enum class Start {
        empty,
        migrated,  // with all migrations of the server; they run once for each run of the tests
    };
    explicit Throwaway(Start start = Start::empty);
    ~Throwaway();
    Throwaway(Throwaway const&) = delete;
    Throwaway& operator=(Throwaway const&) = delete;

    std::string url() const;        // as the role that requests are answered as
    std::string owner_url() const;  // as the one that owns all

private:
    std::string name_;
};

// Puts a fresh cluster into the data folder, as initdb would,
// but quicker: it runs only once for each run of the tests.
void place_cluster(std::filesystem::path const& data);

// The run's cluster, for a test that wants to look
// at it. Tests that kill or stop one make their own.
database::Cluster& shared_cluster();

}  // namespace support
