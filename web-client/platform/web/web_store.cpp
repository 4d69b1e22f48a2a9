#include "web-client/platform/web/web_store.hpp"

#include <utility>

#include "web-client/platform/bytes.hpp"
#include "web-client/platform/web/page.hpp"

namespace platform {
namespace {

char const* name_of(Write::Kind kind) {
    switch (kind) {
        case Write::Kind::put:
            return "put";
        case Write::Kind::erase:
            return "erase";
        case Write::Kind::append:
            return "append";
        case Write::Kind::wipe:
            return "wipe";
    }
    return "";
}

// Takes what was asked under this ticket out of the questions; nothing, if it is unknown.
template <class Done>
Done take(std::map<Ticket, Done>& asked, Ticket ticket) {
    auto const found = asked.find(ticket);
    if (found == asked.end()) return {};
    Done done = std::move(found->second);
    asked.erase(found);
    return done;
}

std::string pack(std::string const& first, std::string const& second) {
    BytesOut out;
    out.text(first);
    out.text(second);
    return out.take();
}

}  // namespace

void StoreQuestions::written(Ticket ticket, bool ok, std::string_view numbers) {
    Written written;
    written.ok = ok;
    std::uint64_t number = 0;
    for (std::size_t at = 0; at < numbers.size(); ++at) {
        if (numbers[at] != ' ')
            number = number * 10 + static_cast<std::uint64_t>(numbers[at] - '0');
        if (numbers[at] == ' ' || at + 1 == numbers.size())
            written.numbers.push_back(std::exchange(number, 0));
    }
    if (auto const done = take(writes, ticket)) done(std::move(written));
}

void StoreQuestions::read(Ticket ticket, bool ok, std::string_view packed) {
    Store::Entries entries;
    BytesIn in(packed);
    while (!in.empty()) {
        std::string_view const key = in.text();
        std::string_view const value = in.text();
        entries.emplace_back(key, value);
    }
    if (auto const done = take(reads, ticket)) done(ok, std::move(entries));
}

void StoreQuestions::leased(Ticket ticket, bool held) {
    if (auto const done = take(leases, ticket)) done(held);
}

WebStore::WebStore(std::string account, StoreQuestions& questions)
    : account_(std::move(account)), questions_(questions) {
    page::page_store_open(account_.data(), account_.size());
}

void WebStore::write(std::vector<Write> batch, std::function<void(Written)> done) {
    BytesOut out;
    for (Write const& each : batch) {
        out.text(name_of(each.kind));
        out.text(each.key);
        out.text(each.value);
    }
    Ticket const ticket = ++questions_.newest;
    questions_.writes.emplace(ticket, std::move(done));
    page::page_store_write(account_.data(), account_.size(), out.bytes().data(), out.bytes().size(),
                           static_cast<double>(ticket));
}

void WebStore::read(std::string prefix, std::function<void(bool ok, Entries)> done) {
    Ticket const ticket = ++questions_.newest;
    questions_.reads.emplace(ticket, std::move(done));
    page::page_store_read(account_.data(), account_.size(), prefix.data(), prefix.size(),
                          static_cast<double>(ticket));
}

void WebStore::lease(std::string name, std::string holder, int duration_ms,
                     std::function<void(bool held)> done) {
    Ticket const ticket = ++questions_.newest;
    questions_.leases.emplace(ticket, std::move(done));
    std::string const names = pack(name, holder);
    page::page_store_lease(account_.data(), account_.size(), names.data(), names.size(),
                           duration_ms, static_cast<double>(ticket));
}

void WebStore::release(std::string name, std::string holder) {
    std::string const names = pack(name, holder);
    page::page_store_release(account_.data(), account_.size(), names.data(), names.size());
}

void WebStore::broadcast(std::string message) {
    page::page_store_broadcast(account_.data(), account_.size(), message.data(), message.size());
}

}  // namespace platform
