/** Print document: a report on paper. Verdict, criteria and deviations come first, then the author's text with each block in its place, then the record. */
import type { Element, ElementContent } from "hast";
import type { Assets } from "./assets.ts";
import { printedBlock } from "./block-section.ts";
import { changesContent, changesTitle } from "./changes-section.ts";
import type { Evidence } from "./evidence.ts";
import { type Child, h } from "./hast.ts";
import { inLanguage } from "./in-language.ts";
import { plainWords } from "./inline-words.ts";
import { methodsPrinted } from "./methods-element.ts";
import { hasMethods, methodsTitle } from "./methods-parts.ts";
import { laidOut, part } from "./page.ts";
import { approval } from "./print-approval.ts";
import { attachments } from "./print-attachments.ts";
import { otherFindings } from "./print-deviations.ts";
import { front } from "./print-front.ts";
import { circumstancesPart, controls } from "./print-record.ts";
import { type Heading, type Prose, prose } from "./prose.ts";
import type { Report } from "./report.ts";
import { contentsList } from "./report-head.ts";
import { inputFiles, notesList, referencesList } from "./report-sections.ts";

interface Section {
  readonly name: string;
  readonly title: string;
  readonly content: readonly Child[];
}

/**
 * The HTML of the PDF of a run. Numbers of figures and tables are those of the web report; what is folded away there is
 * attached instead.
 *
 * @throws Error where a template asks for something unknown: a mistake of our own
 */
export function printDocument(report: Report, evidence: Evidence, assets: Assets): string {
  const { language } = report;
  const { say } = language;
  const said = (element: Element): Element => inLanguage(element, language);
  const written = prose(report, (block, level) => said(printedBlock(block, level)));
  const sections = sectionsOf(report, written, evidence);
  const own = written.headings.filter(({ level }) => level <= 3);
  const blocks = report.ordered.flatMap((block) =>
    block.added === null && !block.isQuiet
      ? [{ id: `title:${block.id}`, level: 2, text: plainWords(block, block.name) }]
      : [],
  );
  const headings: readonly Heading[] = [
    { id: "report:brief", level: 2, text: say("Headline results") },
    { id: "report:deviations", level: 2, text: say("Deviations") },
    ...(own.length > 0 ? own : blocks),
    ...sections.map(({ name, title }) => ({ id: `report:${name}`, level: 2, text: say(title) })),
  ];
  const contents = contentsList(headings, language);
  const parts = {
    head: part([said(front(report, evidence))]),
    contents: part(
      contents === null
        ? []
        : [
            h(
              "div",
              { className: ["contents-page"] },
              h("p", { className: ["contents-title"] }, say("Contents")),
              contents,
            ),
          ],
    ),
    main: part([
      h("div", { className: ["text"] }, opened(written.content)),
      ...sections.map((section) => said(sectionElement(section))),
    ]),
    circumstances: "",
  };
  return laidOut(report, parts, assets);
}

function sectionsOf(report: Report, written: Prose, evidence: Evidence): readonly Section[] {
  const { inputs, ordered, protocol, mode } = report;
  const changes = changesContent(report);
  const added = ordered.filter((block) => block.added !== null);
  const when = (is: boolean, section: () => Section): readonly Section[] => (is ? [section()] : []);
  return [
    ...when(added.length > 0, () => ({
      name: "added",
      title: "Added blocks",
      content: added.map((block) => printedBlock(block, 3)),
    })),
    ...when(changes !== null, () => ({ name: "changes", title: changesTitle, content: changes ?? [] })),
    { name: "findings", title: "Findings", content: otherFindings(report) },
    ...when(protocol.cited.length > 0, () => ({
      name: "references",
      title: "References",
      content: referencesList(report),
    })),
    ...when(hasMethods(report), () => ({ name: "methods", title: methodsTitle, content: methodsPrinted(report) })),
    ...when(written.notes.length > 0, () => ({ name: "notes", title: "Notes", content: notesList(written.notes) })),
    {
      name: "data",
      title: "Data and fingerprints",
      content: inputs.length > 0 ? inputFiles(report) : [h("p", {}, "Nothing was read.")],
    },
    { name: "controls", title: "Controls", content: controls(report, evidence) },
    { name: "circumstances", title: "Circumstances", content: circumstancesPart(report, evidence) },
    { name: "attachments", title: "Attachments", content: attachments(report, evidence) },
    ...when(mode === "regulatory" || evidence.signers.length > 0, () => ({
      name: "approval",
      title: "Approval",
      content: approval(report, evidence),
    })),
  ];
}

const sectionElement = ({ name, title, content }: Section): Element => {
  const id = `report:${name}`;
  return h("section", { className: ["closing", name], ariaLabelledBy: [id] }, h("h2", { id }, title), content);
};

const isFold = ({ tagName, properties }: Element): boolean =>
  tagName === "details" && Array.isArray(properties.className) && properties.className.includes("fold");

/** What the author folded away is unfolded: paper cannot be. @internal */
export function opened(content: readonly ElementContent[]): readonly ElementContent[] {
  return content.map((node) => {
    if (node.type !== "element") return node;
    const properties = isFold(node) ? { ...node.properties, open: true } : node.properties;
    return { ...node, properties, children: opened(node.children) as ElementContent[] };
  });
}
