/** Inputs: the files a document names, found inside the root, read once and digested. */
import { lstatSync, readdirSync, readFileSync, realpathSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { closest } from "../../blocks/contract/closest.ts";
import type { InputFile } from "../../blocks/contract/kind.ts";
import { finding } from "../diagnostics/build.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { declaredInputs } from "../document/inputs.ts";
import type { Protocol } from "../document/protocol.ts";
import type { InputFiles } from "../plan/key.ts";
import { digestOf } from "../store/digest.ts";
import { diskWords } from "./disk-words.ts";
import { isInside, slashes, standsAt } from "./root.ts";

export interface ReadInputs {
  readonly files: InputFiles;
  readonly findings: readonly Finding[];
}

/** Files given on the command line, by input name; they may lie anywhere. */
export type InputOverrides = { readonly [name: string]: string };

/** Reads every input that some block uses; what cannot be had is a finding, not an exception. */
export async function readInputs(
  protocol: Protocol,
  document: string,
  root: string,
  overrides: InputOverrides,
): Promise<ReadInputs> {
  const findings: Finding[] = [];
  const used = new Set(protocol.blocks.flatMap(declaredInputs));
  const files: { [name: string]: readonly InputFile[] } = {};
  for (const name of [...used].sort()) {
    const declared = protocol.frontMatter.inputs[name];
    const override = overrides[name];
    if (declared === undefined && override === undefined) continue;
    const found =
      override === undefined
        ? await declaredFiles(name, protocol, document, root, findings)
        : overridden(name, override, declared === undefined ? null : declaredPaths(declared)[0], findings);
    files[name] = found;
    if (declared?.sha256 !== undefined) checkDigests(name, protocol, found, findings);
  }
  return { files, findings };
}

type Declared = Protocol["frontMatter"]["inputs"][string];
const declaredPaths = (input: Declared): readonly string[] =>
  typeof input.path === "string" ? [input.path] : input.path;

async function declaredFiles(
  name: string,
  protocol: Protocol,
  document: string,
  root: string,
  findings: Finding[],
): Promise<readonly InputFile[]> {
  const input = protocol.frontMatter.inputs[name];
  const folder = dirname(realpathSync(document));
  const at = protocol.frontMatterAt(["inputs", name, "path"]);
  const found = new Map<string, InputFile>();
  for (const path of declaredPaths(input)) {
    const full = join(folder, path);
    if (/^[a-z][a-z0-9+.-]+:\/\//i.test(path)) {
      findings.push(finding("FS2702", at, { name, path, file: basename(path) }));
      continue;
    }
    if (/^([A-Za-z]:|[\\/])/.test(path) || !isInside(root, full)) {
      findings.push(finding("FS2701", at, { name, path }));
      continue;
    }
    const matches = isFile(full) ? [path] : await globbed(folder, root, path);
    if (matches.length === 0) {
      if (isFolder(full)) findings.push(finding("FS3905", at, { name, path: slashes(path).replace(/\/$/, "") }));
      else findings.push(missing(name, path, full, at));
    }
    for (const match of matches) {
      if (!isInside(root, realpathSync(join(folder, match))))
        findings.push(finding("FS2701", at, { name, path: match }));
      else readOne(name, match, join(folder, match), at, found, findings);
    }
  }
  return [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

function overridden(name: string, path: string, declared: string | null, findings: Finding[]): readonly InputFile[] {
  const found = new Map<string, InputFile>();
  // Only the name: where a file outside the project lies is nobody's business.
  const file = basename(path);
  if (isFolder(path)) findings.push(finding("FS3905", null, { name, path: file }));
  else if (!isFile(path))
    findings.push(finding("FS3906", null, { name, file, suggestion: closest(file, namesIn(dirname(path)) ?? []) }));
  else readOne(name, declared ?? basename(path), path, null, found, findings);
  return [...found.values()];
}

function readOne(
  name: string,
  path: string,
  full: string,
  at: Finding["position"],
  found: Map<string, InputFile>,
  findings: Finding[],
): void {
  try {
    const bytes = readFileSync(full);
    found.set(path, { path: slashes(path), bytes, digest: digestOf(bytes) });
  } catch (error) {
    findings.push(finding("FS3902", at, { name, path, problem: diskWords(error) }));
  }
}

function missing(name: string, path: string, full: string, at: Finding["position"]): Finding {
  const beside = namesIn(dirname(full));
  const problem = whyNoFile(full);
  if (problem !== null) return finding("FS3902", at, { name, path: slashes(path), problem });
  const suggestion = beside === null ? null : closest(basename(path), beside);
  return finding("FS3901", at, {
    name,
    path: slashes(path),
    suggestion,
    folder: beside === null ? slashes(dirname(path)) : null,
  });
}

/** Something bears the name, but it can be read by nobody; null where nothing does. */
function whyNoFile(path: string): string | null {
  if (standsAt(path) === "other") return "it is no file, but a pipe or a device";
  try {
    return lstatSync(path).isSymbolicLink() ? "it is a link that leads to no file" : null;
  } catch {
    return null;
  }
}

function checkDigests(name: string, protocol: Protocol, files: readonly InputFile[], findings: Finding[]): void {
  const { sha256 } = protocol.frontMatter.inputs[name];
  const wanted = (typeof sha256 === "string" ? [sha256] : (sha256 ?? [])).map((text) => text.replace(/^sha256:/, ""));
  const at = protocol.frontMatterAt(["inputs", name, "sha256"]);
  if (files.length > 0 && wanted.length !== files.length) {
    findings.push(finding("FS3904", at, { name, digests: wanted.length, files: files.length }));
    return;
  }
  files.forEach((file, i) => {
    const found = file.digest.slice("sha256:".length);
    if (found !== wanted[i]) findings.push(finding("FS3903", at, { name, path: file.path, found, wanted: wanted[i] }));
  });
}

/** Paths relative to the document that a pattern matches, in code-unit order. Folders with a leading dot are left out. */
async function globbed(folder: string, root: string, pattern: string): Promise<readonly string[]> {
  const { default: picomatch } = await import("picomatch");
  const { base, glob } = picomatch.scan(pattern);
  if (glob === "" || glob === undefined) return [];
  const isMatch = picomatch(glob);
  const start = join(folder, base);
  if (namesIn(start) === null || !isInside(root, realpathSync(start))) return [];
  return filesBelow(start)
    .map((path) => slashes(relative(start, path)))
    .filter((path) => isMatch(path))
    .map((path) => slashes(join(base, path)))
    .sort();
}

const mostFiles = 20_000;

function filesBelow(folder: string): readonly string[] {
  const found: string[] = [];
  const waiting = [folder];
  for (let next = waiting.pop(); next !== undefined && found.length < mostFiles; next = waiting.pop()) {
    for (const entry of readdirSync(next, { withFileTypes: true })) {
      if (entry.name.startsWith(".") || entry.name === "node_modules") continue;
      if (entry.isDirectory()) waiting.push(join(next, entry.name));
      else if (entry.isFile()) found.push(join(next, entry.name));
    }
  }
  return found;
}

const isFile = (path: string): boolean => standsAt(path) === "file";
const isFolder = (path: string): boolean => standsAt(path) === "folder";

/** Names in a folder; null where it cannot be read. */
export function namesIn(folder: string): string[] | null {
  try {
    return readdirSync(folder);
  } catch {
    return null;
  }
}
