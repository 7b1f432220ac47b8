/** Job world: a World in which the document and its inputs are the bytes that were submitted, whatever lies in the project now. */
import { basename, dirname, join, normalize, resolve, sep } from "node:path";
import type { JobSpec } from "../../schemas/job.ts";
import type { CompileOptions } from "../compile/options.ts";
import { packageRoot } from "../compile/package-files.ts";
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

/** Where files lie that were given by name: no project has such a folder. */
const given = resolve("/given");

/**
 * The document and its inputs lie in memory, at their places below the project's root; the store, the state folder and the jobs are the
 * machine's. FS3951 where bytes are missing, or not those the specification names.
 *
 * @param folder of the job, with a copy of the document
 */
export function jobWorld(
  spec: JobSpec,
  { folder, runs }: { readonly folder: string; readonly runs: string },
  places: Places,
  world: World,
): JobWorld | Finding {
  const { root } = places;
  const memory = memoryDisk();
  const document = join(root, spec.document.path);
  const protocol = soundAt(world.disk, join(folder, "inputs/protocol.md"), spec.document.sha256);
  if (protocol === null) return notThese("the document", spec.document);
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
    } else memory.write(normalize(join(input.name === null ? root : dirname(document), input.path)), bytes);
  }
  const disk = overlaid(world, memory, places, document);
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
      register: { root: places.registers },
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

/** Below the root only what belongs to the program and to jobs is the machine's; what people keep there is not seen. */
function overlaid(world: World, memory: Disk, places: Places, document: string): Disk {
  const { root } = places;
  const machine = world.disk;
  const isMarked = [".git", "foodspec.config.yaml"].some((name) => machine.stands(join(root, name)) !== null);
  if (!isMarked && dirname(document) !== root) memory.makeFolder(join(root, ".git"));
  const kept = [
    places.jobs,
    packageRoot(machine),
    join(root, "node_modules"),
    ...(isMarked ? [join(root, ".git"), join(root, "foodspec.config.yaml")] : []),
    ...ownPlaces(root, world.env, world.cwd),
  ];
  const isBelow = (folder: string, path: string): boolean => path === folder || path.startsWith(folder + sep);
  const isHere = (path: string): boolean =>
    isBelow(given, path) || (isBelow(root, path) && !kept.some((folder) => isBelow(folder, path)));
  const disk = routedDisk((path) => (isHere(resolve(path)) ? memory : machine));
  return { ...disk, room: (path) => machine.room(path) };
}
