/** Pages of what the program can say: findings by code, exit codes. */
import { epilogue } from "../../compiler/cli/help.ts";
import { alternatives, readable as inWords } from "../../compiler/diagnostics/build.ts";
import { catalogue, errorType } from "../../compiler/diagnostics/catalogue.ts";
import { shownExample } from "../../compiler/diagnostics/examples/shown.ts";
import { examples } from "../../compiler/diagnostics/examples.ts";
import { page, table } from "./markdown.ts";

const areas: readonly (readonly [prefix: string, title: string])[] = [
  ["FS0", "Our own mistakes"],
  ["FS1", "The command line"],
  ["FS2", "The document"],
  ["FS3", "The data"],
  ["FS5", "Modelling"],
  ["FS6", "Trust"],
  ["FS7", "Quality gates"],
  ["FS8", "The report"],
  ["FS9", "Files of a run"],
];

export function findingsPage(): string {
  const known = [...catalogue];
  return page(
    "Findings",
    "Everything the program has to say has a code. `foodspec explain CODE` prints the same. Words between ‹ and › stand for what the program found. Below each stand what is told it and what is not: pieces of a document, tables and commands, which a test tries, or a situation in words, which none does.",
    ...areas.flatMap(([prefix, title]) => {
      const own = known.filter(([code]) => code.startsWith(prefix));
      return own.length === 0 ? [] : [`## ${title}`, ...own.map(([code]) => entryText(code))];
    }),
  );
}

function entryText(code: string): string {
  const { title, severity, stage, exit, sentence, help } = catalogue.get(code) as NonNullable<
    ReturnType<typeof catalogue.get>
  >;
  const ends =
    severity === "error"
      ? `ends with exit code [${exit}](exit-codes.md#exit-${exit}), \`${errorType(code, exit)}\``
      : "does not end a run";
  return [
    `### ${code}`,
    `**${title}**: ${severity}, stage ${stage}, ${ends}.`,
    `> ${readable(sentence)}`,
    help
      .flatMap(alternatives)
      .map((one) => `- ${readable(one)}`)
      .join("\n"),
    exampleText(code),
  ].join("\n\n");
}

/** What is told it and what is not; a situation in words as a sentence of each. */
function exampleText(code: string): string {
  const { wrong, right, isRun } = shownExample(examples[code]);
  if (!isRun) return `Wrong, in words: ${wrong}\n\nRight: ${right}`;
  return `Wrong:\n\n${fencedText(wrong)}\n\nRight:\n\n${fencedText(right)}`;
}

const fencedText = (text: string): string => `~~~~text\n${text.trimEnd()}\n~~~~`;

/** Placeholders between angle quotes, which Markdown leaves alone. */
const readable = (text: string): string => inWords(text, (name) => `‹${name}›`).replaceAll(/<(?=\w)/g, "\\<");

export function exitCodesPage(): string {
  const lines = epilogue.split("\n").flatMap((line) => {
    const found = /^ {2}(\d+) +(.+?)(?: {2,}(.+))?$/.exec(line);
    return found === null ? [] : [{ code: found[1], says: found[2], out: found[3] ?? "" }];
  });
  return page(
    "Exit codes",
    "How a command ended. Of several errors, the first of 2, 4, 3, 5, 7, 6, 8, 9 counts; of several documents, the first that failed. What to do about each: [errors](../explanation/errors.md).",
    table(
      ["code", "what it is about", "the way out"],
      lines.map(({ code, says, out }) => [`[${code}](#exit-${code})`, says, out]),
    ),
    ...lines.map(({ code, says }) => {
      const own = [...catalogue].filter(([, { exit, severity }]) => String(exit) === code && severity === "error");
      const types = [...new Set(own.map(([name, { exit }]) => errorType(name, exit)))].map((type) => `\`${type}\``);
      return [
        `## exit ${code}`,
        `${says[0].toUpperCase()}${says.slice(1)}.`,
        types.length === 0 ? "" : `\`error_type\` in error.json: ${types.join(", ")}.`,
        own.map(([name, { title }]) => `- [${name}](findings.md#${name.toLowerCase()}) ${title}`).join("\n"),
      ]
        .filter((part) => part !== "")
        .join("\n\n");
    }),
  );
}
