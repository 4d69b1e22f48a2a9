// How the services are to be made.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>

#include "server/accounts/pictures/pictures.hpp"
#include "server/accounts/proofs/passwords.hpp"
#include "server/installation_key.hpp"
#include "server/jobs/runner.hpp"
#include "server/mail/smtp.hpp"
#include "shared/accounts/api.hpp"

namespace server {

struct ServiceOptions {
    std::string database_url;
    std::size_t connections = 10;
    bool secure_cookies = false;
    accounts::Passwords::Limits passwords{};
    std::chrono::milliseconds clean_up_period{std::chrono::hours(1)};
    std::string public_url;      // that letters link to
    mail::Smtp::Options mail{};  // without a URL no letters are sent
    jobs::Runner::Options jobs{};
    accounts::RegistrationMode registration = accounts::RegistrationMode::open;
    bool administrators_need_second_factor = false;
    InstallationKey key = InstallationKey::make();
    std::filesystem::path data{};  // what belongs to people beside the database
    accounts::PictureReader::Options picture_reader{};
    double rate_limits = 1;       // 0: none
    bool has_neighbours = false;  // other servers may share the database
};

}  // namespace server
