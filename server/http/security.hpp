// What tells browsers how little an answer may do, the same for files, for the API and for what the
// edge itself refuses: reply_head writes it, so that no answer can leave without it.
#pragma once

#include <string_view>

namespace http {

// Of pages: they load scripts, styles and WebAssembly of this server, and nothing of others. Where
// elements stand is set by scripts on their style, which needs no inline style in the page.
constexpr std::string_view page_policy =
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; "
    "connect-src 'self'; img-src 'self' data: blob:; font-src 'self'; worker-src 'self' blob:; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
// Of all other answers, which are data, even when somebody opens them as a page.
constexpr std::string_view data_policy =
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

// For a year, of this host alone: its neighbours are others' to decide about (RFC 6797).
constexpr std::string_view strict_transport = "max-age=31536000";

constexpr std::string_view permissions_policy =
    "camera=(), geolocation=(), microphone=(), payment=(), usb=(), clipboard-read=(self), "
    "clipboard-write=(self)";

}  // namespace http
