/** What stands around the author's text: head of the report, and after the text data, quality, findings, provenance. */

import type { Element } from "hast";
import { fixed } from "../../blocks/contract/number-text.ts";
import type { Json } from "../../blocks/contract/values.ts";
import type { TableView } from "../../blocks/contract/view.ts";
import type { Circumstances } from "../run/types.ts";
import { briefSection } from "./brief-section.ts";
import { sentenceCase } from "./exhibit.ts";
import { findingsList, sentenceElement } from "./findings-list.ts";
import { type Child, h } from "./hast.ts";
import { failedGates } from "./not-approved.ts";
import { proseValue } from "./numbers.ts";
import { exactText, originProperties } from "./origin.ts";
import type { Heading } from "./prose.ts";
import type { Report } from "./report.ts";
import { digestElement, statusMark, wholeDigest } from "./status.ts";
import { tableElement } from "./table.ts";

export function reportHead(report: Report): Element {
  const { mode, status, facts: said, researchOnly } = report;
  const { frontMatter } = report.protocol;
  const authors = frontMatter.authors.map(({ name, role }) => (role === "author" ? name : `${name} (${role})`));
  const facts: readonly (readonly [string, Child])[] = [
    ["Protocol", `version ${frontMatter.version}`],
    ["Mode", h("span", { className: ["mode"] }, mode)],
    ...(mode === "monitoring" ? [] : [["Validation", said.validation] as const]),
    ["Seed", said.seed],
    ["Content digest", digestElement(said.digest)],
  ];
  return h(
    "header",
    { className: ["report-head", status] },
    h("p", { className: ["kicker"] }, `${sentenceCase(mode)} report`),
    h("h1", {}, report.title),
    authors.length > 0 ? h("p", { className: ["authors"] }, authors.join(", ")) : null,
    h(
      "dl",
      { className: ["facts"] },
      facts.map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value))),
    ),
    status === "success" ? null : failure(report),
    researchOnly === null ? null : h("p", { className: ["research-only"] }, researchOnly),
    briefSection(report),
  );
}

/** The reason of a failure and the way out, before anything else. */
export function failure(report: Report): Element {
  const errors = report.findings.filter(({ severity }) => severity === "error");
  const what =
    report.status === "cancelled"
      ? "This run was cancelled. What stands below is what it had reached."
      : report.isNotApproved
        ? "NOT APPROVED. This regulatory run failed: nothing below may be used as a result, and no model of this run is approved."
        : "This run failed. What stands below is not a result to rely on.";
  return h(
    "div",
    { className: ["banner"], role: "alert" },
    h("p", {}, h("strong", {}, what)),
    errors.length > 0 ? findingsList(errors, true) : null,
    report.isNotApproved ? failedGates(report) : null,
  );
}

export function contentsList(headings: readonly Heading[]): Element | null {
  if (headings.length < 2) return null;
  const items = headings.map(({ id, level, text }) =>
    h("li", { className: [`level-${level}`] }, h("a", { href: `#${id}` }, text)),
  );
  // Open, so that it serves without the script, which folds it where there is no room beside the text.
  const list = h("details", { open: true }, h("summary", {}, "Contents"), h("ol", {}, items));
  return h("nav", { className: ["contents"], ariaLabel: "Contents" }, list);
}

/** A section after the author's text, with the heading that the contents list names. */
export interface Closing {
  readonly heading: Heading;
  readonly section: Element;
}

/** In order; `report.sections` may leave out data and provenance, never findings, quality or disclaimers. */
export function closings(
  report: Report,
  notes: readonly string[],
  added: { readonly gates: readonly Element[]; readonly others: readonly Element[] },
): readonly Closing[] {
  const { sections, inputs, gates } = report;
  return [
    notes.length > 0 ? closing("notes", "Notes", notesList(notes)) : null,
    sections.data && inputs.length > 0 ? closing("data", "Data and fingerprints", inputFiles(report)) : null,
    added.others.length > 0 ? closing("added", "Added blocks", added.others) : null,
    gates.length > 0 || added.gates.length > 0
      ? closing("quality", "Quality gates", [gatesTable(report), ...added.gates])
      : null,
    closing("findings", "Findings", [allFindings(report)]),
    closing(
      "disclaimer",
      "About this report",
      report.disclaimers.map((line) => h("p", {}, line)),
    ),
    sections.provenance ? closing("provenance", "Manifest", provenance(report)) : null,
  ].filter((one) => one !== null);
}

