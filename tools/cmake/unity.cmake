# Builds that are made as a whole, and seldom anew, compile several sources as one: most of what a source costs is what
# it includes. What is worked in compiles each of the product's alone, and so sees what one forgets to include; of tests
# it compiles a few as one, so that a changed one is soon there, too.
set(KONTOR_TOGETHER 1 CACHE STRING "how many sources are compiled as one")
set(KONTOR_TESTS_TOGETHER 4 CACHE STRING "how many of the tests")

if(KONTOR_TOGETHER GREATER 1)
  # clang takes a class whose members are all there for one that has no friends elsewhere.
  target_compile_options(kontor_code INTERFACE $<$<CXX_COMPILER_ID:Clang>:-Wno-unused-private-field>)
endif()

function(kontor_compile_together target count)
  # Alone: what brings doctest itself, what the tests ask of each domain, in one namespace under the same names, and
  # what is made by a script, which tests make otherwise to see what is said of it.
  get_target_property(sources ${target} SOURCES)
  get_target_property(folder ${target} SOURCE_DIR)
  list(FILTER sources INCLUDE REGEX
    "/tests/(server/|web-client/)?domains/|/generated/|/embedded_migrations[.]cpp$|doctest_main[.]cpp$")
  foreach(source IN LISTS sources)
    get_filename_component(source ${source} ABSOLUTE BASE_DIR ${folder})
    set_source_files_properties(${source} TARGET_DIRECTORY ${target} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
  endforeach()
  # g++ takes every file but the one that it was told of for a header, which others might include, too.
  target_compile_options(${target} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-Wno-subobject-linkage>)
  set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE ${count})
endfunction()

kontor_targets(targets ${CMAKE_SOURCE_DIR})
foreach(target IN LISTS targets)
  get_target_property(type ${target} TYPE)
  get_target_property(sources ${target} SOURCES)
  get_target_property(folder ${target} SOURCE_DIR)
  set(count ${KONTOR_TOGETHER})
  if(folder MATCHES "^${CMAKE_SOURCE_DIR}/tests")
    set(count ${KONTOR_TESTS_TOGETHER})
  endif()
  list(LENGTH sources length)
  if(type MATCHES "EXECUTABLE|STATIC_LIBRARY" AND NOT target MATCHES "^imgui" AND length GREATER 1 AND count GREATER 1)
    kontor_compile_together(${target} ${count})
  endif()
endforeach()
