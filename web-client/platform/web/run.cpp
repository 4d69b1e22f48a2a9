// The way in, and what the page calls: its scripts name these functions kontor_…, and give the
// platform first. They stand beside run(), because a linker takes them from a library only with
// something needed.
#include "web-client/platform/run.hpp"

#include <emscripten.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "web-client/platform/signs.hpp"
#include "web-client/platform/web/page.hpp"
#include "web-client/platform/web/web_platform.hpp"

namespace platform {

int run(std::vector<std::string> const&, Make const& make) {
    // Lives as long as the page: main returns, and the page's events go on.
    auto* const platform = new WebPlatform;
    if (!platform->canvas.works()) return 1;
    platform->signs.emplace(draw_sign);
    platform->frame = make(*platform);
    page::page_start(platform);
    return 0;
}

}  // namespace platform

using platform::WebPlatform;

namespace {

platform::Headers headers_of(std::string_view lines) {
    platform::Headers headers;
    while (!lines.empty()) {
        std::size_t const end = std::min(lines.find('\n'), lines.size());
        std::string_view const line = lines.substr(0, end);
        std::size_t const colon = std::min(line.find(": "), line.size());
        headers.emplace_back(line.substr(0, colon), line.substr(std::min(colon + 2, line.size())));
        lines.remove_prefix(std::min(end + 1, lines.size()));
    }
    return headers;
}

platform::Ticket ticket_of(double number) { return static_cast<platform::Ticket>(number); }

}  // namespace

