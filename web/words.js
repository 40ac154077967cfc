// What the page says, in Korean and in English.

const KOREAN = {
  code: "ko",
  title: "실록",
  motto: "문서에 적힌 대로 답합니다",
  skip: "물음 칸으로 가기",
  ask_here: "물어볼 것을 적으십시오",
  ask_label: "물음",
  ask: "묻기",
  searched: (documents, passages) => `문서 ${documents}건, ${passages}개 단락에서 찾습니다`,
  every_collection: "모든 문서",
  collection: "찾을 곳",
  keys: [["/", "물음 칸"], ["Enter", "묻기"], ["↑ ↓", "근거 옮겨 가기"], ["Esc", "닫기"]],
  nav_ask: "묻기",
  nav_documents: "문서",
  nav_label: "화면",
  language_label: "언어",
  looking: "문서를 살펴보고 있습니다",
  found: (count) => `답을 찾았습니다. 문장 ${count}개.`,
  sources: "근거",
  open_source: (label) => `근거 열기: ${label}`,
  page: (number) => `${number}쪽`,
  joined: (parts) => parts.join(" · "),
  confidence: "물음과 맞는 정도",
  levels: { high: "높음", middle: "보통", low: "낮음" },
  check_it: "근거를 꼭 열어 보십시오.",
  verbatim: "문서의 문장을 그대로 옮겼습니다.",
  milliseconds: (n) => `${n}밀리초`,
  copy_answer: "답과 근거 복사",
  print: "인쇄",
  copied: "복사했습니다",
  not_copied: "복사하지 못했습니다. 글을 골라 복사하십시오.",
  about: "이 답에 대하여",
  about_rows: {
    id: "답 번호", mode: "방식", confidence: "맞는 정도", index: "찾은 색인", program: "프로그램", time: "시각",
  },
  mode_quote: "인용: 언어 모델 없이 문서의 문장을 그대로 옮김",
  about_confidence:
    "‘맞는 정도’는 물음의 낱말이 옮긴 문장과 그 둘레에 얼마나 들어 있는지를, 드문 낱말일수록 무겁게 셈한 값입니다. " +
    "문장이 옳다는 뜻은 아니니 근거를 함께 보십시오.",
  abstained: "문서에 없습니다.",
  abstained_why: "물음에 답이 되는 문장을 찾지 못해, 지어내는 대신 여기서 멈춥니다.",
  nearest: "가장 가까운 곳",
  nearest_none: "비슷한 곳도 찾지 못했습니다. 낱말을 바꾸어 다시 물어보십시오.",
  unclear: "어느 쪽을 물으셨습니까?",
  history: "이 창에서 물은 것",
  history_clear: "지우기",
  home_empty: "아직 문서가 없습니다",
  home_empty_how: "터미널에서 문서가 든 폴더를 더하면 바로 물을 수 있습니다.",
  home_empty_then: "더한 뒤 이 화면을 새로 고치십시오. 이 프로그램은 문서를 밖으로 보내지 않습니다.",
  documents: "문서",
  documents_count: (count) => `${count}건`,
  filter: "제목이나 파일 이름으로 추리기",
  column: { title: "제목", format: "형식", passages: "단락", version: "판", updated: "갱신", warnings: "알림" },
  no_match: "맞는 문서가 없습니다.",
  more: "더 보기",
  warnings: (count) => `알림 ${count}개`,
  version: (number) => `제${number}판`,
  reader: "근거 문서",
  copy_citation: "인용 복사",
  close: "닫기",
  previous_source: "앞 근거",
  next_source: "다음 근거",
  source_of: (at, count) => `근거 ${at} / ${count}`,
  quoted_row: "옮긴 행",
  loading: "읽는 중",
  table: "표",
  image: "그림",
  footnote: "주",
  read_notice: (count) => `읽을 때 알린 것 ${count}개`,
  moved: "문서가 그 뒤에 바뀌어 옮긴 문장을 이 자리에서 찾지 못했습니다.",
  reasons: "왜 이 단락인가",
  by_words: "낱말이 준 점수",
  by_no_words: "물음의 낱말은 이 단락에 없습니다.",
  term_columns: ["낱말", "있는 곳", "준 점수 / 줄 수 있는 점수"],
  fields: { title: "문서 제목", headings: "소제목", body: "본문", definitions: "문서의 정의" },
  field: (name, times) => (times > 1 ? `${name} ${times}번` : name),
  of: (part, whole) => `${part} / ${whole}`,
  likewise: (term) => `${term} (바꾼 말)`,
  pairs: (count) => `이어진 두 글자 ${count}가지`,
  more_terms: (count) => `그 밖의 낱말 ${count}개`,
  bridge_sources: { vocabulary: "갖추어 둔 말", dictionary: "이 문서고의 사전" },
  meaning: (value) => `뜻이 가까운 정도: ${value} (1이면 같음)`,
  no_vectors: "뜻이 가까운 정도는 견주지 않았습니다.",
  not_read_again: "다시 읽고 견준 단락에는 들지 않아, 낱말이 준 점수로만 차례가 정해졌습니다.",
  features_all: "다시 읽고 견준 것",
  features: {
    score_share: "낱말 점수, 가장 높은 단락에 견주어",
    score_reached: "낱말 점수, 모두 맞을 때에 견주어",
    similarity: "뜻이 가까운 정도",
    words_body: "물은 낱말 가운데 본문에 있는 몫",
    words_all: "물은 낱말 가운데 본문이나 제목에 있는 몫",
    words_heading: "물은 낱말 가운데 제목에 있는 몫",
    heading_asked: "제목의 낱말 가운데 물은 몫",
    bigrams_body: "이어진 두 글자 가운데 본문에 있는 몫",
    words_sentence: "물은 낱말이 한 문장에 모인 몫",
    words_pair: "물은 낱말이 이웃한 두 문장에 모인 몫",
    bigrams_sentence: "이어진 두 글자가 한 문장에 모인 몫",
    sentence_asked: "그 문장의 낱말 가운데 물은 몫",
    sentence_alike: "가장 닮은 문장과 닮은 정도",
    body_asked: "본문의 낱말 가운데 물은 몫",
    together: "물은 낱말이 가까이 모인 정도",
    in_order: "물은 차례대로 이어진 몫",
    numbers: "물은 숫자 가운데 본문에 있는 몫",
    rarest_held: "가장 드문 낱말이 있는가",
    missed_most: "없는 낱말 가운데 가장 드문 것의 몫",
    likewise_body: "본문에 있는 바꾼 말",
    likewise_heading: "제목에 있는 바꾼 말",
    position: "그 문장이 있는 자리, 처음이 0",
    length: "본문 낱말의 수 (로그)",
    asked_words: "물은 낱말의 수 (로그)",
    asked_rarity: "물은 낱말이 드문 정도",
    senses_all: "바꾼 말까지 쳐서, 물은 뜻 가운데 있는 몫",
    senses_sentence: "한 문장과 제목에 있는, 물은 뜻의 몫",
    senses_offered: "그 문장이 묻는 것(금액, 때, 사람)을 담은 정도",
    sense_missed: "어디에도 없는 뜻 가운데 가장 무거운 것",
    reranker: "다시 매기는 모형이 매긴 값",
    similarity_short: "뜻이 가장 가까운 대목보다 먼 정도",
    alike_short: "가장 닮은 문장이 있는 대목보다 덜 닮은 정도",
    senses_short: "물은 뜻이 가장 많은 대목보다 모자란 몫",
    sentence_short: "물은 뜻이 한 문장에 가장 많은 대목보다 모자란 몫",
    offered_short: "묻는 것을 가장 잘 담은 대목보다 모자란 정도",
  },
  retry: "다시 하기",
  failed: "답하지 못했습니다",
  failures: {
    unreachable: "서버에 닿지 않습니다. 터미널에서 sillok serve가 돌고 있는지 보십시오.",
    too_large: "물음이 너무 깁니다. 줄여서 다시 물어보십시오.",
    not_found: "찾는 것이 없습니다. 지워졌거나 볼 수 없는 것입니다.",
    busy: "지금 다른 일로 바쁩니다. 잠시 뒤에 다시 하십시오.",
    storage: "문서고를 읽거나 쓰지 못했습니다. 디스크와 서버의 기록을 보십시오.",
    usage: "물음을 알아듣지 못했습니다. 고쳐서 다시 물어보십시오.",
    unsupported: "아직 하지 못하는 일입니다.",
    internal: "프로그램 안에서 문제가 생겼습니다. 서버의 기록을 보십시오.",
  },
};

