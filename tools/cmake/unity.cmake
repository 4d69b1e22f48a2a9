# Builds that are made as a whole, and seldom anew, compile several sources as one: most of what a source costs is what
# it includes. What is worked in compiles each alone, and so sees what one of them forgets to include.
option(KONTOR_UNITY "compile several sources as one" OFF)
set(KONTOR_UNITY_SOURCES 12 CACHE STRING "how many at most")

if(KONTOR_UNITY)
  # g++ takes every file but the one that it was told of for a header, which others might include, too; and clang takes
  # a class whose members are all there for one that has no friends elsewhere.
  target_compile_options(kontor_code INTERFACE $<$<CXX_COMPILER_ID:GNU>:-Wno-subobject-linkage>
    $<$<CXX_COMPILER_ID:Clang>:-Wno-unused-private-field>)
  kontor_targets(targets ${CMAKE_SOURCE_DIR})
  foreach(target IN LISTS targets)
    get_target_property(type ${target} TYPE)
    get_target_property(sources ${target} SOURCES)
    list(LENGTH sources count)
    if(type MATCHES "EXECUTABLE|STATIC_LIBRARY" AND count GREATER 1 AND NOT target MATCHES "^imgui")
      # Alone: what brings doctest itself, and what the tests ask of each domain, in one namespace under the same names.
      list(FILTER sources INCLUDE REGEX "/tests/(server/)?domains/|doctest_main[.]cpp$")
      get_target_property(folder ${target} SOURCE_DIR)
      foreach(source IN LISTS sources)
        get_filename_component(source ${source} ABSOLUTE BASE_DIR ${folder})
        set_source_files_properties(${source} TARGET_DIRECTORY ${target} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
      endforeach()
      set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE ${KONTOR_UNITY_SOURCES})
    endif()
  endforeach()
endif()
