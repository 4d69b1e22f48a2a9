// The platform of a page. What the browser has to tell arrives through the functions in run.cpp.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "web-client/platform/lasting_store.hpp"
#include "web-client/platform/mirror.hpp"
#include "web-client/platform/platform.hpp"
#include "web-client/platform/run.hpp"
#include "web-client/platform/signs.hpp"
#include "web-client/platform/web/canvas.hpp"
#include "web-client/platform/web/web_store.hpp"

namespace platform {

class WebPlatform : public Platform {
public:
    WebPlatform() = default;
    WebPlatform(WebPlatform const&) = delete;
    WebPlatform& operator=(WebPlatform const&) = delete;

    std::int64_t now_us() const override;
    std::int64_t steady_ms() const override;
    int utc_offset_s(std::int64_t at_us) const override;
    void random(std::span<unsigned char> bytes) override;
    void seal(std::string const& key, std::vector<std::string> texts,
              std::function<void(Texts)> done) override;
    void unseal(std::string const& key, std::vector<std::string> texts,
                std::function<void(Texts)> done) override;

    Ticket send(Request request, std::function<void(Answer)> done) override;
    Ticket after(int delay_ms, std::function<void()> done) override;
    void cancel(Ticket ticket) override;
    Store& store(std::string const& account) override;
    void wake() override;

    std::string route() const override;
    void go(std::string const& route, bool replace) override;
    void on_route(std::function<void(std::string)> changed) override {
        route_changed = std::move(changed);
    }
    void title(std::string const& title) override;

    std::string language() const override;
    bool prefers_dark() const override;
    std::string device() const override;
    void copy(std::string const& text) override;
    void open_link(std::string const& address) override;
    void save_file(std::string const& name, std::string const& bytes) override;

    bool start_download(std::string const& path) override;
    void load_whole(std::function<void()> failed) override;
    bool choose_file(std::string const& types) override;
    void on_file(std::function<void(LocalFile)> taken) override;
    void on_hidden(std::function<void(bool leaves)> hidden) override {
        page_hidden = std::move(hidden);
    }
    void on_network(std::function<void(bool there)> heard) override {
        network_heard = std::move(heard);
    }
    bool has_real_fields() const override { return true; }
    void show_fields(std::vector<look::RealField> const& fields) override;
    void on_field(std::function<void(std::string const& name, std::string const& value)> typed,
                  std::function<void()> submitted) override;
    void on_field_focus(std::function<void(std::string const& name, bool now)> heard) override {
        field_focus = std::move(heard);
    }
    void on_edit(std::function<void(look::RealEdit)> heard) override {
        field_edited = std::move(heard);
    }
    bool is_on_screen() const override { return on_screen_; }
    void mirror(look::SemanticTree const& tree) override;

    // For run.cpp.
    WebStore& web_store(std::string const& account);
    void answered(Ticket ticket, Answer answer);
    void sealed(Ticket ticket, std::string_view packed);  // whether it is there, text, and so on
    void timer_due(Ticket ticket);
    double draw(double now_ms, float width, float height, float scale, bool seen);

    Canvas canvas;
    std::optional<look::Signs> signs;
    StoreQuestions questions;
    std::unique_ptr<Frame> frame;
    std::function<void(std::string)> route_changed;
    std::function<void(std::string const&, std::string const&)> field_typed;
    std::function<void()> fields_submitted;
    std::function<void(std::string const&, bool)> field_focus;
    std::function<void(look::RealEdit)> field_edited;
    std::function<void(LocalFile)> file_taken;
    std::function<void(bool)> page_hidden, network_heard;
    std::function<void()> whole_failed;

private:
    void give_face_to_page();
    void cipher(bool opens, std::string const& key, std::vector<std::string> const& texts,
                std::function<void(Texts)> done);

    Ticket newest_ = 0;
    std::map<Ticket, std::function<void(Answer)>> under_way_;
    std::map<Ticket, std::function<void(Texts)>> ciphers_;
    std::map<Ticket, std::function<void()>> timers_;
    std::map<std::string, std::unique_ptr<WebStore>> stores_;
    std::map<std::string, std::unique_ptr<LastingStore>> lasting_;
    std::string title_;
    std::string fields_;
    MirrorChanges mirrored_;
    bool face_given_ = false;
    bool on_screen_ = true;
};

}  // namespace platform
