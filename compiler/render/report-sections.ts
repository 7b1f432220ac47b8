/** What stands around the author's text: head of the report, and after the text data, quality, findings, provenance. */
import type { Element } from "hast";
import type { Json } from "../../blocks/contract/values.ts";
import type { TableView } from "../../blocks/contract/view.ts";
import type { Circumstances, Run } from "../run/types.ts";
import { digestOf } from "../store/digest.ts";
import { briefSection } from "./brief-section.ts";
import { disclaimers, researchOnly } from "./disclaimer.ts";
import { sentenceCase } from "./exhibit.ts";
import { findingsList, sentenceElement } from "./findings-list.ts";
import { type Child, h } from "./hast.ts";
import { failedGates, isNotApproved } from "./not-approved.ts";
import { proseValue } from "./numbers.ts";
import { exactText, originProperties } from "./origin.ts";
import type { Heading } from "./prose.ts";
import { digestElement, notPassed, passed, statusMark, wholeDigest } from "./status.ts";
import { reportTitle } from "./summary.ts";
import { tableElement } from "./table.ts";

export function reportHead(run: Run): Element {
  const { frontMatter, settings } = run.protocol;
  const authors = frontMatter.authors.map(({ name, role }) => (role === "author" ? name : `${name} (${role})`));
  const facts: readonly (readonly [string, Child])[] = [
    ["Protocol", `version ${frontMatter.version}`],
    ["Mode", h("span", { className: ["mode"] }, settings.mode)],
    ...(settings.mode === "monitoring"
      ? []
      : [["Validation", settings.scheme === null ? "by default" : settings.scheme.name] as const]),
    ["Seed", String(run.protocol.seed)],
    ["Content digest", digestElement(run.content.digest)],
  ];
  return h(
    "header",
    { className: ["report-head", run.status] },
    h("p", { className: ["kicker"] }, `${sentenceCase(settings.mode)} report`),
    h("h1", {}, reportTitle(run)),
    authors.length > 0 ? h("p", { className: ["authors"] }, authors.join(", ")) : null,
    h(
      "dl",
      { className: ["facts"] },
      facts.map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value))),
    ),
    run.status === "success" ? null : failure(run),
    settings.mode === "research" ? h("p", { className: ["research-only"] }, researchOnly) : null,
    briefSection(run),
  );
}

