// What comes in and goes out as bytes: pictures, of people and of the workspace, and everything of
// mine.
#pragma once

#include "shared/accounts/api.hpp"
#include "shared/accounts/rates.hpp"

namespace accounts {

constexpr std::uint64_t most_picture_bytes = 4u << 20;
constexpr std::int64_t largest_picture = 256, smallest_picture = 64;  // pixels of their sides

// "image/png" of the first bytes of a picture; empty: none that is taken.
constexpr std::string_view picture_type(std::string_view bytes) {
    if (bytes.substr(0, 4) == "\x89PNG") return "image/png";
    if (bytes.substr(0, 3) == "\xFF\xD8\xFF") return "image/jpeg";
    if (bytes.substr(0, 4) == "RIFF" && bytes.size() > 12 && bytes.substr(8, 4) == "WEBP")
        return "image/webp";
    return {};
}

// What a picture may be sent as.
inline constexpr std::array<std::string_view, 3> picture_types{"image/png", "image/jpeg",
                                                               "image/webp"};

struct PutAvatar {
    static constexpr auto method = wire::Method::put;
    static constexpr auto access = wire::Access::signed_in;
    static constexpr auto rate = rates::pictures;
    static constexpr std::string_view path = "/api/v1/me/avatar";
    static constexpr std::string_view summary = "Shows another picture of who is signed in";
    static constexpr auto takes = picture_types;
    static constexpr std::uint64_t body_bytes = most_picture_bytes;
    using Request = wire::Nothing;
    struct Response {
        std::string avatar;  // the picture's name
        static constexpr auto fields() {
            return base::Pack{
                base::field("avatar", &Response::avatar).required().line().at_most(64)};
        }
    };
};

struct RemoveAvatar {
    static constexpr auto method = wire::Method::del;
    static constexpr auto access = wire::Access::signed_in;
    static constexpr auto rate = rates::pictures;
    static constexpr std::string_view path = "/api/v1/me/avatar";
    static constexpr std::string_view summary = "Removes the picture of who is signed in";
    using Request = wire::Nothing;
    using Response = wire::Nothing;
};

struct SeeAvatar {
    static constexpr auto method = wire::Method::get;
    static constexpr auto access = wire::Access::signed_in;
    static constexpr auto rate = wire::unlimited;
    static constexpr std::string_view path = "/api/v1/people/{person}/avatar/{size}";
    static constexpr std::string_view summary =
        "The picture of a person, 64 or 256 pixels wide and high";
    static constexpr std::string_view answers = "image/png";
    static constexpr bool may_be_known = true;
    static constexpr bool may_be_signed = true;
    struct Request {
        base::Id<Person> person;
        std::int64_t size = 0;
        std::string name{};  // of the picture that is expected: it may be kept for ever
        static constexpr auto fields() {
            return base::Pack{base::field("person", &Request::person).required(),
                              base::field("size", &Request::size)
                                  .required()
                                  .within(smallest_picture, largest_picture),
                              base::field("name", &Request::name).line().at_most(64)};
        }
    };
    using Response = wire::Nothing;
};

struct PutWorkspacePicture {
    static constexpr auto method = wire::Method::put;
    static constexpr auto access = wire::Access::administrator;
    static constexpr auto rate = rates::pictures;
    static constexpr std::string_view path = "/api/v1/workspace/picture";
    static constexpr std::string_view summary = "Shows another picture of the workspace";
    static constexpr auto takes = picture_types;
    static constexpr std::uint64_t body_bytes = most_picture_bytes;
    using Request = wire::Nothing;
    struct Response {
        std::string picture;  // its name
        static constexpr auto fields() {
            return base::Pack{
                base::field("picture", &Response::picture).required().line().at_most(64)};
        }
    };
};

struct RemoveWorkspacePicture {
    static constexpr auto method = wire::Method::del;
    static constexpr auto access = wire::Access::administrator;
    static constexpr auto rate = rates::pictures;
    static constexpr std::string_view path = "/api/v1/workspace/picture";
    static constexpr std::string_view summary = "Removes the picture of the workspace";
    using Request = wire::Nothing;
    using Response = wire::Nothing;
};

// Whoever comes to sign in sees it, too.
struct SeeWorkspacePicture {
    static constexpr auto method = wire::Method::get;
    static constexpr auto access = wire::Access::anyone;
    static constexpr auto rate = wire::unlimited;
    static constexpr std::string_view path = "/api/v1/workspace/picture/{size}";
    static constexpr std::string_view summary =
        "The picture of the workspace, 64 or 256 pixels wide and high";
    static constexpr std::string_view answers = "image/png";
    static constexpr bool may_be_known = true;
    struct Request {
        std::int64_t size = 0;
        std::string name{};  // of the picture that is expected: it may be kept for ever
        static constexpr auto fields() {
            return base::Pack{base::field("size", &Request::size)
                                  .required()
                                  .within(smallest_picture, largest_picture),
                              base::field("name", &Request::name).line().at_most(64)};
        }
    };
    using Response = wire::Nothing;
};

struct DownloadArchive {
    static constexpr auto method = wire::Method::get;
    static constexpr auto access = wire::Access::signed_in;
    static constexpr auto rate = rates::archive;
    static constexpr std::string_view path = "/api/v1/me/archive";
    static constexpr std::string_view summary = "Everything of mine, as a zip of readable files";
    static constexpr std::string_view answers = "application/zip";
    static constexpr bool may_be_signed = true;
    using Request = wire::Nothing;
    using Response = wire::Nothing;
};

}  // namespace accounts
