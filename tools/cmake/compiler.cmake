# What every target of ours is compiled with. Included files are named from the project's root
# ("shared/base/id.hpp"), so that an include says who runs the code and which domain it is of.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE RelWithDebInfo CACHE STRING "" FORCE)
endif()

find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
endif()

option(KONTOR_SANITIZE "address and undefined-behaviour sanitizers" OFF)
if(KONTOR_SANITIZE)
  add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=address,undefined)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
    add_compile_options(-fsanitize-ignorelist=${CMAKE_SOURCE_DIR}/tools/cmake/sanitizers.ignore)
    add_compile_options(-fsanitize=fuzzer-no-link)  # So that the fuzz targets see which branches were taken.
  endif()
endif()

if(EMSCRIPTEN)
  add_compile_options(-fwasm-exceptions)
  add_link_options(-fwasm-exceptions)
  # Browsers that know exceptions have known these for longer: code is smaller with them.
  add_compile_options(-mnontrapping-fptoint -msign-ext -mbulk-memory)
  # No type is asked for its name while the program runs, and the names of all of them are a tenth of it. What is thrown
  # keeps its own. The one file that needs them says so.
  add_compile_options($<$<COMPILE_LANGUAGE:CXX>:-fno-rtti>)
  # The system's include folder holds the native C library, so only these are shown to wasm.
  set(KONTOR_HEADERS ${CMAKE_BINARY_DIR}/headers)
  file(MAKE_DIRECTORY ${KONTOR_HEADERS})
  foreach(library cereal doctest rapidjson stb)
    file(CREATE_LINK /usr/include/${library} ${KONTOR_HEADERS}/${library} SYMBOLIC)
  endforeach()
endif()

# kontor_code: inherited by all our targets, and by no third-party code.
add_library(kontor_code INTERFACE)
# A folder that is laid over the tree: what lies there under the same name is compiled instead, and what lies there
# beside is compiled, too. So the tests put a domain of theirs into the lists of domains, and the product knows nothing
# of it.
set(KONTOR_OVERLAY "" CACHE PATH "a folder to lay over the tree")
if(KONTOR_OVERLAY)
  target_include_directories(kontor_code BEFORE INTERFACE ${KONTOR_OVERLAY})
endif()
target_include_directories(kontor_code INTERFACE ${CMAKE_SOURCE_DIR})

# All targets of a folder and of those below it.
function(kontor_targets result folder)
  get_property(all DIRECTORY ${folder} PROPERTY BUILDSYSTEM_TARGETS)
  get_property(below DIRECTORY ${folder} PROPERTY SUBDIRECTORIES)
  foreach(inner IN LISTS below)
    kontor_targets(more ${inner})
    list(APPEND all ${more})
  endforeach()
  set(${result} ${all} PARENT_SCOPE)
endfunction()

# The sources that an overlay adds to the tree. Each is compiled alone: the tests put others in their places.
function(kontor_laid_over result pattern)
  set(found "")
  if(KONTOR_OVERLAY)
    file(GLOB_RECURSE found CONFIGURE_DEPENDS ${KONTOR_OVERLAY}/${pattern})
    foreach(source IN LISTS found)
      set_source_files_properties(${source} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
    endforeach()
  endif()
  set(${result} ${found} PARENT_SCOPE)
endfunction()

# The sources of that name, or below it, in a folder of the tree; and those that an overlay adds to it.
function(kontor_sources result folder)
  set(found "")
  foreach(pattern IN LISTS ARGN)
    file(GLOB_RECURSE some CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/${folder}/${pattern})
    list(APPEND found ${some})
    kontor_laid_over(some ${folder}/${pattern})
    list(APPEND found ${some})
  endforeach()
  set(${result} ${found} PARENT_SCOPE)
endfunction()
target_compile_options(kontor_code INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor -Woverloaded-virtual -Werror)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU"
   AND (CMAKE_CXX_COMPILER_VERSION VERSION_GREATER_EQUAL 13 OR CMAKE_BUILD_TYPE STREQUAL "Release"))
  # From 13 on, and at -O2, it suspects what lies in std::variant and std::optional of the library's own headers.
  target_compile_options(kontor_code INTERFACE -Wno-maybe-uninitialized)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_BUILD_TYPE STREQUAL "Release")
  # At -O2 it suspects the library's own texts. It says so, and the program is built all the same.
  target_compile_options(kontor_code INTERFACE -Wno-error=restrict -Wno-error=array-bounds
    -Wno-error=stringop-overflow -Wno-error=stringop-overread)
endif()
if(EMSCRIPTEN)
  target_include_directories(kontor_code SYSTEM INTERFACE ${KONTOR_HEADERS})
endif()
