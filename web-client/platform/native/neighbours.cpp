#include "web-client/platform/native/neighbours.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <system_error>

namespace platform {
namespace {

constexpr std::size_t longest_message_bytes = 64u << 20;
constexpr timeval patience{2, 0};

[[noreturn]] void fail(char const* what) {
    throw std::system_error(errno, std::generic_category(), what);
}

// A socket's path may have 107 bytes only, and a data folder may be longer; by its descriptor it is
// short.
sockaddr_un address_of(File const& folder, std::string const& name) {
    std::string const path = "/proc/self/fd/" + std::to_string(folder.descriptor()) + "/" + name;
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof address.sun_path) {
        errno = ENAMETOOLONG;
        fail("socket");
    }
    std::memcpy(address.sun_path, path.c_str(), path.size());
    return address;
}

sockaddr const* plain(sockaddr_un const& address) {
    return static_cast<sockaddr const*>(static_cast<void const*>(&address));
}

void be_patient(int socket) {
    ::setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    ::setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
}

}  // namespace

Neighbours::Neighbours(std::filesystem::path folder, std::function<void(std::string)> receive)
    : folder_(std::move(folder)), receive_(std::move(receive)) {
    std::filesystem::create_directories(folder_);
    folder_open_ = File(folder_, O_RDONLY | O_DIRECTORY);
    listening_ = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    stop_ = ::eventfd(0, EFD_CLOEXEC);
    if (listening_ < 0 || stop_ < 0) fail("socket");
    for (int n = 0;; ++n) {
        own_name_ = std::to_string(::getpid()) + "-" + std::to_string(n);
        sockaddr_un const address = address_of(folder_open_, own_name_);
        if (::bind(listening_, plain(address), sizeof address) == 0) break;
        if (errno != EADDRINUSE) fail("bind");
    }
    if (::listen(listening_, 64) != 0) fail("listen");
    thread_ = std::thread([this] { listen(); });
}

Neighbours::~Neighbours() {
    std::uint64_t const one = 1;
    while (::write(stop_, &one, sizeof one) < 0 && errno == EINTR) continue;
    thread_.join();
    ::unlinkat(folder_open_.descriptor(), own_name_.c_str(), 0);
    ::close(listening_);
    ::close(stop_);
}

void Neighbours::listen() {
    for (;;) {
        pollfd waited[] = {{listening_, POLLIN, 0}, {stop_, POLLIN, 0}};
        if (::poll(waited, 2, -1) < 0 && errno != EINTR) return;
        if (waited[1].revents != 0) return;
        int const connection = ::accept4(listening_, nullptr, nullptr, SOCK_CLOEXEC);
        if (connection < 0) continue;
        std::string message = hear(connection);
        ::close(connection);
        if (!message.empty()) receive_(message.substr(1));
    }
}

// The whole message, with the byte that says that it is whole in front; "" if it is not.
std::string Neighbours::hear(int connection) const {
    be_patient(connection);
    std::string heard;
    char part[65536];
    for (;;) {
        ssize_t const got = ::recv(connection, part, sizeof part, 0);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0 || heard.size() > longest_message_bytes) return {};
        if (got == 0) break;
        heard.append(part, static_cast<std::size_t>(got));
    }
    if (heard.empty() || heard.back() != '!') return {};
    heard.pop_back();
    return "!" + heard;
}

void Neighbours::tell(std::string const& message) const {
    std::string const sent = message + "!";  // the end mark tells a whole message from a torn one
    for (auto const& entry : std::filesystem::directory_iterator(folder_)) {
        std::string const name = entry.path().filename();
        if (name == own_name_) continue;
        int const connection = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        if (connection < 0) return;
        be_patient(connection);
        sockaddr_un const address = address_of(folder_open_, name);
        if (::connect(connection, plain(address), sizeof address) == 0) {
            std::string_view rest = sent;
            while (!rest.empty()) {
                ssize_t const put = ::send(connection, rest.data(), rest.size(), MSG_NOSIGNAL);
                if (put < 0 && errno == EINTR) continue;
                if (put < 0) break;
                rest.remove_prefix(static_cast<std::size_t>(put));
            }
        } else if (errno == ECONNREFUSED) {
            ::unlinkat(folder_open_.descriptor(), name.c_str(), 0);
        }
        ::close(connection);
    }
}

}  // namespace platform