export const allFindings = ({ findings }: Report): Element =>
  findings.length > 0 ? findingsList(findings, true) : h("p", {}, "None.");

function closing(name: string, title: string, content: readonly Child[]): Closing {
  const id = `report:${name}`;
  const heading = { id, level: 2, text: title };
  return {
    heading,
    section: h("section", { className: ["closing", name], ariaLabelledBy: [id] }, h("h2", { id }, title), content),
  };
}

export function notesList(notes: readonly string[]): readonly Element[] {
  const items = notes.map((note, i) => h("li", { id: `note:${i + 1}` }, sentenceElement(note)));
  return [h("p", {}, "Values that this run could not give:"), h("ol", {}, items)];
}

const plainTable = (view: TableView, caption: string): Element =>
  h(
    "div",
    { className: ["scroll"], tabIndex: 0, role: "group", ariaLabel: caption },
    tableElement(view, { caption }, (path) => path),
  );

/** What was read: a line of facts a file, the digest whole so that it can be compared. */
export function inputFiles({ inputs }: Report): readonly Child[] {
  const number = (i: number, field: string, value: number | null, rounding: string): Child =>
    value === null
      ? "not known"
      : h(
          "data",
          {
            className: ["value"],
            value: String(value),
            ...originProperties({
              artifact: "manifest.json",
              pointer: `/inputs/${i}/${field}`,
              exact: exactText(value),
              rounding,
            }),
          },
          proseValue(value, rounding) ?? "",
        );
  return inputs.map((input, i) =>
    h(
      "dl",
      { className: ["input"] },
      [
        ["File", [h("code", {}, input.path), ` (input ${input.name})`]],
        ["Size", [number(i, "size_bytes", input.size_bytes, ",d"), " bytes"]],
        [
          "Table",
          [
            number(i, "n_rows", input.n_rows, ",d"),
            " rows, ",
            number(i, "n_cols", input.n_cols, ",d"),
            " columns, ",
            number(i, "missing_fraction", input.missing_fraction, ".2~%"),
            " of the cells missing",
          ],
        ],
        ["SHA-256", wholeDigest(input.sha256)],
      ].map(([term, meaning]) => [h("dt", {}, term as string), h("dd", {}, meaning)]),
    ),
  );
}

export function gatesTable({ gates }: Report): Element | null {
  if (gates.length === 0) return null;
  const isGood = gates.every(({ outcome }) => outcome.status === "pass");
  const rows = gates.map(({ outcome: { gate, report, checks }, status, consequence }) =>
    h(
      "tr",
      {},
      h("th", { scope: "row" }, gate),
      h("td", {}, statusMark(status)),
      h(
        "td",
        {
          className: ["number"],
          ...originProperties({
            artifact: report,
            pointer: "/checks",
            how: "how many there are",
            exact: String(checks),
            rounding: "d",
          }),
        },
        String(checks),
      ),
      isGood ? null : h("td", {}, consequence),
      h("td", {}, h("code", {}, report)),
    ),
  );
  const titles = ["Gate", "Result", "Checks", ...(isGood ? [] : ["Consequence"]), "Evidence"];
  const heads = titles.map((title, i) => h("th", { scope: "col", className: i === 2 ? ["number"] : undefined }, title));
  const table = h(
    "table",
    {},
    h("caption", {}, "Gates, and the files with their checks"),
    h("thead", {}, h("tr", {}, heads)),
    h("tbody", {}, rows),
  );
  return h("div", { className: ["scroll"], tabIndex: 0, role: "group", ariaLabel: "Quality gates" }, table);
}

