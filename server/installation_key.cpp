#include "server/installation_key.hpp"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "server/database/child.hpp"
#include "server/outside.hpp"
#include "server/secrets.hpp"

namespace server {

namespace {

using std::filesystem::path;

constexpr std::size_t key_bytes = crypto_aead_xchacha20poly1305_ietf_KEYBYTES;
constexpr std::size_t nonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t proof_bytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr std::size_t longest_file = 4096;

unsigned char const* bytes_of(std::string_view text) {
    return reinterpret_cast<unsigned char const*>(text.data());
}
unsigned char* bytes_of(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

path draft_of(path const& file) { return path(file).concat(".new"); }

KeyRefused cannot(std::string const& what, path const& file) {
    return KeyRefused("The key " + file.string() + " cannot be " + what + ": " +
                      std::strerror(errno) + ". Choose another place with --key-file.");
}

// A name is on the disk once its folder is.
void keep_names_of(path const& folder) {
    database::Descriptor const opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (opened.get() < 0 || fsync(opened.get()) != 0) throw cannot("kept", folder);
}

std::string first_line(std::string const& text) { return text.substr(0, text.find('\n')); }

std::optional<std::string> contents(path const& file) {
    database::Descriptor const in(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
    if (in.get() < 0 && errno == ENOENT) return std::nullopt;
    struct stat found {};
    if (in.get() < 0 || fstat(in.get(), &found) != 0) throw cannot("read", file);
    if (!S_ISREG(found.st_mode) || (found.st_mode & 077) != 0)
        throw KeyRefused("The key " + file.string() +
                         " must be a file that nobody but this server's user may read: chmod 600 " +
                         file.string());
    std::array<char, longest_file> some{};
    auto const count = ::read(in.get(), some.data(), some.size());
    if (count < 0) throw cannot("read", file);
    return std::string(some.data(), static_cast<std::size_t>(count));
}

std::optional<InstallationKey> read_key(path const& file) {
    auto const text = contents(file);
    if (!text) return std::nullopt;
    auto key = InstallationKey::from_text(first_line(*text));
    if (!key)
        throw KeyRefused("The file " + file.string() +
                         " holds no key: a key is one line of 43 letters and digits.");
    return key;
}

}  // namespace

InstallationKey InstallationKey::make() { return InstallationKey(random_bytes(key_bytes)); }

std::optional<InstallationKey> InstallationKey::from_text(std::string_view text) {
    auto bytes = from_base64url(text);
    if (!bytes || bytes->size() != key_bytes) return std::nullopt;
    return InstallationKey(std::move(*bytes));
}

std::string InstallationKey::text() const { return base64url(bytes_); }

// Each use has a key of its own, so that what one of them shows tells nothing of another.
std::string InstallationKey::part(std::string_view purpose) const {
    return keyed_hash(bytes_, purpose);
}

std::string InstallationKey::mark() const { return base64url(part("mark")); }

std::string InstallationKey::seal(std::string_view place, std::string_view secret) const {
    auto const key = part("seal");
    auto const nonce = random_bytes(nonce_bytes);
    std::string sealed(secret.size() + proof_bytes, '\0');
    crypto_aead_xchacha20poly1305_ietf_encrypt(bytes_of(sealed), nullptr, bytes_of(secret),
                                               secret.size(), bytes_of(place), place.size(),
                                               nullptr, bytes_of(nonce), bytes_of(key));
    return base64url(nonce + sealed);
}

std::optional<std::string> InstallationKey::open(std::string_view place,
                                                 std::string_view sealed) const {
    auto const bytes = from_base64url(sealed);
    if (!bytes || bytes->size() < nonce_bytes + proof_bytes) return std::nullopt;
    auto const key = part("seal");
    auto const nonce = bytes->substr(0, nonce_bytes), body = bytes->substr(nonce_bytes);
    std::string secret(body.size() - proof_bytes, '\0');
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(
            bytes_of(secret), nullptr, nullptr, bytes_of(body), body.size(), bytes_of(place),
            place.size(), bytes_of(nonce), bytes_of(key)) != 0)
        return std::nullopt;
    return secret;
}

std::optional<InstallationKey> read_key_file(path const& file) { return read_key(file); }
std::optional<InstallationKey> read_key_draft(path const& file) { return read_key(draft_of(file)); }

void draft_key_file(path const& file, InstallationKey const& key) {
    auto const draft = draft_of(file);
    // What an attempt that was broken off has left is nobody's key.
    if (unlink(draft.c_str()) != 0 && errno != ENOENT) throw cannot("written", draft);
    database::Descriptor const out(
        ::open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    auto const text = key.text() + "\n";
    if (out.get() < 0 ||
        ::write(out.get(), text.data(), text.size()) != static_cast<ssize_t>(text.size()) ||
        fsync(out.get()) != 0)
        throw cannot("written", draft);
    keep_names_of(draft.parent_path());
}

void adopt_key_draft(path const& file) {
    if (rename(draft_of(file).c_str(), file.c_str()) != 0) throw cannot("written", file);
    keep_names_of(file.parent_path());
}

}  // namespace server
