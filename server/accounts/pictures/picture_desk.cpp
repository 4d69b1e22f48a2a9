#include "server/accounts/pictures/picture_desk.hpp"

#include <system_error>

#include "server/http/bind.hpp"
#include "server/http/media_type.hpp"
#include "server/http/tokens.hpp"
#include "server/outside.hpp"

namespace accounts {

namespace {

std::string fresh_name() {
    constexpr char digits[] = "0123456789abcdef";
    std::string name;
    for (char const c : server::random_bytes(16)) {
        auto const byte = static_cast<unsigned char>(c);
        name += digits[byte >> 4];
        name += digits[byte & 0xF];
    }
    return name;
}

http::Fault fault(int status, std::string_view rule) {
    http::Fault made;
    made.status = status;
    made.rule = rule;
    return made;
}

// What it is, whatever it is called: one that was saved under another's name still is a picture.
// The route took only "image/png" and its like; what is none of them is read as what it is called.
std::string kind_of(http::Call const& call) {
    std::string name(picture_type(call.request.body));
    if (name.empty()) name = http::media_type_of(call.request.header("content-type"))->name;
    return name.substr(name.find('/') + 1);
}

http::Fault fault_of(NoPicture reason) {
    if (reason == NoPicture::busy) return http::try_again_soon();
    return fault(422, reason == NoPicture::too_large ? "picture-too-large" : "not-a-picture");
}

}  // namespace

std::variant<PictureDesk::Taken, http::Fault> PictureDesk::take_in(base::Id128 owner,
                                                                   http::Call const& call) const {
    auto const read = reader_.read(kind_of(call), call.request.body);
    if (auto const* reason = std::get_if<NoPicture>(&read)) return fault_of(*reason);
    auto const name = fresh_name();
    auto const& squares = std::get<Squares>(read);
    try {
        files_.write(owner, name, squares);
    } catch (std::system_error const& error) {
        files_.remove(owner, name);
        if (error.code() != std::errc::no_space_on_device) throw;
        log_.warning("pictures.full", {{"error", std::string_view(error.what())}});
        auto full = fault(503, "storage-full");
        full.headers.emplace_back("Retry-After", "30");
        return full;
    }
    return Taken{name, squares.large.size() + squares.small.size()};
}

http::Reply PictureDesk::show(base::Id128 owner, std::string const& named, std::int64_t size,
                              std::string const& expected, For whom, http::Call const& call) const {
    bool const is_size = size == smallest_picture || size == largest_picture;
    if (!is_size || named.empty()) return call.reply(fault(404, ""));
    http::Reply reply;
    auto const tag = "\"" + named + "\"";
    std::string const kept = whom == For::anybody ? "public" : "private";
    // Another picture has another name, so that an address with the name is one picture's for ever.
    reply.headers = {{"ETag", tag},
                     {"Cache-Control",
                      kept + (expected == named ? ", max-age=31536000, immutable" : ", no-cache")}};
    auto const known = call.request.header("if-none-match");
    if (http::has_list_item(known, tag) || http::has_list_item(known, "w/" + tag)) {
        reply.status = 304;
        return reply;
    }
    auto file = files_.read(owner, named, size);
    if (!file) return call.reply(fault(404, ""));
    reply.content_type = SeeAvatar::answers;
    reply.body = std::make_shared<std::string const>(std::move(*file));
    return reply;
}

}  // namespace accounts