function provenance(report: Report): readonly Child[] {
  const { facts, protocol, mode, overrides } = report;
  return [
    definitions([
      ["Protocol", [h("code", {}, facts.file), `, version ${protocol.frontMatter.version}`]],
      ["SHA-256 of the protocol", wholeDigest(facts.protocolDigest)],
      ["Mode", mode],
      ["Validation scheme", facts.validation],
      ["Seed", facts.seed],
      ["Content digest", wholeDigest(facts.digest)],
    ]),
    overrides.length > 0 ? overridesTable(report) : null,
    artifactsList(report),
  ];
}

/** Every file the blocks wrote, with its digest: what manifest.json says, for a reader who has only the report. */
function artifactsList({ blocks }: Report): Child {
  const rows = blocks.flatMap(({ id, artifacts }) =>
    Object.keys(artifacts)
      .sort()
      .map((path) =>
        h(
          "tr",
          {},
          h("th", { scope: "row" }, h("code", {}, path)),
          h("td", {}, h("a", { href: `#${id}` }, id)),
          h("td", {}, digestElement(artifacts[path])),
        ),
      ),
  );
  if (rows.length === 0) return null;
  const heads = ["File", "Block", "SHA-256"].map((title) => h("th", { scope: "col" }, title));
  const table = h(
    "table",
    {},
    h("caption", {}, "Files the blocks wrote"),
    h("thead", {}, h("tr", {}, heads)),
    h("tbody", {}, rows),
  );
  return h(
    "details",
    { className: ["files"] },
    h("summary", {}, `${rows.length} files of this run and their digests`),
    h("div", { className: ["scroll"], tabIndex: 0, role: "group", ariaLabel: "Files the blocks wrote" }, table),
  );
}

export function overridesTable({ overrides }: Report): Element {
  const shown = (value: Json): string => (typeof value === "string" ? value : JSON.stringify(value));
  const columns = ["key", "original", "override", "reason"].map((key) => ({
    key,
    title: key[0].toUpperCase() + key.slice(1),
    format: null,
  }));
  const rows = overrides.map((one) => ({
    ...one,
    original: shown(one.original),
    override: shown(one.override),
    reason: one.reason ?? "",
  }));
  return plainTable({ type: "table", columns, rows }, "Changed on the command line");
}

/** Clock, machine, durations, reuse: one folded part, absent where bytes must be the same everywhere. */
export function circumstancesElement({ blocks }: Report, circumstances: Circumstances): Element {
  const columns = [
    { key: "block", title: "Block", format: null },
    { key: "execution", title: "Execution", format: null },
    { key: "seconds", title: "Seconds", format: ".2f" },
  ];
  const rows = blocks.map(({ id, execution, durationSeconds }) => ({
    block: id,
    execution,
    seconds: durationSeconds,
  }));
  const origins = Object.fromEntries(
    rows.map((_, i) => [`${i}:seconds`, { artifact: "manifest.json", pointer: `/blocks/${i}/duration` }]),
  );
  return h(
    "details",
    { className: ["circumstances"] },
    h("summary", {}, "Circumstances of this run"),
    circumstanceFacts(circumstances),
    plainTable({ type: "table", columns, rows, origins }, "What each block did"),
  );
}

/** Clock, machine and versions, as pairs. */
export function circumstanceFacts(circumstances: Circumstances): Element {
  const { git } = circumstances;
  return definitions([
    ["Run", circumstances.runId],
    ["Time", circumstances.timestamp],
    ["Duration", `${fixed(circumstances.durationSeconds, 1)} s`],
    ["Command", h("code", {}, circumstances.command)],
    ["FoodSpec", circumstances.foodspecVersion],
    ["Node", circumstances.nodeVersion],
    [
      "Packages",
      Object.keys(circumstances.packages)
        .sort()
        .map((name) => `${name} ${circumstances.packages[name]}`)
        .join(", "),
    ],
    ["System", circumstances.os],
    [
      "Git",
      git === null
        ? "no repository"
        : `${git.hash.slice(0, 12)} on ${git.branch}${git.dirty ? ", with uncommitted changes" : ""}`,
    ],
  ]);
}

function definitions(pairs: readonly (readonly [string, Child])[]): Element {
  return h(
    "dl",
    {},
    pairs.map(([term, meaning]) => [h("dt", {}, term), h("dd", {}, meaning)]),
  );
}
