#include "server/accounts/keys/device_words.hpp"

#include <algorithm>

#include "server/outside.hpp"
#include "server/secrets.hpp"
#include "shared/base/unicode.hpp"

namespace accounts {

namespace {

constexpr std::size_t name_bytes = 16, proof_bytes = 16;
constexpr std::size_t part_size = 22;  // either of them in base64url

// "<name>.<proof>.<proof>", the newest proof first.
struct Word {
    std::string device;
    std::vector<std::string> proofs;
};

std::optional<Word> word_of(std::string_view text) {
    std::vector<std::string> parts;
    while (parts.size() <= DeviceWords::most_people) {
        auto const end = text.find('.');
        parts.emplace_back(text.substr(0, end));
        if (!server::from_base64url(parts.back()) || parts.back().size() != part_size)
            return std::nullopt;
        if (end == std::string_view::npos)
            return Word{parts.front(), {parts.begin() + 1, parts.end()}};
        text.remove_prefix(end + 1);
    }
    return std::nullopt;
}

std::string proof_of(std::string const& key, std::string const& device, std::string const& email) {
    auto const proof = server::keyed_hash(key, "device " + device + " " + base::lower(email));
    return server::base64url(proof.substr(0, proof_bytes));
}

}  // namespace

DeviceWords::DeviceWords(std::vector<std::string> keys) : keys_(std::move(keys)) {}

bool DeviceWords::proves(std::string const& proof, std::string const& device,
                         std::string const& email) const {
    bool proved = false;
    for (auto const& key : keys_)
        proved = proved || server::same_secret(proof_of(key, device, email), proof);
    return proved;
}

std::optional<std::string> DeviceWords::device(std::string const& word,
                                               std::string const& email) const {
    auto const read = word_of(word);
    if (!read) return std::nullopt;
    for (auto const& proof : read->proofs)
        if (proves(proof, read->device, email)) return read->device;
    return std::nullopt;
}

std::string DeviceWords::let_in(std::string const& before, std::string const& email) const {
    auto const read = word_of(before);
    auto const device = read ? read->device : server::base64url(server::random_bytes(name_bytes));
    auto word = device + "." + proof_of(keys_.front(), device, email);
    if (!read) return word;
    std::size_t people = 1;
    for (auto const& proof : read->proofs) {
        if (people == most_people || proves(proof, device, email)) continue;
        word += "." + proof;
        ++people;
    }
    return word;
}

}  // namespace accounts
