#include "web-client/sync/sealing.hpp"

#include <algorithm>
#include <set>
#include <string_view>

#include "web-client/sync/drafts.hpp"

namespace client {
namespace {

using platform::Write;

constexpr char const* key_entry = "browser-key";
constexpr std::string_view sealed_prefix = "sealed/";  // "sealed/<tab>/<key of the entry>"

bool begins(std::string_view text, std::string_view with) {
    return text.substr(0, with.size()) == with;
}

bool is_written_here(std::string_view key) {
    return begins(key, "outbox/") || begins(key, "tray/") ||
           Drafts::place_in(std::string(key)).has_value();
}

std::string name_in(std::string const& sealed_key) {
    auto const cut = sealed_key.find('/', sealed_prefix.size());
    return cut == std::string::npos ? std::string() : sealed_key.substr(cut + 1);
}

// The name is sealed as well, so that nothing opens in the place of something else.
std::string with_name(std::string const& name, std::string const& text) {
    return name + '\n' + text;
}
std::optional<std::string> without_name(std::string const& name, std::string const& text) {
    if (!begins(text, name + '\n')) return std::nullopt;
    return text.substr(name.size() + 1);
}

}  // namespace

Sealing::Sealing(platform::Platform& platform, platform::Store& store, std::string tab)
    : platform_(platform), store_(store), tab_(std::move(tab)) {}

void Sealing::look(Entries const& entries) {
    sealed_.clear();
    for (auto const& [key, value] : entries) {
        if (begins(key, sealed_prefix) && lost_.count(key) == 0) sealed_.emplace_back(key, value);
        if (key != key_entry) continue;
        if (key_.empty()) key_ = value;
        key_is_kept_ = value == key_;
    }
}

std::size_t Sealing::unsent(std::function<bool(std::string const& key)> const& is_here) const {
    std::set<std::string> names;
    for (auto const& [key, value] : sealed_)
        if (auto const name = name_in(key); begins(name, "outbox/") && !is_here(name))
            names.insert(name);
    return names.size();
}

void Sealing::hear_key(std::string const& key) {
    is_keyless_ = key.empty();
    if (key.empty() || (key == key_ && key_is_kept_) || is_forgotten_) return;
    if (key != key_) lost_.clear();
    key_ = key;
    key_is_kept_ = true;
    store_.write({{Write::Kind::put, key_entry, key}}, [](platform::Written) {});
}

void Sealing::close(std::map<std::string, std::string> drafts) {
    closing_ = true;
    store_.read("", guarded([this, drafts = std::move(drafts)](bool, Entries const& entries) {
                    look(entries);
                    if (key_.empty() || !closing_) return;
                    Entries written;
                    auto unstored = drafts;
                    for (auto const& [key, value] : entries) {
                        if (!is_written_here(key)) continue;
                        written.emplace_back(key, value);
                        if (auto const place = Drafts::place_in(key)) unstored.erase(*place);
                    }
                    // Another tab may have sealed what it knew of them, and taken the rest away.
                    for (auto const& [place, text] : unstored)
                        written.emplace_back(Drafts::key_of(place), text);
                    seal(written);
                }));
}

void Sealing::seal(Entries const& written) {
    std::vector<std::string> texts;
    for (auto const& [key, text] : written) texts.push_back(with_name(key, text));
    platform_.seal(key_, std::move(texts), guarded([this, written](platform::Texts const& sealed) {
                       bool const all = std::all_of(sealed.begin(), sealed.end(),
                                                    [](auto const& text) { return text; });
                       if (closing_ && !is_forgotten_ && all) put_sealed(written, sealed);
                   }));
}

// The key goes when nothing is there any more that it did not seal; by itself, since a store that
// is in memory keeps what went until everything that came with it has gone as well.
void Sealing::put_sealed(Entries const& written, platform::Texts const& sealed) {
    std::vector<Write> writes;
    for (std::size_t i = 0; i < written.size(); ++i) {
        auto const& key = written[i].first;
        auto const at = std::string(sealed_prefix) + tab_ + "/" + key;
        writes.push_back({Write::Kind::put, at, *sealed[i]});
        writes.push_back({Write::Kind::erase, key, {}});
        sealed_.emplace_back(at, *sealed[i]);
    }
    key_is_kept_ = false;
    auto const without_key = [this] {
        if (!key_is_kept_)
            store_.write({{Write::Kind::erase, key_entry, {}}}, [](platform::Written) {});
    };
    if (writes.empty()) return without_key();
    store_.write(std::move(writes), guarded([without_key](platform::Written written_down) {
                     if (written_down.ok) without_key();
                 }));
}

void Sealing::open(std::function<std::vector<Write>(Opened)> plain, std::function<void()> done) {
    std::vector<std::string> texts;
    for (auto const& [key, text] : sealed_) texts.push_back(text);
    platform_.unseal(
        key_, std::move(texts),
        guarded([this, sealed = sealed_, plain = std::move(plain), done = std::move(done)](
                    platform::Texts const& opened) { put_opened(sealed, opened, plain, done); }));
}

void Sealing::put_opened(Entries const& sealed, platform::Texts const& texts,
                         std::function<std::vector<Write>(Opened)> const& plain,
                         std::function<void()> done) {
    if (closing_ || is_forgotten_) return;  // the session ended again, or nobody comes back
    Opened opened;
    std::vector<Write> taken;
    for (std::size_t i = 0; i < sealed.size(); ++i) {
        auto const& [key, value] = sealed[i];
        auto const name = name_in(key);
        if (auto text = texts[i] ? without_name(name, *texts[i]) : std::nullopt) {
            opened[name].push_back(std::move(*text));
            taken.push_back({Write::Kind::erase, key, {}});
        } else {
            lost_.insert(key);  // the others are opened all the same
        }
    }
    auto writes = plain(std::move(opened));
    writes.insert(writes.end(), taken.begin(), taken.end());
    if (writes.empty()) return done();
    store_.write(std::move(writes),
                 guarded([done = std::move(done)](platform::Written) { done(); }));
}

}  // namespace client
