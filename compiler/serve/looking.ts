/** Looking: one document while it is written: each save is read, run and told to the pages that show it. */
import { basename } from "node:path";
import { compileDocuments } from "../compile/compile.ts";
import type { CompileOptions } from "../compile/options.ts";
import type { BuildInfo } from "../compile/package-files.ts";
import { type Prepared, prepare } from "../compile/prepare.ts";
import { hasToRun, type Shown, showDocument } from "../compile/shown.ts";
import { readOrNull } from "../compile/unreadable.ts";
import type { World } from "../compile/world.ts";
import { type Finding, isError } from "../diagnostics/finding.ts";
import { withSources } from "../diagnostics/sources.ts";
import { readText } from "../document/read.ts";
import type { Report } from "../render/report.ts";
import { Cancelled } from "../run/cancel.ts";
import type { Observer } from "../run/execute.ts";
import { digestOf } from "../store/digest.ts";
import { framed } from "./framed.ts";
import { named, type Piece, patchTo, piecesOf } from "./pieces.ts";
import { quickPiece, type Span, spansOf } from "./quick-piece.ts";
import { noting, type Reads, readsBelow } from "./reads.ts";
import type { BlockState, Events, RunState, Tell } from "./told.ts";

export interface Looking {
  /** As people see it. */
  readonly name: string;
  /** Says where its report is at, to a page that knows nothing yet. */
  tellAll(tell: Tell): void;
  /** A drawing of its page; null where there is none of this digest. */
  drawing(digest: string): string | null;
  /**
   * Looks at the document again; of a save that left the same bytes nothing comes.
   *
   * @param changed files that may have changed; all of them where it is left out
   */
  look(changed?: ReadonlySet<string>): Promise<void>;
  /** What it hangs on, as it was read last. */
  reads(): Reads;
  end(): void;
}

export interface LookingAt {
  /** Absolute path. */
  readonly document: string;
  readonly options: CompileOptions;
  readonly world: World;
  readonly build: BuildInfo;
  /** True where each save that compiles leaves a run folder. */
  readonly writes: boolean;
  readonly tell: Tell;
  /** Told when `reads` may have changed. */
  readonly onReads: () => void;
}

/** Milliseconds after a piece was shown by itself until the whole document is read: the next key may be pressed by then. */
const restAfterPiece = 150;

/** What the page shows. */
interface OnShow {
  readonly text: string;
  readonly digest: string;
  readonly title: string;
  readonly pieces: readonly Piece[];
  readonly drawings: ReadonlyMap<string, string>;
  readonly report: Report;
  readonly spans: readonly Span[];
  readonly headline: string | null;
}

