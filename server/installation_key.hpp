// The key of an installation, in a file outside of the database. With it is sealed whatever would
// let somebody act who holds a copy of the database, so that a dump alone is not a key.
#pragma once

#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace server {

class InstallationKey {
public:
    static InstallationKey make();
    // Of one line, as it stands in the file; nothing when it is none.
    static std::optional<InstallationKey> from_text(std::string_view text);
    std::string text() const;

    // `place` says of which row of which table it is: what is sealed for one opens at no other.
    std::string seal(std::string_view place, std::string_view secret) const;
    std::optional<std::string> open(std::string_view place, std::string_view sealed) const;

    // Tells that it is this key, and nothing else of it.
    std::string mark() const;

private:
    explicit InstallationKey(std::string bytes) : bytes_(std::move(bytes)) {}
    std::string part(std::string_view purpose) const;

    std::string bytes_;
};

// Why the key cannot be used, as a sentence that says what helps.
struct KeyRefused : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// Nothing when there is no such file. Throws KeyRefused for one that others may read, or that
// holds no key.
std::optional<InstallationKey> read_key_file(std::filesystem::path const& file);
// A key is first written beside its file and then takes its place, so that between the two the
// database can be sealed anew: whichever of the two fits to it is the one.
void draft_key_file(std::filesystem::path const& file, InstallationKey const& key);
std::optional<InstallationKey> read_key_draft(std::filesystem::path const& file);
void adopt_key_draft(std::filesystem::path const& file);

}  // namespace server
