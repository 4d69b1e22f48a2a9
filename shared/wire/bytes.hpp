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

// ---- values by their rules

inline void save_text(Writer& out, std::string_view text) {
    out(static_cast<std::uint32_t>(text.size()));
    out.put(text.data(), text.size());
}
inline std::string_view load_text(Reader& in) {
    std::uint32_t size = 0;
    in(size);
    return in.take(size);
}

// Whole and within its field's limits, and text.
inline void load_bounded_text(Reader& in, std::string& value, base::Rules const& rules) {
    auto const text = load_text(in);
    if (text.size() > rules.longest * 4)
        throw Malformed("bytes: a text longer than its field allows");
    if (!base::is_utf8(text) || text.find('\0') != std::string_view::npos)
        throw Malformed("bytes: text that is not UTF-8");
    in.spend(text.size());
    value = text;
}
// Three letters, or three zeros for none.
inline void save_currency(Writer& out, base::Currency value) {
    char letters[3] = {};
    value.code().copy(letters, 3);
    out.put(letters, 3);
}
inline void load_currency(Reader& in, base::Currency& value) {
    char letters[3];
    in.get(letters, 3);
    value = {};
    if (letters[0] == 0 && letters[1] == 0 && letters[2] == 0) return;
    auto const known = base::Currency::from({letters, 3});
    if (!known) throw Malformed("bytes: a currency that is no three letters");
    value = *known;
}

template <class T>
void save_value(Writer& out, T const& value) {
    if constexpr (std::is_arithmetic_v<T>) {
        out(value);
    } else if constexpr (std::is_same_v<T, std::string>) {
        save_text(out, value);
    } else if constexpr (std::is_same_v<T, base::Id128>) {
        out(value.high, value.low);
    } else if constexpr (base::is_id<T>) {
        out(value.value.high, value.value.low);
    } else if constexpr (std::is_same_v<T, base::Instant>) {
        out(value.us);
    } else if constexpr (std::is_same_v<T, base::Day>) {
        out(value.days);
    } else if constexpr (std::is_same_v<T, base::Currency>) {
        save_currency(out, value);
    } else if constexpr (std::is_same_v<T, base::Money>) {
        out(value.minor);
        save_currency(out, value.currency);
    } else if constexpr (std::is_same_v<T, base::Quantity>) {
        out(value.thousandths);
    } else if constexpr (std::is_same_v<T, base::Names>) {
        save_text(out, value.ru);
        save_text(out, value.en);
    } else if constexpr (base::NamedEnum<T>) {
        out(static_cast<std::uint8_t>(value));
    } else if constexpr (base::is_optional<T>) {
        out(value.has_value());
        if (value) save_value(out, *value);
    } else if constexpr (base::is_list<T>) {
        out(static_cast<std::uint32_t>(value.size()));
        for (auto const& item : value) save_value(out, item);
    } else if constexpr (is_variant<T>) {
        save_text(out, name_of_held(value));
        std::visit([&](auto const& held) { save_value(out, held); }, value);
    } else {
        static_assert(base::Described<T>, "a type that the bytes do not know");
        base::each_field<T>([&](auto const& f) {
            if (!f.rules.server_only) save_value(out, value.*f.member);
        });
    }
}

template <class T>
void load_value(Reader& in, T& value, base::Rules const& rules) {
    if constexpr (std::is_arithmetic_v<T>) {
        in(value);
    } else if constexpr (std::is_same_v<T, std::string>) {
        load_bounded_text(in, value, rules);
    } else if constexpr (std::is_same_v<T, base::Id128>) {
        in(value.high, value.low);
    } else if constexpr (base::is_id<T>) {
        in(value.value.high, value.value.low);
    } else if constexpr (std::is_same_v<T, base::Instant>) {
        in(value.us);
    } else if constexpr (std::is_same_v<T, base::Day>) {
        in(value.days);
    } else if constexpr (std::is_same_v<T, base::Currency>) {
        load_currency(in, value);
    } else if constexpr (std::is_same_v<T, base::Money>) {
        in(value.minor);
        load_currency(in, value.currency);
    } else if constexpr (std::is_same_v<T, base::Quantity>) {
        in(value.thousandths);
    } else if constexpr (std::is_same_v<T, base::Names>) {
        load_bounded_text(in, value.ru, rules);
        load_bounded_text(in, value.en, rules);
    } else if constexpr (base::NamedEnum<T>) {
        std::uint8_t index = 0;
        in(index);
        if (index >= names_of(T{}).size())
            throw Malformed("bytes: a value that its enumeration does not have");
        value = static_cast<T>(index);
    } else if constexpr (base::is_optional<T>) {
        bool present = false;
        in(present);
        value.reset();
        if (present) load_value(in, value.emplace(), rules);
    } else if constexpr (base::is_list<T>) {
        std::uint32_t count = 0;
        in(count);
        if (count > rules.longest || count > in.left())
            throw Malformed("bytes: a list longer than its field allows");
        in.spend(count * sizeof(typename T::value_type));
        value.clear();
        value.reserve(count);
        for (std::uint32_t i = 0; i < count; ++i) {
            value.emplace_back();
            load_value(in, value.back(), base::Rules{});
        }
    } else if constexpr (is_variant<T>) {
        auto const name = load_text(in);
        Reader::Deeper const deeper(in);
        if (!emplace_by_name(value, name, [&](auto& held) { load_value(in, held, base::Rules{}); }))
            throw Malformed("bytes: a type that is not known");
    } else {
        static_assert(base::Described<T>, "a type that the bytes do not know");
        Reader::Deeper const deeper(in);
        base::each_field<T>([&](auto const& f) {
            if (!f.rules.server_only) load_value(in, value.*f.member, f.rules);
        });
    }
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
