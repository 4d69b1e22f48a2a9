// What tells a browser that was let in before from strangers: the name of a device, and proofs that
// these e-mails have signed in there. It opens nothing. Only whoever shows it has failures of their
// own, so that strangers who guess cannot keep the owner out.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace accounts {

class DeviceWords {
public:
    static constexpr std::size_t most_people = 4;  // who share a browser

    explicit DeviceWords(std::vector<std::string> keys);  // the first one proves

    // The device's name, when the word proves that this e-mail has signed in on it.
    std::optional<std::string> device(std::string const& word, std::string const& email) const;
    // What the device keeps from now on; it showed `before`, which may be anything.
    std::string let_in(std::string const& before, std::string const& email) const;

private:
    bool proves(std::string const& proof, std::string const& device,
                std::string const& email) const;

    std::vector<std::string> keys_;
};

}  // namespace accounts
