/** `foodspec runs`: run folders and interrupted runs, the newest last, each with how it ended and what it came to. */
import { relative, resolve } from "node:path";
import { isRecord } from "../../../schemas/is-record.ts";
import { isoTime } from "../../compile/clock.ts";
import { runsFolderOf } from "../../compile/config-at.ts";
import { isRunOf, jsonIn, type PastFolder, runsBelow, runsIn } from "../../compile/past-runs.ts";
import { storeOutside } from "../../compile/prepare.ts";
import { rootAbove, rootOf, slashes } from "../../compile/root.ts";
import { runsOf } from "../../compile/runs.ts";
import { storeNotes, storeProblem } from "../../compile/store-findings.ts";
import { folderOf, whyUnreadable } from "../../compile/unreadable.ts";
import type { World } from "../../compile/world.ts";
import type { Finding } from "../../diagnostics/finding.ts";
import { noSources } from "../../diagnostics/sources.ts";
import { text } from "../../diagnostics/text.ts";
import { visible } from "../../diagnostics/visible.ts";
import { type Compared, causeLine, comparedWith } from "../../review/one-before.ts";
import { type OpenStore, openStore } from "../../store/open-store.ts";

export interface RunsOptions {
  readonly documents: readonly string[];
  readonly status?: string;
  readonly mode?: string;
  /** A date, or so many days ago: `2026-01-31`, `30d`. */
  readonly since?: string;
  readonly format: "text" | "json";
  /** Each against the run of its document before it. */
  readonly compare?: boolean;
}

interface Told {
  readonly time: string;
  readonly status: string;
  readonly exit_code: number | null;
  readonly mode: string | null;
  readonly run: string | null;
  readonly document: string;
  readonly content_digest: string | null;
  readonly model: string | null;
  readonly cv_score: number | null;
}

export function runsCommand(options: RunsOptions, world: World): number {
  const { documents, status, mode, format } = options;
  for (const document of documents) if (isMissing(document, world)) return 2;
  const { store, root } = storeOf(documents[0], world);
  const problem = storeProblem(store, root);
  if (problem.length > 0) return tell(problem, world);
  const since = options.since === undefined ? "" : sinceOf(options.since, world.now());
  const all = [
    ...foldersOf(documents, root, world).map((run) => toldOf(run, world)),
    ...interruptedOf(documents, store),
  ].sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0));
  const shown = all
    .filter((one) => (status === undefined || one.status === status) && (mode === undefined || one.mode === mode))
    .filter(({ time }) => time >= since);
  // Only now the journals are read, and what a stranger wrote into them is counted.
  tell(storeNotes(store, false), world);
  const before = options.compare === true ? runsBefore(all) : null;
  for (const one of shown) {
    const compared = before === null ? undefined : comparedWithOne(before.get(one) ?? null, one, world);
    if (format === "json") world.out(`${JSON.stringify(compared === undefined ? one : { ...one, compared })}\n`);
    else world.out(lineOf(one) + comparedLines(compared ?? null));
  }
  if (shown.length === 0 && format === "text") world.err("no run is to be shown here\n");
  return 0;
}

/** Of each run the last one before it of the same document that has a content digest, where there is one. */
function runsBefore(all: readonly Told[]): ReadonlyMap<Told, string> {
  const last = new Map<Told["document"], string>();
  const before = new Map<Told, string>();
  for (const one of all) {
    const found = last.get(one.document);
    if (found !== undefined) before.set(one, found);
    if (one.content_digest !== null && one.run !== null) last.set(one.document, one.run);
  }
  return before;
}

/** Null where there is none before it, or one of them came to nothing. */
function comparedWithOne(before: string | null, one: Told, { disk, cwd }: World): Compared | null {
  if (before === null || one.run === null || one.content_digest === null) return null;
  return comparedWith(resolve(cwd, before), resolve(cwd, one.run), before, disk);
}

function comparedLines(compared: Compared | null): string {
  if (compared === null) return "";
  const lines = [...compared.causes.map(causeLine), ...(compared.sentence === "" ? [] : [compared.sentence])];
  return lines.map((line) => `    ${visible(line)}\n`).join("");
}

