// All rows that a place shows, as a file: its columns, and in which form people want it.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "shared/wire/csv.hpp"
#include "web-client/tables/columns.hpp"
#include "web-client/tables/table_pages.hpp"

namespace tables {

struct FileFormat {
    bool json_lines = false;
    wire::csv::Style style{};
};
// "messaging.channel.csv"; parted by tabs it is ".tsv", and JSON lines are ".jsonl".
std::string file_name(std::string_view table, FileFormat const& format);

// Asks page after page, and makes a file of all of them.
class Export {
public:
    // Told once: the whole file, or why there is none.
    using Done = std::function<void(std::string const& file, client::Failure const* failure)>;

    Export(platform::Platform& platform, client::PersonalApi& api)
        : platform_(platform), api_(api) {}
    // Of a place that names no columns all fields are in it.
    void begin(TableInfo const& table, Place const& place, FileFormat const& format, Done done);
    bool is_under_way() const { return under_way_; }

private:
    struct Going;
    void go_on(std::shared_ptr<Going> const& going);

    platform::Platform& platform_;
    client::PersonalApi& api_;
    platform::Alive alive_;
    bool under_way_ = false;
};

// The forms that there are, and a dialog for what is none of the usual.
class ExportMenu {
public:
    using Wanted = std::function<void(FileFormat const& format)>;
    ExportMenu(house::Surroundings const& around, Wanted wanted)
        : around_(around), wanted_(std::move(wanted)) {}

    void open();
    void close() { is_wanted_ = false; }
    void frame(look::Ui& ui, look::Rect at);

private:
    void ask(words::Words const& words);

    house::Surroundings around_;
    Wanted wanted_;
    bool is_wanted_ = false;
};

}  // namespace tables
