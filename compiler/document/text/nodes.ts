/** Nodes of the author's text beyond CommonMark and GFM. Each says by `hName` which element it becomes. */
import type { ElementContent } from "hast";
import type {
  BlockContent,
  Data,
  DefinitionContent,
  Image,
  Literal,
  Paragraph,
  Parent,
  PhrasingContent,
  Table,
} from "mdast";

/** What remark-rehype makes of a node it does not know. */
interface As extends Data {
  readonly hName: string;
  readonly hProperties?: { [name: string]: string | string[] };
}

/** `~x~`, `^x^` and the listed elements of HTML. */
export interface InlineElement extends Parent {
  type: "inlineElement";
  data: As;
  children: PhrasingContent[];
  /** Length in the file of what opens and of what closes it. */
  readonly opening: number;
  readonly closing: number;
}

/** What is folded away under its first child, a summary. */
export interface Details extends Parent {
  type: "details";
  data: As;
  children: FlowContent[];
  readonly opening: number;
  readonly closing: number;
}

export interface Summary extends Parent {
  type: "summary";
  data: As;
  children: PhrasingContent[];
  readonly opening: number;
  readonly closing: number;
}

/** `> [!NOTE]`. */
export interface Callout extends Parent {
  type: "callout";
  data: As;
  children: FlowContent[];
}

/** A term, and below it lines that begin with `: `. */
export interface DefinitionList extends Parent {
  type: "definitionList";
  data: As;
  children: (Term | Meaning)[];
}
export interface Term extends Parent {
  type: "term";
  data: As;
  children: PhrasingContent[];
}
export interface Meaning extends Parent {
  type: "meaning";
  data: As;
  children: PhrasingContent[];
}

/** `{{< pagebreak >}}`. */
export interface PageBreak extends Parent {
  type: "pageBreak";
  data: As;
  children: [];
}

/** An id as an author wrote it, behind a heading or a caption. */
export interface OwnId {
  readonly id: string;
  /** `{#id}` in the file, with the blanks before it. */
  readonly start: number;
  readonly end: number;
}

/** A table and, as its last child, its caption. */
export interface Captioned extends Parent {
  type: "captioned";
  data: As;
  own: OwnId | null;
  children: [Table, Paragraph];
}

/** `$…$`, or `$$…$$` within a line. */
export interface Formula extends Literal {
  type: "formula";
  /** Dollars on each side. */
  signs: number;
  data?: AsMade;
}

/** `[@key, p. 3; @other]`. */
export interface Citation extends Literal {
  type: "citation";
  /** "[1, p. 3; 2]", where it was understood. */
  shown?: string;
  data?: AsMade;
}

/** A formula on lines of its own. */
export interface Displayed extends Literal {
  type: "displayed";
  signs: number;
  own: OwnId | null;
  /** Nothing closes it. */
  isOpen: boolean;
  /** What stands behind the first fence and is no id. */
  rest: string;
  data?: AsMade;
}

interface AsMade extends As {
  readonly hChildren?: ElementContent[];
}

/** An image alone in its paragraph and, as its last child, its caption. */
export interface Pictured extends Parent {
  type: "pictured";
  data: As;
  own: OwnId | null;
  children: [Image, Paragraph];
}

export type FlowContent = BlockContent | DefinitionContent;

declare module "mdast" {
  interface PhrasingContentMap {
    inlineElement: InlineElement;
    formula: Formula;
    citation: Citation;
  }
  interface BlockContentMap {
    details: Details;
    summary: Summary;
    callout: Callout;
    definitionList: DefinitionList;
    pageBreak: PageBreak;
    captioned: Captioned;
    pictured: Pictured;
    displayed: Displayed;
  }
  interface HeadingData {
    /** `{#id}`, where the author wrote one. */
    own?: OwnId | null;
  }
  interface RootContentMap {
    inlineElement: InlineElement;
    formula: Formula;
    citation: Citation;
    displayed: Displayed;
    details: Details;
    summary: Summary;
    callout: Callout;
    definitionList: DefinitionList;
    term: Term;
    meaning: Meaning;
    pageBreak: PageBreak;
    captioned: Captioned;
    pictured: Pictured;
  }
}
