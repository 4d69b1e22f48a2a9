#include "server/watch/sentry.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <memory>

#include "server/outside.hpp"
#include "shared/base/id.hpp"

namespace watch {

namespace {

constexpr long longest_wait_s = 10;

bool is_word(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '-' || c == '_' || c == '.';
    });
}

std::string event_id() {
    auto id = base::to_text(server::fresh_id());
    id.erase(std::remove(id.begin(), id.end(), '-'), id.end());
    return id;
}

std::string member(std::string_view name, std::string_view value) {
    return server::quoted_json(name) + ":" + server::quoted_json(value);
}

std::size_t ignore(char*, std::size_t size, std::size_t count, void*) { return size * count; }

int end_early(void* stopping, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    return static_cast<std::atomic<bool>*>(stopping)->load() ? 1 : 0;
}

}  // namespace

std::optional<SentryAddress> sentry_address(std::string const& dsn) {
    auto const scheme_end = dsn.find("://");
    if (scheme_end == dsn.npos) return std::nullopt;
    auto const scheme = dsn.substr(0, scheme_end);
    auto const rest = dsn.substr(scheme_end + 3);
    auto const at = rest.find('@');
    auto const slash = rest.rfind('/');
    if ((scheme != "https" && scheme != "http") || at == rest.npos || slash == rest.npos ||
        slash < at)
        return std::nullopt;
    // Older addresses hold a second, secret half, which nobody needs any more.
    auto const key = rest.substr(0, std::min(rest.find(':'), at));
    auto const host_and_path = rest.substr(at + 1, slash - at - 1);
    auto const project = rest.substr(slash + 1);
    bool const is_plain = host_and_path.find_first_of("@?# \t\r\n") == host_and_path.npos;
    if (!is_word(key) || !is_word(project) || host_and_path.empty() || !is_plain)
        return std::nullopt;
    return SentryAddress{scheme + "://" + host_and_path + "/api/" + project + "/envelope/", key};
}

std::string masked_dsn(std::string const& dsn) {
    if (dsn.empty()) return {};
    auto const address = sentry_address(dsn);
    return address ? address->envelopes : "***";
}

std::string sentry_envelope(SentryEvent const& event, std::string const& id) {
    auto const at = base::to_text(event.at);
    std::string tags = member("origin", event.origin);
    if (event.report) tags += "," + member("report", std::to_string(*event.report));
    auto const body = "{" + member("event_id", id) + "," + member("timestamp", at) + "," +
                      member("platform", "native") + "," + member("level", "error") + "," +
                      member("logger", "kontor") + "," + member("release", event.release) + "," +
                      member("transaction", event.place) + ",\"tags\":{" + tags +
                      "},\"exception\":{\"values\":[{" + member("type", "unexpected") + "," +
                      member("value", event.text) + "}]}}";
    return "{" + member("event_id", id) + "," + member("sent_at", at) +
           "}\n{\"type\":\"event\",\"content_type\":\"application/json\",\"length\":" +
           std::to_string(body.size()) + "}\n" + body + "\n";
}

Sentry::Sentry(SentryAddress address, server::Log log)
    : address_(std::move(address)), log_(std::move(log)), thread_([this] { run(); }) {}

Sentry::~Sentry() {
    {
        std::lock_guard const lock(mutex_);
        stopping_ = true;
    }
    changed_.notify_all();
    thread_.join();
}

bool Sentry::tell(SentryEvent event) {
    std::lock_guard const lock(mutex_);
    if (stopping_ || waiting_.size() >= most_waiting) return false;
    waiting_.push_back(std::move(event));
    changed_.notify_one();
    return true;
}

void Sentry::run() {
    std::unique_lock lock(mutex_);
    for (;;) {
        changed_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
        if (stopping_) return;
        auto const event = std::move(waiting_.front());
        waiting_.pop_front();
        lock.unlock();
        send(sentry_envelope(event, event_id()));
        lock.lock();
    }
}

void Sentry::send(std::string const& envelope) {
    std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> const curl(curl_easy_init(),
                                                                   &curl_easy_cleanup);
    auto const auth =
        "X-Sentry-Auth: Sentry sentry_version=7, sentry_client=kontor/1, sentry_key=" +
        address_.key;
    std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> headers(nullptr,
                                                                        &curl_slist_free_all);
    for (auto const* header :
         {"Content-Type: application/x-sentry-envelope", auth.c_str(), "Expect:"})
        headers.reset(curl_slist_append(headers.release(), header));
    auto* const handle = curl.get();
    curl_easy_setopt(handle, CURLOPT_URL, address_.envelopes.c_str());
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers.get());
    curl_easy_setopt(handle, CURLOPT_POSTFIELDS, envelope.data());
    curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE, static_cast<long>(envelope.size()));
    curl_easy_setopt(handle, CURLOPT_TIMEOUT, longest_wait_s);
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, &ignore);
    curl_easy_setopt(handle, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, &end_early);
    curl_easy_setopt(handle, CURLOPT_XFERINFODATA, &stopping_);
    auto const result = curl_easy_perform(handle);
    long status = 0;
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
    if (result == CURLE_OK && status / 100 == 2) return;
    log_.warning("sentry.not-told", {{"status", static_cast<std::int64_t>(status)},
                                     {"error", std::string_view(curl_easy_strerror(result))}});
}

}  // namespace watch
