/** Markdown: the body of a document as a tree, with the limits that only the parser itself can watch. */
import type { Root } from "mdast";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import { type Data, type Processor, unified } from "unified";
import { documentLimits as limits } from "../../schemas/limits.ts";
import { citationSigns } from "./citations/citation-signs.ts";
import { formulaSigns } from "./formulas/formula-signs.ts";
import { readFormulas } from "./formulas/read-formulas.ts";
import { type Beyond, BeyondLimit } from "./text/beyond-limit.ts";
import { readCallouts } from "./text/callouts.ts";
import { readDefinitionLists } from "./text/definition-lists.ts";
import { readFlowHtml } from "./text/flow-html.ts";
import { readFolds } from "./text/folds.ts";
import { readInlineHtml } from "./text/inline-html.ts";
import { Left, type LeftHtml } from "./text/left.ts";
import { readIds } from "./text/own-ids.ts";
import { readPageBreaks } from "./text/page-breaks.ts";
import { readPictures } from "./text/pictures.ts";
import { scriptSigns } from "./text/script-signs.ts";

/** The body of a document as it was read. */
export interface Body {
  readonly tree: Root;
  /** HTML that goes. */
  readonly left: readonly LeftHtml[];
}

/**
 * The tree with everything that an author may write beyond CommonMark and GFM; or the first place beyond a limit: reading has
 * stopped there.
 */
export function parseMarkdown(body: string): Body | { readonly beyond: Beyond } {
  const left = new Left();
  try {
    const tree = parser().parse(body);
    // One for all: a parser costs more than what it reads there.
    const again = parser().use(onlyText).freeze();
    readFlowHtml(tree, body, (text) => again.parse(text), left);
    const ofLine = parser().use(onlyLine).freeze();
    readPictures(tree, body, (text) => ofLine.parse(text));
    readFormulas(tree, body);
    readPageBreaks(tree);
    readFolds(tree, left);
    readInlineHtml(tree, left);
    readCallouts(tree);
    readDefinitionLists(tree, body);
    readIds(tree);
    return { tree, left: left.all };
  } catch (error) {
    if (error instanceof BeyondLimit) return { beyond: error.beyond };
    throw error;
  }
}

/** A title or caption: its markup within the line; null beyond a limit, where it stays text. */
export function parseLine(text: string): Root | null {
  try {
    const tree = parser().use(onlyLine).parse(text);
    readInlineHtml(tree, new Left());
    return tree;
  } catch (error) {
    if (error instanceof BeyondLimit) return null;
    throw error;
  }
}

/** Blocks and paragraphs alone, to look where parts are to stand. */
export function parseQuickly(body: string): { readonly tree: Root } | { readonly beyond: Beyond } {
  try {
    return { tree: parser().parse(body) };
  } catch (error) {
    if (error instanceof BeyondLimit) return { beyond: error.beyond };
    throw error;
  }
}

const parser = () =>
  unified()
    .use(remarkParse)
    .use(remarkGfm, { singleTilde: false })
    .use(watched)
    .use(scriptSigns)
    .use(formulaSigns)
    .use(citationSigns);

/** Lines that stood in HTML: no tag opens HTML again, and what is set in is no code. */
function onlyText(this: Processor): void {
  this.data().micromarkExtensions?.push({ disable: { null: ["htmlFlow", "codeIndented"] } });
}

type Extension = NonNullable<Data["micromarkExtensions"]>[number];
type Construct = Exclude<NonNullable<NonNullable<Extension["text"]>[number]>, readonly unknown[]>;
type Context = ThisParameterType<Construct["tokenize"]>;
type State = ReturnType<Construct["tokenize"]>;
type Code = Parameters<State>[0];

/** A line of text begins no block of any sort. */
function onlyLine(this: Processor): void {
  this.data().micromarkExtensions?.push({ disable: { null: lineStarts } });
}

const lineStarts = [
  "blockQuote",
  "codeFenced",
  "codeIndented",
  "definition",
  "formula:displayed",
  "gfmFootnoteDefinition",
  "headingAtx",
  "htmlFlow",
  "list",
  "setextUnderline",
  "table",
  "thematicBreak",
];

const lineEnds = [-5, -4, -3];
const signs = { asterisk: 42, parenthesis: 40, opening: 91, closing: 93, underscore: 95, backtick: 96, tilde: 126 };

/**
 * Counts where the parser meets a sign, so that no form of Markdown hides one from it. A tokenizer is made for each
 * paragraph, heading and cell: the counts of a text are its own.
 */
function watched(this: Processor): void {
  const data = this.data();
  data.micromarkExtensions ??= [];
  data.micromarkExtensions.push(counters());
}

function counters(): Extension {
  const emphasis = counted("runs of `*`, `_` and `~` in one paragraph", limits.emphasis);
  const line = counted("lines in one paragraph", limits.lines - 1);
  const fence = fences(limits.blocks);
  return {
    text: {
      ...Object.fromEntries(lineEnds.map((end) => [end, line])),
      [signs.asterisk]: emphasis,
      [signs.underscore]: emphasis,
      [signs.tilde]: emphasis,
      [signs.opening]: counted("`[` in one paragraph", limits.brackets),
      [signs.closing]: counted("`](` in one paragraph", limits.linkEnds, signs.parenthesis),
    },
    flow: { [signs.backtick]: fence, [signs.tilde]: fence },
  };
}

/** A construct that never matches and counts by text how often it was tried, where `next` follows if that is given. */
function counted(things: string, limit: number, next?: number): Construct {
  const counts = new WeakMap<Context, number>();
  return {
    tokenize(effects, _, nok) {
      const count = () => {
        const now = (counts.get(this) ?? 0) + 1;
        if (now > limit) throw new BeyondLimit({ things, limit, at: this.now().offset });
        counts.set(this, now);
      };
      if (next === undefined) {
        return (sign) => {
          count();
          return nok(sign);
        };
      }
      return (sign) => {
        effects.enter("data");
        effects.consume(sign);
        return (after) => {
          if (after === next) count();
          return nok(after);
        };
      };
    },
  };
}

const word = "foodspec";

/** A construct that never matches and counts the fences that open a block, in all of the document. */
function fences(limit: number): Construct {
  let count = 0;
  let last = -1;
  return {
    tokenize(effects, _, nok) {
      const { offset } = this.now();
      const within = (letter: number): State => {
        const state: State = (sign) => {
          if (letter === word.length) {
            // Whether a line ends a paragraph is tried before it is read: the same fence is met twice.
            if (isBlank(sign) && offset > last) {
              last = offset;
              count += 1;
              if (count > limit) throw new BeyondLimit({ things: "blocks", limit, at: offset });
            }
            return nok(sign);
          }
          if (sign !== word.charCodeAt(letter)) return nok(sign);
          effects.consume(sign);
          return within(letter + 1);
        };
        return state;
      };
      const marks: State = (sign) => {
        if (sign !== signs.backtick && sign !== signs.tilde && !isSpace(sign)) return within(0)(sign);
        effects.consume(sign);
        return marks;
      };
      return (sign) => {
        effects.enter("data");
        return marks(sign);
      };
    },
  };
}

const isSpace = (sign: Code): boolean => sign === -2 || sign === -1 || sign === 32;
const isBlank = (sign: Code): boolean => sign === null || sign < 0 || sign === 32;
