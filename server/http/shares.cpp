#include "server/http/shares.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <mutex>
#include <unordered_map>
#include <utility>

namespace http {

std::string limited_part(std::string_view address) {
    std::string const whole(address);
    std::array<unsigned char, 16> bytes{};
    if (inet_pton(AF_INET6, whole.c_str(), bytes.data()) != 1) return whole;
    std::fill(bytes.begin() + 8, bytes.end(), static_cast<unsigned char>(0));
    std::array<char, INET6_ADDRSTRLEN> text{};
    inet_ntop(AF_INET6, bytes.data(), text.data(), text.size());
    return text.data();
}

struct Shares::Share::Held {
    explicit Held(Limits given) : limits(given) {}

    Limits const limits;
    mutable std::mutex mutex;
    std::uint64_t all = 0;
    std::unordered_map<std::string, std::uint64_t> of_each;  // none is 0
};

Shares::Shares(Limits limits) : held_(std::make_shared<Share::Held>(limits)) {}

Shares::Share Shares::of(std::string who) const {
    Share share;
    share.held_ = held_;
    share.who_ = std::move(who);
    return share;
}

std::uint64_t Shares::taken() const {
    std::lock_guard const lock(held_->mutex);
    return held_->all;
}

Shares::Share::Share(Share&& other) noexcept
    : held_(std::move(other.held_)),
      who_(std::move(other.who_)),
      taken_(std::exchange(other.taken_, 0)) {}

Shares::Share& Shares::Share::operator=(Share&& other) noexcept {
    if (this == &other) return *this;
    give_back();
    held_ = std::move(other.held_);
    who_ = std::move(other.who_);
    taken_ = std::exchange(other.taken_, 0);
    return *this;
}

bool Shares::Share::grow(std::uint64_t more) {
    if (!held_) return false;
    if (more == 0) return true;
    std::lock_guard const lock(held_->mutex);
    auto const& limits = held_->limits;
    if (more > limits.all - held_->all) return false;
    if (!who_.empty()) {
        auto const own = held_->of_each.find(who_);
        auto const had = own == held_->of_each.end() ? 0 : own->second;
        if (more > limits.each - std::min(had, limits.each)) return false;
        held_->of_each[who_] = had + more;
    }
    held_->all += more;
    taken_ += more;
    return true;
}

void Shares::Share::give_back() {
    auto const amount = std::exchange(taken_, 0);
    if (amount == 0) return;
    std::lock_guard const lock(held_->mutex);
    held_->all -= amount;
    if (who_.empty()) return;
    auto const own = held_->of_each.find(who_);
    own->second -= amount;
    if (own->second == 0) held_->of_each.erase(own);
}

}  // namespace http
