/** Rerun: a run made again from its own protocol.md, its sources and the inputs it read, in memory, and compared with what its folder holds. */
import { isRecord } from "../../schemas/is-record.ts";
import { digestedContent, type Manifest } from "../../schemas/manifest.ts";
import { filesAsCompiled } from "../../schemas/sequel.ts";
import { finding } from "../diagnostics/build.ts";
import { decisive } from "../diagnostics/exit-code.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { between, type Difference, firstDifference } from "../verify/first-difference.ts";
import { openRun } from "../verify/open-run.ts";
import { manifestOf, type RunFolder } from "../verify/run-folder.ts";
import { compileDocuments } from "./compile.ts";
import type { InputOfRun } from "./inputs-of-run.ts";
import { laidApart } from "./laid-apart.ts";
import type { Attempt } from "./printing.ts";
import type { World } from "./world.ts";

/** What became of one block; where it is another, the first place in which it is. */
export interface BlockAgain {
  readonly block: string;
  readonly same: boolean;
  readonly file: string | null;
  readonly pointer: string | null;
}

export interface Reran {
  readonly blocks: readonly BlockAgain[];
  readonly findings: readonly Finding[];
}

/**
 * Compiles what the run folder says was asked, with an empty store and nothing of this machine but the program.
 *
 * @param inputs every file the run read
 */
export async function rerun(
  run: RunFolder,
  manifest: Manifest,
  inputs: readonly InputOfRun[],
  world: World,
): Promise<Reran> {
  const { apart, options } = laidApart(run, manifest, inputs, printerOf(manifest), world);
  const { documents } = await compileDocuments(options, apart, () => undefined);
  const [result] = documents;
  const again = result.folder === null ? null : openRun(apart.disk, "the run made again", result.folder);
  const made = again === null || "code" in again ? null : manifestOf(again);
  if (again === null || "code" in again || made === null) {
    const worst = decisive(result.findings);
    const problem = `could not be run again: ${worst === null ? "it was cancelled" : `${worst.code} ${worst.message}`}`;
    return { blocks: [], findings: [another("protocol.md", null, { pointer: null, problem })] };
  }
  return compared({ folder: run, manifest: asCompiled(manifest) }, { folder: again, manifest: made });
}

/** Of a sequel the manifest of the run it follows: its own file is no part of what is made again. */
function asCompiled(manifest: Manifest): Manifest {
  const { sequel_of: of, files, ...rest } = manifest;
  if (of === undefined) return manifest;
  return { ...rest, files: filesAsCompiled(files), content_digest: of };
}

/** Why a run can tell nothing when it is made again; null where it can. */
export function whyNotAgain(run: RunFolder, { exit_code, blocks }: Manifest): string | null {
  if (exit_code > 127 || blocks.some(({ execution }) => execution === "cancelled")) return "the run was cancelled";
  // Of a disk, a lock file or a register, of which the folder holds nothing.
  if (exit_code === 9) return "the run ended with 9, for what lay outside its folder";
  return run.paths.includes("protocol.md") ? null : "protocol.md is not there";
}

/** Whether a page was printed is no matter of numbers: the browser did what the run says it did. */
function printerOf({ files }: Manifest): World["printer"] {
  const browser = { name: "Chromium", version: "", source: "system", isSandboxed: true, path: "" } as const;
  const pdf = new TextEncoder().encode("%PDF-1.7\n");
  const isPrinted = Object.keys(files).some((path) => path.endsWith(".pdf"));
  const attempt: Attempt = isPrinted
    ? { browser, skipped: [], why: null, printout: { pdf, pages: 1, browser, missing: [] } }
    : { browser: null, skipped: [], why: null, printout: null };
  return async () => attempt;
}

interface Whole {
  readonly folder: RunFolder;
  readonly manifest: Manifest;
}

