/** Archive: a run with what a stranger needs to check it, in one zip; what stands beside the run, against the run. */
import { ledgerName } from "../../schemas/lockbox.ts";
import type { Manifest } from "../../schemas/manifest.ts";
import { finding } from "../diagnostics/build.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { digestOf, hexOf } from "../store/digest.ts";
import type { RunFolder } from "./run-folder.ts";
import type { Entries } from "./zip.ts";

/** What stands beside the run, and is written from it and from the program. */
export const besides = [
  "CITATION.cff",
  "README.txt",
  "THIRD-PARTY.md",
  "bom.cdx.json",
  "ro-crate-metadata.json",
  "verify.py",
] as const;
export const sumsPath = "SHA256SUMS";
export const registerPath = "register.jsonl";
/** Under its own name, so that whoever unpacks the archive has it above the run, where it is looked for. */
export const ledgerPath = ledgerName;
const runFolder = "run/";

/** The run of an archive. Its register and its ledger are those that lie beside it. */
export function archivedRun(name: string, entries: Entries): RunFolder {
  const textAt = (path: string): string | null => {
    const bytes = entries.get(path);
    return bytes === undefined ? null : new TextDecoder().decode(bytes);
  };
  const paths = [...entries.keys()].flatMap((path) =>
    path.startsWith(runFolder) ? [path.slice(runFolder.length)] : [],
  );
  return {
    name,
    paths: paths.sort(),
    read: (path) => entries.get(runFolder + path) ?? null,
    register: () => textAt(registerPath),
    ledger: () => textAt(ledgerPath),
  };
}

/** What `sha256sum -c` reads: every entry but itself, in code-unit order. */
export const sumsOf = (entries: Entries): string =>
  [...entries]
    .filter(([path]) => path !== sumsPath)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([path, bytes]) => `${hexOf(digestOf(bytes))}  ${path}\n`)
    .join("");

/**
 * Where the files that a run read stand in its archive, in the order of the manifest: `data/<input>/<path>`, without what would lead
 * out of there; a place that is taken is told apart by a number.
 */
export function dataPlaces({ inputs }: Pick<Manifest, "inputs">): readonly string[] {
  const taken = new Set<string>();
  return inputs.map(({ name, path }) => {
    const steps = path.replaceAll("\\", "/").split("/").map(plainName);
    const inside = steps.filter((step) => step !== "" && step !== "." && step !== "..").join("/");
    const place = `data/${plainName(name).replaceAll("/", "_")}/${inside}`;
    let free = place;
    for (let n = 2; taken.has(free.toLowerCase()); n++) free = place.replace(/(\.[^./]*)?$/, ` (${n})$1`);
    taken.add(free.toLowerCase());
    return free;
  });
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is replaced
const plainName = (name: string): string => name.replace(/[\x00-\x1f\x7f\\:]/g, "_");

/** What an archive lacks, holds too much, or says otherwise. */
export function archiveFindings(entries: Entries, manifest: Manifest): readonly Finding[] {
  const wrong = (path: string, problem: string): Finding => finding("FS9132", null, { path, problem });
  const { inputs } = manifest;
  // A lockbox that nobody opened was not read, and is not among the data.
  const data = new Map(
    dataPlaces(manifest).flatMap((place, i) => (inputs[i].size_bytes === null ? [] : [[place, inputs[i].sha256]])),
  );
  const isCounted = hasCounted(manifest);
  const known = new Set<string>([
    ...besides,
    ...[sumsPath, registerPath, ...(isCounted ? [ledgerPath] : [])],
    ...data.keys(),
  ]);
  const missing = [...besides, sumsPath].filter((path) => !entries.has(path));
  const unknown = [...entries.keys()].filter((path) => !path.startsWith(runFolder) && !known.has(path));
  const file = manifest.register?.file ?? null;
  return [
    ...missing.map((path) => wrong(path, "is not there")),
    ...unknown.map((path) => wrong(path, "is there, and belongs to no archive of this run")),
    ...(entries.has(sumsPath) && new TextDecoder().decode(entries.get(sumsPath)) !== sumsOf(entries)
      ? [wrong(sumsPath, "has other digests than the entries of the archive")]
      : []),
    ...(file !== null && !entries.has(registerPath)
      ? [wrong(registerPath, `is not there, and the run stands in ${file}`)]
      : []),
    ...(isCounted && !entries.has(ledgerPath)
      ? [wrong(ledgerPath, "is not there, and the run says that a lockbox was opened")]
      : []),
    ...(hasData(entries)
      ? [...data].flatMap(([path, digest]) => {
          const bytes = entries.get(path);
          if (bytes === undefined) return [wrong(path, "is not there, and other data are")];
          return digestOf(bytes) === digest ? [] : [wrong(path, "is not the file that the run read")];
        })
      : []),
  ];
}

/** Whether a run counts openings that a ledger at the root of its project tells. */
export const hasCounted = ({ lockbox = [] }: Pick<Manifest, "lockbox">): boolean =>
  lockbox.some(({ file, opened }) => file !== null && opened !== null && opened > 0);

/** Whether the files that the run read came with it. */
export const hasData = (entries: Entries): boolean => [...entries.keys()].some((path) => path.startsWith("data/"));

/** A file that the run read, by its digest; null where the archive came without it. */
export function archivedInput(entries: Entries, digest: string): Uint8Array | null {
  for (const [path, bytes] of entries) if (path.startsWith("data/") && digestOf(bytes) === digest) return bytes;
  return null;
}
