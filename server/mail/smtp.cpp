#include "server/mail/smtp.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <memory>

#include "server/outside.hpp"
#include "server/secrets.hpp"
#include "shared/base/text.hpp"
#include "shared/base/time.hpp"

namespace mail {

namespace {

using Url = std::unique_ptr<CURLU, decltype(&curl_url_cleanup)>;

Url parsed(std::string const& text) {
    Url url(curl_url(), &curl_url_cleanup);
    if (!url ||
        curl_url_set(url.get(), CURLUPART_URL, text.c_str(), CURLU_NON_SUPPORT_SCHEME) != CURLUE_OK)
        return {nullptr, &curl_url_cleanup};
    return url;
}

std::string part(Url const& url, CURLUPart which, unsigned flags = 0) {
    char* text = nullptr;
    if (curl_url_get(url.get(), which, &text, flags) != CURLUE_OK) return {};
    std::string found(text);
    curl_free(text);
    return found;
}

bool is_this_machine(std::string const& host) {
    return host == "localhost" || host == "[::1]" || host.rfind("127.", 0) == 0;
}

// RFC 5322, 3.3: "Sat, 21 Nov 2026 06:10:07 +0000", whatever the machine's language is.
std::string date_header(base::Instant now) {
    constexpr std::array<char const*, 7> weekdays{"Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"};
    constexpr std::array<char const*, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                 "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    auto const day = static_cast<std::int32_t>(now.us / 86'400'000'000);
    auto const date = base::civil(base::Day{day});
    auto const clock = base::to_text(now).substr(11, 8);
    return std::string(weekdays[static_cast<std::size_t>(day) % 7]) + ", " +
           std::to_string(date.day) + " " + months[static_cast<std::size_t>(date.month - 1)] + " " +
           std::to_string(date.year) + " " + clock + " +0000";
}

// Everything of a transfer that curl wants to have freed.
struct Transfer {
    CURL* curl = curl_easy_init();
    curl_slist* headers = nullptr;
    curl_slist* recipients = nullptr;
    curl_mime* whole = nullptr;
    std::array<char, CURL_ERROR_SIZE> error{};

    Transfer() {
        if (curl) whole = curl_mime_init(curl);
        if (!whole) throw SendFailed("libcurl cannot begin a transfer");
    }
    ~Transfer() {
        curl_mime_free(whole);
        curl_slist_free_all(headers);
        curl_slist_free_all(recipients);
        curl_easy_cleanup(curl);
    }
    Transfer(Transfer const&) = delete;
    Transfer& operator=(Transfer const&) = delete;

    void header(std::string const& name, std::string const& value) {
        // Nothing that came from outside may end a header and begin another.
        auto const breaks = [](char c) { return static_cast<unsigned char>(c) < ' ' || c == 127; };
        if (std::any_of(value.begin(), value.end(), breaks))
            throw SendFailed("a control character stands in the header " + name);
        headers = curl_slist_append(headers, (name + ": " + value).c_str());
    }
    template <class Value>
    void set(CURLoption option, Value value) {
        if (curl_easy_setopt(curl, option, value) != CURLE_OK)
            throw SendFailed("libcurl does not know an option that it needs");
    }
};

// Text ends its lines with both signs when it travels (RFC 2046, 4.1.1).
std::string with_whole_line_ends(std::string const& text) {
    std::string out;
    for (char const c : text) {
        if (c == '\n') out += '\r';
        out += c;
    }
    return out;
}

void add_part(curl_mime* mime, std::string const& text, char const* type) {
    auto const body = with_whole_line_ends(text);
    auto* part = curl_mime_addpart(mime);
    curl_mime_data(part, body.data(), body.size());
    curl_mime_type(part, type);
    curl_mime_encoder(part, "quoted-printable");
}

// The plain text first: whoever reads takes the last that they can show (RFC 2046, 5.1.4).
void add_bodies(Transfer& transfer, Message const& message) {
    auto* both = curl_mime_init(transfer.curl);
    add_part(both, message.text, "text/plain; charset=utf-8");
    add_part(both, message.html, "text/html; charset=utf-8");
    auto* part = curl_mime_addpart(transfer.whole);
    curl_mime_subparts(part, both);
    curl_mime_type(part, "multipart/alternative");
    transfer.set(CURLOPT_MIMEPOST, transfer.whole);
}

int is_to_end(void* stopping, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    return *static_cast<std::atomic<bool> const*>(stopping) ? 1 : 0;
}

// 5xx to the recipient or to the letter itself; not to our name or password, which may be put
// right.
bool is_final(CURL* curl, CURLcode code) {
    long answer = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &answer);
    bool const in_the_letter = code == CURLE_SEND_ERROR || code == CURLE_WEIRD_SERVER_REPLY;
    return in_the_letter && answer >= 550 && answer < 560;
}

}  // namespace

Sender sender_from_text(std::string const& text) {
    Sender sender;
    auto const open = text.find('<');
    if (open == std::string::npos) {
        sender.address = text;
    } else {
        if (text.back() != '>') throw std::invalid_argument("must end with > after the address");
        sender.address = text.substr(open + 1, text.size() - open - 2);
        sender.name = text.substr(0, open);
        while (!sender.name.empty() && sender.name.back() == ' ') sender.name.pop_back();
    }
    bool const named = base::fits(base::Format::line, sender.name) &&
                       sender.name.find_first_of("\"\\<>@") == std::string::npos;
    if (!base::fits(base::Format::email, sender.address) || sender.address.empty() || !named)
        throw std::invalid_argument(
            "must be an e-mail address, alone or like Kontor <kontor@example.org>");
    return sender;
}

