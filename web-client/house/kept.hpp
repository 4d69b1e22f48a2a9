// A view that was made, kept until what it was made of is another.
#pragma once

#include <optional>
#include <tuple>
#include <utility>

namespace house {

// `Key`: what the view depends on, as the versions of the tables whose rows it shows.
template <class View, class... Key>
class Kept {
public:
    // make() answers the view anew, when there is none for this key.
    template <class Make>
    View const& get(std::tuple<Key...> key, Make&& make) {
        if (key_ != key) {
            view_ = make();
            key_ = std::move(key);
            ++made_;
        }
        return view_;
    }
    View const& last() const { return view_; }  // as it was made last, or empty
    int made() const { return made_; }          // how often

private:
    View view_{};
    std::optional<std::tuple<Key...>> key_;
    int made_ = 0;
};

}  // namespace house
