// The seam between the client and the machine it runs on: a browser's page (web.cpp) or a native
// window (native.cpp). Everything that the client cannot compute by itself comes through here, so
// that tests can give it time, chance, network and disk of their own.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "web-client/look/real_field.hpp"

namespace platform {

using Headers = std::vector<std::pair<std::string, std::string>>;  // names in lower case

struct Request {
    std::string method = "GET";
    std::string path;  // from the server's root, "/api/v1/…"
    Headers headers;
    std::string body;
    int timeout_ms = 30'000;
};

struct Answer {
    int status =
        0;  // HTTP status; 0: no answer came (network lost, timed out, cancelled by the peer)
    Headers headers;
    std::string body;
};

using Texts = std::vector<std::optional<std::string>>;

using Ticket = std::uint64_t;  // names something under way; 0 names nothing

// What survives a reload: keys in byte order with values of bytes. One store belongs to one server
// and one account, and is shared by all tabs of a browser or windows of a machine. Everything here
// answers later, on the thread that draws, in the order asked.
struct Write {
    enum class Kind {
        put,     // key := value
        erase,   // key goes, if it was there
        append,  // takes the queue's next number n; key "<key>/<n as 20 digits>" := value
        wipe,    // every key that begins with `key` goes, and a queue so named counts from 1 again
    };
    Kind kind = Kind::put;
    std::string key;
    std::string value;
};

struct Written {
    bool ok = false;  // false: nothing of the batch was stored (disk full, no storage)
    std::vector<std::uint64_t> numbers;  // one for each append, in order; the first of a queue is 1
};

class Store {
public:
    virtual ~Store() = default;
    using Entries = std::vector<std::pair<std::string, std::string>>;

    // All or nothing, and on disk when it is answered.
    virtual void write(std::vector<Write> batch, std::function<void(Written)> done) = 0;
    // Everything whose key begins with `prefix`, in key order, from one instant.
    virtual void read(std::string prefix, std::function<void(bool ok, Entries)> done) = 0;
    // Takes or renews the lease `name` for `holder`, unless another holds it and has not let it run
    // out.
    virtual void lease(std::string name, std::string holder, int duration_ms,
                       std::function<void(bool held)> done) = 0;
    // Lets go of a lease at once, if `holder` has it.
    virtual void release(std::string name, std::string holder) = 0;
    // To every other tab or window that shares this store; never back to the sender.
    virtual void broadcast(std::string message) = 0;
    virtual void on_broadcast(std::function<void(std::string)> receive) = 0;

    // False: the machine keeps nothing any more, and what is written lasts as long as this program.
    virtual bool lasts() const { return true; }
    // Called when that begins; what was in the store may be gone.
    virtual void on_lost(std::function<void()> act);
};

// A file of the person's, that they chose or dropped onto the window.
struct LocalFile {
    std::string name;   // without its folder
    std::string bytes;  // empty when it is too large, or cannot be read
    bool too_large = false;
};
constexpr std::uint64_t most_file_bytes = 64u << 20;

class Platform {
public:
    virtual ~Platform() = default;

    virtual std::int64_t now_us() const = 0;     // UTC, microseconds since 1970; for showing only
    virtual std::int64_t steady_ms() const = 0;  // never goes back
    virtual int utc_offset_s(
        std::int64_t at_us) const = 0;  // of the person's time zone at that instant
    virtual void random(std::span<unsigned char> bytes) = 0;
    // Texts sealed so that only this key opens them (256 bits in base64url; AES-GCM), each with a
    // nonce of its own; and opened. In their order; nothing for what this key did not seal, and for
    // all where the machine has no cipher, as in a page that came without TLS.
    virtual void seal(std::string const& key, std::vector<std::string> texts,
                      std::function<void(Texts)> done);
    virtual void unseal(std::string const& key, std::vector<std::string> texts,
                        std::function<void(Texts)> done);

    virtual Ticket send(Request request, std::function<void(Answer)> done) = 0;
    virtual Ticket after(int delay_ms, std::function<void()> done) = 0;
    virtual void cancel(Ticket ticket) = 0;  // `done` is never called after this

