// What the page does for the client: each function is one of page/'s scripts, called by its name.
// Texts and bytes are given by address and length. Tickets travel as double, which holds 2^53 of
// them.
#pragma once

#include <cstddef>

namespace platform::page {

extern "C" {
void page_start(void* self);
void page_wake(int frames);
double page_wall_ms();
double page_steady_ms();
int page_utc_offset_s(double at_ms);
void page_random(unsigned char* bytes, std::size_t count);
// `packed`: the key, and the texts.
void page_cipher(bool opens, char const* packed, std::size_t length, double ticket);
bool page_is_mac();
bool page_prefers_dark();

// Texts that the page gives: copied to `to`, at most `room` bytes; the whole length is returned.
std::size_t page_language(char* to, std::size_t room);
std::size_t page_device(char* to, std::size_t room);
std::size_t page_route(char* to, std::size_t room);

// `numbers`: left, above, advance, width, height, whether it has colours. Returns its bytes.
std::size_t page_draw_sign(char const* text, std::size_t length, float em, bool strong,
                           float* numbers);
void page_sign_pixels(unsigned char* to);
// Of the last one, if it is a word: how far each of its clusters reaches, whose ends are given in
// bytes.
void page_sign_advances(char const* text, std::size_t const* ends, std::size_t count,
                        float* advances);

void page_title(char const* text, std::size_t length);
void page_go(char const* route, std::size_t length, bool replace);
void page_copy(char const* text, std::size_t length);
void page_open_link(char const* address, std::size_t length);
void page_start_download(char const* path, std::size_t length);
void page_load_whole();
void page_choose_file(char const* types, std::size_t length);
void page_save_file(char const* name, std::size_t name_length, char const* bytes,
                    std::size_t length);

void page_cursor(char const* shape, std::size_t length);
void page_use_face(unsigned char const* bytes, std::size_t length);
void page_show_fields(char const* json, std::size_t length);
void page_mirror(char const* json, std::size_t length);

void page_send(double ticket, char const* packed, std::size_t length, int timeout_ms);
void page_cancel_send(double ticket);
void page_after(double ticket, int delay_ms);
void page_cancel_after(double ticket);

void page_store_open(char const* account, std::size_t account_length);
void page_store_write(char const* account, std::size_t account_length, char const* batch,
                      std::size_t batch_length, double ticket);
void page_store_read(char const* account, std::size_t account_length, char const* prefix,
                     std::size_t prefix_length, double ticket);
// `names`: the lease's and the holder's, packed.
void page_store_lease(char const* account, std::size_t account_length, char const* names,
                      std::size_t names_length, int duration_ms, double ticket);
void page_store_release(char const* account, std::size_t account_length, char const* names,
                        std::size_t names_length);
void page_store_broadcast(char const* account, std::size_t account_length, char const* message,
                          std::size_t message_length);
}

}  // namespace platform::page
