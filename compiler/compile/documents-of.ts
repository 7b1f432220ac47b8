/** Documents of: which protocols are meant by documents, folders and globs that were typed, or by a project where nothing was. */
import { join, relative, resolve } from "node:path";
import { documentLimits } from "../../schemas/limits.ts";
import { finding } from "../diagnostics/build.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { configName } from "../document/config.ts";
import type { Disk } from "../store/disk.ts";
import { configAt } from "./config-at.ts";
import { isRunId } from "./past-runs.ts";
import { foldersAbove, slashes } from "./root.ts";
import { readOrNull } from "./unreadable.ts";
import type { World } from "./world.ts";

export interface Documents {
  /** As somebody who stands in the working directory names them, each once, in the order typed. */
  readonly documents: readonly string[];
  /** Markdown that was named among protocols and is none: nothing is checked of it. */
  readonly passed: readonly string[];
  /** Errors where there is nothing to do. */
  readonly findings: readonly Finding[];
}

/** So deep folders are looked through. */
const deepest = 24;

/**
 * Folders and globs give protocols only, in code-unit order. A file that is named is a document, whatever it holds; of several that were
 * named (a shell writes out `*.md` before anybody else sees it) those that hold nothing of a protocol are passed over.
 *
 * @returns FS1157 where a folder or a glob gives none; FS1104 where nothing was typed and no project is here
 */
export async function documentsOf(typed: readonly string[], world: World): Promise<Documents> {
  if (typed.length === 0) return ofProject(world);
  const found: string[] = [];
  const findings: Finding[] = [];
  for (const one of typed) {
    const own = await named(one, world);
    if (own.length === 0) findings.push(finding("FS1157", null, { asked: one }));
    found.push(...own);
  }
  const documents = [...new Set(found)];
  const isOther = (document: string): boolean => typed.includes(document) && isNoProtocol(document, world);
  const passed = documents.length > 1 && !documents.every(isOther) ? documents.filter(isOther) : [];
  return { documents: documents.filter((one) => !passed.includes(one)), passed, findings };
}

async function ofProject(world: World): Promise<Documents> {
  const { disk, cwd } = world;
  const here = disk.realPath(cwd);
  const root = [here, ...foldersAbove(here)].find((folder) => disk.stands(join(folder, configName)) === "file");
  if (root === undefined) return none(finding("FS1104", null, unsaid(world.command[0] ?? "compile")));
  const { config, findings } = configAt(disk, root);
  if (config === null) return none(...findings);
  const asked = config.documents ?? ["."];
  const { default: picomatch } = await import("picomatch");
  const left = asked.filter((one) => one.startsWith("!")).map((one) => one.slice(1).replace(/\/$/, ""));
  const isLeft = (way: string): boolean =>
    left.some((one) => way === one || way.startsWith(`${one}/`) || picomatch(one)(way));
  const wanted = asked.filter((one) => !one.startsWith("!"));
  const paths: string[] = [];
  for (const one of wanted.length === 0 ? ["."] : wanted) paths.push(...(await below(root, one, disk)));
  const ways = [...new Set(paths)].map((path) => slashes(relative(root, path))).filter((way) => !isLeft(way));
  if (ways.length === 0) return none(finding("FS1157", null, { asked: asked.join(", ") }));
  return { documents: ways.map((way) => slashes(relative(here, join(root, way)))), passed: [], findings: [] };
}

const unsaid = (command: string) => ({
  problem: `\`${command}\` needs a document: there is no ${configName} here or above that says which`,
  advice: `write \`foodspec ${command} DOCUMENT\`, or put an empty ${configName} at the root of the project`,
  usage: `foodspec ${command} --help`,
});

const none = (...findings: readonly Finding[]): Documents => ({ documents: [], passed: [], findings });

/** A file, or what is none and no pattern either: that is a document which is not there. */
async function named(typed: string, { disk, cwd }: World): Promise<readonly string[]> {
  if (typed === "-") return [typed];
  const stands = disk.stands(resolve(cwd, typed));
  if (stands !== "folder" && (stands !== null || !/[*?[\]{}]/.test(typed))) return [typed];
  const found = await below(cwd, typed, disk);
  return found.map((path) => slashes(relative(cwd, path)));
}

/** Protocols that a folder or a pattern gives, absolute. */
async function below(from: string, typed: string, disk: Disk): Promise<readonly string[]> {
  const path = resolve(from, typed);
  if (disk.stands(path) === "folder") return protocolsIn(disk, path);
  if (disk.stands(path) === "file") return [path];
  const { default: picomatch } = await import("picomatch");
  const { base, glob } = picomatch.scan(slashes(typed));
  if (glob === "" || glob === undefined) return [];
  const start = resolve(from, base);
  const isMatch = picomatch(glob);
  return disk.stands(start) === "folder"
    ? protocolsIn(disk, start).filter((one) => isMatch(slashes(relative(start, one))))
    : [];
}

/** Outside dot folders, node_modules, run folders and folders of jobs; no link is followed. */
function protocolsIn(disk: Disk, folder: string, depth = 0): readonly string[] {
  if (depth > deepest) return [];
  const entries = [...listed(disk, folder)].sort((a, b) => (a.name < b.name ? -1 : 1));
  if (entries.some(({ name }) => name === "job_spec.json")) return [];
  const found = entries.flatMap(({ name, kind }) => {
    const path = join(folder, name);
    if (kind === "file") return /\.(?:md|markdown)$/i.test(name) && isProtocol(textOf(disk, path)) ? [path] : [];
    const isLeft = kind !== "folder" || name.startsWith(".") || name === "node_modules" || isRunId(name);
    return isLeft ? [] : protocolsIn(disk, path, depth + 1);
  });
  return depth > 0 ? found : [...found].sort(byWay(folder));
}

/** In code-unit order of the whole way: `a.md` before `a/b.md` as `.` stands before `/`. */
const byWay =
  (folder: string) =>
  (one: string, other: string): number =>
    slashes(relative(folder, one)) < slashes(relative(folder, other)) ? -1 : 1;

function listed(disk: Disk, folder: string) {
  try {
    return disk.list(folder);
  } catch {
    // A folder that cannot be read holds no document that could be compiled.
    return [];
  }
}

function textOf(disk: Disk, path: string): string {
  const bytes = readOrNull(disk, path)?.bytes;
  return bytes === undefined ? "" : new TextDecoder().decode(bytes.subarray(0, documentLimits.bytes));
}

/** `foodspec:` in the front matter, or a fence of a block. @internal */
export function isProtocol(text: string): boolean {
  const [, front = ""] = /^\uFEFF?---[ \t]*\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n|$)/.exec(text) ?? [];
  return /^foodspec[ \t]*:/m.test(front) || /^ {0,3}(?:`{3,}|~{3,})[ \t]*foodspec\b/m.test(text);
}

/** Whether a file that was named holds nothing of a protocol: a mistyped fence or a front matter is for `check` to say. */
function isNoProtocol(document: string, { disk, cwd }: World): boolean {
  const text = textOf(disk, resolve(cwd, document));
  return (
    text !== "" && !text.replace(/^\uFEFF/, "").startsWith("---") && !/^[ \t]*(?:`{3,}|~{3,}).*foodspec/m.test(text)
  );
}
