// A small client that tries everything that a platform offers: what a test types into "Command" is
// done, and what came of it stands in the status, as JSON. Built as a window and as a page.
#include <imgui.h>
#include <imgui_stdlib.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <memory>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "web-client/look/fonts.hpp"
#include "web-client/platform/run.hpp"

namespace {

using look::Role;

look::Rect rect_of_last_item() {
    ImVec2 const low = ImGui::GetItemRectMin(), size = ImGui::GetItemRectSize();
    return {low.x, low.y, size.x, size.y};
}

std::string joined(std::vector<std::uint64_t> const& numbers) {
    std::string text;
    for (std::uint64_t const number : numbers)
        text += (text.empty() ? "" : " ") + std::to_string(number);
    return text;
}

class Trial : public platform::Frame {
public:
    explicit Trial(platform::Platform& platform) : platform_(platform) {
        look::load_fonts();  // a page has no others
        platform_.on_route([this](std::string const& route) { result("route " + route); });
        platform_.on_field(
            [this](std::string const& name, std::string const& value) {
                for (auto& field : fields_)
                    if (field.name == name) field.value = value;
            },
            [this] {
                std::string text = "submitted";
                for (auto const& field : fields_) text += " " + field.name + "=" + field.value;
                result(text);
            });
        platform_.on_field_focus([this](std::string const& name, bool now) {
            for (auto& field : fields_)
                if (now || field.name == name) field.focused = now && field.name == name;
        });
    }

    void failed(std::string const& what) override { result("failed " + what); }
    void frame() override {
        ++frames_;
        ImGuiIO const& io = ImGui::GetIO();
        tree_.nodes.clear();
        add(Role::application, "Trial", "", {0, 0, io.DisplaySize.x, io.DisplaySize.y});
        ImGui::SetNextWindowPos({0, 0});
        ImGui::SetNextWindowSize(io.DisplaySize);
        ImGui::Begin("Trial", nullptr, ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove);
        ImGui::SetNextItemWidth(400);
        // What Enter ends is done at once, and the field stays ready for the next.
        if (ImGui::InputText("##command", &command_, ImGuiInputTextFlags_EnterReturnsTrue)) {
            perform(command_);
            command_.clear();
            ImGui::SetKeyboardFocusHere(-1);
        }
        add(Role::textbox, "Command", command_, rect_of_last_item(), ImGui::IsItemActive());
        ImGui::SetNextItemWidth(400);
        ImGui::InputText("##line", &line_);
        add(Role::textbox, "Line", line_, rect_of_last_item(), ImGui::IsItemActive());
        ImGui::InputTextMultiline("##text", &text_, {400, 80});
        add(Role::textbox, "Text", text_, rect_of_last_item(), ImGui::IsItemActive());
        if (ImGui::Button("Press", {120, 30})) ++presses_;
        if (ImGui::IsItemClicked(ImGuiMouseButton_Right)) ++right_presses_;
        add(Role::button, "Press", "", rect_of_last_item());
        if (shows_more_) add(Role::alert, "Something happened", "", {10, 300, 200, 20});
        rows();
        ImGui::End();
        add(Role::status, "State", state(), {500, 10, 300, 20});
        if (ImGui::IsKeyPressed(ImGuiKey_Tab, false)) next_field();
        platform_.show_fields(fields_);
        platform_.mirror(tree_);
    }

private:
    void add(Role role, std::string name, std::string value, look::Rect rect,
             bool focused = false) {
        look::Node node;
        node.id = static_cast<std::uint32_t>(tree_.nodes.size() + 1);
        node.parent = node.id == 1 ? 0 : 1;
        node.role = role;
        node.name = std::move(name);
        node.value = std::move(value);
        node.rect = rect;
        node.state.focused = focused;
        tree_.nodes.push_back(std::move(node));
    }

    void rows() {
        ImGui::BeginChild("rows", {400, 150}, ImGuiChildFlags_Borders);
        for (int row = 0; row < 300; ++row) ImGui::Text("Row %d", row);
        scroll_ = ImGui::GetScrollY();
        ImGui::EndChild();
        add(Role::list, "Rows", "", rect_of_last_item());
    }

    std::string state() const {
        ImGuiIO const& io = ImGui::GetIO();
        rapidjson::StringBuffer buffer;
        rapidjson::Writer<rapidjson::StringBuffer> out(buffer);
        auto const text = [&](char const* key, std::string const& value) {
            out.Key(key);
            out.String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
        };
        out.StartObject();
        text("line", line_);
        text("text", text_);
        text("route", platform_.route());
        text("language", platform_.language());
        for (auto const& [key, value] : {std::pair("presses", presses_),
                                         {"right_presses", right_presses_},
                                         {"frames", frames_}}) {
            out.Key(key);
            out.Int(value);
        }
        for (auto const& [key, value] : {std::pair("scroll", scroll_),
                                         {"width", io.DisplaySize.x},
                                         {"height", io.DisplaySize.y},
                                         {"scale", io.DisplayFramebufferScale.x},
                                         {"mouse_x", io.MousePos.x}}) {
            out.Key(key);
            out.Double(static_cast<double>(value));
        }
        out.Key("results");
        out.StartArray();
        for (std::string const& each : results_)
            out.String(each.data(), static_cast<rapidjson::SizeType>(each.size()));
        out.EndArray();
        out.EndObject();
        return {buffer.GetString(), buffer.GetSize()};
    }

    void result(std::string text) {
        results_.push_back(std::move(text));
        platform_.wake();
    }

