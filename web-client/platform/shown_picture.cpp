#include "web-client/platform/shown_picture.hpp"

#include <bit>
#include <cstring>
#include <type_traits>

namespace platform {
namespace {

// Two pictures with one sum would hide a change; with 64 bits that does not happen.
class Sum {
public:
    template <class T>
    void add(T const& value) {
        static_assert(std::is_trivially_copyable_v<T>);
        bytes(&value, sizeof value);
    }
    void bytes(void const* data, std::size_t size) {
        auto const* at = static_cast<unsigned char const*>(data);
        for (; size >= sizeof(std::uint64_t); size -= sizeof(std::uint64_t)) {
            std::uint64_t word = 0;
            std::memcpy(&word, at, sizeof word);
            mix(word);
            at += sizeof word;
        }
        std::uint64_t rest = 0;
        std::memcpy(&rest, at, size);
        mix(rest + size);
    }
    std::uint64_t value() const { return sum_; }

private:
    void mix(std::uint64_t word) {
        sum_ = (std::rotl(sum_, 29) ^ word) * 0x9E37'79B9'7F4A'7C15ull;
        sum_ ^= sum_ >> 32;
    }
    std::uint64_t sum_ = 1;
};

bool changes_textures(ImDrawData const& picture) {
    if (picture.Textures == nullptr) return false;
    for (auto const* texture : *picture.Textures)
        if (texture->Status != ImTextureStatus_OK) return true;
    return false;
}

void add(Sum& sum, ImDrawList const& list) {
    sum.add(list.VtxBuffer.Size);
    sum.bytes(list.VtxBuffer.Data, static_cast<std::size_t>(list.VtxBuffer.size_in_bytes()));
    sum.bytes(list.IdxBuffer.Data, static_cast<std::size_t>(list.IdxBuffer.size_in_bytes()));
    for (auto const& command : list.CmdBuffer) {
        sum.add(command.ClipRect);
        sum.add(command.GetTexID());
        sum.add(command.VtxOffset);
        sum.add(command.IdxOffset);
        sum.add(command.ElemCount);
    }
}

}  // namespace

bool ShownPicture::is_new(ImDrawData const& picture, ImVec4 const& ground) {
    bool const certainly = changes_textures(picture);
    Sum sum;
    sum.add(ground);
    sum.add(picture.DisplayPos);
    sum.add(picture.DisplaySize);
    sum.add(picture.FramebufferScale);
    if (!certainly)
        for (auto const* list : picture.CmdLists) add(sum, *list);
    bool const differs = certainly || sum.value() != sum_;
    sum_ = certainly ? 0 : sum.value();
    return differs;
}

}  // namespace platform