/** The reason of a failure and the way out, before anything else. */
export function failure(run: Run): Element {
  const errors = run.findings.filter(({ severity }) => severity === "error");
  const what =
    run.status === "cancelled"
      ? "This run was cancelled. What stands below is what it had reached."
      : isNotApproved(run)
        ? "NOT APPROVED. This regulatory run failed: nothing below may be used as a result, and no model of this run is approved."
        : "This run failed. What stands below is not a result to rely on.";
  return h(
    "div",
    { className: ["banner"], role: "alert" },
    h("p", {}, h("strong", {}, what)),
    errors.length > 0 ? findingsList(errors, true) : null,
    isNotApproved(run) ? failedGates(run) : null,
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
  run: Run,
  notes: readonly string[],
  added: { readonly gates: readonly Element[]; readonly others: readonly Element[] },
): readonly Closing[] {
  const asked = [run.protocol.frontMatter.report.sections].flat();
  const wanted = (name: string): boolean => asked.includes("default") || asked.includes("all") || asked.includes(name);
  return [
    notes.length > 0 ? closing("notes", "Notes", notesList(notes)) : null,
    wanted("data") && run.content.inputs.length > 0 ? closing("data", "Data and fingerprints", inputFiles(run)) : null,
    added.others.length > 0 ? closing("added", "Added blocks", added.others) : null,
    run.content.gates.length > 0 || added.gates.length > 0
      ? closing("quality", "Quality gates", [gatesTable(run), ...added.gates])
      : null,
    closing("findings", "Findings", [run.findings.length > 0 ? findingsList(run.findings, true) : h("p", {}, "None.")]),
    closing(
      "disclaimer",
      "About this report",
      disclaimers(run).map((line) => h("p", {}, line)),
    ),
    wanted("provenance") ? closing("provenance", "Manifest", provenance(run)) : null,
  ].filter((one) => one !== null);
}

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
export function inputFiles({ content }: Run): readonly Child[] {
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
  return content.inputs.map((input, i) =>
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

export function gatesTable({ content, protocol }: Run): Element | null {
  if (content.gates.length === 0) return null;
  const isGood = content.gates.every(({ status }) => status === "pass");
  const override = content.overrides.find(({ key }) => key === "qc_override");
  const isLetThrough = override !== undefined && protocol.settings.qc_policy.required === true;
  const none = isLetThrough
    ? `none: let through by --qc-override: ${override.reason}`
    : "none: not required in this mode";
  const rows = content.gates.map(({ gate, status, blocking, report, checks }) =>
    h(
      "tr",
      {},
      h("th", { scope: "row" }, gate),
      h("td", {}, statusMark(status === "pass" ? passed : notPassed)),
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
      isGood ? null : h("td", {}, status === "pass" ? "" : blocking ? "what descends from it was not run" : none),
      h("td", {}, h("code", {}, report)),
    ),
  );
  const titles = ["Gate", "Result", "Checks", ...(isGood ? [] : ["Consequence"]), "Evidence"];
  const heads = titles.map((title, i) => h("th", { scope: "col", className: i === 2 ? ["number"] : [] }, title));
  const table = h(
    "table",
    {},
    h("caption", {}, "Gates, and the files with their checks"),
    h("thead", {}, h("tr", {}, heads)),
    h("tbody", {}, rows),
  );
  return h("div", { className: ["scroll"], tabIndex: 0, role: "group", ariaLabel: "Quality gates" }, table);
}

function provenance(run: Run): readonly Child[] {
  const { protocol, content } = run;
  const scheme = protocol.settings.scheme;
  return [
    definitions([
      ["Protocol", [h("code", {}, baseName(protocol.file)), `, version ${protocol.frontMatter.version}`]],
      ["SHA-256 of the protocol", wholeDigest(digestOf(protocol.bytes))],
      ["Mode", protocol.settings.mode],
      ["Validation scheme", scheme === null ? "by default" : scheme.name],
      ["Seed", String(protocol.seed)],
      ["Content digest", wholeDigest(content.digest)],
    ]),
    content.overrides.length > 0 ? overridesTable(run) : null,
    artifactsList(run),
  ];
}

/** Every file the blocks wrote, with its digest: what manifest.json says, for a reader who has only the report. */
function artifactsList(run: Run): Child {
  const rows = run.blocks.flatMap(({ block, artifacts }) =>
    Object.keys(artifacts)
      .sort()
      .map((path) =>
        h(
          "tr",
          {},
          h("th", { scope: "row" }, h("code", {}, path)),
          h("td", {}, h("a", { href: `#${block.id}` }, block.id)),
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

/** Paths of the machine never reach a report. */
const baseName = (path: string): string => path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);

export function overridesTable({ content }: Run): Element {
  const shown = (value: Json): string => (typeof value === "string" ? value : JSON.stringify(value));
  const columns = ["key", "original", "override", "reason"].map((key) => ({
    key,
    title: key[0].toUpperCase() + key.slice(1),
    format: null,
  }));
  const rows = content.overrides.map((one) => ({
    ...one,
    original: shown(one.original),
    override: shown(one.override),
    reason: one.reason ?? "",
  }));
  return plainTable({ type: "table", columns, rows }, "Changed on the command line");
}

/** Clock, machine, durations, reuse: one folded part, absent where bytes must be the same everywhere. */
export function circumstancesElement(run: Run, circumstances: Circumstances): Element {
  const columns = [
    { key: "block", title: "Block", format: null },
    { key: "execution", title: "Execution", format: null },
    { key: "seconds", title: "Seconds", format: ".2f" },
  ];
  const rows = run.blocks.map(({ block, execution, durationSeconds }) => ({
    block: block.id,
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
    ["Duration", `${circumstances.durationSeconds.toFixed(1)} s`],
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
