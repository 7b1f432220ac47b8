/** Circumstances: clock, machine and repository — what may differ between two runs of the same content. */
import { dirname } from "node:path";
import type { InputFile } from "../../blocks/contract/running.ts";
import { type Config, gives } from "../../schemas/config.ts";
import { fieldsOf } from "../../schemas/contract.ts";
import { configName } from "../document/config.ts";
import type { SourceFile } from "../document/sources.ts";
import type { OrchestratorMode } from "../plan/order.ts";
import type { Circumstances, Run, RunBlock, RunContent } from "../run/types.ts";
import { digestOf } from "../store/digest.ts";
import { isoTime } from "./clock.ts";
import { manifestRegister } from "./entered.ts";
import type { Prepared } from "./prepare.ts";
import type { UsedBrowser } from "./printing.ts";
import type { Composing } from "./session.ts";

const orderWords: { readonly [mode in OrchestratorMode]: string } = {
  two_lane_strict: "decision before explanation",
  document_order: "as in the document",
};

export function circumstancesOf(
  { build, world, prepared, options, started, triedInStore, entered, lockboxes }: Composing,
  status: Run["status"],
  durationSeconds: number,
  browser: UsedBrowser,
): Omit<Circumstances, "runId"> {
  return {
    timestamp: isoTime(started),
    durationSeconds,
    foodspecVersion: build.version,
    nodeVersion: world.machine.node,
    packages: build.packages,
    program: build.program(),
    browserVersion: browser.version,
    browserSandbox: browser.isSandboxed,
    os: world.machine.os,
    git: world.machine.git(dirname(prepared.path)),
    command: commandAsTyped(world.command),
    order: orderWords[options.orchestratorMode ?? "two_lane_strict"],
    triedInStore,
    register: entered === null ? null : manifestRegister(entered, status),
    lockboxes,
    changes: entered?.changes ?? null,
    config: usedConfig(prepared, world.command),
  };
}

/** Keys of the project that had a say: those whose option nobody typed. */
function usedConfig({ config, configDigest, protocol, isOutDefault, gave }: Prepared, words: readonly string[]) {
  if (configDigest === null) return null;
  const isTyped = (...flags: readonly string[]): boolean =>
    words.some((word) => flags.some((flag) => word === flag || word.startsWith(`${flag}=`)));
  const used = {
    output: isOutDefault,
    lock: !isTyped("--locked", "--record"),
    jobs: !isTyped("--jobs"),
    orchestrator_mode: !isTyped("--orchestrator-mode"),
    tracking: protocol?.frontMatter.tracking === undefined,
    // A floor has a say over every document, also where it gives nothing.
    ...Object.fromEntries(gives.map((key) => [key, key === "qc_policy" || Object.hasOwn(gave, key)])),
  };
  const keys = Object.keys(config) as readonly (keyof Config)[];
  return {
    path: configName,
    sha256: configDigest,
    used: keys.filter((key) => key in used && used[key as keyof typeof used]),
    ...(Object.keys(gave).length === 0 ? {} : { gave }),
  };
}

/** As typed, without what tells of the machine: of absolute paths and data files the last part, of secrets nothing. @internal */
export function commandAsTyped(words: readonly string[]): string {
  return ["foodspec", ...words.map((word, i) => cleaned(word, words[i - 1] ?? ""))]
    .map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`))
    .join(" ");
}

function cleaned(word: string, before: string): string {
  const [, option = "", value = ""] = /^(--[A-Za-z-]+=|-i(?=.))?(.*)$/s.exec(word) ?? [];
  if (option === "" && word.startsWith("-")) return word;
  const name = option === "" && before.startsWith("-") ? before : option;
  if (/key|token|secret|password/i.test(name)) return `${option}***`;
  const [, label = "", path = ""] = /^([^=/\\]*=)?(.*)$/s.exec(value) ?? [];
  const isHidden = /^(-i|--input=?)$/.test(name) || /^([/\\]|[A-Za-z]:[\\/])/.test(path);
  return isHidden ? `${option}${label}${path.split(/[\\/]/).at(-1)}` : word;
}

/** What the manifest says of each input file; counts come from the block that read it, where it read that file alone. */
export function manifestInputs(prepared: Prepared, blocks: readonly RunBlock[]): RunContent["inputs"] {
  return Object.entries(prepared.files).flatMap(([name, files]) =>
    files.map((file) => {
      const summary = files.length === 1 ? summaryOf(name, blocks) : null;
      return {
        name,
        path: file.path,
        size_bytes: file.isSealed === true ? null : file.bytes.byteLength,
        sha256: file.digest,
        n_rows: numberIn(summary, "row_count") ?? rowsIn(file, blocks),
        n_cols: numberIn(summary, "column_count"),
        missing_fraction: numberIn(summary, "missing_fraction"),
      };
    }),
  );
}

/** Rows of a file as a block that read it beside others tells them; null where none does. */
function rowsIn({ path, digest }: InputFile, blocks: readonly RunBlock[]): number | null {
  for (const { results } of blocks) {
    const { files } = fieldsOf(results);
    const own = (Array.isArray(files) ? files : [])
      .map(fieldsOf)
      .find((one) => one.path === path && one.sha256 === digest);
    if (typeof own?.row_count === "number") return own.row_count;
  }
  return null;
}

type Summary = { readonly [field: string]: unknown } | null;

function summaryOf(name: string, blocks: readonly RunBlock[]): Summary {
  const reader = blocks.find(({ block }) => (block.options as { readonly input?: string }).input === name);
  return (reader?.results ?? null) as Summary;
}

const numberIn = (summary: Summary, field: string): number | null => {
  const value = summary?.[field];
  return typeof value === "number" ? value : null;
};

/** What the manifest says of each file that the text takes in. */
export const manifestSources = (sources: readonly SourceFile[]): RunContent["sources"] =>
  sources.map(({ path, role, bytes }) => ({ path, role, size_bytes: bytes.length, sha256: digestOf(bytes) }));
