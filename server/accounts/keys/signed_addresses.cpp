#include "server/accounts/keys/signed_addresses.hpp"

#include <charconv>

#include "server/http/call.hpp"
#include "server/secrets.hpp"

namespace accounts {

namespace {

// "<person>.<session>.<seconds>.<proof>": ids and numbers hold no dot.
std::string proof_of(std::string const& key, std::string const& said, std::string_view what) {
    return server::base64url(server::keyed_hash(key, "address " + said + " " + std::string(what)));
}

template <class Row>
std::optional<base::Id<Row>> id_of(std::string_view text) {
    auto const id = base::id_from_text(text);
    if (!id) return std::nullopt;
    return base::Id<Row>{*id};
}

}  // namespace

SignedAddresses::SignedAddresses(std::vector<std::string> keys) : keys_(std::move(keys)) {}

std::string SignedAddresses::seal(Claims const& who, std::string_view what,
                                  base::Instant now) const {
    auto const said = base::to_text(who.person) + "." + base::to_text(who.session) + "." +
                      std::to_string(now.us / 1'000'000 + life_s);
    return said + "." + proof_of(keys_.front(), said, what);
}

std::optional<Claims> SignedAddresses::read(std::string const& seal, std::string_view what,
                                            base::Instant now) const {
    auto const end = seal.rfind('.');
    if (end == std::string::npos || seal.size() > 300) return std::nullopt;
    auto const said = seal.substr(0, end);
    auto const proof = std::string_view(seal).substr(end + 1);
    bool proved = false;
    for (auto const& key : keys_)
        proved = proved || server::same_secret(proof_of(key, said, what), proof);
    if (!proved) return std::nullopt;
    auto const first = said.find('.'), second = said.rfind('.');
    auto const person = id_of<Person>(std::string_view(said).substr(0, first));
    auto const session =
        id_of<Session>(std::string_view(said).substr(first + 1, second - first - 1));
    std::int64_t ends_s = 0;
    std::from_chars(said.data() + second + 1, said.data() + said.size(), ends_s);
    if (!person || !session || ends_s <= now.us / 1'000'000) return std::nullopt;
    return Claims{*person, *session, {}};
}

// Each part with its length before it, so that none can pass for the beginning of the next.
std::string what_is_signed(std::string const& path,
                           std::vector<std::pair<std::string, std::string>> const& query) {
    std::string what;
    auto const add = [&](std::string const& part) {
        what += std::to_string(part.size()) + ":" + part;
    };
    add(path);
    for (auto const& [name, value] : query) {
        if (name == http::signed_key) continue;
        add(name);
        add(value);
    }
    return what;
}

}  // namespace accounts
