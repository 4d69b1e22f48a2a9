#include "web-client/platform/native/transfers.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

namespace platform {
namespace {

constexpr std::size_t longest_body_bytes = 64u << 20;
constexpr int idle_wait_ms = 60'000;

// One request on its way, with everything that libcurl points into.
struct Transfer {
    Ticket ticket = 0;
    Request request;
    std::function<void(Answer)> done;
    std::string url;
    Answer answer;
    curl_slist* headers = nullptr;
    CURL* easy = nullptr;

    Transfer() = default;
    Transfer(Transfer const&) = delete;
    Transfer& operator=(Transfer const&) = delete;
    ~Transfer() {
        if (easy != nullptr) curl_easy_cleanup(easy);
        curl_slist_free_all(headers);
    }
};

std::size_t take_body(char* bytes, std::size_t size, std::size_t count, void* user) {
    std::string& body = static_cast<Transfer*>(user)->answer.body;
    if (body.size() + size * count > longest_body_bytes) return 0;
    body.append(bytes, size * count);
    return size * count;
}

std::size_t take_header(char* bytes, std::size_t size, std::size_t count, void* user) {
    Headers& headers = static_cast<Transfer*>(user)->answer.headers;
    std::string const line(bytes, size * count);
    if (line.rfind("HTTP/", 0) == 0)
        headers.clear();  // an answer before the last one, as 100 Continue
    std::size_t const colon = line.find(':');
    if (colon != std::string::npos) {
        std::string name = line.substr(0, colon);
        std::transform(name.begin(), name.end(), name.begin(),
                       [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        std::size_t const first = line.find_first_not_of(" \t", colon + 1);
        std::size_t const last = line.find_last_not_of(" \t\r\n");
        headers.emplace_back(std::move(name), first == std::string::npos || last < first
                                                  ? std::string()
                                                  : line.substr(first, last - first + 1));
    }
    return size * count;
}

bool prepare(Transfer& transfer, std::string const& server) {
    CURL* const easy = transfer.easy = curl_easy_init();
    if (easy == nullptr) return false;
    Request const& request = transfer.request;
    transfer.url = server + request.path;
    for (auto const& [name, value] : request.headers) {
        // A header without a value is written with a semicolon, or libcurl takes it for one to
        // leave out.
        std::string const line = value.empty() ? name + ";" : name + ": " + value;
        transfer.headers = curl_slist_append(transfer.headers, line.c_str());
    }
    transfer.headers = curl_slist_append(transfer.headers, "Expect:");
    curl_easy_setopt(easy, CURLOPT_URL, transfer.url.c_str());
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, transfer.headers);
    curl_easy_setopt(easy, CURLOPT_USERAGENT, "Kontor window");
    curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "");  // whatever libcurl can unpack
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(request.timeout_ms));
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, take_body);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, &transfer);
    curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, take_header);
    curl_easy_setopt(easy, CURLOPT_HEADERDATA, &transfer);
    curl_easy_setopt(easy, CURLOPT_PRIVATE, &transfer);
    if (request.method == "HEAD") {
        curl_easy_setopt(easy, CURLOPT_NOBODY, 1L);
    } else if (request.method != "GET") {
        curl_easy_setopt(easy, CURLOPT_POSTFIELDS, request.body.data());
        curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE,
                         static_cast<curl_off_t>(request.body.size()));
        curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, request.method.c_str());
    }
    return true;
}

}  // namespace

class Transfers::Worker {
public:
    Worker(std::string server, Mailbox& mailbox) : server_(std::move(server)), mailbox_(mailbox) {
        if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK ||
            (multi_ = curl_multi_init()) == nullptr)
            throw std::runtime_error("libcurl does not start");
        thread_ = std::thread([this] { work(); });
    }
    ~Worker() {
        {
            std::lock_guard const guard(mutex_);
            ending_ = true;
        }
        curl_multi_wakeup(multi_);
        thread_.join();
        curl_multi_cleanup(multi_);
        curl_global_cleanup();
    }
    Worker(Worker const&) = delete;
    Worker& operator=(Worker const&) = delete;

    void send(std::unique_ptr<Transfer> transfer) {
        {
            std::lock_guard const guard(mutex_);
            sent_.push_back(std::move(transfer));
        }
        curl_multi_wakeup(multi_);
    }
    void cancel(Ticket ticket) {
        {
            std::lock_guard const guard(mutex_);
            cancelled_.push_back(ticket);
        }
        curl_multi_wakeup(multi_);
    }

private:
    void work() {
        while (take_orders()) {
            int running = 0;
            curl_multi_perform(multi_, &running);
            int left = 0;
            while (CURLMsg const* const message = curl_multi_info_read(multi_, &left))
                if (message->msg == CURLMSG_DONE)
                    finish(message->easy_handle, message->data.result);
            curl_multi_poll(multi_, nullptr, 0, idle_wait_ms, nullptr);
        }
        for (auto const& [ticket, transfer] : running_)
            curl_multi_remove_handle(multi_, transfer->easy);
        running_.clear();
    }

    bool take_orders() {
        std::vector<std::unique_ptr<Transfer>> sent;
        std::vector<Ticket> cancelled;
        {
            std::lock_guard const guard(mutex_);
            if (ending_) return false;
            sent.swap(sent_);
            cancelled.swap(cancelled_);
        }
        for (auto& transfer : sent) {
            if (prepare(*transfer, server_) &&
                curl_multi_add_handle(multi_, transfer->easy) == CURLM_OK) {
                Ticket const ticket = transfer->ticket;
                running_.emplace(ticket, std::move(transfer));
            } else {
                mailbox_.post([done = transfer->done] { done(Answer{}); });
            }
        }
        for (Ticket const ticket : cancelled) {
            auto const found = running_.find(ticket);
            if (found == running_.end()) continue;
            curl_multi_remove_handle(multi_, found->second->easy);
            running_.erase(found);
        }
        return true;
    }

    void finish(CURL* easy, CURLcode result) {
        Transfer* transfer = nullptr;
        curl_easy_getinfo(easy, CURLINFO_PRIVATE, &transfer);
        Answer answer;
        if (result == CURLE_OK) {
            long status = 0;
            curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
            answer = std::move(transfer->answer);
            answer.status = static_cast<int>(status);
        }
        mailbox_.post(
            [done = std::move(transfer->done), answer = std::move(answer)] { done(answer); });
        curl_multi_remove_handle(multi_, easy);
        running_.erase(transfer->ticket);
    }

    std::string server_;
    Mailbox& mailbox_;
    CURLM* multi_ = nullptr;
    std::map<Ticket, std::unique_ptr<Transfer>> running_;  // the thread's own

    std::mutex mutex_;
    bool ending_ = false;
    std::vector<std::unique_ptr<Transfer>> sent_;
    std::vector<Ticket> cancelled_;
    std::thread thread_;
};

Transfers::Transfers(std::string server, Mailbox& mailbox)
    : worker_(std::make_unique<Worker>(std::move(server), mailbox)) {}
Transfers::~Transfers() = default;

void Transfers::send(Ticket ticket, Request request, std::function<void(Answer)> done) {
    auto transfer = std::make_unique<Transfer>();
    transfer->ticket = ticket;
    transfer->request = std::move(request);
    transfer->done = std::move(done);
    worker_->send(std::move(transfer));
}

void Transfers::cancel(Ticket ticket) { worker_->cancel(ticket); }

}  // namespace platform
