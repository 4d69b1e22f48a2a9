// What benchmarks of this program itself measure, and the line that `tools/bench` reads.
#pragma once

#include <malloc.h>

#include <chrono>
#include <cstdio>

namespace bench {

using Clock = std::chrono::steady_clock;

inline double ms_since(Clock::time_point began) {
    return std::chrono::duration<double, std::milli>(Clock::now() - began).count();
}
inline double held_mb() {
#ifdef __EMSCRIPTEN__
    return mallinfo().uordblks / 1e6;
#else
    return static_cast<double>(mallinfo2().uordblks) / 1e6;
#endif
}
inline void print(char const* name, double value, char const* unit, char const* beside,
                  double other) {
    std::printf("bench %s %.3f %s %s %.3f\n", name, value, unit, beside, other);
}

}  // namespace bench
