// What the fuzz targets share: the messages that strangers send, and how a broken promise is
// reported.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "shared/news.hpp"
#include "tests/shared/goods.hpp"

namespace fuzz {

inline std::string_view text_of(std::uint8_t const* bytes, std::size_t size) {
    return size == 0 ? std::string_view()
                     : std::string_view(reinterpret_cast<char const*>(bytes), size);
}

// A promise that must hold for every input. It does not depend on NDEBUG, as assert does.
inline void promise(bool held) {
    if (!held) std::abort();
}

// Calls `f` with an empty message of each type that comes over the network, and with a row of every
// kind of value.
template <class F>
void each_message(F&& f) {
    Domains::each([&]<class Domain>(std::type_identity<Domain>) {
        f(world::CommandsRequest<Domain>());
        f(world::News<Domain>());
    });
    f(news::AskNews::Request());
    f(world::CommandsAnswer());
    f(samples::Goods());  // a field of every kind of value
}

}  // namespace fuzz