function compared(run: Whole, again: Whole): Reran {
  const findings: Finding[] = [];
  const blocks = run.manifest.blocks.map(({ id }, i): BlockAgain => {
    const found = blockDifference(run, again, i);
    if (found === null) return { block: id, same: true, file: null, pointer: null };
    findings.push(another(found.file, id, found));
    return { block: id, same: false, file: found.file, pointer: found.pointer };
  });
  const rest = restDifference(run, again);
  if (rest !== null) findings.push(another(rest.file, null, rest));
  else if (findings.length === 0 && run.manifest.content_digest !== again.manifest.content_digest)
    findings.push(another("manifest.json", null, told("manifest.json", digestDifference(run, again))));
  return { blocks, findings };
}

const digestDifference = (run: Whole, again: Whole): Difference => ({
  pointer: "/content_digest",
  found: run.manifest.content_digest,
  wanted: again.manifest.content_digest,
});

interface Told {
  readonly file: string;
  readonly pointer: string | null;
  readonly problem: string;
}

const told = (file: string, { pointer, found, wanted }: Difference): Told => ({
  file,
  pointer,
  problem:
    pointer === null
      ? `has other bytes, ${found}; run again by this program it has ${wanted}`
      : `says ${found} at ${pointer}; run again by this program it says ${wanted}`,
});

/** JSON first, which names a place; artifacts in the order of their paths, then what the manifest says the block came to. */
function blockDifference(run: Whole, again: Whole, i: number): Told | null {
  const own = run.manifest.blocks[i];
  const other = again.manifest.blocks.find(({ id }) => id === own.id);
  if (other === undefined)
    return {
      file: "manifest.json",
      pointer: `/blocks/${i}`,
      problem: "holds a block that a run of protocol.md has not",
    };
  const ours = new Set(Object.keys(own.artifacts));
  for (const path of ordered([...ours, ...Object.keys(other.artifacts)])) {
    const found = fileDifference(run, again, path, ours.has(path));
    if (found !== null) return found;
  }
  const content = [run, again].map(({ manifest }) => contentOf(manifest).blocks);
  const found = between(blockIn(content[0], own.id), blockIn(content[1], own.id), `/blocks/${i}`);
  return found === null ? null : told("manifest.json", found);
}

const ordered = (paths: readonly string[]): readonly string[] => {
  const all = [...new Set(paths)].sort();
  const isJson = (path: string): boolean => path.endsWith(".json");
  return [...all.filter(isJson), ...all.filter((path) => !isJson(path))];
};

const blockIn = (blocks: unknown, id: string): unknown =>
  Array.isArray(blocks) ? blocks.find((one) => isRecord(one) && one.id === id) : undefined;

/** What the content digest is over and no block gave. */
function restDifference(run: Whole, again: Whole): Told | null {
  const { blocks: _, files, ...rest } = contentOf(run.manifest);
  const { blocks: __, files: others, ...restAgain } = contentOf(again.manifest);
  const names = [files, others].map((named) => (isRecord(named) ? Object.keys(named) : []));
  for (const path of ordered(names.flat())) {
    const found = fileDifference(run, again, path, names[0].includes(path));
    if (found !== null) return found;
  }
  const found = between(rest, restAgain);
  return found === null ? null : told("manifest.json", found);
}

const contentOf = (manifest: Manifest): { readonly [field: string]: unknown } => {
  const { content_digest: _, run_id: __, ...rest } = manifest;
  return digestedContent(rest);
};

function fileDifference(run: Whole, again: Whole, path: string, isOwn: boolean): Told | null {
  const [found, wanted] = [run.folder.read(path), again.folder.read(path)];
  if (wanted === null) return { file: path, pointer: null, problem: "is not among what a run of protocol.md gives" };
  if (!isOwn || found === null)
    return { file: path, pointer: null, problem: "is missing; run again by this program it is there" };
  const difference = firstDifference(path, found, wanted);
  return difference === null ? null : told(path, difference);
}

const another = (path: string, block: string | null, { pointer, problem }: Omit<Told, "file">): Finding =>
  finding("FS9125", null, { path, problem, pointer, block });
