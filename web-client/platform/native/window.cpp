#include "web-client/platform/native/window.hpp"

#include <GLFW/glfw3.h>
#include <imgui.h>
#include <imgui_impl_glfw.h>
#include <imgui_impl_opengl3.h>
#include <imgui_internal.h>

#include <algorithm>
#include <stdexcept>
#include <vector>

#include "web-client/look/signs.hpp"
#include "web-client/platform/native/picture.hpp"

namespace platform {
namespace {

constexpr int first_width = 1280, first_height = 800;  // points
constexpr int least_width = 360, least_height = 480;

bool has_more_events() { return ImGui::GetCurrentContext()->InputEventsQueue.Size > 0; }

Window& of(GLFWwindow* window) { return *static_cast<Window*>(glfwGetWindowUserPointer(window)); }

std::runtime_error trouble(char const* what) {
    char const* why = nullptr;
    glfwGetError(&why);
    return std::runtime_error(std::string(what) + (why == nullptr ? "" : std::string(": ") + why));
}

GLFWwindow* open_window() {
    if (glfwInit() != GLFW_TRUE) throw trouble("There is no display to open a window on");
    glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 2);
    glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
    glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
    glfwWindowHint(GLFW_SCALE_TO_MONITOR, GLFW_TRUE);
    glfwWindowHintString(GLFW_X11_CLASS_NAME, "kontor");
    glfwWindowHintString(GLFW_X11_INSTANCE_NAME, "kontor");
    GLFWwindow* const window =
        glfwCreateWindow(first_width, first_height, "Kontor", nullptr, nullptr);
    if (window == nullptr) {
        auto const error = trouble("This display has no OpenGL 3.2");
        glfwTerminate();
        throw error;
    }
    return window;
}

}  // namespace

Window::Window() : window_(open_window()) {
    glfwSetWindowUserPointer(window_, this);
    glfwMakeContextCurrent(window_);
    glfwSwapInterval(1);
    glfwSetWindowSizeLimits(window_, least_width, least_height, GLFW_DONT_CARE, GLFW_DONT_CARE);
    ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.LogFilename = nullptr;
    io.ConfigInputTextCursorBlink = false;  // a caret that blinks would draw for ever
    ImGui_ImplGlfw_InitForOpenGL(window_, false);
    ImGui_ImplOpenGL3_Init("#version 150");
    take_events();
}

Window::~Window() {
    ImGui_ImplOpenGL3_Shutdown();
    ImGui_ImplGlfw_Shutdown();
    ImGui::DestroyContext();
    glfwDestroyWindow(window_);
    glfwTerminate();
}

void Window::take_events() {
    glfwSetWindowFocusCallback(window_, [](GLFWwindow* window, int focused) {
        ImGui_ImplGlfw_WindowFocusCallback(window, focused);
        of(window).wake();
    });
    glfwSetCursorEnterCallback(window_, [](GLFWwindow* window, int entered) {
        ImGui_ImplGlfw_CursorEnterCallback(window, entered);
        of(window).wake();
    });
    glfwSetCursorPosCallback(window_, [](GLFWwindow* window, double x, double y) {
        of(window).place_mouse(x, y);
        of(window).wake();
    });
    glfwSetMouseButtonCallback(
        window_, [](GLFWwindow* window, int button, int action, int modifiers) {
            Window const& self = of(window);
            if (action == GLFW_PRESS && button == GLFW_MOUSE_BUTTON_4 && self.on_back)
                self.on_back();
            if (action == GLFW_PRESS && button == GLFW_MOUSE_BUTTON_5 && self.on_forward)
                self.on_forward();
            ImGui_ImplGlfw_MouseButtonCallback(window, button, action, modifiers);
            of(window).wake();
        });
    glfwSetScrollCallback(window_, [](GLFWwindow* window, double x, double y) {
        ImGui_ImplGlfw_ScrollCallback(window, x, y);
        of(window).wake();
    });
    glfwSetKeyCallback(window_,
                       [](GLFWwindow* window, int key, int code, int action, int modifiers) {
                           of(window).take_key(key, code, action, modifiers);
                       });
    glfwSetCharCallback(window_, [](GLFWwindow* window, unsigned int letter) {
        ImGui_ImplGlfw_CharCallback(window, letter);
        of(window).wake();
    });
    glfwSetDropCallback(window_, [](GLFWwindow* window, int count, char const** paths) {
        if (count > 0 && of(window).on_drop) of(window).on_drop(paths[0]);
    });
    glfwSetFramebufferSizeCallback(window_,
                                   [](GLFWwindow* window, int, int) { of(window).wake(); });
    glfwSetWindowContentScaleCallback(window_,
                                      [](GLFWwindow* window, float, float) { of(window).wake(); });
    // What another window covered, or what was made small, has to be drawn again.
    glfwSetWindowRefreshCallback(window_, [](GLFWwindow* window) {
        of(window).shown_.forget();
        of(window).wake();
    });
    glfwSetWindowIconifyCallback(window_, [](GLFWwindow* window, int) { of(window).wake(); });
}