const ENGLISH = {
  code: "en",
  title: "Sillok",
  motto: "Answers as the documents have it",
  skip: "Skip to the question",
  ask_here: "Ask what the documents say",
  ask_label: "Question",
  ask: "Ask",
  searched: (documents, passages) => `Searching ${documents} documents, ${passages} passages`,
  every_collection: "All documents",
  collection: "Where to look",
  keys: [["/", "question"], ["Enter", "ask"], ["↑ ↓", "move between sources"], ["Esc", "close"]],
  nav_ask: "Ask",
  nav_documents: "Documents",
  nav_label: "Views",
  language_label: "Language",
  looking: "Looking through the documents",
  found: (count) => `An answer was found: ${count} ${count === 1 ? "sentence" : "sentences"}.`,
  sources: "Sources",
  open_source: (label) => `Open source: ${label}`,
  page: (number) => `p. ${number}`,
  joined: (parts) => parts.join(" · "),
  confidence: "Fit with the question",
  levels: { high: "good", middle: "fair", low: "weak" },
  check_it: "Do open the source.",
  verbatim: "Sentences are lifted from the documents word for word.",
  milliseconds: (n) => `${n} ms`,
  copy_answer: "Copy with sources",
  print: "Print",
  copied: "Copied",
  not_copied: "Could not copy. Select the text and copy it.",
  about: "About this answer",
  about_rows: {
    id: "Answer", mode: "Mode", confidence: "Fit", index: "Index", program: "Program", time: "Time",
  },
  mode_quote: "quote: sentences as they stand, no language model",
  about_confidence:
    "“Fit” says how much of the question stands in the quoted sentences and around them, rare words " +
    "weighing more. It does not say that a sentence is right: look at its source.",
  abstained: "The documents do not say.",
  abstained_why: "No sentence answers the question, so this stops here rather than guess.",
  nearest: "Nearest places",
  nearest_none: "Nothing comes near. Try other words.",
  unclear: "Which of these do you mean?",
  history: "Asked in this tab",
  history_clear: "Clear",
  home_empty: "There are no documents yet",
  home_empty_how: "Add a folder of documents from a terminal and ask right away.",
  home_empty_then: "Then reload this page. Nothing leaves this machine.",
  documents: "Documents",
  documents_count: (count) => String(count),
  filter: "Filter by title or file name",
  column: {
    title: "Title", format: "Format", passages: "Passages", version: "Version", updated: "Updated", warnings: "Notes",
  },
  no_match: "No document matches.",
  more: "Show more",
  warnings: (count) => `${count} ${count === 1 ? "note" : "notes"}`,
  version: (number) => `version ${number}`,
  reader: "Source document",
  copy_citation: "Copy citation",
  close: "Close",
  previous_source: "Previous source",
  next_source: "Next source",
  source_of: (at, count) => `Source ${at} of ${count}`,
  quoted_row: "Quoted row",
  loading: "Reading",
  table: "Table",
  image: "Image",
  footnote: "Note",
  read_notice: (count) => `${count} ${count === 1 ? "note" : "notes"} from reading`,
  moved: "The document has changed since: the quoted sentence is no longer at this place.",
  reasons: "Why this passage",
  by_words: "What its words give",
  by_no_words: "No word of the question is in this passage.",
  term_columns: ["word", "where", "gives / could give"],
  fields: { title: "title", headings: "headings", body: "body", definitions: "the document's definitions" },
  field: (name, times) => (times > 1 ? `${name} ×${times}` : name),
  of: (part, whole) => `${part} / ${whole}`,
  likewise: (term) => `${term} (another word)`,
  pairs: (count) => `${count} syllable pairs`,
  more_terms: (count) => `${count} other words`,
  bridge_sources: { vocabulary: "built-in vocabulary", dictionary: "this library's dictionary" },
  meaning: (value) => `Nearness in meaning: ${value} (1: the same)`,
  no_vectors: "Nearness in meaning was not compared.",
  not_read_again: "Not among the passages that were read again: it ranks by its words alone.",
  features_all: "What it was compared by when read again",
  features: {
    score_share: "score of words, against the best passage",
    score_reached: "score of words, against all words found",
    similarity: "nearness in meaning",
    words_body: "share of the question's words in the body",
    words_all: "… in the body or the headings",
    words_heading: "… in the headings",
    heading_asked: "share of the headings' words that were asked",
    bigrams_body: "share of the question's syllable pairs in the body",
    words_sentence: "most of the question's words in one sentence",
    words_pair: "… in two neighbouring sentences",
    bigrams_sentence: "most syllable pairs in one sentence",
    sentence_asked: "share of that sentence's words that were asked",
    sentence_alike: "likeness of the most alike sentence",
    body_asked: "share of the body's words that were asked",
    together: "how closely the words stand together",
    in_order: "share of neighbours in the order asked",
    numbers: "share of the question's numbers in the body",
    rarest_held: "whether the rarest word is there",
    missed_most: "share of the rarest word that is missing",
    likewise_body: "other words in the body",
    likewise_heading: "other words in the headings",
    position: "where that sentence stands, 0 first",
    length: "words of the body (logarithm)",
    asked_words: "words of the question (logarithm)",
    asked_rarity: "how rare the question's words are",
    senses_all: "share of what is meant, other words included",
    senses_sentence: "share of what is meant, in one sentence and the headings",
    senses_offered: "whether that sentence offers what is asked for",
    sense_missed: "the heaviest thing meant that is nowhere",
    reranker: "what the reranking model says",
    similarity_short: "how much further in meaning than the nearest passage",
    alike_short: "how much less alike than the passage with the sentence most alike",
    senses_short: "share of what is meant, short of the passage with most of it",
    sentence_short: "the same for one sentence",
    offered_short: "how far short of the passage that best offers what is asked for",
  },
  retry: "Try again",
  failed: "This could not be answered",
  failures: {
    unreachable: "The server cannot be reached. See whether sillok serve is running in the terminal.",
    too_large: "The question is too long. Shorten it and ask again.",
    not_found: "There is no such thing, or none that you may see.",
    busy: "Something else is being done. Try again in a moment.",
    storage: "The library could not be read or written. Look at the disk and at the server's log.",
    usage: "The question was not understood. Change it and ask again.",
    unsupported: "This cannot be done yet.",
    internal: "Something went wrong inside. Look at the server's log.",
  },
};

