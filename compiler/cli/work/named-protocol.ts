/** A protocol by path, or by the name of a folder in analyses/. */
import { join, resolve } from "node:path";
import { packageRoot } from "../../compile/package-files.ts";
import type { World } from "../../compile/world.ts";

export function namedProtocol(name: string, { disk, cwd }: World): string {
  if (disk.stands(resolve(cwd, name)) !== null || !/^[\w-]+$/.test(name)) return name;
  const places = [cwd, packageRoot(disk)].map((folder) => join(folder, "analyses", name, "protocol.md"));
  return places.find((path) => disk.stands(path) !== null) ?? name;
}
