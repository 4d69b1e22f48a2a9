// A body that comes in chunks (RFC 9112, 7.1), from bytes to what it holds. Pure, without sockets,
// so that it can be tested and fuzzed alone. As in heads, what two readers could read differently
// is refused: a bare line feed, a sign or a space at a size, a missing line end behind the data.
// Extensions and trailers are checked, bounded and forgotten: nothing here asks for any.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace http {

class Chunks {
public:
    // All extensions and trailers of one body together, with the ends of the trailers' lines.
    static constexpr std::size_t most_extra_bytes = 4096;

    // Takes the next piece of the body off `bytes`, with what frames it; it is empty when all that
    // is left is a part of the frame. Nothing: these are no chunks, and never will be.
    std::optional<std::string_view> next(std::string_view& bytes);

    bool is_whole() const { return at_ == At::end; }
    std::uint64_t announced() const { return left_; }  // of the chunk that has begun

private:
    enum class At { size, data, data_end, trailer, end };

    bool take_line(std::string_view& bytes);
    bool read_line();
    bool read_size();

    At at_ = At::size;
    std::uint64_t left_ = 0;
    std::size_t extra_ = 0;
    std::string line_;  // as far as it has come
};

}  // namespace http
