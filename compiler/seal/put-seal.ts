/** Put seal: a run's seal is exchanged as a whole. Whoever is stopped at any moment leaves the old one or the new one, never some of each. */
import { basename, dirname, join } from "node:path";
import { type Disk, namesIn } from "../store/disk.ts";
import { sealAside } from "../verify/open-run.ts";

const own = "seal";

/**
 * The new seal is written beside the run, and one rename says that it is whole. Until that stands in the run it is read from there,
 * where the run has none (`openRun`).
 *
 * @param run folder of the run, absolute
 * @param files that are new or other, by their path below the run, all below `seal/`
 */
export function putSeal(disk: Disk, run: string, files: ReadonlyMap<string, Uint8Array>): void {
  settleSeal(disk, run);
  const [seal, whole] = [join(run, own), sealAside(disk, run)];
  const [part, old] = [`${whole}.part`, `${whole}.old`];
  for (const name of namesIn(disk, seal))
    if (!files.has(`${own}/${name}`)) disk.write(join(part, name), disk.read(join(seal, name)));
  for (const [path, bytes] of files) disk.write(join(part, basename(path)), bytes);
  disk.rename(part, whole);
  disk.syncFolder(dirname(whole));
  if (disk.stands(seal) !== null) disk.rename(seal, old);
  disk.rename(whole, seal);
  disk.syncFolder(run);
  disk.remove(old);
}

/** Ends what somebody had begun who was stopped. Nobody else signs the run meanwhile. */
export function settleSeal(disk: Disk, run: string): void {
  const [seal, whole] = [join(run, own), sealAside(disk, run)];
  if (disk.stands(seal) === null && disk.stands(whole) !== null) disk.rename(whole, seal);
  for (const left of [whole, `${whole}.part`, `${whole}.old`]) if (disk.standsThere(left) !== null) disk.remove(left);
}
