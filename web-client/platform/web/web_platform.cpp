#include "web-client/platform/web/web_platform.hpp"

#include <imgui.h>
#include <imgui_internal.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <cmath>
#include <cstdio>

#include "web-client/platform/bytes.hpp"
#include "web-client/platform/web/page.hpp"

namespace platform {
namespace {

// A text that the page gives.
std::string asked(std::size_t (*give)(char*, std::size_t)) {
    std::string text(256, '\0');
    std::size_t const length = give(text.data(), text.size());
    if (length > text.size()) {
        text.resize(length);
        give(text.data(), text.size());
    }
    text.resize(length);
    return text;
}

using Writer = rapidjson::Writer<rapidjson::StringBuffer>;

void text(Writer& out, char const* name, std::string const& value) {
    out.Key(name);
    out.String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
}

std::string colour_of(ImGuiCol colour) {
    ImVec4 const& parts = ImGui::GetStyle().Colors[colour];
    auto const byte = [](float part) { return static_cast<unsigned>(std::lround(part * 255)); };
    char written[8];
    std::snprintf(written, sizeof written, "#%02x%02x%02x", byte(parts.x) & 255u,
                  byte(parts.y) & 255u, byte(parts.z) & 255u);
    return written;
}

void write_edited(Writer& out, look::RealField const& field) {
    out.Key("edited");
    out.Bool(true);
    out.Key("lines");
    out.Bool(field.lines);
    out.Key("enter_breaks");
    out.Bool(field.enter_breaks);
    text(out, "option", field.option);
    out.Key("anchor");
    out.Uint64(field.anchor);
    out.Key("caret");
    out.Uint64(field.caret);
    out.Key("em");
    out.Double(static_cast<double>(field.em));
    out.Key("line_height");
    out.Double(static_cast<double>(field.line_height));
}

void write_field(Writer& out, look::RealField const& field) {
    out.StartObject();
    text(out, "name", field.name);
    text(out, "type", field.type);
    text(out, "autocomplete", field.autocomplete);
    text(out, "label", field.label);
    text(out, "value", field.value);
    text(out, "problem", field.problem);
    out.Key("rect");
    out.StartArray();
    for (float const side : {field.rect.x, field.rect.y, field.rect.width, field.rect.height})
        out.Double(std::round(static_cast<double>(side) * 10) / 10);
    out.EndArray();
    if (field.edited) write_edited(out, field);
    out.EndObject();
}

}  // namespace

std::int64_t WebPlatform::now_us() const {
    return static_cast<std::int64_t>(page::page_wall_ms() * 1000);
}

std::int64_t WebPlatform::steady_ms() const {
    return static_cast<std::int64_t>(page::page_steady_ms());
}

int WebPlatform::utc_offset_s(std::int64_t at_us) const {
    return page::page_utc_offset_s(static_cast<double>(at_us / 1000));
}

void WebPlatform::random(std::span<unsigned char> bytes) {
    page::page_random(bytes.data(), bytes.size());
}

void WebPlatform::seal(std::string const& key, std::vector<std::string> texts,
                       std::function<void(Texts)> done) {
    cipher(false, key, texts, std::move(done));
}

void WebPlatform::unseal(std::string const& key, std::vector<std::string> texts,
                         std::function<void(Texts)> done) {
    cipher(true, key, texts, std::move(done));
}

void WebPlatform::cipher(bool opens, std::string const& key, std::vector<std::string> const& texts,
                         std::function<void(Texts)> done) {
    BytesOut out;
    out.text(key);
    for (auto const& text : texts) out.text(text);
    Ticket const ticket = ++newest_;
    ciphers_.emplace(ticket, std::move(done));
    page::page_cipher(opens, out.bytes().data(), out.bytes().size(), static_cast<double>(ticket));
}

void WebPlatform::sealed(Ticket ticket, std::string_view packed) {
    auto const found = ciphers_.find(ticket);
    if (found == ciphers_.end()) return;
    auto const done = std::move(found->second);
    ciphers_.erase(found);
    Texts texts;
    BytesIn in(packed);
    while (!in.empty()) {
        bool const is_there = !in.text().empty();
        auto const text = in.text();
        texts.push_back(is_there ? std::optional(std::string(text)) : std::nullopt);
    }
    done(std::move(texts));
}

Ticket WebPlatform::send(Request request, std::function<void(Answer)> done) {
    std::string headers;
    for (auto const& [name, value] : request.headers) headers += name + ": " + value + "\n";
    BytesOut out;
    for (std::string const& part : {request.method, request.path, headers, request.body})
        out.text(part);
    Ticket const ticket = ++newest_;
    under_way_.emplace(ticket, std::move(done));
    page::page_send(static_cast<double>(ticket), out.bytes().data(), out.bytes().size(),
                    request.timeout_ms);
    return ticket;
}

void WebPlatform::answered(Ticket ticket, Answer answer) {
    auto const found = under_way_.find(ticket);
    if (found == under_way_.end()) return;
    auto const done = std::move(found->second);
    under_way_.erase(found);
    done(std::move(answer));
}

Ticket WebPlatform::after(int delay_ms, std::function<void()> done) {
    Ticket const ticket = ++newest_;
    timers_.emplace(ticket, std::move(done));
    page::page_after(static_cast<double>(ticket), delay_ms);
    return ticket;
}

void WebPlatform::timer_due(Ticket ticket) {
    auto const found = timers_.find(ticket);
    if (found == timers_.end()) return;
    auto const done = std::move(found->second);
    timers_.erase(found);
    done();
}

void WebPlatform::cancel(Ticket ticket) {
    if (under_way_.erase(ticket) != 0) page::page_cancel_send(static_cast<double>(ticket));
    if (timers_.erase(ticket) != 0) page::page_cancel_after(static_cast<double>(ticket));
}

Store& WebPlatform::store(std::string const& account) {
    auto& store = lasting_[account];
    if (!store)
        store = std::make_unique<LastingStore>(
            web_store(account), [this](std::function<void()> act) { after(0, std::move(act)); });
    return *store;
}

WebStore& WebPlatform::web_store(std::string const& account) {
    auto& store = stores_[account];
    if (!store) store = std::make_unique<WebStore>(account, questions);
    return *store;
}

void WebPlatform::wake() { page::page_wake(3); }

std::string WebPlatform::route() const { return asked(page::page_route); }

void WebPlatform::go(std::string const& route, bool replace) {
    page::page_go(route.data(), route.size(), replace);
}

void WebPlatform::title(std::string const& title) {
    if (title == title_) return;
    title_ = title;
    page::page_title(title.data(), title.size());
}

std::string WebPlatform::language() const { return asked(page::page_language); }
std::string WebPlatform::device() const { return asked(page::page_device); }
bool WebPlatform::prefers_dark() const { return page::page_prefers_dark(); }
void WebPlatform::copy(std::string const& text) { page::page_copy(text.data(), text.size()); }

void WebPlatform::open_link(std::string const& address) {
    page::page_open_link(address.data(), address.size());
}

bool WebPlatform::start_download(std::string const& path) {
    page::page_start_download(path.data(), path.size());
    return true;
}

void WebPlatform::load_whole(std::function<void()> failed) {
    whole_failed = std::move(failed);
    page::page_load_whole();
}

bool WebPlatform::choose_file(std::string const& types) {
    page::page_choose_file(types.data(), types.size());
    return true;
}

void WebPlatform::on_file(std::function<void(LocalFile)> taken) { file_taken = std::move(taken); }

void WebPlatform::save_file(std::string const& name, std::string const& bytes) {
    page::page_save_file(name.data(), name.size(), bytes.data(), bytes.size());
}

void WebPlatform::show_fields(std::vector<look::RealField> const& fields) {
    if (fields.empty() && fields_.empty()) return;
    rapidjson::StringBuffer buffer;
    Writer out(buffer);
    out.StartObject();
    text(out, "text", colour_of(ImGuiCol_Text));
    ImVec4 const& ground = ImGui::GetStyle().Colors[ImGuiCol_WindowBg];
    out.Key("dark");
    out.Bool(ground.x + ground.y + ground.z < 1.5f);
    out.Key("size");
    out.Double(static_cast<double>(ImGui::GetStyle().FontSizeBase));
    std::string in_use;
    std::uint32_t turn = 0;
    for (look::RealField const& field : fields) {
        if (!field.focused) continue;
        in_use = field.name;
        turn = field.turn;
    }
    text(out, "in_use", in_use);
    out.Key("turn");
    out.Uint(turn);
    out.Key("fields");
    out.StartArray();
    for (look::RealField const& field : fields) write_field(out, field);
    out.EndArray();
    out.EndObject();
    std::string described(buffer.GetString(), buffer.GetSize());
    if (described != fields_) page::page_show_fields(described.data(), described.size());
    fields_ = fields.empty() ? std::string() : std::move(described);
}

// Once: the first face that the client has given to ImGui, so that the page writes like the client.
void WebPlatform::give_face_to_page() {
    auto const& fonts = ImGui::GetIO().Fonts->Fonts;
    if (face_given_ || fonts.empty()) return;
    face_given_ = true;
    auto const& sources = fonts[0]->Sources;
    if (sources.Size == 0 || sources[0]->FontData == nullptr) return;
    page::page_use_face(static_cast<unsigned char const*>(sources[0]->FontData),
                        static_cast<std::size_t>(sources[0]->FontDataSize));
}

void WebPlatform::on_field(
    std::function<void(std::string const& name, std::string const& value)> typed,
    std::function<void()> submitted) {
    field_typed = std::move(typed);
    fields_submitted = std::move(submitted);
}

void WebPlatform::mirror(look::SemanticTree const& tree) {
    std::string const changes = mirrored_.update(tree);
    if (!changes.empty()) page::page_mirror(changes.data(), changes.size());
}

// Milliseconds until the next frame that nobody asks for; less than 0: there is none.
double WebPlatform::draw(double now_ms, float width, float height, float scale, bool seen) {
    on_screen_ = seen;
    canvas.frame(now_ms, width, height, scale, seen, [this] { frame->frame(); });
    give_face_to_page();
    if (canvas.has_more_events()) page::page_wake(2);
    float const seconds = frame->redraw_in_s();
    return seconds < 3600 ? static_cast<double>(seconds) * 1000 : -1;
}

}  // namespace platform
