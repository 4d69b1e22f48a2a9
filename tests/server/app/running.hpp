// A server's own work, without anybody who asks it for anything.
#pragma once

#include "server/installation_key.hpp"
#include "server/services.hpp"
#include "tests/server/app/key_file.hpp"
#include "tests/server/app/scene.hpp"

namespace scene {

// A server's services whose clean-up and counting come again and again, without anything that
// listens.
class Running {
public:
    // `data`: where files lie; empty: in a folder of its own.
    explicit Running(support::Throwaway const& database, std::filesystem::path data = {})
        : data_(data.empty() ? folder_.path() : std::move(data)),
          key_(server::read_key_file(scene::key_file_of(database))
                   .value_or(server::InstallationKey::make())),  // no server has run on it yet
          services_(
              options(database.url()), {metrics_, reports_, ""}, workers_, parking_,
              [](http::Request const&) { return std::nullopt; }, support::quiet()) {}

    // What it tells scrapers.
    std::string numbers() const { return metrics_.text(); }

private:
    server::ServiceOptions options(std::string const& database_url) const {
        server::ServiceOptions options;
        options.database_url = database_url;
        options.clean_up_period = std::chrono::milliseconds(5);
        options.counting_period = std::chrono::milliseconds(5);
        options.public_url = "http://127.0.0.1";
        options.key = key_;
        options.data = data_;
        return options;
    }

    support::TemporaryFolder folder_;
    std::filesystem::path const data_;
    server::InstallationKey const key_;
    watch::Metrics metrics_;
    watch::Reports reports_{"kontor@1", support::quiet()};
    http::Workers workers_{http::Workers::Limits{}, {}};
    http::Parking parking_{http::Parking::Limits{}};
    server::Services services_;  // last, so that it ends first
};

}  // namespace scene