function foldersOf(documents: readonly string[], root: string, { disk, cwd }: World): readonly PastFolder[] {
  if (documents.length === 0) return runsBelow(disk, root);
  const found = documents.flatMap((document) => {
    const path = resolve(cwd, document);
    const runs = runsIn(disk, runsFolderOf(disk, path));
    // One without a manifest may be of this document.
    return folderOf(disk, path) === path ? runs : runs.filter((run) => isRunOf(disk, run.path, path) !== false);
  });
  return [...new Map(found.map((run) => [run.path, run])).values()];
}

/** What a run folder says of itself. */
function toldOf({ path, runId }: PastFolder, { disk, cwd }: World): Told {
  const manifest = jsonIn(disk, path, "manifest.json");
  const summary = jsonIn(disk, path, "run_summary.json");
  const error = jsonIn(disk, path, "error.json");
  const textOf = (value: unknown): string | null => (typeof value === "string" ? value : null);
  const numberOf = (value: unknown): number | null => (typeof value === "number" ? value : null);
  const code = numberOf(manifest?.exit_code ?? error?.exit_code);
  return {
    time: `${runId.slice(0, 4)}-${runId.slice(4, 6)}-${runId.slice(6, 8)}T${runId.slice(9, 11)}:${runId.slice(11, 13)}:${runId.slice(13, 15)}Z`,
    status: textOf(summary?.status) ?? (code === 0 ? "success" : manifest === null ? "not_run" : "failed"),
    exit_code: code,
    mode: textOf(manifest?.mode),
    run: slashes(relative(cwd, path)),
    document: textOf(manifest?.protocol_file) ?? (isRecord(error?.position) ? String(error.position.file) : "-"),
    content_digest: textOf(manifest?.content_digest),
    model: textOf(summary?.model_name),
    cv_score: numberOf(summary?.cv_score),
  };
}

function interruptedOf(documents: readonly string[], store: OpenStore): readonly Told[] {
  return runsOf(store)
    .filter(
      ({ status, document }) => status === "interrupted" && (documents.length === 0 || documents.includes(document)),
    )
    .map(({ time, status, document }) => ({
      ...{ time, status, document, exit_code: null, mode: null, run: null },
      ...{ content_digest: null, model: null, cv_score: null },
    }));
}

function lineOf({ time, status, exit_code, run, document, content_digest, model, cv_score }: Told): string {
  const digest = content_digest === null ? "-" : content_digest.slice("sha256:".length, "sha256:".length + 12);
  const came = model === null ? "" : `  ${model}${cv_score === null ? "" : ` ${Number(cv_score.toPrecision(4))}`}`;
  return `${time}  ${status.padEnd(11)}  ${`exit ${exit_code ?? "-"}`.padEnd(8)}  ${digest.padEnd(12)}  ${run ?? "-"}  ${document}${came}\n`;
}

/** The earliest time that is shown, ISO 8601. */
function sinceOf(typed: string, now: number): string {
  const ago = /^(\d+)d$/.exec(typed);
  return ago === null ? typed : isoTime(now - Number(ago[1]) * 86_400_000);
}

/** Says so where a document was named that is not there. */
export function isMissing(document: string | undefined, { disk, cwd, err, colour }: World): boolean {
  if (document === undefined || disk.stands(resolve(cwd, document)) !== null) return false;
  err(text([whyUnreadable(disk, resolve(cwd, document), document)], noSources, { colour }));
  return true;
}

/** The store of a document, or of the folder one stands in, and its root. */
export function storeOf(
  document: string | undefined,
  world: World,
): { readonly store: OpenStore; readonly root: string } {
  const { disk, cwd } = world;
  const root = document === undefined ? rootAbove(disk, disk.realPath(cwd)) : rootOf(disk, resolve(cwd, document));
  return { store: openStore(root, storeOutside(world)), root };
}

/** Prints findings; returns the exit code of the last, 0 where there are none. */
export function tell(findings: readonly Finding[], { err, colour }: World): number {
  if (findings.length > 0) err(text(findings, noSources, { colour }));
  return findings.at(-1)?.exit ?? 0;
}
