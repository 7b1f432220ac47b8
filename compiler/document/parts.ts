/** Parts: `{{< include part.md >}}` replaced by the file it names, so that all is read as one text whose places name the part. */
import type { Root } from "mdast";
import { sourceLimits as limits } from "../../schemas/limits.ts";
import { finding } from "../diagnostics/build.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { type Lines, lines } from "../diagnostics/lines.ts";
import { beyondFinding, readText } from "./read.ts";
import type { Sources } from "./sources.ts";
import type { Beyond } from "./text/beyond-limit.ts";

/** A document with its parts in place. */
export interface Whole {
  readonly text: string;
  /** The same with the front matter blanked. */
  readonly body: string;
  /** Offsets in `text` → places in the file that holds them; lines are those of the text. */
  readonly at: Lines;
}

/** A stretch of a file that stands in the text from `start` on. */
interface Piece {
  readonly start: number;
  readonly from: number;
  readonly length: number;
  readonly at: Lines;
}

export interface Written {
  readonly file: string;
  readonly text: string;
  readonly body: string;
  readonly at: Lines;
}

/** A quick reading: blocks and paragraphs with their places. */
export type Parse = (body: string) => { readonly tree: Root } | { readonly beyond: Beyond };

/** The document with every part; or everything that is wrong with them. */
export function withParts(
  document: Written,
  sources: Sources,
  parse: Parse,
): Whole | { readonly findings: readonly Finding[] } {
  if (!line.test(document.body)) return document;
  const joining = new Joining(sources, parse);
  joining.add(document, []);
  if (joining.findings.length > 0) return { findings: joining.findings };
  return joining.whole(document.file);
}

const line = /^[ \t]{0,3}\{\{<[ \t]*include\b/m;
const include = /^\{\{<[ \t]*include[ \t]+(?:"([^"\n]+)"|([^\s"]+))[ \t]*>\}\}$/;

class Joining {
  readonly findings: Finding[] = [];
  private readonly sources: Sources;
  private readonly parse: Parse;
  private readonly texts: string[] = [];
  private readonly bodies: string[] = [];
  private readonly pieces: Piece[] = [];
  private length = 0;
  private count = 0;
  private bytes = 0;

  constructor(sources: Sources, parse: Parse) {
    this.sources = sources;
    this.parse = parse;
  }

  /** @param above the files that take this one in, the document first */
  add(written: Written, above: readonly string[]): void {
    const { text, body, at, file } = written;
    const read = this.parse(body);
    if ("beyond" in read) {
      const { things, limit, at: offset } = read.beyond;
      const facts = { found: `more than ${limit}`, things, limit };
      this.findings.push(finding("FS2070", at.place(offset, offset + 1), facts));
      return;
    }
    const open = above.length === 0 ? null : unclosed(read.tree, body);
    if (open !== null)
      this.findings.push(finding("FS2230", at.place(open, open + 3), { path: file, what: neverClosed }));
    let from = 0;
    for (const node of read.tree.children) {
      const [start, end] = [node.position?.start.offset ?? 0, node.position?.end.offset ?? 0];
      const met = node.type === "paragraph" ? include.exec(body.slice(start, end)) : null;
      if (met === null) continue;
      this.put(written, from, start);
      const inside = this.part(met[1] ?? met[2], written, [start, end], [...above, file]);
      // It begins and ends its own paragraphs, whatever stands around it.
      this.gap(at, start);
      if (inside !== null) this.add(inside, [...above, file]);
      this.gap(at, end);
      from = end;
      if (this.findings.length > 0) return;
    }
    this.put(written, from, text.length);
  }

  whole(file: string): Whole {
    const text = this.texts.join("");
    const own = lines(file, text);
    const { pieces } = this;
    const pieceAt = (offset: number): Piece =>
      pieces[
        Math.max(
          0,
          pieces.findLastIndex(({ start }) => start <= offset),
        )
      ];
    const place: Lines["place"] = (start, end) => {
      const piece = pieceAt(start);
      const within = (offset: number) => piece.from + Math.min(Math.max(0, offset - piece.start), piece.length);
      return piece.at.place(within(start), within(Math.max(start, end)));
    };
    return { text, body: this.bodies.join(""), at: { ...own, place } };
  }

  private put({ text, body, at }: Written, from: number, to: number): void {
    if (to <= from) return;
    this.push(text.slice(from, to), body.slice(from, to), { start: this.length, from, length: to - from, at });
  }

  private gap(at: Lines, from: number): void {
    this.push("\n\n", "\n\n", { start: this.length, from, length: 0, at });
  }

  private push(text: string, body: string, piece: Piece): void {
    this.pieces.push(piece);
    this.texts.push(text);
    this.bodies.push(body);
    this.length += text.length;
  }

  /** The file a line names, or null where it cannot be: then a finding says why. */
  private part(
    path: string,
    { file, at }: Written,
    [start, end]: readonly [number, number],
    above: readonly string[],
  ): Written | null {
    const refuse = (what: string): null => {
      this.findings.push(finding("FS2230", at.place(start, end), { path, what }));
      return null;
    };
    this.count += 1;
    if (this.count > limits.parts) return refuse(`a document takes in at most ${limits.parts} parts`);
    if (above.length > limits.depth) return refuse(`parts stand in one another at most ${limits.depth} deep`);
    const source = this.sources.take(path, file, "include", limits.partBytes);
    if ("problem" in source) return refuse(source.problem);
    if (above.includes(source.path)) return refuse(`it takes itself in: ${[...above, source.path].join(" → ")}`);
    this.bytes += source.bytes.length;
    if (this.bytes > limits.partBytes) return refuse(`all parts together have at most ${limits.partBytes} bytes`);
    const read = readText(source.bytes, source.path);
    if ("finding" in read) {
      this.findings.push(read.finding);
      return null;
    }
    if (/^---[ \t]*\r?\n(?:[^\n]*\n)*?---[ \t]*(?:\r?\n|$)/.test(read.text))
      return refuse("it has front matter, which only the document itself may have");
    return { file: source.path, text: read.text, body: read.text, at: lines(source.path, read.text) };
  }
}

const neverClosed = "what begins here is never closed, so it would take in the text behind the part";

/** Where a fence or a comment begins that nothing closes; null where there is none. */
function unclosed({ children }: Root, body: string): number | null {
  const last = children.at(-1);
  const start = last?.position?.start.offset ?? 0;
  const source = body.slice(start, last?.position?.end.offset);
  if (last?.type === "html") return /^<!--/.test(source) && !source.includes("-->") ? start : null;
  const mark = last?.type === "code" ? /^(?:`{3,}|~{3,})/.exec(source)?.[0] : undefined;
  if (mark === undefined) return null;
  const end = /\n[ \t]*(`+|~+)[ \t]*$/.exec(source)?.[1] ?? "";
  return end.startsWith(mark) ? null : start;
}

/** What is beyond a limit in the document with its parts, each of which is within it. */
export const wholeBeyond = ({ text, at }: Whole): Finding | null => beyondFinding(text, at);
