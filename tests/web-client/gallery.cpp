// Takes pictures of every sample screen: gallery FOLDER [NAME]... Needs a display (xvfb-run will
// do).
#include <GLFW/glfw3.h>
#include <imgui.h>
#include <imgui_impl_opengl3.h>
#include <png.h>

#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

#include "tests/web-client/samples.hpp"
#include "web-client/look/hooks.hpp"
#include "web-client/look/ui.hpp"

namespace {

struct Shot {
    words::Language language;
    bool dark;
    int width, height;
};

void save(std::string const& path, int width, int height) {
    std::vector<unsigned char> pixels(static_cast<std::size_t>(width) *
                                      static_cast<std::size_t>(height) * 3);
    glPixelStorei(GL_PACK_ALIGNMENT, 1);
    glReadPixels(0, 0, width, height, GL_RGB, GL_UNSIGNED_BYTE, pixels.data());
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    image.width = static_cast<png_uint_32>(width);
    image.height = static_cast<png_uint_32>(height);
    image.format = PNG_FORMAT_RGB;
    // OpenGL's first row is the lowest one: a negative stride turns the picture over.
    if (png_image_write_to_file(&image, path.c_str(), 0, pixels.data(), -3 * width, nullptr) == 0)
        std::fprintf(stderr, "%s: %s\n", path.c_str(), image.message);
}

// The pointer comes when the screen stands still.
void point(samples::Sample const& sample, Shot const& shot, int frame) {
    if (sample.pointer_x < 0 || shot.width < 700) return;
    ImGuiIO& io = ImGui::GetIO();
    if (frame == 5) io.AddMousePosEvent(sample.pointer_x, sample.pointer_y);
    if (sample.pressed && (frame == 7 || frame == 8)) io.AddMouseButtonEvent(0, frame == 7);
}

void take(samples::Sample const& sample, Shot const& shot, std::string const& folder) {
    ImGui::CreateContext();
    look::prepare_imgui();
    look::Theme const theme = look::theme_for(shot.dark);
    look::apply_theme(theme);
    ImGui_ImplOpenGL3_Init("#version 150");
    words::Words const words(shot.language);
    {
        look::Ui ui;
        ui.theme = theme;
        ui.words = &words;
        ui.fonts = look::load_fonts();
        ui.now_us = samples::now_us;
        auto const screen = sample.make(shot.language);
        ImGui::GetIO().DisplaySize = {static_cast<float>(shot.width),
                                      static_cast<float>(shot.height)};
        for (int frame = 0; frame < 40; ++frame) {
            point(sample, shot, frame);
            ImGui::GetIO().DeltaTime = 1.0f / 60;
            ImGui_ImplOpenGL3_NewFrame();
            ImGui::NewFrame();
            screen->draw(ui, look::begin_frame(ui));
            look::end_frame(ui);
            ImGui::Render();
            glViewport(0, 0, shot.width, shot.height);
            glClear(GL_COLOR_BUFFER_BIT);
            ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
        }
    }
    save(folder + "/" + sample.name + "-" + words::tag_of(shot.language) +
             (shot.dark ? "-dark-" : "-light-") + std::to_string(shot.width) + ".png",
         shot.width, shot.height);
    ImGui_ImplOpenGL3_Shutdown();
    ImGui::DestroyContext();
}

bool wanted(std::string const& name, int count, char** names) {
    bool found = count == 0;
    for (int i = 0; i < count; ++i) found = found || name == names[i];
    return found;
}

}  // namespace

int main(int count, char** arguments) {
    if (count < 2 || !glfwInit()) {
        std::fprintf(stderr, "gallery FOLDER [NAME]...   (with a display)\n");
        return 1;
    }
    glfwWindowHint(GLFW_VISIBLE, GLFW_FALSE);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 2);
    glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
    GLFWwindow* const window = glfwCreateWindow(1280, 800, "gallery", nullptr, nullptr);
    if (window == nullptr) {
        std::fprintf(stderr, "gallery: no window\n");
        return 1;
    }
    glfwMakeContextCurrent(window);
    std::string const folder = arguments[1];
    std::filesystem::create_directories(folder);
    for (samples::Sample const& sample : samples::all()) {
        if (!wanted(sample.name, count - 2, arguments + 2)) continue;
        for (words::Language const language : {words::Language::russian, words::Language::english})
            for (bool const dark : {true, false}) {
                take(sample, {language, dark, 1280, 800}, folder);
                take(sample, {language, dark, 390, 780}, folder);
            }
    }
    glfwTerminate();
    return 0;
}
