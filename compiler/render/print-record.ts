/** Record of a printed report: what was read, which controls there were, and the circumstances. */
import type { Element } from "hast";
import { digestOf } from "../store/digest.ts";
import type { Evidence } from "./evidence.ts";
import { logName, statementName } from "./evidence.ts";
import { type Child, h } from "./hast.ts";
import { own } from "./letterhead.ts";
import { circumstanceFacts } from "./provenance.ts";
import type { Report } from "./report.ts";
import { gatesTable } from "./report-sections.ts";
import { captioned } from "./scrolling.ts";
import { statusMark, wholeDigest } from "./status.ts";

/** Gates with their evidence, what the owner declares, and where the statement is. */
export function controls(report: Report, { statement }: Evidence): readonly Child[] {
  const { mode, disclaimers } = report;
  const told =
    mode !== "regulatory"
      ? null
      : statement === null
        ? h("p", {}, "There is no statement: one exists only of a run that ended with success.")
        : h("p", {}, "The statement of technical controls is attached as ", h("code", {}, statementName), ".");
  return [gatesTable(report), declared(report), told, h("p", { className: ["quiet"] }, disclaimers.join(" "))];
}

function declared({ protocol }: Report): Child {
  const { claims } = protocol.frontMatter;
  if (claims === undefined) return null;
  const { standard, use_case, limitations = [] } = claims;
  return [
    h("h3", { id: "report:declared" }, "Declared by the owner of the protocol"),
    h(
      "dl",
      {},
      h("dt", {}, "Standard"),
      h("dd", {}, standard === undefined ? "none declared" : own(standard)),
      h("dt", {}, "Use"),
      h("dd", {}, use_case === undefined ? "none declared" : own(use_case)),
      h("dt", {}, "Limitations"),
      h(
        "dd",
        {},
        limitations.length === 0
          ? "none declared"
          : h(
              "ul",
              {},
              limitations.map((line) => h("li", { className: ["author-words"] }, line)),
            ),
      ),
    ),
    h(
      "p",
      { className: ["quiet"] },
      "Standard and use are the owner's words; FoodSpec has not checked the method against the standard.",
    ),
  ];
}

/** Clock, machine and versions, where they are told; the key of every block. */
export function circumstancesPart({ blocks }: Report, { apart }: Evidence): readonly Child[] {
  return [
    apart === null
      ? h(
          "p",
          {},
          "SOURCE_DATE_EPOCH was set: clock, machine and log differ between two runs of the same content and are left out here. ",
          "They stand in manifest.json and logs/run.jsonl in the folder of the run.",
        )
      : [circumstanceFacts(apart.circumstances, blocks, { isShort: true }), logPart(apart.log)],
    h(
      "p",
      {},
      "A key is the SHA-256 of all that can change what a block gives: its options, the sources of the program that ran, ",
      "the seed where it draws random numbers, and what it was given. The same key means the same result.",
    ),
    keys(blocks, apart !== null),
  ];
}

/** The log is attached; its last line can be told from another by its digest. */
function logPart(log: string): Element {
  const lines = log.trimEnd().split("\n");
  return h(
    "p",
    {},
    "The log up to printing is attached as ",
    h("code", {}, logName),
    `, ${lines.length} lines. Each carries the digest of the one before, so that none can be changed or taken out alone; that of the last is `,
    wholeDigest(digestOf(lines.at(-1) ?? "")),
    ".",
  );
}

function keys(blocks: Report["blocks"], withExecution: boolean): Element {
  const heads = ["Block", "Kind", ...(withExecution ? ["Execution"] : []), "Result", "Key"];
  const rows = blocks.map((one) =>
    h(
      "tr",
      {},
      h("th", { scope: "row" }, h("a", { href: `#${one.id}` }, h("code", {}, one.id))),
      h("td", {}, one.kind, one.added === null ? "" : " (added)"),
      withExecution ? h("td", {}, one.execution) : null,
      h("td", {}, statusMark(one.status)),
      h("td", {}, one.key === null ? "never known" : wholeDigest(one.key)),
    ),
  );
  return captioned("What each block came to", heads, rows, ["trail", "keys"]);
}
