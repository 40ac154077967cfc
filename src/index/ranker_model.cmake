# Writes OUTPUT, a source file with the text of FILE, for ranker_model.h.
# Run by the build: cmake -DOUTPUT=... -DFILE=... -P ranker_model.cmake
# A line a literal: compilers need not take longer ones than 65,536 characters.
file(STRINGS "${FILE}" lines)
set(source "// Made by src/index/ranker_model.cmake from src/index/ranker.model.\n")
string(APPEND source "#include \"index/ranker_model.h\"\n\nnamespace sillok::index {\n\n")
string(APPEND source "std::string_view ranker_model() {\n  return\n")
foreach(line ${lines})
  string(APPEND source "      \"${line}\\n\"\n")
endforeach()
string(APPEND source "      ;\n}\n\n}  // namespace sillok::index\n")
file(WRITE "${OUTPUT}" "${source}")
