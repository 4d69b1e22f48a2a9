#include "tests/server/http/served.hpp"

#include <algorithm>
#include <mutex>
#include <ostream>
#include <sstream>
#include <streambuf>

namespace http_test {

// Written by the server's threads while the test reads.
class Lines::Buffer final : public std::streambuf {
public:
    std::string text() const {
        std::lock_guard const lock(mutex_);
        return text_;
    }

private:
    std::streamsize xsputn(char const* bytes, std::streamsize size) override {
        std::lock_guard const lock(mutex_);
        text_.append(bytes, static_cast<std::size_t>(size));
        return size;
    }
    int_type overflow(int_type byte) override {
        char const c = traits_type::to_char_type(byte);
        xsputn(&c, 1);
        return byte;
    }

    mutable std::mutex mutex_;
    std::string text_;
};

Lines::Lines()
    : buffer_(std::make_shared<Buffer>()),
      stream_(std::make_shared<std::ostream>(buffer_.get())),
      log_(server::Log::to(*stream_, server::Level::trace)) {}

std::vector<std::string> Lines::all() const {
    std::vector<std::string> lines;
    std::istringstream text(buffer_->text());
    for (std::string line; std::getline(text, line);) lines.push_back(line);
    return lines;
}

std::size_t Lines::count(std::string const& part) const {
    auto const lines = all();
    return static_cast<std::size_t>(
        std::count_if(lines.begin(), lines.end(),
                      [&](auto const& line) { return line.find(part) != std::string::npos; }));
}

std::string echo_of(http::Request const& request) {
    std::string text(http::name_of(request.method));
    text += " " + request.path + " ";
    for (auto const& segment : request.segments) text += "[" + segment + "]";
    for (auto const& [name, value] : request.query) text += " " + name + "=" + value;
    return text + " (" + std::to_string(request.body.size()) + " bytes)";
}

namespace {

http::EdgeOptions logged(http::EdgeOptions options, Lines const& lines) {
    options.log = lines.log();
    return options;
}

}  // namespace

Served::Served(http::EdgeOptions options, http::Handler handler)
    : edge(logged(std::move(options), lines)) {
    if (!handler)
        handler = [](http::Request request, std::unique_ptr<http::Responder> responder) {
            responder->send(text_reply(echo_of(request)));
        };
    edge.start(std::move(handler));
}

bool eventually(std::function<bool()> const& holds) {
    auto const until = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    while (!holds()) {
        if (std::chrono::steady_clock::now() > until) return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return true;
}

}  // namespace http_test
