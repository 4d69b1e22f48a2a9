#include "server/mail/smtp.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <memory>

#include "server/outside.hpp"
#include "server/secrets.hpp"
#include "server/this_machine.hpp"
#include "shared/base/ascii_domain.hpp"
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

constexpr std::size_t longest_answer = 400;

// What was said last on either side: the command that was answered, and the answer in the words of
// the mail server, which tell an administrator more than its number.
struct Talk {
    std::string command{}, answer{};
    bool over = false;
};
int listen_in(CURL*, curl_infotype type, char* bytes, std::size_t size, void* heard) {
    auto& [command, answer, over] = *static_cast<Talk*>(heard);
    std::string_view const line(bytes, size);
    auto const verb = line.substr(0, 4);
    if (verb == "QUIT" && type == CURLINFO_HEADER_OUT) over = true;
    if (over) return 0;
    if (type == CURLINFO_HEADER_OUT) {
        // What is no command is the rest of AUTH, and secret.
        constexpr std::array<std::string_view, 4> commands{"EHLO", "MAIL", "RCPT", "DATA"};
        if (std::find(commands.begin(), commands.end(), verb) != commands.end()) command = verb;
        answer.clear();
    }
    if (type == CURLINFO_HEADER_IN)
        answer = line.substr(0, std::min(longest_answer, line.find_first_of("\r\n")));
    return 0;
}

// Everything of a transfer that curl wants to have freed.
struct Transfer {
    CURL* curl = curl_easy_init();
    curl_slist* headers = nullptr;
    curl_slist* recipients = nullptr;
    curl_mime* whole = nullptr;
    std::array<char, CURL_ERROR_SIZE> error{};
    Talk talk;

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
    add_part(transfer.whole, message.text, "text/plain; charset=utf-8");
    add_part(transfer.whole, message.html, "text/html; charset=utf-8");
    // Of the letter itself, to which curl adds the boundary: inside of a multipart/mixed some
    // programs show it as one with something attached.
    transfer.header("Content-Type", "multipart/alternative");
    transfer.set(CURLOPT_MIMEPOST, transfer.whole);
}

constexpr char const* tls_is_optional = "tls=optional";

// A mail server on another machine must speak TLS, for letters hold links that open accounts, and
// whoever is in between could take the offer of STARTTLS away (RFC 3207, 6). An administrator may
// say that it is optional; then it is taken up when it is offered, and a name and a password are
// told by TLS all the same. The certificate must be good: an offer that cannot be trusted is a
// fault that somebody has to see. Only on this machine nobody could listen in, and mail servers
// come with a certificate there that nobody signed.
void add_security(Transfer& transfer, Url const& url, std::string const& authorities) {
    bool const secret =
        !part(url, CURLUPART_USER).empty() || !part(url, CURLUPART_PASSWORD).empty();
    auto const host = part(url, CURLUPART_HOST);
    bool const here = host == "[::1]" || server::is_this_machine(host);
    bool const upgrades = part(url, CURLUPART_SCHEME) == "smtp";
    bool const must = !here && (secret || part(url, CURLUPART_QUERY) != tls_is_optional);
    transfer.set(CURLOPT_USE_SSL, static_cast<long>(must ? CURLUSESSL_ALL : CURLUSESSL_TRY));
    transfer.set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    if (here && upgrades && authorities.empty()) {
        transfer.set(CURLOPT_SSL_VERIFYPEER, 0L);
        transfer.set(CURLOPT_SSL_VERIFYHOST, 0L);
    }
    if (!authorities.empty()) {
        transfer.set(CURLOPT_CAINFO, authorities.c_str());
        // The folder of the system's authorities would be asked beside the file.
        transfer.set<char const*>(CURLOPT_CAPATH, nullptr);
    }
    // A proxy of the environment would be another machine.
    if (here) transfer.set(CURLOPT_NOPROXY, "*");
}

int is_to_end(void* stopping, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    return *static_cast<std::atomic<bool> const*>(stopping) ? 1 : 0;
}

[[noreturn]] void fail(Transfer const& transfer, CURLcode code) {
    auto const& command = transfer.talk.command;
    auto const& answer = transfer.talk.answer;
    std::string why = transfer.error[0] ? transfer.error.data() : curl_easy_strerror(code);
    auto const number = answer.size() >= 3 ? std::atoi(answer.substr(0, 3).c_str()) : 0;
    if (number >= 400) why += ": " + answer;
    // Other failures than these have nothing to do with what was answered before.
    bool const in_the_letter = code == CURLE_SEND_ERROR || code == CURLE_WEIRD_SERVER_REPLY;
    bool const at_the_door = code == CURLE_LOGIN_DENIED;
    if (number < 500 || number > 599 || command.empty() || !(in_the_letter || at_the_door))
        throw SendFailed(why);
    // 530 to a recipient: they want a password, and we have none (RFC 4954, 6).
    bool const is_about_letter =
        in_the_letter && number != 530 && (command == "RCPT" || command == "DATA");
    if (is_about_letter) throw Refused(why);
    throw Unwelcome(why);
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
    sender.address = base::email_taken_in(sender.address);
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
    auto const query = url ? part(url, CURLUPART_QUERY) : "";
    bool const may_ask = query.empty() || (scheme == "smtp" && query == tls_is_optional);
    bool const whole = (scheme == "smtp" || scheme == "smtps") &&
                       !part(url, CURLUPART_HOST).empty() && (path.empty() || path == "/") &&
                       may_ask && part(url, CURLUPART_FRAGMENT).empty();
    if (whole) return {};
    // The text is not repeated: the mistake may stand in the middle of a password.
    return "must be like smtp://user:password@host:587 or smtps://host, with special characters "
           "as %XX; after smtp://… may come ?tls=optional";
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
    add_security(transfer, url, options_.authorities);
    transfer.set(CURLOPT_VERBOSE, 1L);
    transfer.set(CURLOPT_DEBUGFUNCTION, &listen_in);
    transfer.set(CURLOPT_DEBUGDATA, &transfer.talk);
    // The path of the URL is the name with which we greet: that of our own address.
    auto const at = options_.from.address.find('@');
    curl_url_set(url.get(), CURLUPART_PATH, ("/" + options_.from.address.substr(at + 1)).c_str(),
                 0);
    curl_url_set(url.get(), CURLUPART_QUERY, nullptr, 0);  // it was for us
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
    fail(transfer, code);
}

}  // namespace mail
