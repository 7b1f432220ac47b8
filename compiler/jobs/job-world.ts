/** Job world: a World in which the document and its inputs are the bytes that were submitted, whatever lies in the project now. */
import { basename, dirname, join, normalize, resolve } from "node:path";
import type { JobSpec } from "../../schemas/job.ts";
import { ledgerName } from "../../schemas/lockbox.ts";
import type { CompileOptions } from "../compile/options.ts";
import { packageRoot } from "../compile/package-files.ts";
import { isBelow } from "../compile/root.ts";
import type { World } from "../compile/world.ts";
import { finding } from "../diagnostics/build.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { digestOf, hexOf } from "../store/digest.ts";
import type { Disk } from "../store/disk.ts";
import { memoryDisk } from "../store/memory-disk.ts";
import { ownPlaces } from "../store/own-places.ts";
import { routedDisk } from "../store/routed-disk.ts";
import type { Places } from "./places.ts";
import { bytesAt } from "./reading.ts";
import { inputOf, optionsFrom, typedWords } from "./settings.ts";

export interface JobWorld {
  readonly world: World;
  /** What was typed, as it is typed again in that World. */
  readonly options: CompileOptions;
}

/** What a job is run from, before or after it is one. */
export interface Runnable {
  readonly document: JobSpec["document"];
  readonly settings: JobSpec["settings"];
  readonly inputs: readonly Pick<JobSpec["inputs"][number], "name" | "path" | "sha256">[];
  readonly extensions: { readonly why?: string | undefined };
}

/** Where a job lies and what of the machine it sees. */
export interface Standing {
  /** A copy of the document. */
  readonly document: string;
  /** Where runs go. */
  readonly runs: string;
  /** True where somebody else sent it: nothing of the machine is seen but the program, the registers and the configuration, and nothing is written. */
  readonly isSealed?: boolean;
  /** True of a candidate of a study: its document's version stands for all of them. */
  readonly isOfStudy?: boolean;
}

/** Of a job in its folder. */
export const standingOf = (folder: string): Standing => ({
  document: join(folder, "inputs/protocol.md"),
  runs: join(folder, "runs"),
});

/** Where files lie that were given by name: no project has such a folder. */
const given = resolve("/given");

/**
 * The document and its inputs lie in memory, at their places below the project's root; the store, the state folder and the jobs are the
 * machine's. FS3951 where bytes are missing, or not those the specification names, or where their place is one of the machine's.
 */
export function jobWorld(
  spec: Runnable,
  { document: copy, runs, isSealed = false, isOfStudy = false }: Standing,
  places: Places,
  world: World,
): JobWorld | Finding {
  const { root } = places;
  const memory = memoryDisk();
  const document = join(root, spec.document.path);
  const protocol = soundAt(world.disk, copy, spec.document.sha256);
  const isOwn = inMemory(machinePlaces(places, world, false), root);
  if (protocol === null || !isOwn(document)) return notThese("the document", spec.document);
  memory.write(document, protocol);
  const byName = spec.settings.flatMap(({ key }) => inputOf(key) ?? []);
  const places_ = new Map<string, string>();
  for (const [i, input] of spec.inputs.entries()) {
    const bytes = soundAt(world.disk, places.object(input.sha256), input.sha256);
    if (bytes === null) return notThese(input.name === null ? "a part of the text" : `input \`${input.name}\``, input);
    const isGiven = input.name !== null && (byName.includes(input.name) || byName.includes(""));
    if (isGiven) {
      const name = byName.includes(input.name as string) ? (input.name as string) : "";
      const file = spec.settings.find(({ key }) => key === `inputs.${name}`)?.value ?? "";
      places_.set(name, join(given, String(i), basename(file)));
      memory.write(places_.get(name) as string, bytes);
    } else {
      const place = normalize(join(input.name === null ? root : dirname(document), input.path));
      if (!isOwn(place)) return notThese(`input \`${input.name}\``, input);
      memory.write(place, bytes);
    }
  }
  const disk = overlaid(world, memory, places, document, isSealed);
  const typed = optionsFrom(spec.settings, (name) => places_.get(name) ?? join(given, "none"));
  return {
    world: {
      ...world,
      disk,
      cwd: root,
      command: ["compile", spec.document.path, ...typedWords(spec.settings)],
      // What git says is of files that this run does not read.
      machine: { ...world.machine, git: () => null },
    },
    options: {
      ...typed,
      documents: [document],
      outputDir: runs,
      register: { root: places.registers, isOfStudy },
      ...(spec.extensions.why === undefined ? {} : { why: spec.extensions.why }),
    },
  };
}

const notThese = (what: string, { path, sha256 }: { readonly path: string; readonly sha256: string }): Finding =>
  finding("FS3951", null, { what, path, digest: hexOf(sha256) });

function soundAt(disk: Disk, path: string, digest: string): Uint8Array | null {
  const bytes = bytesAt(disk, path);
  return bytes !== null && digestOf(bytes) === digest ? bytes : null;
}

/** What stays the machine's of a project's folder. */
function machinePlaces(places: Places, world: World, isSealed: boolean): readonly string[] {
  const { root } = places;
  const program = packageRoot(world.disk);
  const own = [
    ...["dist", "templates", "schemas", "node_modules", "package.json"].map((name) => join(program, name)),
    places.registers,
    ...(isMarked(root, world.disk) ? [join(root, "foodspec.config.yaml")] : []),
  ];
  if (isSealed) return own;
  const marked = isMarked(root, world.disk) ? [join(root, ".git")] : [];
  return [
    ...own,
    ...marked,
    places.jobs,
    join(root, ledgerName),
    join(root, "node_modules"),
    ...ownPlaces(root, world.env, world.cwd),
  ];
}

const isMarked = (root: string, machine: Disk): boolean =>
  [".git", "foodspec.config.yaml"].some((name) => machine.stands(join(root, name)) !== null);

/** Which paths of a project are not the machine's. */
const inMemory =
  (kept: readonly string[], root: string) =>
  (path: string): boolean =>
    isBelow(root, path) && !kept.some((folder) => isBelow(folder, path));

/** Below the root only what belongs to the program and to jobs is the machine's; what people keep there is not seen. */
function overlaid(world: World, memory: Disk, places: Places, document: string, isSealed: boolean): Disk {
  const { root } = places;
  const machine = world.disk;
  const needsMark = isSealed || !isMarked(root, machine);
  if (needsMark && (isSealed || dirname(document) !== root)) memory.makeFolder(join(root, ".git"));
  const kept = machinePlaces(places, world, isSealed);
  const isOwn = inMemory(kept, root);
  const isHere = isSealed
    ? (path: string) => !kept.some((folder) => isBelow(folder, path))
    : (path: string) => isBelow(given, path) || isOwn(path);
  const disk = routedDisk((path) => (isHere(resolve(path)) ? memory : machine));
  return { ...disk, room: (path) => machine.room(path) };
}