extern "C" {

EMSCRIPTEN_KEEPALIVE double kontor_frame(WebPlatform* self, double now_ms, float width,
                                         float height, float scale, int seen) {
    return self->draw(now_ms, width, height, scale, seen != 0);
}
EMSCRIPTEN_KEEPALIVE void kontor_context_restored(WebPlatform* self) { self->canvas.make_anew(); }

EMSCRIPTEN_KEEPALIVE void kontor_key(WebPlatform* self, char const* code, std::size_t code_length,
                                     char const* key, std::size_t key_length, int down,
                                     int modifiers) {
    self->canvas.key({code, code_length}, {key, key_length}, down != 0, modifiers);
}
EMSCRIPTEN_KEEPALIVE void kontor_tap_key(WebPlatform* self, char const* code, std::size_t length,
                                         int with_command) {
    self->canvas.tap_key({code, length}, with_command != 0);
}
EMSCRIPTEN_KEEPALIVE void kontor_text(WebPlatform* self, char const* text, std::size_t length) {
    self->canvas.text({text, length});
}
EMSCRIPTEN_KEEPALIVE void kontor_pasted(WebPlatform* self, char const* text, std::size_t length) {
    self->canvas.pasted({text, length});
}
EMSCRIPTEN_KEEPALIVE void kontor_focused(WebPlatform* self, int now) {
    self->canvas.focused(now != 0);
}
EMSCRIPTEN_KEEPALIVE void kontor_mouse_moved(WebPlatform* self, float x, float y) {
    self->canvas.mouse_moved(x, y);
}
EMSCRIPTEN_KEEPALIVE void kontor_mouse_pressed(WebPlatform* self, float x, float y, int button,
                                               int down) {
    self->canvas.mouse_pressed(x, y, button, down != 0);
}
EMSCRIPTEN_KEEPALIVE void kontor_finger_put(WebPlatform* self, float x, float y) {
    self->canvas.finger_put(x, y);
}
EMSCRIPTEN_KEEPALIVE void kontor_mouse_left(WebPlatform* self) { self->canvas.mouse_left(); }
EMSCRIPTEN_KEEPALIVE void kontor_scrolled(WebPlatform* self, float x, float y) {
    self->canvas.scrolled(x, y);
}

EMSCRIPTEN_KEEPALIVE void kontor_field_typed(WebPlatform* self, char const* name,
                                             std::size_t name_length, char const* value,
                                             std::size_t value_length) {
    if (self->field_typed) self->field_typed({name, name_length}, {value, value_length});
}
EMSCRIPTEN_KEEPALIVE void kontor_field_focus(WebPlatform* self, char const* name,
                                             std::size_t name_length, int now) {
    if (self->field_focus) self->field_focus({name, name_length}, now != 0);
}
EMSCRIPTEN_KEEPALIVE void kontor_field_edited(WebPlatform* self, char const* name,
                                              std::size_t name_length, char const* text,
                                              std::size_t text_length, int anchor, int caret,
                                              float scroll, float height, double refused_bytes,
                                              int composing) {
    if (!self->field_edited) return;
    self->field_edited({{name, name_length},
                        {text, text_length},
                        static_cast<std::size_t>(anchor),
                        static_cast<std::size_t>(caret),
                        scroll,
                        height,
                        static_cast<std::size_t>(refused_bytes),
                        composing != 0});
}
EMSCRIPTEN_KEEPALIVE void kontor_fields_submitted(WebPlatform* self) {
    if (self->fields_submitted) self->fields_submitted();
}
EMSCRIPTEN_KEEPALIVE void kontor_file_taken(WebPlatform* self, char const* name,
                                            std::size_t name_length, char const* bytes,
                                            std::size_t length, int too_large) {
    if (self->file_taken) self->file_taken({{name, name_length}, {bytes, length}, too_large != 0});
}
EMSCRIPTEN_KEEPALIVE void kontor_hidden(WebPlatform* self, int leaves) {
    if (self->page_hidden) self->page_hidden(leaves != 0);
}
EMSCRIPTEN_KEEPALIVE void kontor_whole_failed(WebPlatform* self) {
    if (self->whole_failed) self->whole_failed();
}

EMSCRIPTEN_KEEPALIVE void kontor_network(WebPlatform* self, int there) {
    if (self->network_heard) self->network_heard(there != 0);
}
EMSCRIPTEN_KEEPALIVE void kontor_route_changed(WebPlatform* self, char const* route,
                                               std::size_t length) {
    if (self->route_changed) self->route_changed({route, length});
}

EMSCRIPTEN_KEEPALIVE void kontor_answered(WebPlatform* self, double ticket, int status,
                                          char const* headers, std::size_t headers_length,
                                          char const* body, std::size_t body_length) {
    self->answered(ticket_of(ticket),
                   {status, headers_of({headers, headers_length}), std::string(body, body_length)});
}
EMSCRIPTEN_KEEPALIVE void kontor_ciphered(WebPlatform* self, double ticket, char const* packed,
                                          std::size_t length) {
    self->sealed(ticket_of(ticket), {packed, length});
}
EMSCRIPTEN_KEEPALIVE void kontor_timer_due(WebPlatform* self, double ticket) {
    self->timer_due(ticket_of(ticket));
}

EMSCRIPTEN_KEEPALIVE void kontor_store_written(WebPlatform* self, double ticket, int ok,
                                               char const* numbers, std::size_t length) {
    self->questions.written(ticket_of(ticket), ok != 0, {numbers, length});
}
EMSCRIPTEN_KEEPALIVE void kontor_store_read(WebPlatform* self, double ticket, int ok,
                                            char const* packed, std::size_t length) {
    self->questions.read(ticket_of(ticket), ok != 0, {packed, length});
}
EMSCRIPTEN_KEEPALIVE void kontor_store_leased(WebPlatform* self, double ticket, int held) {
    self->questions.leased(ticket_of(ticket), held != 0);
}
EMSCRIPTEN_KEEPALIVE void kontor_store_lost(WebPlatform* self, char const* account,
                                            std::size_t length) {
    self->web_store({account, length}).lost();
}
EMSCRIPTEN_KEEPALIVE void kontor_broadcast(WebPlatform* self, char const* account,
                                           std::size_t account_length, char const* message,
                                           std::size_t message_length) {
    self->web_store({account, account_length}).received({message, message_length});
}

}  // extern "C"
