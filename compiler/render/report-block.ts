/** A block as a report speaks of it: how it ended, where it stands, what it shows and says; every writer takes its words from here. */
import type { Brief } from "../../blocks/contract/brief.ts";
import type { Criterion } from "../../blocks/contract/criterion.ts";
import type { Described } from "../../blocks/contract/described.ts";
import type { Evidence } from "../../blocks/contract/evidence.ts";
import type { Chapter, CheckWordsById } from "../../blocks/contract/face.ts";
import { wordOf } from "../../blocks/contract/kind.ts";
import { sentenceCase } from "../../blocks/contract/sentence-case.ts";
import type { Json } from "../../schemas/plain-json.ts";
import type { Finding } from "../diagnostics/finding.ts";
import type { InlineTexts } from "../document/inline-texts.ts";
import { type Checks, checksOf, type FailedChecks, judgedOf } from "../run/failed-checks.ts";
import type { Reason, Run, RunBlock } from "../run/types.ts";
import { textField } from "./arrange.ts";
import { ancestors, briefBeside, triedWords } from "./beside.ts";
import type { Exhibit } from "./exhibit.ts";
import { artifactPath } from "./origin.ts";
import { type Status, statusOf } from "./status.ts";

export interface ReportBlock {
  readonly id: string;
  readonly kind: string;
  readonly gives: string | null;
  /** Null: at its place in the author's text. */
  readonly chapter: Chapter | null;
  readonly isGate: boolean;
  /** It shows what others gave and nothing went wrong: no heading of its own. */
  readonly isQuiet: boolean;
  /** `Preprocessing`, or the author's own title. */
  readonly name: string;
  /** `Preprocess`: the word of the document. */
  readonly word: string;
  /** Its id is to be told beside the name. */
  readonly isIdOwn: boolean;
  readonly hasTitle: boolean;
  readonly inlineTexts: InlineTexts;
  readonly caption: string | null;
  /** `model #plsda`, and the lines as the author wrote them. */
  readonly fence: string;
  readonly source: string;
  readonly line: number;
  /** Why the compiler added it; null where the document has it. */
  readonly added: string | null;
  readonly status: Status;
  readonly result: RunBlock["result"];
  readonly state: "finished" | "blocked" | "cancelled";
  readonly reason: Reason | null;
  readonly key: string | null;
  readonly findings: readonly Finding[];
  readonly exhibits: readonly Exhibit[];
  readonly results: Json;
  /** Files in the run folder: path → digest. */
  readonly artifacts: RunBlock["artifacts"];
  /** What it says at the head of the report. */
  readonly brief: Brief | null;
  /** What it says in "Materials and methods"; nothing where it did not finish. */
  readonly described: readonly Described[];
  /** How often was tried at what it tries at; null where it tries nothing. */
  readonly tried: string | null;
  /** What it brings forward in a statement; null where its kind has nothing, or it did not finish. */
  readonly evidence: (() => Evidence | null) | null;
  /** Ids of what it descends from, its own among them. */
  ancestors(): ReadonlySet<string>;
  /** Its checks by id; none where it judges nothing, or broke down. */
  readonly checks: Checks;
  readonly checkWords: CheckWordsById;
  /** What failed at this gate, or as drift; null where it judges nothing, or broke down. */
  readonly failedChecks: FailedChecks | null;
  /** What it held results to, line by line; none where it is no gate, or broke down. */
  readonly criteria: readonly Criterion[];
  /** Address of the spectra of the worst samples; null where there is no such view. */
  readonly worst: string | null;
  /** Of a block for one target of several what it predicts, or stands behind. */
  readonly target: string | null;
  /** Circumstances. */
  readonly execution: RunBlock["execution"];
  readonly durationSeconds: number;
  /** A short artifact path as the run folder has it. */
  locate(path: string): string;
}

export function reportBlock(
  of: RunBlock,
  exhibits: readonly Exhibit[],
  run: Pick<Run, "blocks" | "choice">,
  inlineTexts: InlineTexts,
): ReportBlock {
  const all = run.blocks;
  const { execution, result, reason, key, findings, results, artifacts, durationSeconds } = of;
  const { id, kind, presentation, source, line, added } = of.block;
  const word = wordOf(kind);
  const own = (name: string) => (kind.shows === undefined ? textField(presentation, name) : null);
  const title = own("title");
  const status = statusOf(of);
  const evidence = kind.evidence === undefined ? null : () => kind.evidence?.(results, id) ?? null;
  return {
    id,
    kind: kind.kind,
    gives: kind.gives,
    chapter: kind.chapter ?? null,
    isGate: kind.role === "gate",
    isQuiet: kind.shows !== undefined && status.name === "ok",
    name: title ?? kind.name ?? sentenceCase(word),
    word: sentenceCase(word),
    isIdOwn: id !== word,
    hasTitle: title !== null,
    inlineTexts,
    caption: own("caption"),
    fence: id === word ? id : `${word} #${id}`,
    source,
    line,
    added,
    status,
    result,
    state: execution === "blocked" || execution === "cancelled" ? execution : "finished",
    reason,
    key,
    findings,
    exhibits: exhibits.filter(({ placement }) => placement.host === id),
    results,
    artifacts,
    brief: briefBeside(of, run),
    described: results === null ? [] : (kind.described?.(results, of.block.options, id) ?? []),
    tried: triedWords(of, run),
    evidence: results === null ? null : evidence,
    ancestors: () => ancestors(of, all),
    checks: judgedOf(of)?.checks ?? {},
    checkWords: results === null ? {} : (kind.checkWords?.(results) ?? {}),
    failedChecks: checksOf(of),
    criteria: results === null ? [] : (kind.criteria?.(results) ?? []),
    target: of.block.variant?.isShown === true ? of.block.variant.name : null,
    worst: Object.hasOwn(of.views, "worst") ? `${id}.worst` : null,
    execution,
    durationSeconds,
    locate: (path) => artifactPath(of, path),
  };
}
