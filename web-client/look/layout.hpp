// Cuts a rectangle into the parts of a screen: columns, a head, a foot. Each cut takes a strip away
// from what is left.
#pragma once

#include <algorithm>

#include "web-client/look/semantics.hpp"

namespace look {

inline Rect cut_left(Rect& rest, float width) {
    width = std::min(width, rest.width);
    Rect const part{rest.x, rest.y, width, rest.height};
    rest.x += width;
    rest.width -= width;
    return part;
}

inline Rect cut_right(Rect& rest, float width) {
    width = std::min(width, rest.width);
    rest.width -= width;
    return {rest.x + rest.width, rest.y, width, rest.height};
}

inline Rect cut_top(Rect& rest, float height) {
    height = std::min(height, rest.height);
    Rect const part{rest.x, rest.y, rest.width, height};
    rest.y += height;
    rest.height -= height;
    return part;
}

inline Rect cut_bottom(Rect& rest, float height) {
    height = std::min(height, rest.height);
    rest.height -= height;
    return {rest.x, rest.y + rest.height, rest.width, height};
}

inline Rect inset(Rect rect, float across, float along) {
    across = std::min(across, rect.width / 2);
    along = std::min(along, rect.height / 2);
    return {rect.x + across, rect.y + along, rect.width - 2 * across, rect.height - 2 * along};
}
inline Rect inset(Rect rect, float by) { return inset(rect, by, by); }

// A box of this size in the middle of a rectangle, on whole points, so that lines stay sharp.
inline Rect centred(Rect const& in, float width, float height) {
    return {static_cast<float>(static_cast<int>(in.x + (in.width - width) / 2)),
            static_cast<float>(static_cast<int>(in.y + (in.height - height) / 2)), width, height};
}

inline Rect intersection(Rect const& a, Rect const& b) {
    float const left = std::max(a.x, b.x), top = std::max(a.y, b.y);
    float const right = std::min(a.x + a.width, b.x + b.width);
    float const bottom = std::min(a.y + a.height, b.y + b.height);
    if (right <= left || bottom <= top) return {};
    return {left, top, right - left, bottom - top};
}

}  // namespace look
