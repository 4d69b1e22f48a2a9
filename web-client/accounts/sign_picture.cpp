#include "web-client/accounts/sign_picture.hpp"

#include <utility>

#include "shared/accounts/bytes_api.hpp"

namespace accounts {

SignPicture::~SignPicture() {
    if (place_) look::take_from_atlas(*place_);
}

std::optional<look::AtlasPlace> SignPicture::find(std::string_view whose, float pixels) {
    if (name_.empty() || whose != base::to_text(the_workspace)) return std::nullopt;
    if (asked_ != name_) ask(pixels);
    if (arrived_) {
        if (place_) look::take_from_atlas(*place_);
        place_ = look::put_on_atlas(*std::exchange(arrived_, std::nullopt));
    }
    return place_;
}

// One that did not come is asked for when it is to be shown again.
void SignPicture::show(std::string const& name) {
    name_ = name;
    if (!place_ || name_.empty()) asked_.clear();
}

void SignPicture::ask(float pixels) {
    asked_ = name_;
    bool const is_small = pixels <= static_cast<float>(smallest_picture);
    api_.fetch<SeeWorkspacePicture>({is_small ? smallest_picture : largest_picture, name_},
                                    alive_.guard([this](platform::Answer const& answer) {
                                        if (answer.status == 200)
                                            arrived_ = look::pixels_of_png(answer.body);
                                        platform_.wake();
                                    }));
}

}  // namespace accounts
