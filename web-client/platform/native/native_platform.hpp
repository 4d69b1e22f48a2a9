// The platform of a native window: libcurl for the network, files for the store, a history in
// memory.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>

#include "web-client/platform/lasting_store.hpp"
#include "web-client/platform/native/chooser.hpp"
#include "web-client/platform/native/file_store.hpp"
#include "web-client/platform/native/mailbox.hpp"
#include "web-client/platform/native/settings.hpp"
#include "web-client/platform/native/timers.hpp"
#include "web-client/platform/native/transfers.hpp"
#include "web-client/platform/native/window.hpp"
#include "web-client/platform/platform.hpp"

namespace platform {

class NativePlatform : public Platform {
public:
    NativePlatform(WindowSettings settings, Window& window);
    NativePlatform(NativePlatform const&) = delete;
    NativePlatform& operator=(NativePlatform const&) = delete;

    // For the loop: does what has arrived and what is due; says how long it may sleep.
    void run_due();
    std::optional<int> sleep_ms() const;

    std::int64_t now_us() const override;
    std::int64_t steady_ms() const override;
    int utc_offset_s(std::int64_t at_us) const override;
    void random(std::span<unsigned char> bytes) override;

    Ticket send(Request request, std::function<void(Answer)> done) override;
    Ticket after(int delay_ms, std::function<void()> done) override;
    void cancel(Ticket ticket) override;
    Store& store(std::string const& account) override;
    void wake() override { window_.wake(); }

    std::string route() const override { return history_[place_]; }
    void go(std::string const& route, bool replace) override;
    void on_route(std::function<void(std::string)> changed) override;
    void title(std::string const& title) override;

    std::string language() const override { return settings_.language; }
    bool prefers_dark() const override { return true; }
    std::string device() const override;
    void copy(std::string const& text) override { window_.copy(text); }
    void open_link(std::string const& address) override;
    void save_file(std::string const& name, std::string const& bytes) override;
    bool choose_file(std::string const& types) override;
    void on_file(std::function<void(LocalFile)> taken) override { file_taken_ = std::move(taken); }

    bool has_real_fields() const override { return false; }
    void show_fields(std::vector<look::RealField> const&) override {}  // there are none to show
    void on_field(std::function<void(std::string const&, std::string const&)>,
                  std::function<void()>) override {}
    void mirror(look::SemanticTree const& tree) override;

private:
    void move(std::ptrdiff_t steps);
    void take(LocalFile file);

    WindowSettings settings_;
    Window& window_;
    Mailbox mailbox_;
    Chooser chooser_;
    Timers timers_;
    Ticket newest_ = 0;
    std::map<Ticket, std::function<void(Answer)>> under_way_;
    Transfers transfers_;
    std::map<std::string, std::unique_ptr<FileStore>> stores_;
    std::map<std::string, std::unique_ptr<LastingStore>> lasting_;

    std::vector<std::string> history_{"/"};
    std::size_t place_ = 0;
    std::function<void(std::string)> route_changed_;
    std::function<void(LocalFile)> file_taken_;
    std::string title_;
    look::SemanticTree mirrored_;
};

}  // namespace platform
