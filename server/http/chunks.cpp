#include "server/http/chunks.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "server/http/head.hpp"
#include "server/http/tokens.hpp"

namespace http {
namespace {

constexpr std::size_t most_digits = 16;  // of a size: no body needs more than 64 bits
constexpr std::size_t line_end_bytes = 2;

std::size_t digits_of(std::string_view line) {
    auto const is_hex = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    };
    auto const end = std::find_if_not(line.begin(), line.end(), is_hex);
    return static_cast<std::size_t>(end - line.begin());
}

// What stands behind a size: nothing, or extensions, each after a semicolon.
bool may_follow_size(std::string_view rest) {
    return rest.empty() || (is_field_value(rest) && trimmed(rest).substr(0, 1) == ";");
}

}  // namespace

std::optional<std::string_view> Chunks::next(std::string_view& bytes) {
    while (!bytes.empty() && at_ != At::end) {
        if (at_ == At::data) {
            auto const size =
                static_cast<std::size_t>(std::min<std::uint64_t>(left_, bytes.size()));
            auto const piece = bytes.substr(0, size);
            bytes.remove_prefix(size);
            left_ -= size;
            if (left_ == 0) at_ = At::data_end;
            return piece;
        }
        if (!take_line(bytes)) return std::nullopt;
    }
    return std::string_view();
}

// A line ends with CR LF, and neither stands anywhere else in it.
bool Chunks::take_line(std::string_view& bytes) {
    auto const end = bytes.find('\n');
    auto const part = bytes.substr(0, end == bytes.npos ? end : end + 1);
    bytes.remove_prefix(part.size());
    line_ += part;
    auto const digits = at_ == At::size ? digits_of(line_) : 0;
    auto const extra = line_.size() - digits;
    auto const frame = at_ == At::trailer ? 0 : line_end_bytes;
    auto const left = at_ == At::data_end ? 0 : most_extra_bytes - extra_;
    if (digits > most_digits || extra > frame + left) return false;
    auto const carriage = line_.find('\r');
    if (end == bytes.npos) return carriage >= line_.size() - 1;
    if (line_.size() < line_end_bytes || carriage != line_.size() - line_end_bytes) return false;
    extra_ += extra - frame;
    line_.resize(carriage);
    bool const good = read_line();
    line_.clear();
    return good;
}

bool Chunks::read_line() {
    switch (at_) {
        case At::size:
            return read_size();
        case At::data_end:
            at_ = At::size;
            return line_.empty();
        case At::trailer:
            if (line_.empty()) at_ = At::end;
            return line_.empty() || is_field(line_);
        case At::data:
        case At::end:
            break;
    }
    return false;
}

bool Chunks::read_size() {
    auto const digits = digits_of(line_);
    if (digits == 0) return false;
    if (!may_follow_size(std::string_view(line_).substr(digits))) return false;
    std::from_chars(line_.data(), line_.data() + digits, left_, 16);
    at_ = left_ == 0 ? At::trailer : At::data;
    return true;
}

}  // namespace http
