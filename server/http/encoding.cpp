#include "server/http/encoding.hpp"

#include <array>
#include <optional>

#include "server/http/tokens.hpp"

namespace http {

std::string_view name_of(Encoding encoding) {
    switch (encoding) {
        case Encoding::identity:
            return "";
        case Encoding::gzip:
            return "gzip";
        case Encoding::brotli:
            return "br";
    }
    return "";
}

Encoding best_encoding(std::string_view accept_encoding, Encodings available) {
    std::optional<int> brotli, gzip, identity, others;
    for (auto const& [name, parameters, weight] : weighted_items(accept_encoding)) {
        if (name == "br") brotli = weight;
        if (name == "gzip" || name == "x-gzip") gzip = weight;
        if (name == "identity") identity = weight;
        if (name == "*") others = weight;
    }
    int best = 0;
    auto chosen = Encoding::identity;  // also when the client accepts nothing that we have
    auto const offer = [&](Encoding encoding, int weight) {
        if (weight <= best) return;
        best = weight;
        chosen = encoding;
    };
    if (available.brotli) offer(Encoding::brotli, brotli.value_or(others.value_or(0)));
    if (available.gzip) offer(Encoding::gzip, gzip.value_or(others.value_or(0)));
    // Plain is acceptable unless it is ruled out, but anything that was asked for comes before it.
    offer(Encoding::identity, identity.value_or(0));
    return chosen;
}

}  // namespace http
