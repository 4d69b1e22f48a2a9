// What is there for everybody - connections, memory for bodies, places to wait - is shared out, so
// that no single address takes all of it. The first part of an address that one household or one
// office has for itself tells whose share it is.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace http {

// What an address is limited by: of IPv6 the first 64 bits, since whoever has one has them all.
std::string limited_part(std::string_view address);

class Shares {
public:
    struct Limits {
        std::uint64_t all = 0;
        std::uint64_t each = 0;  // of them, for one
    };
    explicit Shares(Limits limits);

    // What one of them holds; it is given back when this ends, also after the Shares have ended.
    class Share {
    public:
        Share() = default;
        Share(Share&& other) noexcept;
        Share& operator=(Share&& other) noexcept;
        ~Share() { give_back(); }
        Share(Share const&) = delete;
        Share& operator=(Share const&) = delete;

        // False, and nothing taken, when that is more than is left of all or of one's own.
        bool grow(std::uint64_t more);
        void give_back();
        std::uint64_t taken() const { return taken_; }

    private:
        friend class Shares;
        struct Held;
        std::shared_ptr<Held> held_;
        std::string who_;
        std::uint64_t taken_ = 0;
    };

    // Of nobody in particular, without a name, only the whole counts. Any thread.
    Share of(std::string who) const;
    std::uint64_t taken() const;

private:
    std::shared_ptr<Share::Held> const held_;
};

}  // namespace http
