// My picture: chosen, sent, and taken away.
#include "shared/accounts/bytes_api.hpp"
#include "web-client/accounts/mine_screen.hpp"
#include "web-client/house/failure.hpp"

namespace accounts {

void MineScreen::choose_picture() {
    std::string types;
    for (auto const type : PutAvatar::takes)
        types += (types.empty() ? "" : ",") + std::string(type);
    if (!platform_.choose_file(types))
        around_.tell(words_.say("mine.picture-drop"), look::Tone::normal);
}

void MineScreen::send_picture(platform::LocalFile const& file) {
    auto const refuse = [this](std::string const& reason) {
        around_.tell(words_.explain(base::Refusal{reason, {}}), look::Tone::bad);
    };
    auto const type = picture_type(file.bytes);
    if (file.too_large || file.bytes.size() > most_picture_bytes)
        return refuse("picture-too-large");
    if (type.empty()) return refuse("not-a-picture");
    platform::Request request;
    request.method = "PUT";
    request.path = PutAvatar::path;
    request.headers = {{"content-type", std::string(type)}};
    request.body = file.bytes;
    request.timeout_ms = 120'000;
    view_.picture_on_its_way = true;
    api_.transfer(std::move(request), asking_.guarded([this](platform::Answer const& answer) {
        view_.picture_on_its_way = false;
        if (answer.status == 200) return;  // it is seen when the news come
        around_.tell(house::failures::in_words(words_, client::Api::failure_of(answer)),
                     look::Tone::bad);
    }));
}

void MineScreen::remove_picture() {
    api_.call<RemoveAvatar>({}, asking_.guarded([this](client::Reply<wire::Nothing> const& reply) {
        if (!reply) around_.tell(house::failures::in_words(words_, reply.failure), look::Tone::bad);
    }));
}

}  // namespace accounts
