// What tells browsers how little an answer may do, the same for files, for the API and for what the
// edge itself refuses: reply_head writes it, so that no answer can leave without it.
#pragma once

#include <string_view>

namespace http {

// Of pages: they load scripts, styles and WebAssembly of this server, and nothing of others. The
// style policy is loose because the client and the page of the API's description set the places of
// their elements.
constexpr std::string_view page_policy =
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "connect-src 'self'; img-src 'self' data: blob:; font-src 'self'; worker-src 'self' blob:; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
// Of all other answers, which are data, even when somebody opens them as a page.
constexpr std::string_view data_policy =
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

constexpr std::string_view permissions_policy =
    "camera=(), geolocation=(), microphone=(), payment=(), usb=(), clipboard-read=(self), "
    "clipboard-write=(self)";

}  // namespace http
