#include "isolate/reading.h"
namespace sillok::isolate {
int reading_child_main(int, char**) { return 1; }
}  // namespace sillok::isolate
