# Dear ImGui from the cache (see tools/fetch-imgui), built without our warnings:
#   imgui     the core, for everything that draws; needs no OpenGL, so headless tests link it alone
#   imgui_gl  the OpenGL backend, and GLFW's where there are windows; for web-client/platform
execute_process(COMMAND ${CMAKE_SOURCE_DIR}/tools/fetch-imgui
  OUTPUT_VARIABLE IMGUI_FOLDER OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)

if(EMSCRIPTEN)
  set(watch_items OFF)
else()
  set(watch_items ON)
endif()
# Lets look/hooks.cpp see every item, so that a test finds one without a node in the semantic tree.
option(KONTOR_WATCH_ITEMS "call the four ImGuiTestEngine hooks, which web-client/look defines" ${watch_items})

set(core ${IMGUI_FOLDER}/imgui.cpp ${IMGUI_FOLDER}/imgui_draw.cpp ${IMGUI_FOLDER}/imgui_tables.cpp
  ${IMGUI_FOLDER}/imgui_widgets.cpp ${IMGUI_FOLDER}/misc/cpp/imgui_stdlib.cpp)
add_library(imgui STATIC ${core})
add_library(kontor_imgui ALIAS imgui)
target_include_directories(imgui SYSTEM PUBLIC ${IMGUI_FOLDER} ${IMGUI_FOLDER}/misc/cpp)
target_compile_definitions(imgui PUBLIC IMGUI_USE_WCHAR32 IMGUI_DISABLE_DEMO_WINDOWS IMGUI_DISABLE_DEBUG_TOOLS
  IMGUI_DISABLE_OBSOLETE_FUNCTIONS $<$<BOOL:${KONTOR_WATCH_ITEMS}>:IMGUI_ENABLE_TEST_ENGINE>)
# A page has the product's own fonts, and does not carry another one with it.
target_compile_definitions(imgui PRIVATE $<$<BOOL:${EMSCRIPTEN}>:IMGUI_DISABLE_DEFAULT_FONT>)

set(backends ${IMGUI_FOLDER}/backends/imgui_impl_opengl3.cpp)
if(NOT EMSCRIPTEN)
  list(APPEND backends ${IMGUI_FOLDER}/backends/imgui_impl_glfw.cpp)
endif()
add_library(imgui_gl STATIC ${backends})
target_include_directories(imgui_gl SYSTEM PUBLIC ${IMGUI_FOLDER}/backends)
target_link_libraries(imgui_gl PUBLIC imgui)
if(NOT EMSCRIPTEN)
  find_package(glfw3 REQUIRED)
  find_package(OpenGL REQUIRED COMPONENTS OpenGL)
  target_link_libraries(imgui_gl PUBLIC glfw OpenGL::GL)
endif()