void Window::take_key(int key, int code, int action, int modifiers) {
    bool const alt_only = modifiers == GLFW_MOD_ALT && action == GLFW_PRESS;
    // ImGui would see a letter and the release of Ctrl in one frame, and take them for the letter
    // alone.
    bool const is_modifier = key >= GLFW_KEY_LEFT_SHIFT && key <= GLFW_KEY_RIGHT_SUPER;
    if (is_modifier && action == GLFW_RELEASE && on_frame && has_more_events()) draw();
    if (alt_only && key == GLFW_KEY_LEFT && on_back)
        on_back();
    else if (alt_only && key == GLFW_KEY_RIGHT && on_forward)
        on_forward();
    else
        ImGui_ImplGlfw_KeyCallback(window_, key, code, action, modifiers);
    wake();
}

void Window::place_mouse(double x, double y) const {
    float const points = pixels_per_unit_ / scale_;
    ImGui::GetIO().AddMousePosEvent(static_cast<float>(x) * points, static_cast<float>(y) * points);
}

bool Window::is_closing() const { return glfwWindowShouldClose(window_) != 0; }

void Window::wait(std::optional<int> at_most_ms) {
    if (!at_most_ms)
        glfwWaitEvents();
    else if (*at_most_ms <= 0)
        glfwPollEvents();
    else
        glfwWaitEventsTimeout(*at_most_ms / 1000.0);
}

void Window::interrupt() { glfwPostEmptyEvent(); }

void Window::begin_frame() {
    ImGui_ImplOpenGL3_NewFrame();
    ImGui_ImplGlfw_NewFrame();
    // The backend counts in the window's units, which are pixels on X11: we count in points.
    int width = 0, height = 0, pixels_wide = 0, pixels_high = 0;
    float scale_x = 1, scale_y = 1;
    glfwGetWindowSize(window_, &width, &height);
    glfwGetFramebufferSize(window_, &pixels_wide, &pixels_high);
    glfwGetWindowContentScale(window_, &scale_x, &scale_y);
    scale_ = std::max(scale_x, 0.5f);
    pixels_per_unit_ = width > 0 ? static_cast<float>(pixels_wide) / static_cast<float>(width) : 1;
    ImGuiIO& io = ImGui::GetIO();
    io.DisplaySize = {static_cast<float>(pixels_wide) / scale_,
                      static_cast<float>(pixels_high) / scale_};
    io.DisplayFramebufferScale = {scale_, scale_};
    if (glfwGetWindowAttrib(window_, GLFW_HOVERED) != 0) {
        // The backend may have told a position in its units.
        double x = 0, y = 0;
        glfwGetCursorPos(window_, &x, &y);
        place_mouse(x, y);
    }
    look::begin_signs();
    ImGui::NewFrame();
}

void Window::draw() {
    if (frames_wanted_ > 0) --frames_wanted_;
    begin_frame();
    on_frame();
    ImGui::Render();
    // ImGui takes a few events in each frame, so that a press is not over before anybody saw it.
    if (has_more_events()) wake();
    if (!shown_.is_new(*ImGui::GetDrawData(), ImGui::GetStyle().Colors[ImGuiCol_WindowBg])) return;
    if (paint())
        glfwSwapBuffers(window_);
    else
        shown_.forget();
}

// Onto the hidden buffer; false if the window was made small, and nobody sees it.
bool Window::paint() const {
    int width = 0, height = 0;
    glfwGetFramebufferSize(window_, &width, &height);
    if (width == 0 || height == 0) return false;
    ImVec4 const& ground = ImGui::GetStyle().Colors[ImGuiCol_WindowBg];
    glViewport(0, 0, width, height);
    glClearColor(ground.x, ground.y, ground.z, 1);
    glClear(GL_COLOR_BUFFER_BIT);
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
    return true;
}

void Window::write_picture(std::filesystem::path const& path) const {
    // What is shown cannot be read on every system, so it is painted once more.
    if (!paint()) return;
    int width = 0, height = 0;
    glfwGetFramebufferSize(window_, &width, &height);
    std::vector<unsigned char> pixels(static_cast<std::size_t>(width) *
                                      static_cast<std::size_t>(height) * 4);
    glReadPixels(0, 0, width, height, GL_RGBA, GL_UNSIGNED_BYTE, pixels.data());
    write_ppm(path, pixels, width, height);
}

void Window::title(std::string const& title) { glfwSetWindowTitle(window_, title.c_str()); }
void Window::copy(std::string const& text) { glfwSetClipboardString(window_, text.c_str()); }

}  // namespace platform
