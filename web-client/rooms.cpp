#include "web-client/rooms.hpp"

#include "web-client/house/screens_code.hpp"

template class house::Screens<Rooms>;