const KEPT = "sillok.language";

// What was chosen here before, else the first of the reader's languages that the page speaks.
function first_language() {
  try {
    const kept = localStorage.getItem(KEPT);
    if (kept === "ko" || kept === "en") return kept;
  } catch {
    // Storage may be switched off; the page works without.
  }
  for (const language of navigator.languages ?? []) {
    if (language.startsWith("ko")) return "ko";
    if (language.startsWith("en")) return "en";
  }
  return "ko";
}

export let words = first_language() === "ko" ? KOREAN : ENGLISH;

export function speak(code) {
  words = code === "ko" ? KOREAN : ENGLISH;
  try {
    localStorage.setItem(KEPT, words.code);
  } catch {
    // As above.
  }
}

export function number(value) {
  return new Intl.NumberFormat(words.code === "ko" ? "ko-KR" : "en-GB").format(value);
}

export function day(iso) {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  return new Intl.DateTimeFormat(words.code === "ko" ? "ko-KR" : "en-GB", { dateStyle: "medium" }).format(date);
}

// "제9조제1항 · 3쪽": the place inside the document, as short as it can be said.
export function place_label(place, title) {
  const parts = [];
  const nearest = place.section?.filter((each) => each !== title).at(-1);
  if (place.article) parts.push(place.article);
  else if (nearest) parts.push(nearest);
  if (place.page) parts.push(words.page(place.page));
  return words.joined(parts);
}
