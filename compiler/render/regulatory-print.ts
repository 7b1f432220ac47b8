/** Regulatory print: the document an auditor gets on paper, built from the sections of the report in an auditor's order. */
import type { Element, ElementContent } from "hast";
import type { Assets } from "./assets.ts";
import { printedBlock } from "./block-section.ts";
import { briefSection } from "./brief-section.ts";
import { changesContent, changesTitle } from "./changes-section.ts";
import type { Evidence } from "./evidence.ts";
import { type Child, h } from "./hast.ts";
import { laidOut, part } from "./page.ts";
import { appendix } from "./print-appendix.ts";
import { signatures } from "./print-signatures.ts";
import { titlePage } from "./print-title.ts";
import { auditTrail, type Part } from "./print-trail.ts";
import { type Heading, type Prose, prose } from "./prose.ts";
import type { Report } from "./report.ts";
import type { ReportBlock } from "./report-block.ts";
import { contentsList, failure } from "./report-head.ts";
import { allFindings, gatesTable, inputFiles, notesList, referencesList } from "./report-sections.ts";

/** The chapter in which a block stands; null: at its place in the author's text. */
type Where = ReportBlock["chapter"];

interface Chapter {
  readonly name: string;
  readonly title: string;
  readonly content: readonly Child[];
  /** Headings below it that the contents list names. */
  readonly headings?: readonly Heading[];
}

/**
 * The HTML of the PDF of a regulatory run. The author's text stands whole, with preprocessing, features, models, figures and
 * tables at their place; data, gates and trust have chapters of their own, and the text says where. Numbers of figures and
 * tables are those of the web report.
 *
 * @throws Error where a template asks for something unknown: a mistake of our own
 */
export function regulatoryPrint(report: Report, evidence: Evidence, assets: Assets): string {
  // What stands in another chapter leaves a sentence that says where.
  const written = prose(report, (block, level) =>
    block.chapter === null ? printedBlock(block, level) : elsewhere(block.id, block.chapter),
  );
  const chapters = chaptersOf(report, written, evidence);
  const headings = chapters.flatMap(({ name, title, headings = [] }, i) => [
    { id: `report:${name}`, level: 2, text: `${i + 1} ${title}` },
    ...headings,
  ]);
  const contents = contentsList(headings);
  const parts = {
    head: part([titlePage(report, evidence)]),
    contents: part(
      contents === null
        ? []
        : [h("div", { className: ["contents-page"] }, h("p", { className: ["contents-title"] }, "Contents"), contents)],
    ),
    main: part(chapters.map(chapterElement)),
    circumstances: "",
  };
  return laidOut(report, parts, assets);
}

function chaptersOf(report: Report, written: Prose, evidence: Evidence): readonly Chapter[] {
  const { ordered, inputs, status } = report;
  const changes = changesContent(report);
  const at = (where: Where) => ordered.filter(({ chapter }) => chapter === where);
  const sectionsOf = (blocks: readonly ReportBlock[]) => blocks.map((block) => printedBlock(block, 3));
  const sections = (where: Where) => sectionsOf(at(where));
  const below = (where: Where) => at(where).map(({ id }) => ({ id, level: 3, text: id }));
  return [
    {
      name: "brief",
      title: "Summary",
      content: [status === "success" ? null : failure(report), briefSection(report, null)],
    },
    ...(changes === null ? [] : [{ name: "changes", title: changesTitle, content: changes }]),
    {
      name: "data",
      title: "Data and fingerprints",
      content: [inputs.length > 0 ? inputFiles(report) : h("p", {}, "Nothing was read."), sections("data")],
      headings: below("data"),
    },
    {
      name: "quality",
      title: "Quality control",
      content: [
        gatesTable(report),
        sections("quality"),
        subsection({ id: "report:findings", title: "Findings", content: [allFindings(report)] }),
      ],
      headings: [...below("quality"), { id: "report:findings", level: 3, text: "Findings" }],
    },
    {
      name: "model",
      title: "Model results and diagnostics",
      content: [
        deeper(written.content),
        sectionsOf(at(null).filter(({ added }) => added !== null)),
        report.protocol.cited.length > 0
          ? subsection({ id: "report:references", title: "References", content: referencesList(report) })
          : null,
        written.notes.length > 0
          ? subsection({ id: "report:notes", title: "Notes", content: notesList(written.notes) })
          : null,
      ],
      headings: written.headings.filter(({ level }) => level === 2).map((one) => ({ ...one, level: 3 })),
    },
    { name: "trust", title: "Trust", content: sections("trust"), headings: below("trust") },
    { name: "claims", title: "Limitations and claims", content: claims(report, evidence) },
    { name: "signatures", title: "Signatures", content: signatures(report) },
    chapterOf("trail", "Audit trail", auditTrail(report, evidence)),
    chapterOf("appendix", "Appendix: artifacts", appendix(report, evidence)),
  ];
}

const titles: { readonly [where in Exclude<Where, null>]: string } = {
  data: "Data and fingerprints",
  quality: "Quality control",
  trust: "Trust",
};

const elsewhere = (id: string, where: Exclude<Where, null>): Element =>
  h(
    "p",
    { className: ["elsewhere"] },
    "Block ",
    h("code", {}, id),
    " stands with its results under ",
    h("a", { href: `#${id}` }, titles[where]),
    ".",
  );

function claims({ protocol, disclaimers }: Report, { statement }: Evidence): readonly Child[] {
  const { standard, use_case, limitations = [] } = protocol.frontMatter.claims ?? {};
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
          disclaimers.map((line) => h("p", {}, line)),
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

const isFold = ({ tagName, properties }: Element): boolean =>
  tagName === "details" && Array.isArray(properties.className) && properties.className.includes("fold");

/** Every heading one level down: the text is a chapter here. What the author folded away is unfolded. @internal */
export function deeper(content: readonly ElementContent[]): readonly ElementContent[] {
  return content.map((node) => {
    if (node.type !== "element") return node;
    const tagName = node.tagName.replace(/^h([2-5])$/, (_, level: string) => `h${Number(level) + 1}`);
    // Paper cannot be unfolded.
    const opened = isFold(node) ? { ...node.properties, open: true } : node.properties;
    return { ...node, tagName, properties: opened, children: deeper(node.children) as ElementContent[] };
  });
}
