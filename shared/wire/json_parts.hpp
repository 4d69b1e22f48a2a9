// Parts of JSON documents: what writes and reads one value of a described type, for whoever puts
// together or takes apart a document that is no described type itself.
#pragma once

#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <string>
#include <string_view>
#include <vector>

#include "shared/wire/json.hpp"

namespace wire::json {

using Out = rapidjson::Writer<rapidjson::StringBuffer>;
using In = rapidjson::Value;

inline void put(Out& out, std::string_view text) {
    out.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
}
inline void key(Out& out, std::string_view text) {
    out.Key(text.data(), static_cast<rapidjson::SizeType>(text.size()));
}

// ---- writing

// By the description of the value's type.
void write(Out& out, base::TypeInfo const& type, void const* value);

template <class T>
void write(Out& out, T const& value) {
    write(out, base::type_of<T>(), &value);
}

// ---- reading

// Where a value came from and what has been found wrong so far.
struct Reader {
    // So many are said; a stranger's megabyte of mistakes is not answered with ten of problems.
    static constexpr std::size_t most_problems = 100;

    Reading reading = Reading::strict;
    base::Problems problems;
    std::vector<std::string>
        unread;  // what stands at or under these paths is not judged any further

    bool full() const { return problems.size() >= most_problems; }
    void refuse(std::string const& path, std::string_view rule) {
        if (full()) return;
        problems.push_back({path, std::string(rule), {}});
        unread.push_back(path);
    }
    // Whether all that was found wrong from the n-th problem on are types that came after this
    // program: a tolerant list passes over their items.
    bool only_newer_types(std::size_t from) const;
    // Whether a problem that the rules find there should be said.
    bool could_read(std::string const& path) const;
    // Fields of an object that stand there twice, or that nobody knows.
    void check_names(In const& object, std::string const& at, std::string_view const* known,
                     std::size_t count);
};

// By the description of the value's type. Money is {"minor": 123450, "currency": "RUB"}: a whole
// number, since no reader of JSON may round it, and named so that nobody takes it for roubles. A
// quantity is {"thousandths": 1250}, names are {"ru": "Торт", "en": "Cake"}, either of which may be
// left out. A currency is strictly one that is known; tolerantly any three capital letters, for
// there are newer lists.
void read(Reader& reader, In const& in, base::TypeInfo const& type, void* value,
          std::string const& at);

template <class T>
void read(Reader& reader, In const& in, T& value, std::string const& at) {
    read(reader, in, base::type_of<T>(), &value, at);
}

// The text as a document, or problems: not JSON, nested too deep, broken UTF-8, a number without
// end.
base::Problems parse_document(std::string_view text, rapidjson::Document& document);

}  // namespace wire::json
