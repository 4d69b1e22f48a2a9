// People with a second factor, as tests need them.
#pragma once

#include "server/accounts/proofs/one_time_code.hpp"
#include "server/outside.hpp"
#include "shared/accounts/own_api.hpp"
#include "tests/server/app/mail_stage.hpp"

namespace scene {

inline std::string from_base32(std::string const& text) {
    constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    std::string bytes;
    unsigned bits = 0, held = 0;
    for (char const c : text) {
        held = (held << 5 | static_cast<unsigned>(letters.find(c))) & 0xFFF;
        bits += 5;
        if (bits < 8) continue;
        bits -= 8;
        bytes += static_cast<char>(held >> bits & 0xFF);
    }
    return bytes;
}

// What the person's device shows, `ahead` steps from now.
struct Device {
    std::string secret;
    std::string code(std::int64_t ahead = 0) const {
        return accounts::code_at(secret, server::now().us / accounts::step_us + ahead);
    }
};

struct Factor {
    Device device;
    std::vector<std::string> codes;  // to recover with
};
// With the code of the step before, so that two more are left in this window. Where the clock moved
// on before the server looked, it is too old, and the next one is the oldest.
inline Factor turned_on(Peer& peer) {
    auto const begun = peer.ask<accounts::BeginSecondFactor>({password});
    REQUIRE(begun.status() == 200);
    Factor factor{{from_base32(begun.value.secret)}, {}};
    REQUIRE(factor.device.secret.size() == accounts::factor_secret_bytes);
    auto on = peer.ask<accounts::ConfirmSecondFactor>({factor.device.code(-1)});
    if (on.status() == 422) on = peer.ask<accounts::ConfirmSecondFactor>({factor.device.code(-1)});
    REQUIRE(on.status() == 200);
    factor.codes = on.value.codes;
    return factor;
}

struct FactorStage : MailStage, Factor {
    using MailStage::MailStage;

    void turn_on(Peer& peer) { static_cast<Factor&>(*this) = turned_on(peer); }
    auto come_in(std::string const& email, std::string const& code,
                 std::string const& with = password) {
        return server.stranger().ask<accounts::SignIn>({email, with, "a test", false, code});
    }
    std::int64_t audited(std::string const& action) {
        return static_cast<std::int64_t>(
            sql("select 1 from server.audit where action = '" + action + "'").size());
    }
};

}  // namespace scene
