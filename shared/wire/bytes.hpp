// Cereal on bytes that a stranger may have written. Every size is checked against what is left and
// against a budget before anything is allocated; every field is held to its own limits while it is
// read. Little-endian; sizes and names are 32-bit counts with bytes; bool and presence are one
// byte, 0 or 1.
#pragma once

#include <bit>
#include <cereal/cereal.hpp>
#include <cstring>
#include <stdexcept>
#include <string>
#include <string_view>

#include "shared/base/check.hpp"
#include "shared/wire/named.hpp"

namespace wire {

static_assert(std::endian::native == std::endian::little,
              "the bytes are little-endian as they lie in memory");

// The message cannot be one of ours; what() is for the log, never for the peer.
struct Malformed : std::runtime_error {
    using std::runtime_error::runtime_error;
};

class Writer : public cereal::OutputArchive<Writer, cereal::AllowEmptyClassElision> {
public:
    Writer() : OutputArchive(this) {}
    void put(void const* data, std::size_t size) {
        bytes_.append(static_cast<char const*>(data), size);
    }
    std::string take() { return std::move(bytes_); }

private:
    std::string bytes_;
};

class Reader : public cereal::InputArchive<Reader, cereal::AllowEmptyClassElision> {
public:
    // A message may make at most this many times its own size of memory, and a little for its
    // frame.
    static constexpr std::size_t budget_factor = 8;
    static constexpr int most_depth = 16;

    explicit Reader(std::string_view bytes)
        : InputArchive(this), left_(bytes), budget_(bytes.size() * budget_factor + 4096) {}

    void get(void* data, std::size_t size) {
        if (size > left_.size()) throw Malformed("bytes: the message ends too early");
        std::memcpy(data, left_.data(), size);
        left_.remove_prefix(size);
    }
    std::string_view take(std::size_t size) {
        if (size > left_.size()) throw Malformed("bytes: a size larger than the message");
        auto const taken = left_.substr(0, size);
        left_.remove_prefix(size);
        return taken;
    }
    // Says that `size` bytes of memory are about to be used.
    void spend(std::size_t size) {
        if (size > budget_) throw Malformed("bytes: the message would need too much memory");
        budget_ -= size;
    }
    std::size_t left() const { return left_.size(); }

    struct Deeper {
        explicit Deeper(Reader& reader) : reader_(reader) {
            if (++reader_.depth_ > most_depth) throw Malformed("bytes: nested too deep");
        }
        ~Deeper() { --reader_.depth_; }
        Deeper(Deeper const&) = delete;
        Deeper& operator=(Deeper const&) = delete;
        Reader& reader_;
    };

private:
    std::string_view left_;
    std::size_t budget_;
    int depth_ = 0;
};

template <class T>
requires std::is_arithmetic_v<T>
void CEREAL_SAVE_FUNCTION_NAME(Writer& out, T const& value) { out.put(&value, sizeof value); }
template <class T>
requires std::is_arithmetic_v<T>
void CEREAL_LOAD_FUNCTION_NAME(Reader& in, T& value) {
    static_assert(!std::is_floating_point_v<T>, "rows hold no floating point");
    if constexpr (std::is_same_v<T, bool>) {
        std::uint8_t byte = 0;
        in.get(&byte, 1);
        if (byte > 1) throw Malformed("bytes: a boolean that is neither 0 nor 1");
        value = byte == 1;
    } else {
        in.get(&value, sizeof value);
    }
}

// ---- values, by the description of their types and the rules of their fields

void save(Writer& out, base::TypeInfo const& type, void const* value);
void load(Reader& in, base::TypeInfo const& type, void* value, base::Rules const& rules);

template <class T>
void save_value(Writer& out, T const& value) {
    save(out, base::type_of<T>(), &value);
}
template <class T>
void load_value(Reader& in, T& value, base::Rules const& rules) {
    load(in, base::type_of<T>(), &value, rules);
}

// What cereal calls for our records.
template <base::Described Record>
void CEREAL_SAVE_FUNCTION_NAME(Writer& out, Record const& record) {
    save_value(out, record);
}
template <base::Described Record>
void CEREAL_LOAD_FUNCTION_NAME(Reader& in, Record& record) {
    load_value(in, record, base::Rules{});
}

template <class T>
std::string to_bytes(T const& value) {
    Writer out;
    out(value);
    return out.take();
}

// The whole of `bytes` as a value; throws Malformed. The rules are still to be judged: base::check.
template <class T>
T from_bytes(std::string_view bytes) {
    Reader in(bytes);
    T value{};
    in(value);
    if (in.left() != 0) throw Malformed("bytes: something follows the message");
    return value;
}

}  // namespace wire

CEREAL_REGISTER_ARCHIVE(wire::Writer)
CEREAL_REGISTER_ARCHIVE(wire::Reader)
CEREAL_SETUP_ARCHIVE_TRAITS(wire::Reader, wire::Writer)
