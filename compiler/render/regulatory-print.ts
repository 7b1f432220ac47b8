/** Regulatory print: the document an auditor gets on paper, built from the sections of the report in an auditor's order. */
import type { Element, ElementContent } from "hast";
import type { Run, RunBlock } from "../run/types.ts";
import { inDocumentOrder } from "./arrange.ts";
import type { Assets } from "./assets.ts";
import { blockSection } from "./block-section.ts";
import { briefSection } from "./brief-section.ts";
import { disclaimers } from "./disclaimer.ts";
import type { Evidence } from "./evidence.ts";
import type { Exhibit } from "./exhibit.ts";
import type { Filled } from "./fill.ts";
import { findingsList } from "./findings-list.ts";
import { type Child, h } from "./hast.ts";
import { laidOut, part } from "./page.ts";
import { appendix } from "./print-appendix.ts";
import { signatures } from "./print-signatures.ts";
import { titlePage } from "./print-title.ts";
import { auditTrail, type Part } from "./print-trail.ts";
import { type Heading, type Prose, prose } from "./prose.ts";
import { contentsList, failure, gatesTable, inputFiles, notesList } from "./report-sections.ts";

interface Chapter {
  readonly name: string;
  readonly title: string;
  readonly content: readonly Child[];
  /** Headings below it that the contents list names. */
  readonly headings?: readonly Heading[];
}

/** Where the results of a block stand; null: at its place in the author's text. */
type Place = "data" | "quality" | "trust" | null;

const placeOf = ({ block: { kind } }: RunBlock): Place =>
  kind.gives === "dataset" ? "data" : kind.role === "gate" ? "quality" : kind.stage === "trust" ? "trust" : null;

/**
 * The HTML of the PDF of a regulatory run. The author's text stands whole, with preprocessing, features, models, figures and
 * tables at their place; data, gates and trust have chapters of their own, and the text says where. Numbers of figures and
 * tables are those of the web report.
 *
 * @throws Error where a template asks for something unknown: a mistake of our own
 */
export function regulatoryPrint(
  run: Run,
  exhibits: readonly Exhibit[],
  fill: (value: Run["protocol"]["inlineValues"][number]) => Filled,
  evidence: Evidence,
  assets: Assets,
): string {
  const sectionOf = (block: RunBlock, level: number): Element =>
    blockSection(
      block,
      exhibits.filter(({ placement }) => placement.host === block.block.id),
      level,
    );
  const written = authorsText(run, exhibits, fill, sectionOf);
  const chapters = chaptersOf(run, written, sectionOf, evidence);
  const headings = chapters.flatMap(({ name, title, headings = [] }, i) => [
    { id: `report:${name}`, level: 2, text: `${i + 1} ${title}` },
    ...headings,
  ]);
  const contents = contentsList(headings);
  const parts = {
    head: part([titlePage(run, evidence)]),
    contents: part(
      contents === null
        ? []
        : [h("div", { className: ["contents-page"] }, h("p", { className: ["contents-title"] }, "Contents"), contents)],
    ),
    main: part(chapters.map(chapterElement)),
    circumstances: "",
  };
  return laidOut(run, parts, assets);
}

function chaptersOf(
  run: Run,
  written: Prose,
  sectionOf: (block: RunBlock, level: number) => Element,
  evidence: Evidence,
): readonly Chapter[] {
  const ordered = inDocumentOrder(run);
  const at = (place: Place) => ordered.filter((block) => placeOf(block) === place);
  const sections = (place: Place) => at(place).map((block) => sectionOf(block, 3));
  const below = (place: Place) => at(place).map(({ block }) => ({ id: block.id, level: 3, text: block.id }));
  const added = at(null).filter(({ block }) => block.added !== null);
  const findings = run.findings.length > 0 ? findingsList(run.findings, true) : h("p", {}, "None.");
  return [
    {
      name: "brief",
      title: "Summary",
      content: [run.status === "success" ? null : failure(run), briefSection(run, null)],
    },
    {
      name: "data",
      title: "Data and fingerprints",
      content: [run.content.inputs.length > 0 ? inputFiles(run) : h("p", {}, "Nothing was read."), sections("data")],
      headings: below("data"),
    },
    {
      name: "quality",
      title: "Quality control",
      content: [
        gatesTable(run),
        sections("quality"),
        subsection({ id: "report:findings", title: "Findings", content: [findings] }),
      ],
      headings: [...below("quality"), { id: "report:findings", level: 3, text: "Findings" }],
    },
    {
      name: "model",
      title: "Model results and diagnostics",
      content: [
        deeper(written.content),
        added.map((block) => sectionOf(block, 3)),
        written.notes.length > 0
          ? subsection({ id: "report:notes", title: "Notes", content: notesList(written.notes) })
          : null,
      ],
      headings: written.headings.filter(({ level }) => level === 2).map((one) => ({ ...one, level: 3 })),
    },
    { name: "trust", title: "Trust", content: sections("trust"), headings: below("trust") },
    { name: "claims", title: "Limitations and claims", content: claims(run, evidence) },
    { name: "signatures", title: "Signatures", content: signatures(run) },
    chapterOf("trail", "Audit trail", auditTrail(run, evidence)),
    chapterOf("appendix", "Appendix: artifacts", appendix(run, evidence)),
  ];
}

