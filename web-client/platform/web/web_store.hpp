// The store of a page: an IndexedDB database of one account, reached through page/store.js.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "web-client/platform/platform.hpp"

namespace platform {

// What was asked of any store and is not answered yet.
struct StoreQuestions {
    Ticket newest = 0;
    std::map<Ticket, std::function<void(Written)>> writes;
    std::map<Ticket, std::function<void(bool, Store::Entries)>> reads;
    std::map<Ticket, std::function<void(bool)>> leases;

    void written(Ticket ticket, bool ok, std::string_view numbers);  // separated by spaces
    void read(Ticket ticket, bool ok, std::string_view packed);      // key, value, key, value, …
    void leased(Ticket ticket, bool held);
};

class WebStore : public Store {
public:
    WebStore(std::string account, StoreQuestions& questions);

    void write(std::vector<Write> batch, std::function<void(Written)> done) override;
    void read(std::string prefix, std::function<void(bool ok, Entries)> done) override;
    void lease(std::string name, std::string holder, int duration_ms,
               std::function<void(bool held)> done) override;
    void release(std::string name, std::string holder) override;
    void broadcast(std::string message) override;
    void on_broadcast(std::function<void(std::string)> receive) override {
        receive_ = std::move(receive);
    }

    void on_lost(std::function<void()> act) override { lost_ = std::move(act); }

    void lost() const {
        if (lost_) lost_();
    }
    void received(std::string message) const {
        if (receive_) receive_(std::move(message));
    }

private:
    std::string account_;
    StoreQuestions& questions_;
    std::function<void(std::string)> receive_;
    std::function<void()> lost_;
};

}  // namespace platform