    // The store of one account on the current server; the reference lives as long as the platform.
    // "" is the store of this machine, before anybody has signed in.
    virtual Store& store(std::string const& account) = 0;

    virtual void wake() = 0;  // something changed: draw soon

    // The address bar (native: a history in memory). A route is "/channels/<id>".
    virtual std::string route() const = 0;
    virtual void go(std::string const& route, bool replace) = 0;
    virtual void on_route(std::function<void(std::string)> changed) = 0;  // back and forward
    virtual void title(std::string const& title) = 0;

    virtual std::string language() const = 0;  // "ru", "en", … as the machine prefers
    virtual bool prefers_dark() const = 0;
    // What the person would call it in a list of sessions: "Firefox, Linux", "Kontor window,
    // Debian".
    virtual std::string device() const = 0;
    virtual void copy(std::string const& text) = 0;
    virtual void open_link(std::string const& address) = 0;
    virtual void save_file(std::string const& name, std::string const& bytes) = 0;

    // Has the browser fetch a file of the server's into its downloads; false: there is no browser.
    virtual bool start_download(std::string const& path);

    // Of a program that lacks some of the rooms: begins anew with the one that has them all, at
    // this place. `failed`: that could not be had.
    virtual void load_whole(std::function<void()> failed);

    // Opens the machine's own dialog for files of these types ("image/png,.csv"); false: it
    // has none, and they can only be dropped onto the window. Either way on_file is told.
    virtual bool choose_file(std::string const& types);
    virtual void on_file(std::function<void(LocalFile)> taken);
    // A page that is hidden or left may be gone without another word: what is not on the disk yet
    // has to go there now, and who leaves holds the connection no longer. Windows are closed by
    // ending the program, and tell nothing.
    virtual void on_hidden(std::function<void(bool leaves)> hidden);
    // The machine says that its network has gone, or that one is there again. A hint: it knows
    // nothing of the way behind it, and of a server on this machine less than nothing.
    virtual void on_network(std::function<void(bool there)> heard);

    virtual bool has_real_fields() const = 0;
    // The fields on screen in this frame (none: all are taken away). `typed` and `submitted` come
    // back through on_field. Order is the order of the Tab key.
    virtual void show_fields(std::vector<look::RealField> const& fields) = 0;
    virtual void on_field(
        std::function<void(std::string const& name, std::string const& value)> typed,
        std::function<void()> submitted) = 0;

    // A field got the browser's focus, as by a press on it; or lost it to something that is no
    // field.
    virtual void on_field_focus(std::function<void(std::string const& name, bool now)> heard);

    // What was done in the field that is being edited.
    virtual void on_edit(std::function<void(look::RealEdit)> heard);

    // False: nobody sees what is drawn, as on a page that is hidden.
    virtual bool is_on_screen() const { return true; }

    // What stands on screen in this frame, for readers of screens and for tests.
    virtual void mirror(look::SemanticTree const& tree) = 0;
};

inline void Store::on_lost(std::function<void()>) {}
inline void Platform::seal(std::string const&, std::vector<std::string> texts,
                           std::function<void(Texts)> done) {
    after(0, [done = std::move(done), count = texts.size()] { done(Texts(count)); });
}
inline void Platform::unseal(std::string const& key, std::vector<std::string> texts,
                             std::function<void(Texts)> done) {
    seal(key, std::move(texts), std::move(done));
}
inline void Platform::on_field_focus(std::function<void(std::string const&, bool)>) {}
inline void Platform::on_edit(std::function<void(look::RealEdit)>) {}
inline void Platform::load_whole(std::function<void()> failed) { failed(); }
inline bool Platform::choose_file(std::string const&) { return false; }
inline void Platform::on_file(std::function<void(LocalFile)>) {}
inline void Platform::on_hidden(std::function<void(bool)>) {}
inline void Platform::on_network(std::function<void(bool)>) {}
inline bool Platform::start_download(std::string const&) { return false; }

}  // namespace platform