/** The text as its author wrote it; what stands in another chapter leaves a sentence that says where. */
function authorsText(
  run: Run,
  exhibits: readonly Exhibit[],
  value: (value: Run["protocol"]["inlineValues"][number]) => Filled,
  sectionOf: (block: RunBlock, level: number) => Element,
): Prose {
  const blocks = run.blocks.filter(({ block }) => block.added === null);
  return prose(run.protocol, {
    exhibits,
    ids: new Set(run.blocks.map(({ block }) => block.id)),
    value,
    block(line, level) {
      const block = blocks.find((one) => one.block.position.line === line);
      if (block === undefined) return null;
      const place = placeOf(block);
      return place === null ? sectionOf(block, level) : elsewhere(block, place);
    },
  });
}

const titles: { readonly [place in Exclude<Place, null>]: string } = {
  data: "Data and fingerprints",
  quality: "Quality control",
  trust: "Trust",
};

const elsewhere = ({ block: { id } }: RunBlock, place: Exclude<Place, null>): Element =>
  h(
    "p",
    { className: ["elsewhere"] },
    "Block ",
    h("code", {}, id),
    " stands with its results under ",
    h("a", { href: `#${id}` }, titles[place]),
    ".",
  );

function claims(run: Run, { statement }: Evidence): readonly Child[] {
  const { standard, use_case, limitations = [] } = run.protocol.frontMatter.claims ?? {};
  const declared = h(
    "dl",
    {},
    h("dt", {}, "Standard"),
    h("dd", {}, standard ?? "none declared"),
    h("dt", {}, "Use"),
    h("dd", {}, use_case ?? "none declared"),
    h("dt", {}, "Limitations"),
    h(
      "dd",
      {},
      limitations.length === 0
        ? "none declared"
        : h(
            "ul",
            {},
            limitations.map((line) => h("li", {}, line)),
          ),
    ),
  );
  const text =
    statement === null
      ? [
          h("p", {}, "There is none: a statement exists only of a run that ended with 0."),
          disclaimers(run).map((line) => h("p", {}, line)),
        ]
      : [
          h("p", {}, "The text of ", h("code", {}, "REGULATORY_COMPLIANCE_STATEMENT.txt"), ":"),
          h("div", { className: ["statement"] }, statementLines(statement)),
        ];
  return [
    subsection({ id: "report:declared", title: "Declared by the owner of the protocol", content: [declared] }),
    subsection({ id: "report:statement", title: "Statement of technical controls", content: text }),
  ];
}

/** The lines of the statement, each as far in as the text has it; its numbered titles are headings. */
function statementLines(text: string): readonly Element[] {
  let isAfterGap = false;
  return text
    .trimEnd()
    .split("\n")
    .flatMap((line) => {
      const words = line.trim();
      const gap = isAfterGap ? ["gap"] : [];
      isAfterGap = words === "";
      if (words === "") return [];
      if (/^\d+\. /.test(line)) return [h("h4", {}, words)];
      const depth = Math.min(3, Math.floor((line.length - line.trimStart().length) / 3));
      return [h("p", { className: [`in-${depth}`, ...gap] }, words)];
    });
}

const chapterOf = (name: string, title: string, parts: readonly Part[]): Chapter => ({
  name,
  title,
  content: parts.map(subsection),
  headings: parts.map(({ id, title }) => ({ id, level: 3, text: title })),
});

const subsection = ({ id, title, content }: Part): Element =>
  h("section", { className: ["part"], ariaLabelledBy: [id] }, h("h3", { id }, title), content);

const chapterElement = ({ name, title, content }: Chapter, i: number): Element => {
  const id = `report:${name}`;
  return h(
    "section",
    { className: ["chapter", `chapter-${name}`], ariaLabelledBy: [id] },
    h("h2", { id }, `${i + 1} ${title}`),
    content,
  );
};

/** Every heading one level down: the text is a chapter here. */
function deeper(content: readonly ElementContent[]): readonly ElementContent[] {
  return content.map((node) => {
    if (node.type !== "element") return node;
    const tagName = node.tagName.replace(/^h([2-5])$/, (_, level: string) => `h${Number(level) + 1}`);
    return { ...node, tagName, children: deeper(node.children) as ElementContent[] };
  });
}
