// Who is in the sample workspace, for whoever shall be told how to sign in there.
#pragma once

#include <string>
#include <vector>

#include "shared/base/fields.hpp"

namespace sample {

struct SamplePerson {
    std::string key, name, email;
    bool administrator = false;
    static constexpr auto fields() {
        return base::Pack{base::field("key", &SamplePerson::key).required(),
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

}  // namespace sample
