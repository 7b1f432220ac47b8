/** `foodspec diff`: both sides found, compared and written in the form that is asked for. */
import { relative, resolve } from "node:path";
import { diskWords } from "../../compile/disk-words.ts";
import { assetsOn } from "../../compile/package-files.ts";
import { slashes } from "../../compile/root.ts";
import { runAddress, runsOfDocument } from "../../compile/run-address.ts";
import type { World } from "../../compile/world.ts";
import { finding } from "../../diagnostics/build.ts";
import { type Finding, isError } from "../../diagnostics/finding.ts";
import { type AtRevision, atRevision } from "../../review/at-revision.ts";
import { diffOf, type FailOn, isBeyond } from "../../review/diff.ts";
import { diffMarkdown } from "../../review/markdown.ts";
import { diffPage } from "../../review/page.ts";
import { sideOf } from "../../review/side.ts";
import { diffText } from "../../review/text.ts";
import { openRun } from "../../verify/open-run.ts";
import { sayFindings } from "./say-findings.ts";

export interface DiffOptions {
  readonly before: string;
  readonly after?: string;
  readonly format: "text" | "json" | "markdown" | "html";
  readonly output?: string;
  readonly tolerance?: number;
  readonly failOn: FailOn;
}

/** 1 where there is a difference of the sort that is asked for, else 0. */
export async function diffCommand(options: DiffOptions, world: World): Promise<number> {
  const named = namedSides(options, world);
  if ("code" in named) return sayFindings([named], world);
  const [before, after] = [await sideNamed(named.before, world), await sideNamed(named.after, world)];
  const findings = [...before.findings, ...after.findings];
  if (findings.length > 0) {
    const code = sayFindings(findings, world);
    if (findings.some(isError)) return code;
  }
  if (before.side === null || after.side === null) throw new Error("a side was not found, and nobody said why");
  const diff = diffOf(before.side, after.side);
  const problem = handOut(written(diff, options.format, world), options.output, world);
  if (problem !== null) return sayFindings([problem], world);
  return isBeyond(diff, options.failOn, options.tolerance ?? 0) ? 1 : 0;
}

function written(diff: ReturnType<typeof diffOf>, format: DiffOptions["format"], world: World): string {
  if (format === "json") return `${JSON.stringify(diff, null, 2)}\n`;
  if (format === "markdown") return diffMarkdown(diff);
  return format === "html" ? diffPage(diff, assetsOn(world.disk)) : diffText(diff);
}

function handOut(text: string, file: string | undefined, { disk, cwd, out }: World): Finding | null {
  if (file === undefined) {
    out(text);
    return null;
  }
  try {
    disk.write(resolve(cwd, file), text);
    return null;
  } catch (error) {
    return finding("FS1167", null, { file, problem: diskWords(error) });
  }
}

interface Named {
  readonly before: string;
  readonly after: string;
}

const isDocument = (typed: string): boolean => /\.(?:md|markdown)$/i.test(typed);

/** Of one side the other is what stands to reason: before the newest run of a document the one before it, after a revision the newest. */
function namedSides({ before, after }: DiffOptions, world: World): Named | Finding {
  if (after !== undefined) return { before, after };
  const revised = revisedIn(before, world);
  if (revised !== null) return { before, after: revised.document };
  const path = resolve(world.cwd, before);
  if (!isDocument(before) || world.disk.stands(path) !== "file") {
    const found = runAddress(before, world);
    if (typeof found !== "string") return found;
    return nothingBefore(`\`${before}\` is one run, and a comparison needs two`);
  }
  const runs = runsOfDocument(world.disk, path).slice(-2);
  if (runs.length < 2) {
    const has = runs.length === 0 ? "no run with results" : "one run with results, and none before it";
    return nothingBefore(`\`${before}\` has ${has}`);
  }
  const [older, newer] = runs.map((run) => slashes(relative(world.cwd, run.path)));
  return { before: older, after: newer };
}

const nothingBefore = (problem: string): Finding => finding("FS1158", null, { problem });

/** `protocol.md@REV`; a file of that very name is itself. */
function revisedIn(
  typed: string,
  { disk, cwd }: World,
): { readonly document: string; readonly revision: string } | null {
  const [, document, revision] = /^(.+\.(?:md|markdown))@([^@].*)$/is.exec(typed) ?? [];
  return document === undefined || disk.stands(resolve(cwd, typed)) !== null ? null : { document, revision };
}

async function sideNamed(typed: string, world: World): Promise<AtRevision> {
  const revised = revisedIn(typed, world);
  if (revised !== null) return atRevision(resolve(world.cwd, revised.document), revised.revision, world);
  const path = runAddress(typed, world);
  if (typeof path !== "string") return { side: null, findings: [path] };
  if (world.disk.stands(path) !== "folder")
    return none(finding("FS1153", null, { path: typed, problem: "no run folder" }));
  const folder = openRun(world.disk, typed, path);
  if ("code" in folder) return none(folder);
  const side = sideOf(folder);
  return "code" in side ? none(side) : { side, findings: [] };
}

const none = (found: Finding): AtRevision => ({ side: null, findings: [found] });
