#include "server/http/files.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "server/http/encoding.hpp"
#include "server/http/mime.hpp"
#include "server/http/security.hpp"
#include "server/http/tokens.hpp"

namespace http {
namespace {

namespace fs = std::filesystem;

std::string read(fs::path const& path) {
    std::ifstream file(path, std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(file), {}};
    if (!file) throw std::runtime_error("cannot read " + path.string());
    return bytes;
}

std::string content_tag(std::string const& bytes) {
    std::array<unsigned char, crypto_generichash_BYTES_MIN> hash;
    crypto_generichash(hash.data(), hash.size(),
                       reinterpret_cast<unsigned char const*>(bytes.data()), bytes.size(), nullptr,
                       0);
    std::array<char, 2 * hash.size() + 1> text;
    return sodium_bin2hex(text.data(), text.size(), hash.data(), hash.size());
}

// Weak comparison (RFC 9110, 13.1.2).
bool is_listed(std::string_view if_none_match, std::string_view tag) {
    for (auto item : list_items(if_none_match)) {
        if (item.substr(0, 2) == "W/") item.remove_prefix(2);
        if (item == tag || item == "*") return true;
    }
    return false;
}

// Who takes anything is shown a page too, and so is who does not say what (RFC 9110, 12.5.1).
bool takes_html(Request const& request) {
    auto const accepted = weighted_items(request.header("accept"));
    return accepted.empty() || weight_of_type(accepted, "text/html") > 0;
}

// The client's page is no answer in place of one that the API does not have, but to who asks for a
// page by name.
bool may_be_the_clients(Request const& request) {
    if (request.segments.empty() || request.segments[0] != "api") return true;
    auto accepted = weighted_items(request.header("accept"));
    std::erase_if(accepted, [](auto const& item) { return item.name != "text/html"; });
    return weight_of_type(accepted, "text/html") > 0;
}

bool is_hidden(std::string const& name) { return name[0] == '.'; }

bool is_hex(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); }

}  // namespace

bool is_fingerprinted(std::string_view name) {
    // A run of eight or more hexadecimal digits, between separators, before the extension.
    std::size_t run = 0;
    bool only_hex = true;
    for (char const c : name) {
        if (c == '.' || c == '-' || c == '_') {
            if (only_hex && run >= 8 && c == '.') return true;
            run = 0;
            only_hex = true;
        } else {
            only_hex = only_hex && is_hex(c);
            ++run;
        }
    }
    return false;
}

Files::Files(fs::path const& folder, std::size_t most_bytes) {
    std::error_code error;
    fs::recursive_directory_iterator entries(folder, error);
    if (error)
        throw std::runtime_error("cannot read the folder " + folder.string() + ": " +
                                 error.message());
    std::size_t bytes = 0;
    std::map<std::string, Bytes> contents;
    for (; entries != fs::recursive_directory_iterator(); ++entries) {
        auto const& entry = *entries;
        if (is_hidden(entry.path().filename().string())) {
            entries.disable_recursion_pending();
            continue;
        }
        if (!fs::is_regular_file(entry.symlink_status())) continue;
        auto content = std::make_shared<std::string const>(read(entry.path()));
        if ((bytes += content->size()) > most_bytes)
            throw std::runtime_error("the files in " + folder.string() + " are too large");
        contents["/" + entry.path().lexically_relative(folder).generic_string()] =
            std::move(content);
    }
    auto const sibling = [&](std::string const& path, char const* extension) {
        auto const found = contents.find(path + extension);
        return found == contents.end() ? nullptr : found->second;
    };
    for (auto const& [path, content] : contents) {
        auto const extension = path.substr(path.rfind('.') + 1);
        bool const compressed = extension == "br" || extension == "gz";
        if (compressed && contents.count(path.substr(0, path.size() - 3)) > 0) continue;
        bool const keep = is_fingerprinted(std::string_view(path).substr(path.rfind('/') + 1));
        files_[path] = {content,
                        sibling(path, ".gz"),
                        sibling(path, ".br"),
                        std::string(mime_of(path)),
                        content_tag(*content),
                        keep ? "public, max-age=31536000, immutable" : "no-cache"};
    }
}

Files::File const* Files::find(Request const& request) const {
    if (request.method != Method::get && request.method != Method::head) return nullptr;
    // Nor does the client have paths of its own there, for which its page would be the answer.
    if (std::any_of(request.segments.begin(), request.segments.end(), is_hidden)) return nullptr;
    auto found = files_.find(request.path);
    if (found != files_.end()) return &found->second;
    bool const is_root = request.segments.empty();
    bool const has_extension = !is_root && request.segments.back().find('.') != std::string::npos;
    if (!is_root && (has_extension || !takes_html(request))) return nullptr;
    // A folder's own page ("/api/docs"), or the client, which knows its paths itself.
    found = files_.find(request.path + "/index.html");
    if (found == files_.end() && may_be_the_clients(request)) found = files_.find("/index.html");
    return found == files_.end() ? nullptr : &found->second;
}

std::optional<Reply> Files::answer(Request const& request) const {
    auto const* file = find(request);
    if (!file) return std::nullopt;
    auto const encoding = best_encoding(request.header("accept-encoding"),
                                        {file->gzip != nullptr, file->brotli != nullptr});
    std::string tag = "\"" + file->tag;
    if (encoding != Encoding::identity) tag += "-" + std::string(name_of(encoding));
    tag += "\"";

    Reply reply;
    reply.route = "file";
    reply.headers = {{"ETag", tag}, {"Cache-Control", file->cache}};
    if (file->gzip || file->brotli) reply.headers.emplace_back("Vary", "Accept-Encoding");
    reply.headers.emplace_back("Content-Security-Policy", page_policy);
    if (is_listed(request.header("if-none-match"), tag)) {
        reply.status = 304;
        return reply;
    }
    if (encoding != Encoding::identity)
        reply.headers.emplace_back("Content-Encoding", name_of(encoding));
    reply.content_type = file->type;
    reply.body = encoding == Encoding::brotli ? file->brotli
                 : encoding == Encoding::gzip ? file->gzip
                                              : file->plain;
    return reply;
}

}  // namespace http
