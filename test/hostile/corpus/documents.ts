/** Hostile documents beside those of `test/hostile/documents.ts`: fields of the front matter and options of blocks, one changed in an honest protocol. */
import { smallCsv, smallProtocol } from "../../fixtures/small.ts";
import { hostileDocuments } from "../documents.ts";
import { canary, type Member } from "./member.ts";

const fields = ["version", "authors", "mode", "scheme", "seed", "params", "qc_policy", "report", "claims"] as const;
const values: readonly (readonly [what: string, value: string])[] = [
  ["a mapping that every object has", "{__proto__: {a: 1}}"],
  ["a tag that would make a function", `!!js/function 'require("fs").writeFileSync("${canary}", "x")'`],
  ["lists in lists", "[[[[[[[[[[]]]]]]]]]]"],
  ["a number beyond all", "1e999"],
];
const wrongField = ["FS2053", "FS2101", "FS2103", "FS2107", "FS2108", "FS2109", "FS2113", "FS7201"];
type Told = readonly [exit: number, ...codes: string[]];
const paths: readonly (readonly [what: string, path: string, ...told: Told])[] = [
  ["upwards", "../outside.csv", 4, "FS2701"],
  ["upwards in the middle", "a/../../outside.csv", 4, "FS2701"],
  ["from the root", "/outside.csv", 4, "FS2701"],
  ["of the system", "/etc/passwd", 4, "FS2701"],
  ["of a device", "/dev/zero", 4, "FS2701"],
  ["of another drive", "C:/outside.csv", 4, "FS2701"],
  ["of another machine", "//server/share/outside.csv", 4, "FS2701"],
  ["of backslashes", "..\\\\outside.csv", 3, "FS3901"],
  ["of an address of a file", "file:///outside.csv", 4, "FS2702"],
  ["of an address", "http://127.0.0.1:PORT/x.csv", 4, "FS2702"],
  ["of a secret address", "https://127.0.0.1:PORT/x.csv", 4, "FS2702"],
  ["of a pipe of a shell", `x; touch ${canary}`, 3, "FS3901"],
  ["of what a shell would do", `$(touch ${canary})`, 3, "FS3901"],
  // The document is among them, and no table.
  ["of all there is", "**/*", 3, "FS3010"],
  ["of all above", "../**/*.csv", 4, "FS2701"],
  ["of braces in braces", `${"{a,".repeat(20)}b${"}".repeat(20)}.csv`, 3, "FS3901"],
];
const markup: readonly (readonly [what: string, prose: string, ...told: Told])[] = [
  ["a script in the text", `<script>fetch("http://127.0.0.1:PORT/x")</script>`, 4, "FS2222"],
  ["a picture from a server", "![x](http://127.0.0.1:PORT/x.png)", 4, "FS2223"],
  ["a picture of a file outside", "![x](../outside.csv)", 4, "FS2223"],
  ["a picture that is data", "![x](meat.csv)", 4, "FS2223"],
  ["a picture of a secret", "![x](.git/config)", 4, "FS2223"],
  ["a part from a server", "{{< include http://127.0.0.1:PORT/x.md >}}", 4, "FS2230"],
  ["a part from outside", "{{< include ../outside.csv >}}", 4, "FS2230"],
  ["a part that is a device", "{{< include /dev/zero >}}", 4, "FS2230"],
  ["a part that is the document", "{{< include protocol.md >}}", 4, "FS2230"],
  ["a link that runs", "[x](javascript:fetch('http://127.0.0.1:PORT/x'))", 0, "FS2221"],
  ["a frame of a server", `<iframe src="http://127.0.0.1:PORT/x"></iframe>`, 4, "FS2222"],
  ["a style from a server", `<style>@import "http://127.0.0.1:PORT/x"</style>`, 4, "FS2222"],
  ["an inline value that computes", `\`= process.exit(1)\``, 4, "FS2201"],
  ["an inline value of every object", `\`= data.__proto__\``, 4, "FS2203"],
  ["an inline value of what makes objects", `\`= data.constructor.constructor\``, 4, "FS2203"],
];

/** What the tests' own server heard is nothing, whatever port it has. */
export const hostileTexts = (port: number): readonly Member[] => {
  const member = (
    tries: string,
    text: () => string,
    [exit, ...codes]: Told,
    // What is left out of the report without harm is told in a note.
    words: readonly string[] = ["check", "protocol.md", "--notes"],
  ): Member => ({
    kind: "document",
    tries,
    exit,
    codes,
    files: () => ({
      "protocol.md": text().replaceAll("PORT", String(port)),
      "small.csv": smallCsv({ samples: 16, points: 12 }),
    }),
    words,
  });
  return [
    ...hostileDocuments.map(({ tries, codes, make }) =>
      member(tries, () => make(12_000), [codes[0] === "FS3901" ? 3 : 4, ...codes]),
    ),
    ...fields.flatMap((field) =>
      values.map(([what, value]) =>
        member(
          `${what} as \`${field}\``,
          () => smallProtocol({ frontMatter: `${field}: ${value}\n` }),
          // Any text may be a version.
          field === "version" && value === "1e999" ? [0] : [4, ...wrongField],
        ),
      ),
    ),
    ...paths.map(([what, path, ...told]) =>
      member(`a path ${what}`, () => smallProtocol().replace("path: small.csv", () => `path: '${path}'`), told),
    ),
    ...markup.map(([what, prose, ...told]) =>
      member(what, () => smallProtocol({ prose }), told, ["compile", "protocol.md", "--notes"]),
    ),
  ];
};
