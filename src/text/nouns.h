// Common nouns and adverbs that end as if with a particle or an ending (회의, 온도, 광고, 확인), or
// that are short. Written by hand from everyday and official vocabulary: data, open to additions.
#pragma once

#include <functional>
#include <string_view>

namespace sillok::text {

// Each of them once, in no order.
void for_each_noun(const std::function<void(std::u16string_view)>& take);
void for_each_adverb(const std::function<void(std::u16string_view)>& take);

}  // namespace sillok::text
