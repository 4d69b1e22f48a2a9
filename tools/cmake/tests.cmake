# Writes build/<preset>/tests.txt, fuzz.txt and bench.txt, the lists of programs that test: every executable target
# whose name begins with "test-", "fuzz-" or "bench-". tools/test runs what stands there, so that a new test program
# needs no second entry anywhere.
function(kontor_collect prefix result)
  kontor_targets(targets ${CMAKE_SOURCE_DIR})
  set(found "")
  foreach(target IN LISTS targets)
    get_target_property(type ${target} TYPE)
    if(type STREQUAL "EXECUTABLE" AND target MATCHES "^${prefix}-")
      list(APPEND found ${target})
    endif()
  endforeach()
  set(${result} ${found} PARENT_SCOPE)
endfunction()

function(kontor_write_list prefix file)
  kontor_collect(${prefix} programs)
  list(SORT programs)
  set(lines "")
  foreach(program IN LISTS programs)
    string(APPEND lines "${program} $<TARGET_FILE:${program}>\n")
    if(EMSCRIPTEN)
      # Under node: with the machine's files, memory that grows, and an exit status.
      target_link_options(${program} PRIVATE -sNODERAWFS=1 -sALLOW_MEMORY_GROWTH=1 -sEXIT_RUNTIME=1)
    endif()
  endforeach()
  file(GENERATE OUTPUT ${CMAKE_BINARY_DIR}/${file} CONTENT "${lines}")
  add_custom_target(all-${prefix} DEPENDS ${programs})
  if(prefix STREQUAL "bench" AND programs AND NOT KONTOR_CHECK_HEADERS)
    # Measured in the release build, when asked for; compiled in one other, so that they do not rot.
    set_target_properties(${programs} PROPERTIES EXCLUDE_FROM_ALL TRUE)
  endif()
endfunction()

kontor_write_list(test tests.txt)  # built by the target all-test
kontor_write_list(fuzz fuzz.txt)
kontor_write_list(bench bench.txt)
