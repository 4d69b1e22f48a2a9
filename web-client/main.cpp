#include "web-client/app.hpp"

int main(int count, char** words) {
    return platform::run({words + 1, words + count}, [](platform::Platform& platform) {
        return std::make_unique<App>(platform);
    });
}
