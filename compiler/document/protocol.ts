/** Protocol: a document as it was read. Text, positions, blocks with checked options; nothing has run. */
import type { Root } from "mdast";
import type { Kind } from "../../blocks/contract/kind.ts";
import type { OptionPath } from "../../blocks/contract/refusal.ts";
import type { DocumentSettings } from "../../blocks/contract/running.ts";
import type { FrontMatter } from "../../schemas/front-matter.ts";
import type { Json } from "../../schemas/plain-json.ts";
import type { Position } from "../diagnostics/finding.ts";
import type { Lines } from "../diagnostics/lines.ts";
import type { CitedSource } from "./citations/style.ts";
import type { InlineTexts } from "./inline-texts.ts";
import type { SourceFile } from "./sources.ts";

/** A fenced block whose body passed its kind's schema. */
export interface ProtocolBlock {
  readonly id: string;
  readonly kind: Kind;
  /** Place among all blocks, from 0. */
  readonly index: number;
  /** What enters the key: effective options, defaults filled in, params replaced. */
  readonly options: Json;
  /** What never does: caption, title, show. */
  readonly presentation: Json;
  /** `from`, where the author wrote one; a block that was added may start from several. */
  readonly from: readonly string[] | null;
  /** The body as written. */
  readonly source: string;
  /** Options and `from` as they are written, parameters replaced, without defaults; null of a block that was added. */
  readonly written: Json;
  /** The whole fence in the file. */
  readonly position: Position;
  /** First line of the fence in the text with its parts. */
  readonly line: number;
  /** The position of an option, or of the nearest thing above it that is written. */
  at(path: OptionPath): Position;
  /** Options that the project gave it. */
  readonly given?: readonly string[];
  /** Why the compiler added it (a missing gate), as the end of a sentence; it then has no fence. Null where it was written. */
  readonly added: string | null;
  /** Of which block it is the one for one target. */
  readonly variant?: {
    readonly of: string;
    readonly key: string;
    /** Of its target. */
    readonly name: string;
    readonly isShown: boolean;
  };
}

/** `= path : format` in inline code. */
export interface InlineValue {
  /** Block id first: `["plsda", "by_class", "over 20 %", "recall"]`. */
  readonly path: readonly string[];
  /** d3-format specifier, or null. */
  readonly format: string | null;
  readonly position: Position;
  /** In the text with its parts. */
  readonly offset: number;
}

/** `[text](#block.name)`. */
export interface Reference {
  readonly address: string;
  readonly position: Position;
}

export interface Protocol {
  /** As shown to people. */
  readonly file: string;
  /** Bytes as read; `protocol_hash` is their digest. */
  readonly bytes: Uint8Array;
  /** With its parts in place. */
  readonly text: string;
  /** From offsets in the text to the file that holds them. */
  readonly at: Lines;
  /** Files that the text takes in: parts, images. */
  readonly sources: readonly SourceFile[];
  /** Sources that the text cites, by their numbers. */
  readonly cited: readonly CitedSource[];
  readonly frontMatter: FrontMatter;
  /** Front matter after overrides, in the form kinds may read; a block's own id is not of the document. */
  readonly settings: DocumentSettings;
  readonly seed: number;
  /** The front matter as it is written or typed, without defaults. */
  readonly written: { readonly [field: string]: Json };
  /** Where a front-matter field stands. */
  frontMatterAt(path: OptionPath): Position;
  readonly blocks: readonly ProtocolBlock[];
  readonly inlineValues: readonly InlineValue[];
  readonly references: readonly Reference[];
  /** The Markdown, front matter blanked out so that offsets are the file's; fenced foodspec blocks are `code` nodes. */
  readonly tree: Root;
  /** Titles and captions that have markup. */
  readonly inlineTexts: InlineTexts;
}
