#include "server/watch/metrics.hpp"

#include <sodium.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <fstream>

#include "server/http/authority.hpp"
#include "server/http/proxies.hpp"
#include "server/http/tokens.hpp"

namespace watch {

namespace {

std::string number_text(double value) {
    std::array<char, 40> text{};
    auto const end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
    return {text.data(), end};
}

void head(std::string& out, std::string_view name, std::string_view help, std::string_view type) {
    out.append("# HELP ").append(name).append(" ").append(help).append("\n");
    out.append("# TYPE ").append(name).append(" ").append(type).append("\n");
}

void line(std::string& out, std::string_view name, std::string_view labels,
          std::string_view value) {
    out.append(name);
    if (!labels.empty()) out.append("{").append(labels).append("}");
    out.append(" ").append(value).append("\n");
}

// Routes are written by us, but a label's value is quoted all the same.
std::string in_quotes(std::string_view value) {
    std::string text = "\"";
    for (char const c : value) {
        if (c == '\\' || c == '"') text += '\\';
        text += c == '\n' ? ' ' : c;
    }
    return text + "\"";
}

std::string labels_of(std::pair<std::string, std::string> const& route) {
    return "method=" + in_quotes(route.first) + ",route=" + in_quotes(route.second);
}

// Of this process, in bytes: what it has, and what of that is in memory.
std::pair<double, double> memory() {
    std::ifstream file("/proc/self/statm");
    double pages = 0;
    double resident = 0;
    file >> pages >> resident;
    auto const page = static_cast<double>(::sysconf(_SC_PAGESIZE));
    return {pages * page, resident * page};
}

void write_process(std::string& out) {
    auto const [all, resident] = memory();
    head(out, "process_virtual_memory_bytes", "Memory that is reserved.", "gauge");
    line(out, "process_virtual_memory_bytes", "", number_text(all));
    head(out, "process_resident_memory_bytes", "Memory that is used.", "gauge");
    line(out, "process_resident_memory_bytes", "", number_text(resident));
}

}  // namespace

void Metrics::count(http::Access const& access) {
    Route const route{access.method.empty() ? "none" : access.method,
                      access.route.empty() ? "none" : access.route};
    auto const seconds = access.milliseconds / 1000;
    auto const bucket = static_cast<std::size_t>(
        std::lower_bound(bounds_s.begin(), bounds_s.end(), seconds) - bounds_s.begin());
    std::lock_guard const lock(mutex_);
    ++requests_[{route, access.status}];
    auto& duration = durations_[route];
    ++duration.buckets[bucket];
    ++duration.count;
    duration.sum_s += seconds;
    bytes_ += access.bytes;
}

void Metrics::add(Number number) {
    std::lock_guard const lock(mutex_);
    auto& family =
        families_.try_emplace(number.name, Family{number.help, number.kind, {}}).first->second;
    family.numbers.push_back(std::move(number));
}

void Metrics::forget(void const* owner) {
    std::lock_guard const lock(mutex_);
    for (auto& [name, family] : families_)
        std::erase_if(family.numbers, [&](Number const& number) { return number.owner == owner; });
    std::erase_if(families_, [](auto const& family) { return family.second.numbers.empty(); });
}

std::string Metrics::text() const {
    std::string out;
    std::lock_guard const lock(mutex_);
    head(out, "kontor_http_requests_total", "Requests that were answered.", "counter");
    for (auto const& [key, count] : requests_)
        line(out, "kontor_http_requests_total",
             labels_of(key.first) + ",status=\"" + std::to_string(key.second) + "\"",
             std::to_string(count));
    constexpr std::string_view name = "kontor_http_request_duration_seconds";
    head(out, name, "From the whole head to the answer's last byte; long polls wait.", "histogram");
    for (auto const& [route, histogram] : durations_) {
        std::uint64_t below = 0;
        for (std::size_t i = 0; i <= bounds_s.size(); ++i) {
            below += histogram.buckets[i];
            auto const bound = i == bounds_s.size() ? "+Inf" : number_text(bounds_s[i]);
            line(out, std::string(name) + "_bucket", labels_of(route) + ",le=" + in_quotes(bound),
                 std::to_string(below));
        }
        line(out, std::string(name) + "_sum", labels_of(route), number_text(histogram.sum_s));
        line(out, std::string(name) + "_count", labels_of(route), std::to_string(histogram.count));
    }
    head(out, "kontor_http_sent_bytes_total", "Bytes of all answers.", "counter");
    line(out, "kontor_http_sent_bytes_total", "", std::to_string(bytes_));
    for (auto const& [family_name, family] : families_) {
        head(out, family_name, family.help, family.kind == Kind::gauge ? "gauge" : "counter");
        for (auto const& number : family.numbers)
            line(out, family_name, number.labels, number_text(number.read()));
    }
    write_process(out);
    return out;
}

bool may_scrape(http::Request const& request, std::string_view token) {
    if (!token.empty()) {
        auto const word = http::bearer_word(request.header("authorization"));
        return word && word->size() == token.size() &&
               sodium_memcmp(word->data(), token.data(), token.size()) == 0;
    }
    http::Authority const peer{request.address, "", true};
    auto const asked = http::parse_authority(request.host);
    // A proxy that says nothing of itself often says at least under which name it was asked.
    bool const asks_this_machine = request.host.empty() || (asked && http::is_loopback(*asked));
    return !http::is_proxied(request) && http::is_loopback(peer) && asks_this_machine;
}

}  // namespace watch
