#include "web-client/accounts/picture_choice.hpp"

namespace accounts {

void PictureChoice::tell(std::string const& text) const { around_.tell(text, look::Tone::bad); }

void PictureChoice::choose() const {
    std::string types;
    for (auto const type : picture_types) types += (types.empty() ? "" : ",") + std::string(type);
    if (!around_.platform.choose_file(types))
        around_.tell(words_.say("mine.picture-drop"), look::Tone::normal);
}

void PictureChoice::send(platform::LocalFile const& file) {
    auto const refuse = [this](char const* reason) { tell(words_.explain(reason)); };
    auto const type = picture_type(file.bytes);
    if (file.too_large || file.bytes.size() > most_picture_bytes)
        return refuse("picture-too-large");
    if (type.empty()) return refuse("not-a-picture");
    platform::Request request;
    request.method = "PUT";
    request.path = path_;
    request.headers = {{"content-type", std::string(type)}};
    request.body = file.bytes;
    request.timeout_ms = 120'000;
    on_its_way_ = true;
    around_.api.transfer(std::move(request), alive_.guard([this](platform::Answer const& answer) {
        on_its_way_ = false;
        around_.platform.wake();
        if (answer.status == 200) return;  // it is seen when the news come
        tell(house::failures::in_words(words_, client::Api::failure_of(answer)));
    }));
}

}  // namespace accounts
