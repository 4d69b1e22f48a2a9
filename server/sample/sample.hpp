// The sample workspace: people, channels and messages as they might be in a small company, made
// through the same commands as everybody's.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/accounts/store.hpp"
#include "server/messaging/store.hpp"

namespace sample {

// The files of assets/sample, compiled in.
std::string_view people_json();
std::string_view channels_json();

struct SamplePerson {
    std::string key, name, email;
    bool administrator = false;
    static constexpr auto fields() {
        return std::tuple{base::field("key", &SamplePerson::key).required(),
                          base::field("name", &SamplePerson::name).required(),
                          base::field("email", &SamplePerson::email).required().email(),
                          base::field("administrator", &SamplePerson::administrator)};
    }
};
struct People {
    std::vector<SamplePerson> people;
    // Everybody's, drawn by lot: one of them is an administrator, and whoever reads the sources
    // shall not be.
    std::string password;
};

// Only into a workspace where nobody is yet; who is there then, or nothing when somebody was.
std::optional<People> fill(database::Pool& pool, accounts::Store& accounts,
                           messaging::Store& messaging, base::Instant now);

}  // namespace sample
