/** Places: where data files lie beside a document, those of elsewhere copied into its folder `data`. */
import { dirname, join, relative, resolve } from "node:path";
import type { InputFile } from "../../../blocks/contract/running.ts";
import { isInside, slashes } from "../../compile/root.ts";
import type { World } from "../../compile/world.ts";
import { namesIn } from "../../store/disk.ts";

export interface Placed {
  /** Its path is from the document. */
  readonly file: InputFile;
  /** Where it is to be written; null where it lies already. */
  readonly copy: string | null;
}

/**
 * @param files their paths from where one stands
 * @param folder the document's, absolute
 * @param parts so many last parts of each path mean something
 */
export function placed(
  files: readonly InputFile[],
  folder: string,
  parts: number,
  { disk, cwd }: World,
): readonly Placed[] {
  const full = files.map(({ path }) => resolve(cwd, path));
  const isHere = full.map((path) => disk.stands(folder) === "folder" && isInside(disk, folder, disk.realPath(path)));
  const shared = common(full.filter((_, i) => !isHere[i]).map((path) => slashes(dirname(path)).split("/")));
  return files.map((file, i) => {
    if (isHere[i]) return { file: { ...file, path: slashes(relative(folder, full[i])) }, copy: null };
    const steps = slashes(full[i]).split("/");
    // The first step is the root of the machine.
    const kept = steps.slice(Math.max(1, Math.min(shared, steps.length - parts)));
    const path = ["data", ...kept].join("/");
    return { file: { ...file, path }, copy: join(folder, path) };
  });
}

/** Signs that stand for themselves in a pattern of paths. */
const plain = /^[\w./-]+$/;

/**
 * The pattern that names these files and no other that stands there or is to be written: `spectra/*.txt`. Null where there is none, or fewer
 * files than are worth one.
 *
 * @param folder the document's, absolute
 */
export function patternOf(places: readonly Placed[], folder: string, { disk }: Pick<World, "disk">): string | null {
  const paths = places.map(({ file: { path } }) => path);
  const [first] = paths;
  const cut = first.lastIndexOf("/") + 1;
  const [below, ending] = [first.slice(0, cut), /\.[A-Za-z]\w*$/.exec(first)?.[0] ?? ""];
  const isAlike = (path: string) => path.startsWith(below) && !path.includes("/", cut) && path.endsWith(ending);
  if (paths.length < fewest || ending === "" || !plain.test(below + ending) || below.split("/").includes(".."))
    return null;
  if (!paths.every((path) => isAlike(path) && !path.startsWith(".", cut))) return null;
  const named = new Set(paths);
  const there = disk.stands(join(folder, below)) === "folder" ? namesIn(disk, join(folder, below)) : [];
  return there.some((name) => name.endsWith(ending) && !named.has(`${below}${name}`)) ? null : `${below}*${ending}`;
}

/** So many files are called by a pattern. */
const fewest = 3;

/** How many first steps all have in common. */
function common(ways: readonly (readonly string[])[]): number {
  const [first = [], ...others] = ways;
  const differs = first.findIndex((step, i) => others.some((way) => way[i] !== step));
  return differs === -1 ? first.length : differs;
}
