/** Audit trail: what was changed on the command line, what each block came to under which key, and what the log says happened. */
import type { Element } from "hast";
import { digestOf } from "../store/digest.ts";
import { type Apart, type Evidence, logLines } from "./evidence.ts";
import { type Child, h } from "./hast.ts";
import { circumstanceFacts, overridesTable } from "./provenance.ts";
import type { Report } from "./report.ts";
import { captioned } from "./scrolling.ts";
import { statusMark, wholeDigest } from "./status.ts";

export interface Part {
  readonly id: string;
  readonly title: string;
  readonly content: readonly Child[];
}

export function auditTrail(report: Report, { apart }: Evidence): readonly Part[] {
  return [
    {
      id: "report:overrides",
      title: "Changes on the command line",
      content: [report.overrides.length === 0 ? h("p", {}, "Nothing was changed.") : overridesTable(report)],
    },
    {
      id: "report:keys",
      title: "Blocks and their keys",
      content: [
        h(
          "p",
          {},
          "A key is the SHA-256 of all that can change what a block gives: its options, the sources of the program that ran, ",
          "the seed where it draws random numbers, and what it was given. The same key means the same result.",
        ),
        keys(report, apart !== null),
      ],
    },
    ...(apart === null ? [leftOut] : events(apart, report)),
  ];
}

const leftOut: Part = {
  id: "report:events",
  title: "Events",
  content: [
    h(
      "p",
      {},
      "SOURCE_DATE_EPOCH was set: clock, machine and log differ between two runs of the same content and are left out here. ",
      "They stand in manifest.json and logs/run.jsonl in the folder of the run.",
    ),
  ],
};

function keys({ blocks }: Report, withExecution: boolean): Element {
  const heads = ["Block", "Kind", ...(withExecution ? ["Execution"] : []), "Result", "Key"];
  const rows = blocks.map((one) =>
    h(
      "tr",
      {},
      h("th", { scope: "row" }, h("a", { href: `#${one.id}` }, one.id)),
      h("td", {}, one.kind, one.added === null ? "" : " (added)"),
      withExecution ? h("td", {}, one.execution) : null,
      h("td", {}, statusMark(one.status)),
      h("td", {}, one.key === null ? "never known" : wholeDigest(one.key)),
    ),
  );
  return captioned("What each block came to", heads, rows, ["trail", "keys"]);
}

function events({ log, circumstances }: Apart, { blocks }: Report): readonly Part[] {
  const lines = logLines(log);
  const last = log.trimEnd().split("\n").at(-1) ?? "";
  const rows = lines.map(({ timestamp, level, event, message }) =>
    h(
      "tr",
      { className: level === "ERROR" ? ["bad"] : undefined },
      h("th", { scope: "row" }, timestamp.slice(11, 23)),
      h("td", {}, h("code", {}, event)),
      h("td", {}, message),
    ),
  );
  return [
    {
      id: "report:circumstances",
      title: "Circumstances",
      content: [circumstanceFacts(circumstances, blocks)],
    },
    {
      id: "report:events",
      title: "Events",
      content: [
        h(
          "p",
          {},
          `The ${lines.length} lines of logs/run.jsonl up to printing. Each line of it carries the digest of the line before, so that none can `,
          "be changed or taken out alone; the first line written after these, that printing began, carries as ",
          h("code", {}, "previous"),
          " the digest of the last one here:",
        ),
        h("p", { className: ["signed"] }, wholeDigest(digestOf(last))),
        captioned(
          `Events, times of ${lines[0]?.timestamp.slice(0, 10) ?? "no day"} UTC`,
          ["Time", "Event", "What happened"],
          rows,
          ["trail", "events"],
        ),
      ],
    },
  ];
}
