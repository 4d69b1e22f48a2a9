#include "server/http/media_type.hpp"

#include <doctest/doctest.h>

#include "server/http/negotiate.hpp"

namespace media_type_test {
namespace {

std::string const bytes_type = "application/vnd.test.cereal; types=0123456789abcdef";

std::string sent(std::string const& type) {
    auto const format = http::format_sent(type, bytes_type);
    return !format ? "" : *format == http::Format::json ? "json" : "bytes";
}

std::string wanted(std::string const& accept) {
    auto const format = http::format_wanted(accept, bytes_type);
    return !format ? "" : *format == http::Format::json ? "json" : "bytes";
}

std::string name_of(std::string const& type) {
    auto const read = http::media_type_of(type);
    return read ? read->name : "";
}

}  // namespace

TEST_CASE("a media type is read with its parameters, and an alias for what it means") {
    auto const type = http::media_type_of(R"( Text/CSV ; Charset="UTF-8";a=b ; c="d;\"e" ;; )");
    REQUIRE(type);
    CHECK(type->name == "text/csv");
    using Parameters = std::vector<std::pair<std::string, std::string>>;
    CHECK(type->parameters == Parameters{{"charset", "UTF-8"}, {"a", "b"}, {"c", "d;\"e"}});
    CHECK(http::may_be_utf8(*type));
    for (auto const* jpeg : {"image/jpeg", "image/jpg", "image/pjpeg", "IMAGE/JPG; charset=binary"})
        CHECK_MESSAGE(name_of(jpeg) == "image/jpeg", jpeg);
    for (auto const* png : {"image/x-png", "image/apng", "image/vnd.mozilla.apng"})
        CHECK_MESSAGE(name_of(png) == "image/png", png);
    CHECK(name_of("image/x-webp") == "image/webp");
    for (auto const* none : {"",
                             " ",
                             ";",
                             "image",
                             "/png",
                             "image/",
                             "image /png",
                             "image/ png",
                             "image/png/x",
                             "image/png x",
                             "image/png, image/jpeg",
                             "image/png;a",
                             "image/png;a=",
                             "image/png;=a",
                             "image/png;a =b",
                             "image/png;a= b",
                             "image/png;a=\"b",
                             "image/png;a=\"b\\",
                             "image/png;a=\"b\"c",
                             "image/png;a=b;A=b",
                             "image/png;a=b c"})
        CHECK_MESSAGE(name_of(none).empty(), none);
}

TEST_CASE("JSON is JSON with whatever parameters, in UTF-8") {
    for (auto const* type :
         {"application/json", "Application/JSON", "application/json; charset=utf-8",
          "application/json;charset=UTF-8", "application/json ; charset=\"utf-8\"",
          "application/json;charset=utf8", "application/json;", "application/json; ;v=1",
          "application/json; charset=us-ascii", "text/json", "Text/JSON; charset=utf-8",
          "text/x-json", "application/x-json",
          "application/json; odata=verbose; v=\"a;charset=x\"; charset=utf-8"})
        CHECK_MESSAGE(sent(type) == "json", type);
    for (auto const* type :
         {"application/json; charset=utf-16", "application/json; charset=iso-8859-1",
          "application/json; charset=utf-8; charset=utf-8", "application/json; charset",
          "application/json, application/json", "*/*", "application/*", "", "text/plain",
          "text/json; charset=utf-16", "application/problem+json",
          "application/x-www-form-urlencoded"})
        CHECK_MESSAGE(sent(type).empty(), type);
}

TEST_CASE("the type that is ours alone is taken with its fingerprint, and not without") {
    CHECK(sent(bytes_type) == "bytes");
    CHECK(sent("Application/Vnd.Test.Cereal;types=0123456789ABCDEF") == "bytes");
    for (auto const* type :
         {"application/vnd.test.cereal", "application/vnd.test.cereal; types=0123456789abcdee",
          "application/vnd.test.cereal; types=0123456789abcdef; v=1",
          "application/vnd.test.cereal; charset=utf-8; types=0123456789abcdef"})
        CHECK_MESSAGE(sent(type).empty(), type);
    CHECK(wanted("*/*") == "json");
    CHECK(wanted("application/vnd.test.cereal, */*;q=0.1") == "json");
}

TEST_CASE("JSON is answered to whoever takes anything") {
    for (auto const* accept :
         {"", "*/*", "*/*;q=0.01, text/html", "APPLICATION/JSON; charset=utf-8;Q=0.5",
          "*/*;q=0, application/*;q=0, application/json", "text/html, application/*;q=0.001"})
        CHECK_MESSAGE(wanted(accept) == "json", accept);
    for (auto const* accept :
         {"text/html", "text/*", "*/*, application/json;q=0", "*/*;q=0", "application/*;q=0, */*",
          "application/json;q=2", "application/json;q=", "application/json;q=0.0001", "*"})
        CHECK_MESSAGE(wanted(accept).empty(), accept);
    CHECK(wanted(bytes_type) == "bytes");
    CHECK(wanted(bytes_type + ";q=0.4, */*;q=0.5") == "json");
    CHECK(wanted(bytes_type + ";q=0.5, */*;q=0.4") == "bytes");
}

TEST_CASE("a body is packed when anything but identity is said of it") {
    for (auto const* encoding : {"gzip", "x-gzip", "GZIP", "deflate", "br", "zstd", "compress",
                                 "identity, gzip", "gzip, gzip", "aes128gcm", "*", "nonsense"})
        CHECK_MESSAGE(http::is_packed(encoding), encoding);
    for (auto const* encoding : {"", "identity", "Identity", "identity, identity", ","})
        CHECK_FALSE_MESSAGE(http::is_packed(encoding), encoding);
}

}  // namespace media_type_test
