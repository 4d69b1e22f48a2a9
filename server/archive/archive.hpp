// A zip of JSON files that a person can read.
#pragma once

#include <string>

#include "shared/wire/json.hpp"

struct archive;

namespace archiving {

// Written as it grows; finish() answers its bytes.
class Archive {
public:
    Archive();
    ~Archive();
    Archive(Archive const&) = delete;
    Archive& operator=(Archive const&) = delete;

    void add(std::string const& name, std::string const& text);
    // One file with one value in each line, written while they are read.
    class List {
    public:
        explicit List(Archive& archive) : archive_(archive) { archive_.write("["); }
        void add(std::string const& value) {
            archive_.write((first_ ? "\n  " : ",\n  ") + value);
            first_ = false;
        }
        void end() { archive_.write("\n]\n"); }

    private:
        Archive& archive_;
        bool first_ = true;
    };
    List begin_list(std::string const& name);
    std::string finish();

private:
    void begin(std::string const& name);
    void write(std::string const& text);
    void must(int result) const;

    std::string bytes_;
    ::archive* archive_;
};

std::string indented(std::string const& json);
template <class T>
std::string readable(T const& value) {
    return indented(wire::json::text(value));
}

}  // namespace archiving
