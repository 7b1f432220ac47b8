/** What stands after the author's text: data, quality gates, findings, disclaimers, provenance. */
import type { Element } from "hast";
import type { Form } from "../../blocks/contract/quantity.ts";
import { changesContent, changesTitle } from "./changes-section.ts";
import { findingsList, sentenceElement } from "./findings-list.ts";
import { type Child, h } from "./hast.ts";
import { methodsFolded } from "./methods-element.ts";
import { hasMethods, methodsTitle } from "./methods-parts.ts";
import { proseValue } from "./numbers.ts";
import { exactText, originProperties } from "./origin.ts";
import type { Heading } from "./prose.ts";
import { provenance } from "./provenance.ts";
import type { Report } from "./report.ts";
import { captioned, scrolling } from "./scrolling.ts";
import { statusMark, wholeDigest } from "./status.ts";

/** A section after the author's text, with the heading that the contents list names. */
export interface Closing {
  readonly heading: Heading;
  readonly section: Element;
}

/** In order. */
export function closings(
  report: Report,
  notes: readonly string[],
  added: { readonly gates: readonly Element[]; readonly others: readonly Element[] },
): readonly Closing[] {
  const { inputs, gates } = report;
  const changes = changesContent(report);
  return [
    report.protocol.cited.length > 0 ? closing("references", "References", referencesList(report)) : null,
    hasMethods(report) ? closing("methods", methodsTitle, [methodsFolded(report)]) : null,
    notes.length > 0 ? closing("notes", "Notes", notesList(notes)) : null,
    inputs.length > 0 ? closing("data", "Data and fingerprints", inputFiles(report)) : null,
    added.others.length > 0 ? closing("added", "Added blocks", added.others) : null,
    gates.length > 0 || added.gates.length > 0
      ? closing("quality", qualityTitle(report), [gatesTable(report), ...added.gates])
      : null,
    changes === null ? null : closing("changes", changesTitle, changes),
    closing("findings", "Findings", [allFindings(report)]),
    closing(
      "disclaimer",
      "About this report",
      report.disclaimers.map((line) => h("p", {}, line)),
    ),
    closing("provenance", "Manifest", provenance(report)),
  ].filter((one) => one !== null);
}

/** Where every check is advice there is no gate to speak of. */
const qualityTitle = ({ gates }: Report): string => (gates.length > 0 ? "Quality gates" : "Quality checks");

const allFindings = ({ findings }: Report): Element =>
  findings.length > 0 ? findingsList(findings, true) : h("p", {}, "None.");

function closing(name: string, title: string, content: readonly Child[]): Closing {
  const id = `report:${name}`;
  const heading = { id, level: 2, text: title };
  return {
    heading,
    section: h("section", { className: ["closing", name], ariaLabelledBy: [id] }, h("h2", { id }, title), content),
  };
}

/** What the text cites, by its numbers. */
export const referencesList = ({ protocol: { cited } }: Report): readonly Element[] => [
  h(
    "ol",
    { className: ["references"] },
    cited.map(({ number, text, link }) =>
      h(
        "li",
        { id: `reference-${number}` },
        text,
        link === null ? null : [" ", h("a", { href: link.url, rel: ["noopener", "noreferrer"] }, link.text)],
      ),
    ),
  ),
];

export function notesList(notes: readonly string[]): readonly Element[] {
  const items = notes.map((note, i) => h("li", { id: `note:${i + 1}` }, sentenceElement(note)));
  return [h("p", {}, "Values that this run could not give:"), h("ol", {}, items)];
}

/** What was read: a line of facts a file, the digest whole so that it can be compared. */
export function inputFiles({ inputs }: Report): readonly Child[] {
  const number = (i: number, field: string, value: number | null, rounding: Form, of: string): Child =>
    value === null
      ? null
      : [
          h(
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
          ),
          of,
        ];
  return inputs.map((input, i) =>
    h(
      "dl",
      { className: ["input"] },
      [
        ["File", [h("code", {}, input.path), ` (input ${input.name})`]],
        [
          "Size",
          input.size_bytes === null
            ? "sealed: nobody has opened it"
            : number(i, "size_bytes", input.size_bytes, "count", " bytes"),
        ],
        [
          "Table",
          listed([
            number(i, "n_rows", input.n_rows, "count", " rows"),
            number(i, "n_cols", input.n_cols, "count", " columns"),
            number(i, "missing_fraction", input.missing_fraction, "share", " of the cells missing"),
          ]),
        ],
        ["SHA-256", wholeDigest(input.sha256)],
      ].map(([term, meaning]) => [h("dt", {}, term as string), h("dd", {}, meaning)]),
    ),
  );
}

/** What is known, behind one another. */
function listed(all: readonly Child[]): Child {
  const known = all.filter((one) => one !== null);
  return known.length === 0 ? "not known" : known.map((one, k) => [k === 0 ? null : ", ", one]);
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
            rounding: "count",
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
  return scrolling("Quality gates", captioned("Gates, and the files with their checks", heads, rows));
}
