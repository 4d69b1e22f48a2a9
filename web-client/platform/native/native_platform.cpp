#include "web-client/platform/native/native_platform.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/random.h>
#include <sys/wait.h>

#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <sstream>
#include <system_error>
#include <thread>
#include <utility>

#include "web-client/platform/mirror.hpp"
#include "web-client/platform/native/file.hpp"

namespace platform {
namespace {

// Any text as the name of a folder: letters, digits and a few signs stay, the rest is written in
// hex.
std::string folder_name(std::string const& text) {
    std::string name;
    for (char const c : text) {
        bool const plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
        char hex[4];
        std::snprintf(hex, sizeof hex, "_%02x",
                      static_cast<unsigned>(static_cast<unsigned char>(c)));
        name += plain ? std::string(1, c) : std::string(hex);
    }
    return name;
}

std::filesystem::path downloads() {
    char const* const home = std::getenv("HOME");
    std::filesystem::path const base = home == nullptr ? std::filesystem::current_path() : home;
    std::filesystem::path const usual = base / "Downloads";
    std::error_code none;
    return std::filesystem::is_directory(usual, none) ? usual : base;
}

}  // namespace

NativePlatform::NativePlatform(WindowSettings settings, Window& window)
    : settings_(std::move(settings)),
      window_(window),
      mailbox_([] { Window::interrupt(); }),
      chooser_(mailbox_),
      transfers_(settings_.server, mailbox_) {
    window_.on_back = [this] { move(-1); };
    window_.on_forward = [this] { move(1); };
    window_.on_drop = [this](std::string const& path) { take(read_local_file(path)); };
}

void NativePlatform::run_due() {
    mailbox_.run();
    timers_.run(steady_ms(), newest_);
}

std::optional<int> NativePlatform::sleep_ms() const {
    auto const due_ms = timers_.next_due_ms();
    if (!due_ms) return std::nullopt;
    return static_cast<int>(std::max<std::int64_t>(0, *due_ms - steady_ms()));
}

std::int64_t NativePlatform::now_us() const {
    using namespace std::chrono;
    return duration_cast<microseconds>(system_clock::now().time_since_epoch()).count();
}

std::int64_t NativePlatform::steady_ms() const {
    using namespace std::chrono;
    return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

int NativePlatform::utc_offset_s(std::int64_t at_us) const {
    std::time_t const seconds = at_us / 1'000'000;
    std::tm local{};
    if (::localtime_r(&seconds, &local) == nullptr) return 0;
    return static_cast<int>(local.tm_gmtoff);
}

void NativePlatform::random(std::span<unsigned char> bytes) {
    while (!bytes.empty()) {
        ssize_t const got = ::getrandom(bytes.data(), bytes.size(), 0);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) throw std::system_error(errno, std::generic_category(), "getrandom");
        bytes = bytes.subspan(static_cast<std::size_t>(got));
    }
}

Ticket NativePlatform::send(Request request, std::function<void(Answer)> done) {
    Ticket const ticket = ++newest_;
    under_way_.emplace(ticket, std::move(done));
    transfers_.send(ticket, std::move(request), [this, ticket](Answer answer) {
        auto const found = under_way_.find(ticket);
        if (found == under_way_.end()) return;  // cancelled while the answer was in the mailbox
        auto const answered = std::move(found->second);
        under_way_.erase(found);
        answered(std::move(answer));
    });
    return ticket;
}

Ticket NativePlatform::after(int delay_ms, std::function<void()> done) {
    timers_.add(++newest_, steady_ms() + delay_ms, std::move(done));
    return newest_;
}

void NativePlatform::cancel(Ticket ticket) {
    if (under_way_.erase(ticket) != 0)
        transfers_.cancel(ticket);
    else
        timers_.cancel(ticket);
}

Store& NativePlatform::store(std::string const& account) {
    auto& lasting = lasting_[account];
    if (!lasting) {
        std::string const owner = account.empty() ? "machine" : "account-" + folder_name(account);
        auto& store = stores_[account];
        store = std::make_unique<FileStore>(settings_.data / folder_name(settings_.server) / owner,
                                            mailbox_);
        lasting = std::make_unique<LastingStore>(
            *store, [this](std::function<void()> act) { after(0, std::move(act)); });
    }
    return *lasting;
}

void NativePlatform::go(std::string const& route, bool replace) {
    if (!replace) {
        if (history_[place_] == route) return;
        history_.resize(++place_);
        history_.emplace_back();
    }
    history_[place_] = route;
}

void NativePlatform::on_route(std::function<void(std::string)> changed) {
    route_changed_ = std::move(changed);
}

void NativePlatform::move(std::ptrdiff_t steps) {
    std::ptrdiff_t const place = static_cast<std::ptrdiff_t>(place_) + steps;
    if (place < 0 || place >= static_cast<std::ptrdiff_t>(history_.size())) return;
    place_ = static_cast<std::size_t>(place);
    if (route_changed_) route_changed_(history_[place_]);
}

void NativePlatform::title(std::string const& title) {
    if (title == title_) return;
    title_ = title;
    window_.title(title);
}

void NativePlatform::open_link(std::string const& address) {
    for (std::string const scheme : {"http://", "https://", "mailto:"}) {
        if (address.rfind(scheme, 0) != 0) continue;
        std::string program = "xdg-open", argument = address;
        char* const words[] = {program.data(), argument.data(), nullptr};
        pid_t child = 0;
        if (::posix_spawnp(&child, program.c_str(), nullptr, nullptr, words, environ) == 0)
            std::thread([child] { ::waitpid(child, nullptr, 0); }).detach();
        return;
    }
}

void NativePlatform::save_file(std::string const& name, std::string const& bytes) {
    std::filesystem::path const wanted = std::filesystem::path(name).filename();
    std::filesystem::path free = downloads() / wanted;
    for (int n = 2; std::filesystem::exists(free); ++n) {
        std::string const numbered = wanted.stem().string() + " (" + std::to_string(n) + ")";
        free = downloads() / (numbered + wanted.extension().string());
    }
    replace_file(free, bytes, true);
}

bool NativePlatform::choose_file(std::string const& types) {
    return chooser_.ask(types, [this](LocalFile file) { take(std::move(file)); });
}

void NativePlatform::take(LocalFile file) {
    if (file_taken_) file_taken_(std::move(file));
    wake();
}

std::string NativePlatform::device() const {
    std::ifstream file("/etc/os-release");
    std::stringstream text;
    text << file.rdbuf();
    return "Kontor, " + system_name(text.str());
}

void NativePlatform::mirror(look::SemanticTree const& tree) {
    if (settings_.mirror.empty() || tree == mirrored_) return;
    mirrored_ = tree;
    std::string lines;
    for (look::Node const& node : tree.nodes) lines += to_json(node) + "\n";
    replace_file(settings_.mirror, lines, false);
}

}  // namespace platform
