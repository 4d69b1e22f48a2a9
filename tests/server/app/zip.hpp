// What a zip holds.
#pragma once

#include <archive.h>
#include <archive_entry.h>
#include <doctest/doctest.h>

#include <map>
#include <string>

namespace scene {

inline std::map<std::string, std::string> files_in(std::string const& zip) {
    std::map<std::string, std::string> files;
    auto* reader = archive_read_new();
    archive_read_support_format_zip(reader);
    REQUIRE(archive_read_open_memory(reader, zip.data(), zip.size()) == ARCHIVE_OK);
    archive_entry* entry = nullptr;
    while (archive_read_next_header(reader, &entry) == ARCHIVE_OK) {
        auto& text = files[archive_entry_pathname(entry)];
        char part[4096];
        for (la_ssize_t size; (size = archive_read_data(reader, part, sizeof part)) > 0;)
            text.append(part, static_cast<std::size_t>(size));
    }
    archive_read_free(reader);
    return files;
}

}  // namespace scene