    void perform(std::string const& command) {
        std::istringstream in(command);
        std::string verb, first, second;
        in >> verb >> first >> second;
        int number = 0;
        in >> number;
        if (on_store(verb, first, second, number)) return;
        if (verb == "send")
            send(first, second, number);
        else if (verb == "cancelled")
            cancelled(first);
        else if (verb == "after")
            platform_.after(std::stoi(first), [this] { result("after"); });
        else if (verb == "go")
            platform_.go(first, second == "replace");
        else if (verb == "title")
            platform_.title(first);
        else if (verb == "copy")
            platform_.copy(first);
        else if (verb == "save")
            platform_.save_file(first, second);
        else if (verb == "more")
            shows_more_ = true;
        else if (verb == "throw")
            platform_.after(1, [] { throw std::runtime_error("tried"); });
        else if (verb == "fields")
            show_fields(first);
        else if (verb == "random")
            random();
        else
            result("unknown " + verb);
    }

    bool on_store(std::string const& verb, std::string const& first, std::string const& second,
                  int number) {
        platform::Store& store = platform_.store(account_);
        if (verb == "account")
            account_ = first;
        else if (verb == "append")
            append(store, first, std::stoi(second));
        else if (verb == "read")
            store.read(first, [this](bool ok, platform::Store::Entries const& entries) {
                std::string text = ok ? "read" : "unread";
                for (auto const& [key, value] : entries) text += " " + key + "=" + value;
                result(text);
            });
        else if (verb == "wipe")
            store.write({{platform::Write::Kind::wipe, first, ""}}, written());
        else if (verb == "put")
            store.write({{platform::Write::Kind::put, first, second}}, written());
        else if (verb == "erase")
            store.write({{platform::Write::Kind::erase, first, ""}}, written());
        else if (verb == "lease")
            store.lease(first, second, number,
                        [this](bool held) { result(held ? "held" : "not held"); });
        else if (verb == "release")
            store.release(first, second);
        else if (verb == "listen")
            store.on_broadcast([this](std::string const& message) { result("heard " + message); });
        else if (verb == "broadcast")
            store.broadcast(first);
        else
            return false;
        return true;
    }

    std::function<void(platform::Written)> written() {
        return [this](platform::Written const& written) {
            result((written.ok ? "written " : "unwritten ") + joined(written.numbers));
        };
    }

    // Batches of two, so that numbers of one batch are seen to follow one another.
    void append(platform::Store& store, std::string const& queue, int batches) {
        auto all = std::make_shared<std::vector<std::uint64_t>>();
        auto left = std::make_shared<int>(batches);
        for (int batch = 0; batch < batches; ++batch)
            store.write({{platform::Write::Kind::append, queue, "a"},
                         {platform::Write::Kind::put, "note", "between"},
                         {platform::Write::Kind::append, queue, "b"}},
                        [this, all, left](platform::Written const& written) {
                            all->insert(all->end(), written.numbers.begin(), written.numbers.end());
                            if (--*left == 0) result("appended " + joined(*all));
                        });
    }

    void send(std::string const& path, std::string const& body, int timeout_ms) {
        platform::Request request;
        request.path = path;
        request.method = body.empty() ? "GET" : "POST";
        request.headers = {{"x-trial", "yes"}};
        request.body = body;
        if (timeout_ms > 0) request.timeout_ms = timeout_ms;
        platform_.send(request, [this](platform::Answer const& answer) {
            std::string text = "answer " + std::to_string(answer.status) + " " + answer.body;
            for (auto const& [name, value] : answer.headers)
                if (name == "x-trial") text += " x-trial=" + value;
            result(text);
        });
    }

    void cancelled(std::string const& path) {
        platform::Request request;
        request.path = path;
        platform_.cancel(
            platform_.send(request, [this](platform::Answer const&) { result("answered!"); }));
        platform_.cancel(platform_.after(1, [this] { result("due!"); }));
        platform_.after(300, [this] { result("cancelled"); });
    }

    // Where Tab leads is the client's to say.
    void next_field() {
        for (std::size_t i = 0; i + 1 < fields_.size(); ++i) {
            if (!fields_[i].focused) continue;
            fields_[i].focused = false;
            fields_[i + 1].focused = true;
            return;
        }
    }

    void show_fields(std::string const& which) {
        fields_.clear();
        if (which == "off") return;
        add_field("email", "username", "E-mail", 60, "");
        add_field("password", "current-password", "Password", 100, which);
    }
    void add_field(char const* type, char const* autocomplete, char const* label, float top,
                   std::string const& problem) {
        auto& field = fields_.emplace_back();
        field.name = field.type = type;
        field.autocomplete = autocomplete;
        field.label = label;
        field.rect = {420, top, 300, 28};
        field.problem = problem;
    }

    void random() {
        std::vector<unsigned char> bytes(70'000);
        platform_.random(bytes);
        bool const filled = bytes[69'998] != 0 || bytes[69'999] != 0 || bytes[69'997] != 0;
        result(filled ? "random" : "not random");
    }

    platform::Platform& platform_;
    look::SemanticTree tree_;
    std::string account_ = "someone";
    std::string command_, line_, text_;
    int presses_ = 0, right_presses_ = 0, frames_ = 0;
    float scroll_ = 0;
    bool shows_more_ = false;
    std::vector<look::RealField> fields_;
    std::vector<std::string> results_;
};

}  // namespace

int main(int count, char** words) {
    std::vector<std::string> const arguments(words + (count > 0 ? 1 : 0), words + count);
    return platform::run(
        arguments, [](platform::Platform& platform) { return std::make_unique<Trial>(platform); });
}
