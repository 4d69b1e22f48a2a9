#include "tests/support/throwaway.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <cstdlib>
#include <stdexcept>
#include <system_error>

#include "server/database/cluster.hpp"
#include "server/database/cluster_folder.hpp"
#include "server/database/migrate.hpp"
#include "server/database/pool.hpp"
#include "server/database/roles.hpp"

namespace support {
namespace {

struct Shared {
    TemporaryFolder folder;
    std::unique_ptr<database::Cluster> cluster;
    bool has_template = false;
    int databases = 0;
};

// initdb, once.
void prepare(std::filesystem::path const& cluster) {
    auto const* path_variable = std::getenv("PATH");
    auto const folders = database::usual_folders(path_variable == nullptr ? "" : path_variable);
    auto const binaries = database::choose_binaries(cluster, folders);
    database::make_cluster(cluster, binaries, whom_to_run_as(), false);
}

// Lives from the first test that asks until the run ends:
// a plain pointer, given back by the listener below.
Shared* shared = nullptr;

Shared& the_shared() {
    if (shared == nullptr) {
        auto made = std::make_unique<Shared>();
        prepare(made->folder.path() / "prepared");
        shared = made.release();
    }
    return *shared;
}

database::Cluster& the_cluster() {
    auto& run = the_shared();
    if (!run.cluster) {
        database::ClusterOptions options;
        options.data = run.folder.path() / "data";
        options.run_as = whom_to_run_as();
        options.durable = false;
        options.connections = 100;
        place_cluster(options.data);
        run.cluster = std::make_unique<database::Cluster>(options, quiet());
    }
    return *run.cluster;
}

void administer(std::string const& statement) {
    auto const connection = database::open(the_cluster().owner_url("postgres"));
    pqxx::nontransaction(*connection).exec(statement);
}

struct Cleaner : doctest::IReporter {
    explicit Cleaner(doctest::ContextOptions const&) {}
    void test_run_end(doctest::TestRunStats const&) override {
        delete shared;
        shared = nullptr;
    }
    void report_query(doctest::QueryData const&) override {}
    void test_run_start() override {}
    void test_case_start(doctest::TestCaseData const&) override {}
    void test_case_reenter(doctest::TestCaseData const&) override {}
    void test_case_end(doctest::CurrentTestCaseStats const&) override {}
    void test_case_exception(doctest::TestCaseException const&) override {}
    void subcase_start(doctest::SubcaseSignature const&) override {}
    void subcase_end() override {}
    void log_assert(doctest::AssertData const&) override {}
    void log_message(doctest::MessageData const&) override {}
    void test_case_skipped(doctest::TestCaseData const&) override {}
};
REGISTER_LISTENER("throwaway", 0, Cleaner);

}  // namespace

server::Log const& quiet() {
    // Never destroyed: the threads of a test may write to it until the very end.
    static auto const* log = new server::Log(server::Log::to_standard_error(
        std::getenv("KONTOR_TEST_LOG") == nullptr ? server::Level::off : server::Level::debug));
    return *log;
}

std::optional<database::SystemUser> whom_to_run_as() {
    if (geteuid() != 0) return std::nullopt;
    for (auto const* name : {"postgres", "nobody"}) {
        if (auto const user = database::system_user(name)) return user;
    }
    throw std::runtime_error(
        "the tests run as root, and there is no user for PostgreSQL to run as");
}

TemporaryFolder::TemporaryFolder() {
    auto pattern = (std::filesystem::temp_directory_path() / "kontor-test-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr)
        throw std::system_error(errno, std::generic_category(), pattern);
    path_ = pattern;
    std::filesystem::permissions(path_, std::filesystem::perms(0711));
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;  // What cannot be removed from the temporary folder breaks no test.
    std::filesystem::remove_all(path_, ignored);
}

Throwaway::Throwaway(Start start) {
    auto& run = the_shared();
    name_ = "test_" + std::to_string(++run.databases);
    if (start == Start::empty) {
        // Its owner is the role that servers answer requests as, so that tests may make tables in
        // it.
        administer("create database " + name_ + " owner kontor_app");
        return;
    }
    if (!run.has_template) {
        administer("create database kontor_template");
        auto const owner = the_cluster().owner_url("kontor_template");
        database::migrate(owner, database::embedded_migrations(), quiet());
        database::give_rights(owner, the_cluster().url("kontor_template"), quiet());
        run.has_template = true;
    }
    administer("create database " + name_ + " template kontor_template");
}

Throwaway::~Throwaway() {
    try {
        administer("drop database " + name_ + " with (force)");
    } catch (std::exception const& error) {
        MESSAGE("a throw-away database could not be dropped: " << error.what());
    }
}

std::string Throwaway::url() const { return the_cluster().url(name_); }
std::string Throwaway::owner_url() const { return the_cluster().owner_url(name_); }

void place_cluster(std::filesystem::path const& data) {
    database::make_private_folder(data, whom_to_run_as());
    auto const copied = database::run_to_end(
        {{"/bin/cp", "--archive", (the_shared().folder.path() / "prepared").string(),
          (data / "postgres").string()},
         whom_to_run_as()});
    if (!copied.well)
        throw std::runtime_error("the prepared cluster cannot be copied: " + copied.output);
}

database::Cluster& shared_cluster() { return the_cluster(); }

}  // namespace support
