# The headers of C++ itself are read once for all sources of ours, and not by each of them anew: they were a quarter of
# what a build cost. None of ours are among them, so that nothing but another compiler makes this anew. Whoever turns it
# off, as the preset clang does, sees a header that is used and not included.
option(KONTOR_PRECOMPILE "read the headers of C++ once" ON)

if(KONTOR_PRECOMPILE AND NOT EMSCRIPTEN)
  kontor_targets(targets ${CMAKE_SOURCE_DIR})
  set(empty ${CMAKE_BINARY_DIR}/precompiled.cpp)
  file(CONFIGURE OUTPUT ${empty} CONTENT "")
  add_library(kontor_precompiled OBJECT ${empty})
  target_link_libraries(kontor_precompiled PRIVATE kontor_code)
  target_precompile_headers(kontor_precompiled PRIVATE <algorithm> <array> <atomic> <chrono> <condition_variable>
    <cstdint> <filesystem> <fstream> <functional> <map> <memory> <mutex> <optional> <set> <span> <sstream> <stdexcept>
    <string> <string_view> <thread> <tuple> <type_traits> <unordered_map> <utility> <variant> <vector>)
  # ccache keeps what was compiled with them only if it can see that they are used, and if they have no date.
  set(keeps $<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess> "$<$<CXX_COMPILER_ID:Clang>:SHELL:-Xclang -fno-pch-timestamp>")
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # It suspects texts that are added to one another, in the library's own code, which it does not know as such when
    # it comes from here. The presets that read for themselves ask for these warnings.
    list(APPEND keeps -Wno-array-bounds -Wno-restrict -Wno-stringop-overflow -Wno-stringop-overread)
  endif()
  target_compile_options(kontor_precompiled PRIVATE ${keeps})
  foreach(target IN LISTS targets)
    get_target_property(type ${target} TYPE)
    # What is compiled in another way, or is not ours, reads for itself.
    if(type MATCHES "EXECUTABLE|STATIC_LIBRARY|OBJECT" AND
       NOT target MATCHES "^(imgui.*|utf8proc|prisoner|fuzz.*|kontor_precompiled)$")
      target_precompile_headers(${target} REUSE_FROM kontor_precompiled)
      target_compile_options(${target} PRIVATE ${keeps})
    endif()
  endforeach()
endif()
