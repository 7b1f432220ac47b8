/** Merge lock: git's driver for lock files. Nobody can know what two changes give together, so the file says that it is stale. */
import { resolve } from "node:path";
import { diskWords } from "../../compile/disk-words.ts";
import type { World } from "../../compile/world.ts";
import { finding } from "../../diagnostics/build.ts";
import { noSources } from "../../diagnostics/sources.ts";
import { text } from "../../diagnostics/text.ts";
import { readText } from "../../store/disk.ts";

interface Merging {
  readonly base: string;
  readonly ours: string;
  readonly theirs: string;
}

/** Writes `ours`. Ends with 0: git takes the file as merged, and a compile says that it is stale. */
export function mergeLockCommand({ base, ours, theirs }: Merging, world: World): number {
  const { disk, cwd } = world;
  const at = resolve(cwd, ours);
  try {
    const read = (path: string) => readText(disk, resolve(cwd, path));
    const merged = mergedLock(read(base), read(ours), read(theirs));
    disk.write(at, merged);
    return 0;
  } catch (error) {
    world.err(
      text([finding("FS9004", null, { path: ours, problem: diskWords(error) })], noSources, { colour: world.colour }),
    );
    return 9;
  }
}

const mark = "stale: true\n";

/** The side that alone was changed; where both were, ours with the first line `stale: true`. @internal */
export function mergedLock(base: string, ours: string, theirs: string): string {
  if (ours === theirs || theirs === base) return ours;
  if (ours === base) return theirs;
  return ours.startsWith(mark) ? ours : `${mark}${ours}`;
}
