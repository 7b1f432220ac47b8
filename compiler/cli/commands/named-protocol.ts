/** A protocol by path, or by the name of a folder in analyses/. */
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Effects } from "../../compile/effects.ts";
import { packageRoot } from "../../compile/package-files.ts";

export function namedProtocol(name: string, effects: Effects): string {
  if (existsSync(resolve(effects.cwd, name)) || !/^[\w-]+$/.test(name)) return name;
  const places = [
    join(effects.cwd, "analyses", name, "protocol.md"),
    join(packageRoot(), "analyses", name, "protocol.md"),
  ];
  return places.find((path) => existsSync(path)) ?? name;
}
