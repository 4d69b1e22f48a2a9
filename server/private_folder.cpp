#include "server/private_folder.hpp"

#include <pwd.h>
#include <sys/stat.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <system_error>

namespace server {

namespace {

std::string name_of(uid_t user) {
    auto const* entry = getpwuid(user);
    return entry == nullptr ? std::to_string(user) : entry->pw_name;
}

// As a shell takes it for one word.
std::string word(std::filesystem::path const& path) {
    std::string quoted = "'";
    for (char const c : path.string())
        quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return quoted += '\'';
}

std::string octal(mode_t mode) {
    std::array<char, 8> text{};
    std::snprintf(text.data(), text.size(), "%04o", mode & 07777u);
    return text.data();
}

std::string what_is(struct stat const& found) {
    return S_ISDIR(found.st_mode) ? "The folder " : "The file ";
}

// What root owns is as good as ours: root reads everything anyway.
std::optional<std::string> judge(std::filesystem::path const& path, struct stat const& found,
                                 uid_t owner) {
    if (found.st_uid != owner && found.st_uid != 0)
        return what_is(found) + path.string() + " belongs to the user " + name_of(found.st_uid) +
               ", and this server runs as " + name_of(owner) +
               ". Move it away, or give it to the server as root: chown -R " + name_of(owner) +
               ": " + word(path);
    bool const has_own_mode = !S_ISLNK(found.st_mode) && !S_ISSOCK(found.st_mode);
    if (!has_own_mode || (found.st_mode & 077) == 0) return std::nullopt;
    return what_is(found) + path.string() + " is open to other users of this machine (mode " +
           octal(found.st_mode) + "). Close it: chmod -R go= " + word(path);
}

std::optional<std::string> cannot_look_at(std::filesystem::path const& path, int error) {
    if (error == ENOENT) return std::nullopt;  // it has just been taken away
    return path.string() + " cannot be looked at: " + std::system_category().message(error) + ".";
}

}  // namespace

// A link, and what it leads to.
std::optional<std::string> why_not_private(std::filesystem::path const& path, uid_t owner) {
    struct stat found {};
    if (lstat(path.c_str(), &found) != 0) return cannot_look_at(path, errno);
    if (auto why = judge(path, found, owner)) return why;
    if (!S_ISLNK(found.st_mode)) return std::nullopt;
    // What it leads to may be missing, or be closed to this server, which then writes nothing
    // there.
    if (stat(path.c_str(), &found) != 0) return std::nullopt;
    return judge(path, found, owner);
}

std::optional<std::string> why_not_all_private(std::filesystem::path const& folder, uid_t owner) {
    if (auto why = why_not_private(folder, owner)) return why;
    std::error_code error;
    for (std::filesystem::directory_iterator each(folder, error), end; !error && each != end;
         each.increment(error))
        if (auto why = why_not_private(each->path(), owner)) return why;
    if (!error) return std::nullopt;
    return "The folder " + folder.string() + " cannot be read: " + error.message() + ".";
}

}  // namespace server
