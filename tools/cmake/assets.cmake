# Fonts, icons, theme and words as code, made anew when a file in assets/ changes.
find_package(Python3 REQUIRED COMPONENTS Interpreter)

set(KONTOR_GENERATED ${CMAKE_BINARY_DIR}/generated)
set(assets ${CMAKE_SOURCE_DIR}/assets)
kontor_sources(words assets/words *.json)
set(outputs)
set(apart "")
if(EMSCRIPTEN)
  set(apart --apart)  # the face of symbols: a page loads it when it has been drawn once
endif()
foreach(name icons.hpp fonts.cpp tokens.cpp words.cpp licences.cpp)
  list(APPEND outputs ${KONTOR_GENERATED}/assets/${name})
endforeach()
add_custom_command(
  OUTPUT ${outputs}
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_SOURCE_DIR}/tools/make-assets ${KONTOR_GENERATED} ${apart} ${KONTOR_OVERLAY}
  DEPENDS ${CMAKE_SOURCE_DIR}/tools/make-assets ${assets}/fonts.json ${assets}/icons.json ${assets}/tokens.json
          ${assets}/package-lock.json ${assets}/licences.json
          ${words}
  COMMENT "Fonts, icons, theme and words"
  VERBATIM)

add_library(kontor_assets STATIC ${outputs})
target_include_directories(kontor_assets PUBLIC ${KONTOR_GENERATED})
target_link_libraries(kontor_assets PUBLIC kontor_code)
