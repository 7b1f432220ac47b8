/** Beside: what is said of a block at the head of a report, with what must stand beside its headline whatever the block knows. */
import type { Brief } from "../../blocks/contract/brief.ts";
import type { AcceptedCheck } from "../../blocks/contract/design.ts";
import { wordOf } from "../../blocks/contract/kind.ts";
import { counted } from "../../blocks/contract/number-text.ts";
import { sentenceCase } from "../../blocks/contract/sentence-case.ts";
import { entryOf } from "../diagnostics/catalogue.ts";
import type { ProtocolBlock } from "../document/protocol.ts";
import { triedOf } from "../run/tried.ts";
import type { Run, RunBlock } from "../run/types.ts";

/**
 * The brief of a block, with those of its findings that stand there; beside its headline, how often was tried, and the checks that the
 * document lets fail of what it descends from.
 */
export function briefBeside(one: RunBlock, run: Tried): Brief | null {
  const own = one.results === null ? null : (one.block.kind.brief?.(one.results) ?? null);
  const brief = withFindings(own, one);
  if (brief === null || brief.headline === null) return brief;
  const accepted = acceptedAbove(one, run.blocks).map((line) => [`Accepted in the protocol: ${acceptedText(line)}.`]);
  const tried = triedWords(one, run);
  return {
    ...brief,
    sentences: [...brief.sentences, ...(tried === null ? [] : [[tried]])],
    warnings: [...brief.warnings, ...accepted],
  };
}

/** So many findings of a block stand in brief; of the others their number. */
const mostFindings = 8;

/** A block that says nothing else of itself is told of where a finding of it stands in brief. */
function withFindings(brief: Brief | null, { block, findings }: RunBlock): Brief | null {
  const told = findings.filter(({ code }) => entryOf(code).isInBrief);
  if (told.length === 0) return brief;
  const shown = told.slice(0, mostFindings);
  const said = (isNote: boolean) =>
    shown
      .filter(({ severity }) => (severity === "note") === isNote)
      .map(({ message }) => [`${sentenceCase(message.replaceAll("`", ""))}.`]);
  const more = told.length > shown.length ? [[`And ${counted(told.length - shown.length, "more finding")}.`]] : [];
  const { kind } = block;
  const about = kind.name ?? sentenceCase(wordOf(kind));
  const { warnings, sentences, ...rest } = brief ?? { about, headline: null, sentences: [], warnings: [] };
  return { ...rest, sentences: [...sentences, ...said(true)], warnings: [...warnings, ...said(false), ...more] };
}

/** A run as far as it says how often something was tried. */
type Tried = Pick<Run, "blocks" | "choice">;

/**
 * How often the document tried at what a block tries at, as a sentence; null where it tries nothing, or that is not known. Of a model
 * that was chosen among candidates the sentence on the choice counts them all: that it is the only one of its document says too little.
 */
export function triedWords(one: RunBlock, { blocks, choice = null }: Tried): string | null {
  if (choice?.model === one.block.id) return null;
  const tried = triedOf(one, blocks);
  return tried === null ? null : (one.block.kind.tries?.words(tried) ?? null);
}

/** `confounding of day: one day only.` */
export const acceptedText = ({ check, column, reason }: AcceptedCheck): string =>
  `${check.replaceAll("_", " ")}${column === null ? "" : ` of ${column}`}: ${reason}`;

/** What blocks of a document accept, in its order. */
export const acceptedIn = (blocks: readonly ProtocolBlock[]): readonly AcceptedCheck[] =>
  blocks.flatMap(({ kind, options }) => kind.accepts?.(options) ?? []);

/** What the blocks that a block descends from accept, itself included, in the order of the run. */
function acceptedAbove(one: RunBlock, all: readonly RunBlock[]): readonly AcceptedCheck[] {
  const accepting = all.map(({ block }) => block).filter((block) => acceptedIn([block]).length > 0);
  if (accepting.length === 0) return [];
  const above = ancestors(one, all);
  return acceptedIn(accepting.filter(({ id }) => above.has(id)));
}

/** Ids of what a block descends from, its own among them, in steps that grow with their number. */
export function ancestors({ block, from }: RunBlock, all: readonly RunBlock[]): ReadonlySet<string> {
  const starts = startsIn(all);
  const found = new Set([block.id]);
  const open = [...from];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    open.push(...(starts.get(id) ?? []));
  }
  return found;
}

const known = new WeakMap<readonly RunBlock[], ReadonlyMap<string, readonly string[]>>();

/** By id what a block starts from; of the blocks of one run made once, since each of them asks. */
function startsIn(all: readonly RunBlock[]): ReadonlyMap<string, readonly string[]> {
  const starts = known.get(all) ?? new Map(all.map(({ block, from }) => [block.id, from]));
  known.set(all, starts);
  return starts;
}
