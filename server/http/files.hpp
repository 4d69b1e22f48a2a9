// The web client's files, read into memory at the start and served from there, with what browsers
// need to cache them well and to run them safely. A file's compressed siblings ("app.wasm.br",
// "app.wasm.gz") are sent to whoever accepts them.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "server/http/message.hpp"

namespace http {

class Files {
public:
    // Throws std::runtime_error naming the folder or file that cannot be read, and when there is
    // more than `most_bytes`. What has a part of its path hidden (".git") is left out, and so are
    // symbolic links, which lead to where somebody else may write.
    explicit Files(std::filesystem::path const& folder, std::size_t most_bytes = 256u << 20);

    // To GET and HEAD: the file of that path; for "/", and for a path of the client's own (one
    // without an extension, asked for as HTML), index.html. Nothing for all else.
    std::optional<Reply> answer(Request const& request) const;

    std::size_t size() const { return files_.size(); }

private:
    using Bytes = std::shared_ptr<std::string const>;
    struct File {
        Bytes plain, gzip, brotli;
        std::string type, tag, cache;
    };

    File const* find(Request const& request) const;

    std::map<std::string, File, std::less<>> files_;  // by path, "/app.wasm"
};

// Whether the name carries a hash of the content, "app.1f3a9c0b7d.js", so that it may be kept for
// ever.
bool is_fingerprinted(std::string_view file_name);

}  // namespace http
