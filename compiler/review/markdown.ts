/** Markdown: a diff as the comment of a pull request. What a document or its data say stands in code or is escaped: it links, mentions and marks up nothing. */
import type { Diff } from "../../schemas/diff.ts";
import { visible } from "../diagnostics/visible.ts";
import { type Cell, type Section, sectionsOf, verdictSentence } from "./sections.ts";

/** Begins with a line by which a comment is found again. */
export function diffMarkdown(diff: Diff): string {
  const { document } = diff.after;
  const mark = document.replaceAll("--", "- -").replaceAll(/[<>]/g, "");
  return [
    `<!-- foodspec-diff: ${visible(mark)} -->`,
    `### ${inline({ text: document, isCode: true })}`,
    "",
    `**${inline({ text: verdictSentence(diff) })}**`,
    "",
    `Before ${sideWords(diff.before)}, now ${sideWords(diff.after)}.`,
    ...sectionsOf(diff).flatMap(sectionLines),
    "",
  ].join("\n");
}

const sideWords = ({ run_id, content_digest, revision }: Diff["before"]): string =>
  `${inline({ text: run_id, isCode: true })} (content ${inline({ text: content_digest.slice(7, 19), isCode: true })}${revision === null ? "" : `, revision ${inline({ text: revision, isCode: true })}`})`;

/** More rows than this are folded. */
const mostOpen = 12;

function sectionLines({ title, lead, head, rows }: Section): readonly string[] {
  const table = [
    row(head.map((text): Cell => ({ text }))),
    `|${head.map((_, c) => (rows.every((cells) => cells[c].isNumber === true) ? " ---: " : " --- ")).join("|")}|`,
    ...rows.map(row),
  ];
  const told = lead === null ? [] : [inline({ text: lead }), ""];
  if (rows.length <= mostOpen) return ["", `#### ${title}`, "", ...told, ...table];
  return ["", `<details><summary>${title} (${rows.length})</summary>`, "", ...told, ...table, "", "</details>"];
}

const row = (cells: readonly Cell[]): string => `| ${cells.map(inline).join(" | ")} |`;

function inline({ text, isCode }: Cell): string {
  const shown = visible(text.replaceAll(/\s+/g, " ").trim());
  if (shown === "") return " ";
  if (isCode === true) return codeSpan(shown);
  return shown
    .replaceAll(/[\\`*_[\]|~$]/g, (sign) => `\\${sign}`)
    .replaceAll(/[<>&@#]|:(?=\/\/)|\.(?<=www\.)/gi, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** In a table a bar ends a cell even within code. */
function codeSpan(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  const pad = text.startsWith("`") || text.endsWith("`") ? " " : "";
  return `${fence}${pad}${text.replaceAll("|", "\\|")}${pad}${fence}`;
}
