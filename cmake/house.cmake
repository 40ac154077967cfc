# How every room is built: warnings are errors, sanitizers apply to all of it, headers are found from src/.

add_library(sillok_options INTERFACE)
target_compile_options(sillok_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Wold-style-cast -Wcast-qual
  -Woverloaded-virtual -Wnull-dereference -Wextra-semi -Werror)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # GCC 12 reports paths inside the standard library as null or uninitialised when it inlines them.
  target_compile_options(sillok_options INTERFACE -Wno-null-dereference -Wno-maybe-uninitialized
    -Wno-restrict -Wno-stringop-overflow -Wno-stringop-overread -Wno-array-bounds)
endif()
target_include_directories(sillok_options INTERFACE ${PROJECT_SOURCE_DIR}/src)
if(SILLOK_SANITIZE)
  target_compile_options(sillok_options INTERFACE -fsanitize=${SILLOK_SANITIZE}
    -fno-sanitize-recover=all -fno-omit-frame-pointer -g1)
  target_link_options(sillok_options INTERFACE -fsanitize=${SILLOK_SANITIZE})
endif()

# sillok_room(NAME SOURCES a.cpp b.cpp USES other_room... LINKS external_targets... [COLD])
# One static library per room; USES are the rooms it may include from (checked by tests/house). COLD: it only ties
# others together, and optimising it hard would but cost minutes of the build.
function(sillok_room name)
  cmake_parse_arguments(ROOM "COLD" "" "SOURCES;USES;LINKS" ${ARGN})
  add_library(sillok_${name} STATIC ${ROOM_SOURCES})
  target_link_libraries(sillok_${name} PUBLIC sillok_options)
  if(ROOM_COLD)
    target_compile_options(sillok_${name} PRIVATE $<IF:$<CONFIG:Release>,-O1,-O0>)
  endif()
  foreach(used ${ROOM_USES})
    target_link_libraries(sillok_${name} PUBLIC sillok_${used})
  endforeach()
  if(ROOM_LINKS)
    target_link_libraries(sillok_${name} PRIVATE ${ROOM_LINKS})
  endif()
endfunction()

# sillok_tests(ROOM SOURCES a_test.cpp... USES rooms... [MAIN own_main.cpp]): one test program per room,
# every case known to ctest. Rooms that read files start the very program they are in as their reading
# child, so their tests have a main() that serves it.
function(sillok_tests room)
  cmake_parse_arguments(T "" "MAIN" "SOURCES;USES;LINKS" ${ARGN})
  set(reading_rooms isolate ingest operate serve cli)
  foreach(used ${T_USES})
    if(NOT T_MAIN AND used IN_LIST reading_rooms)
      set(T_MAIN ${PROJECT_SOURCE_DIR}/tests/isolate/reading_main.cpp)
      list(APPEND T_USES isolate)
    endif()
  endforeach()
  add_executable(${room}_tests ${T_SOURCES} ${T_MAIN})
  target_link_libraries(${room}_tests PRIVATE sillok_options GTest::gtest ${T_LINKS})
  if(NOT T_MAIN)
    target_link_libraries(${room}_tests PRIVATE GTest::gtest_main)
  endif()
  # The rooms are tested as they ship; optimising the tests themselves only costs a third of their build.
  target_compile_options(${room}_tests PRIVATE -O0)
  foreach(used ${T_USES})
    target_link_libraries(${room}_tests PRIVATE sillok_${used})
  endforeach()
  target_compile_definitions(${room}_tests PRIVATE SILLOK_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  gtest_discover_tests(${room}_tests TEST_PREFIX ${room}. DISCOVERY_TIMEOUT 60
    PROPERTIES TIMEOUT 300)
endfunction()

# sillok_fuzz(NAME SOURCE x_fuzz.cpp USES rooms... SEEDS dir): one libFuzzer target.
function(sillok_fuzz name)
  cmake_parse_arguments(F "" "SOURCE" "USES;LINKS" ${ARGN})
  add_executable(${name}_fuzz ${F_SOURCE})
  target_link_libraries(${name}_fuzz PRIVATE sillok_options ${F_LINKS})
  foreach(used ${F_USES})
    target_link_libraries(${name}_fuzz PRIVATE sillok_${used})
  endforeach()
  target_compile_options(${name}_fuzz PRIVATE -fsanitize=fuzzer)
  target_link_options(${name}_fuzz PRIVATE -fsanitize=fuzzer)
endfunction()
