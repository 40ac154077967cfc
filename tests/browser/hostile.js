// Documents whose names, titles, text and tables try to be more than text.
import { writeFileSync } from "node:fs";
import path from "node:path";

export const PAYLOADS = [
  "<script>window.broken=1;alert(1)</script>",
  "<img src=x onerror=\"window.broken=1;alert(1)\">",
  "<svg onload=window.broken=1><a href=\"javascript:window.broken=1\">x</a></svg>",
  "\"><iframe src=\"https://evil.example/\"></iframe>",
  "javascript:window.broken=1//",
  "<style>@import url(https://evil.example/a.css);</style>",
  "![](https://evil.example/p.png) [a](javascript:alert(1))",
  "</textarea></title></mark><script>window.broken=1</script>",
  "<meta http-equiv=\"refresh\" content=\"0;url=https://evil.example/\">",
  "{{constructor.constructor('window.broken=1')()}} ${window.broken=1}",
  "&lt;script&gt;window.broken=1&lt;/script&gt; &#60;b&#62;",
  "<base href=\"https://evil.example/\"><link rel=stylesheet href=\"//evil.example/b.css\">",
];

// Writes them into the folder; every payload has a question of its own: "독성번호 N의 한도는 얼마인가요?".
export function write_hostile(folder) {
  const lines = PAYLOADS.map((payload, i) => JSON.stringify({
    id: `id-${i} ${payload}`, title: `제목 ${payload}`,
    text: `제${i + 1}조(독성번호${i}) ① 독성번호${i}의 한도는 ${payload} ${i + 1},000원으로 한다.`,
  }));
  writeFileSync(path.join(folder, "hostile.jsonl"), lines.join("\n") + "\n");
  const quoted = (text) => `"${text.replaceAll('"', '""')}"`;
  writeFileSync(path.join(folder, "표 <img src=x onerror=alert(1)>.csv"),
    ["구분,한도", ...PAYLOADS.map((payload, i) => `${quoted(`표번호${i} ${payload}`)},${quoted(`${payload} ${i + 1}회`)}`)].join("\n") + "\n");
  writeFileSync(path.join(folder, "<svg onload=alert(1)>.md"),
    `# ${PAYLOADS[0]}\n\n${PAYLOADS.map((payload, i) => `마크다운번호${i}는 \`${payload}\` 이다.`).join("\n\n")}\n`);
  writeFileSync(path.join(folder, "plain.txt"), `${PAYLOADS[1]}\n\n일반글의 기한은 ${PAYLOADS.join(" ")} 3일 이내로 한다.\n`);
}