/** Looks at one document from now on. Nothing is read before `look`. */
export function looking({ document, options, world, build, writes, tell, onReads }: LookingAt): Looking {
  let page: OnShow | null = null;
  let run: Events["run"] = { state: "checking", headline: null, written: null };
  let found: Events["findings"] | null = null;
  let reads: Reads = { files: new Set(), folders: new Set() };
  let pass: AbortController | null = null;
  let isEnded = false;
  let seen: string | null = null;

  const tellRun = (state: RunState, written: string | null = null) => {
    run = { state, headline: page?.headline ?? null, written };
    tell("run", run);
  };
  const tellFindings = (findings: readonly Finding[], prepared: Prepared, digest: string) => {
    found = { protocol: hex(digest), findings: framesOf(findings, prepared, page) };
    tell("findings", found);
  };
  const show = (next: OnShow) => {
    const had = new Set((page?.pieces ?? []).map(({ id }) => id));
    page = next;
    tell("patch", { protocol: hex(next.digest), title: next.title, ...patchTo(next.pieces, had) });
  };

  /** Shows a piece by itself, where nothing else changed. */
  function quickly(bytes: Uint8Array): boolean {
    if (page === null || (found?.findings.length ?? 0) > 0) return false;
    const { protocol } = page.report;
    const read = readText(bytes, protocol.file);
    if ("finding" in read || protocol.sources.some(({ role }) => role === "include")) return false;
    const quick = quickPiece(page.text, read.text, page.spans, page.report);
    if (quick === null) return false;
    const { text, spans, pieces } = page;
    const grown = read.text.length - text.length;
    const line = lineAt(text, spans[quick.index].start);
    const k = pieces.findIndex(({ region, lines }) => region === "main" && lines?.[0] === line);
    if (k < 0) return false;
    show({
      ...page,
      text: read.text,
      digest: digestOf(bytes),
      pieces: withPiece(pieces, k, quick.html, linesIn(read.text) - linesIn(text)),
      spans: spans.map((span, i) => moved(span, i - quick.index, grown)),
    });
    return true;
  }

  /** Reads, runs and shows all of it, unless another save comes before it is done. */
  async function whole(signal: AbortSignal): Promise<void> {
    const noted = noting(world.disk);
    const within: World = { ...world, disk: noted.disk, signal };
    const prepared = await prepare(document, options, within);
    if (signal.aborted) return;
    reads = readsBelow(noted.reads, prepared.root, prepared.out);
    onReads();
    // What its data show is looked at before anything runs, as `check` does, so that the last good page stays.
    const isRun = hasToRun(prepared, options, build);
    const checked = isRun ? await prepare(document, options, within, "headers") : prepared;
    if (signal.aborted) return;
    if (checked.findings.some(isError))
      return settle({ prepared, findings: checked.findings, report: null, headline: null });
    if (isRun) tellRun("running");
    settle(await showDocument(prepared, options, { ...world, signal }, build, observing(prepared, tell)));
    if (writes && run.state !== "not_run") await leaveRun(signal);
  }

  /** What a compile leaves, now that every result of it is stored. */
  async function leaveRun(signal: AbortSignal): Promise<void> {
    const within = { ...world, signal, out: () => undefined, err: () => undefined, isTerminal: false };
    const { documents } = await compileDocuments({ ...options, documents: [document] }, within, () => undefined);
    if (!signal.aborted) tellRun(run.state, documents[0]?.runId ?? null);
  }

  function settle({ prepared, findings, report, headline }: Shown): void {
    const { digest } = prepared;
    if (report === null) {
      tellFindings(findings.filter(isError), prepared, digest);
      return void tellRun("not_run");
    }
    const { all, drawings } = piecesOf(report);
    const { text, tree } = report.protocol;
    show({ text, digest, title: report.title, pieces: all, drawings, report, spans: spansOf(tree), headline });
    tellFindings([], prepared, digest);
    tellRun(report.status === "success" ? "success" : "failed");
  }

  return {
    name: basename(document),
    reads: () => reads,
    drawing: (digest) => page?.drawings.get(digest) ?? null,
    tellAll(to) {
      if (page !== null)
        to("patch", { protocol: hex(page.digest), title: page.title, ...patchTo(page.pieces, new Set()) });
      if (found !== null) to("findings", found);
      to("run", run);
    },
    async look(changed) {
      if (isEnded) return;
      const bytes = readOrNull(world.disk, document)?.bytes ?? null;
      const now = bytes === null ? "" : digestOf(bytes);
      const isSame = now === seen;
      seen = now;
      if (isSame && changed !== undefined && [...changed].every((path) => path === document)) return;
      pass?.abort(130);
      const own = new AbortController();
      pass = own;
      try {
        const isQuick = !isSame && bytes !== null && quickly(bytes);
        tellRun("checking");
        if (isQuick) await world.pause(restAfterPiece);
        if (!own.signal.aborted) await whole(AbortSignal.any([own.signal, world.signal]));
      } catch (error) {
        if (!(error instanceof Cancelled)) throw error;
      }
    },
    end() {
      isEnded = true;
      pass?.abort(130);
    },
  };
}

const hex = (digest: string): string => digest.replace("sha256:", "");
const linesIn = (text: string): number => text.split("\n").length;
const lineAt = (text: string, offset: number): number => linesIn(text.slice(0, offset));

/** @param place where a span stands to the one that grew: before it, it itself, behind it */
function moved(span: Span, place: number, grown: number): Span {
  if (place < 0) return span;
  return { ...span, start: place === 0 ? span.start : span.start + grown, end: span.end + grown };
}

/** @param more lines that the piece has now beyond those it had */
function withPiece(pieces: readonly Piece[], k: number, html: string, more: number): readonly Piece[] {
  const taken = new Map(pieces.map(({ id }) => [id, 1]));
  return pieces.map((piece, i) => {
    if (i < k || piece.lines === null) return piece;
    const [first, last] = piece.lines;
    return i === k
      ? { ...piece, id: named(html, taken), html, lines: [first, last + more] }
      : { ...piece, lines: [first + more, last + more] };
  });
}

function framesOf(findings: readonly Finding[], { file, bytes, sources, files }: Prepared, page: OnShow | null) {
  const text = bytes === null ? "" : new TextDecoder().decode(bytes);
  const named = Object.fromEntries(sources.map((source) => [source.path, source.bytes]));
  const data = Object.fromEntries(Object.values(files).flatMap((each) => each.map((one) => [one.path, one.bytes])));
  const known = withSources({ ...data, ...named, [file]: text });
  return framed(findings, { file, text, sources: known }, { text: page?.text ?? "", pieces: page?.pieces ?? [] });
}

/** Tells of every block as it has its turn. */
function observing({ graph }: Prepared, tell: Tell): Observer {
  const of = graph?.nodes.length ?? 0;
  let done = 0;
  const say = (id: string, state: BlockState) => tell("block", { id, state, done, of });
  for (const { block } of graph?.nodes ?? []) say(block.id, "queued");
  return {
    started({ block }, { action }) {
      if (action !== "reuse") say(block.id, "running");
    },
    event: () => undefined,
    ended({ node, execution, result }) {
      done++;
      say(
        node.block.id,
        execution === "blocked" ? "blocked" : execution === "reused" && result === "ok" ? "reused" : result,
      );
    },
  };
}
