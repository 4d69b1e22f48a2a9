// What a room asks of the program around it.
#pragma once

#include <functional>
#include <string>

#include "web-client/house/desk.hpp"

namespace house {

struct Surroundings {
    std::function<void(std::string const& route)> visit;
    std::function<void(std::string const& text, look::Tone tone)> tell;  // a short notice
    Desk& desk;  // one for all: only one dialog is open at a time
};

}  // namespace house