std::string to_text(Sender const& sender) {
    return sender.name.empty() ? sender.address : sender.name + " <" + sender.address + ">";
}

std::string encoded_words(std::string const& text) {
    auto const is_plain = [](char c) { return c >= ' ' && c < 127; };
    if (std::all_of(text.begin(), text.end(), is_plain) && text.find("=?") == std::string::npos)
        return text;
    // A word is at most 75 characters long, and no character may be cut in two.
    constexpr std::size_t most_bytes = 42;
    std::string words;
    std::string_view rest = text;
    while (!rest.empty()) {
        auto const begin = rest;
        std::size_t taken = 0;
        while (!rest.empty()) {
            auto next = rest;
            base::next_code_point(next);
            if (begin.size() - next.size() > most_bytes) break;
            rest = next;
            taken = begin.size() - rest.size();
        }
        words += (words.empty() ? "" : " ") + std::string("=?UTF-8?B?") +
                 server::base64(begin.substr(0, taken)) + "?=";
    }
    return words;
}

std::string problem_of_url(std::string const& text) {
    auto const url = parsed(text);
    auto const scheme = url ? part(url, CURLUPART_SCHEME) : "";
    auto const path = url ? part(url, CURLUPART_PATH) : "";
    bool const whole = (scheme == "smtp" || scheme == "smtps") &&
                       !part(url, CURLUPART_HOST).empty() && (path.empty() || path == "/") &&
                       part(url, CURLUPART_QUERY).empty() && part(url, CURLUPART_FRAGMENT).empty();
    if (whole) return {};
    // The text is not repeated: the mistake may stand in the middle of a password.
    return "must be like smtp://user:password@host:587 or smtps://host, with special characters "
           "as %XX";
}

std::string masked_url(std::string const& text) {
    if (text.empty()) return {};
    auto const url = parsed(text);
    if (!url) return "***";
    if (!part(url, CURLUPART_PASSWORD).empty())
        curl_url_set(url.get(), CURLUPART_PASSWORD, "***", 0);
    return part(url, CURLUPART_URL);
}

void Smtp::send(Message const& message) const {
    auto const url = parsed(options_.url);
    if (!url) throw SendFailed("no mail server is named");
    if (!base::fits(base::Format::email, message.recipient))
        throw SendFailed("the recipient's address cannot be used");
    Transfer transfer;
    transfer.set(CURLOPT_ERRORBUFFER, transfer.error.data());
    transfer.set(CURLOPT_NOSIGNAL, 1L);
    transfer.set(CURLOPT_TIMEOUT, static_cast<long>(options_.limit.count()));
    transfer.set(CURLOPT_NOPROGRESS, 0L);
    transfer.set(CURLOPT_XFERINFOFUNCTION, &is_to_end);
    transfer.set(CURLOPT_XFERINFODATA, &stopping_);
    // Passwords do not travel in the open, but on this machine.
    bool const secret = !part(url, CURLUPART_PASSWORD).empty();
    bool const here = is_this_machine(part(url, CURLUPART_HOST));
    transfer.set(CURLOPT_USE_SSL, static_cast<long>(here     ? CURLUSESSL_NONE
                                                    : secret ? CURLUSESSL_ALL
                                                             : CURLUSESSL_TRY));
    // The path of the URL is the name with which we greet: that of our own address.
    auto const at = options_.from.address.find('@');
    curl_url_set(url.get(), CURLUPART_PATH, ("/" + options_.from.address.substr(at + 1)).c_str(),
                 0);
    transfer.set(CURLOPT_URL, part(url, CURLUPART_URL).c_str());
    transfer.set(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    transfer.set(CURLOPT_MAIL_FROM, ("<" + options_.from.address + ">").c_str());
    transfer.recipients = curl_slist_append(nullptr, ("<" + message.recipient + ">").c_str());
    transfer.set(CURLOPT_MAIL_RCPT, transfer.recipients);
    auto const name = encoded_words(options_.from.name);
    auto const quoted = name == options_.from.name && !name.empty() ? "\"" + name + "\"" : name;
    transfer.header("From",
                    (quoted.empty() ? "" : quoted + " ") + "<" + options_.from.address + ">");
    transfer.header("To", "<" + message.recipient + ">");
    transfer.header("Subject", encoded_words(message.subject));
    transfer.header("Date", date_header(server::now()));
    transfer.header("Message-ID", "<" + message.id + options_.from.address.substr(at) + ">");
    transfer.header("Auto-Submitted", "auto-generated");
    add_bodies(transfer, message);
    transfer.set(CURLOPT_HTTPHEADER, transfer.headers);
    auto const code = curl_easy_perform(transfer.curl);
    if (code == CURLE_OK) return;
    std::string const why = transfer.error[0] ? transfer.error.data() : curl_easy_strerror(code);
    if (is_final(transfer.curl, code)) throw Refused(why);
    throw SendFailed(why);
}

}  // namespace mail
