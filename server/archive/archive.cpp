#include "server/archive/archive.hpp"

#include <archive.h>
#include <archive_entry.h>

#include <stdexcept>

#include "server/outside.hpp"

namespace archiving {

namespace {

la_ssize_t keep(::archive*, void* bytes, void const* from, std::size_t size) {
    static_cast<std::string*>(bytes)->append(static_cast<char const*>(from), size);
    return static_cast<la_ssize_t>(size);
}

}  // namespace

Archive::Archive() : archive_(archive_write_new()) {
    if (!archive_) throw std::bad_alloc();
    must(archive_write_set_format_zip(archive_));
    must(archive_write_open(archive_, &bytes_, nullptr, keep, nullptr));
}

Archive::~Archive() { archive_write_free(archive_); }

void Archive::must(int result) const {
    if (result == ARCHIVE_OK) return;
    auto const* text = archive_error_string(archive_);
    throw std::runtime_error(std::string("the archive cannot be written: ") + (text ? text : ""));
}

void Archive::begin(std::string const& name) {
    auto* entry = archive_entry_new();
    if (!entry) throw std::bad_alloc();
    archive_entry_set_pathname(entry, name.c_str());
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    archive_entry_set_mtime(entry, server::now().us / 1'000'000, 0);
    auto const result = archive_write_header(archive_, entry);
    archive_entry_free(entry);
    must(result);
}

void Archive::write(std::string const& text) {
    if (archive_write_data(archive_, text.data(), text.size()) !=
        static_cast<la_ssize_t>(text.size()))
        must(ARCHIVE_FATAL);
}

void Archive::add(std::string const& name, std::string const& text) {
    begin(name);
    write(text);
}

Archive::List Archive::begin_list(std::string const& name) {
    begin(name);
    return List(*this);
}

std::string Archive::finish() {
    must(archive_write_close(archive_));
    return std::move(bytes_);
}

// What is not within quotes is broken into lines.
std::string indented(std::string const& json) {
    std::string text;
    std::size_t depth = 0;
    bool quoted = false;
    auto const line = [&] { text += '\n' + std::string(2 * depth, ' '); };
    for (std::size_t i = 0; i < json.size(); ++i) {
        char const c = json[i];
        bool const closes = !quoted && (c == '}' || c == ']');
        bool const is_empty = closes && i > 0 && (json[i - 1] == '{' || json[i - 1] == '[');
        if (closes) --depth;
        if (closes && !is_empty) line();
        text += c;
        if (quoted && c == '\\' && i + 1 < json.size())
            text += json[++i];
        else if (c == '"')
            quoted = !quoted;
        if (quoted) continue;
        char const next = i + 1 < json.size() ? json[i + 1] : '\0';
        if (c == '{' || c == '[') {
            ++depth;
            if (next != '}' && next != ']') line();
        }
        if (c == ',') line();
        if (c == ':') text += ' ';
    }
    return text + '\n';
}

}  // namespace archiving
