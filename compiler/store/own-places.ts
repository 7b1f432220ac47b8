/** Own places: where a store, its key and the state folder lie, for who makes a disk that hides what people keep. */
import { join, resolve } from "node:path";
import { stateFolder } from "./state.ts";

/** Absolute paths of folders and files; only those the environment names and the store of the root. */
export function ownPlaces(
  root: string,
  env: { readonly [name: string]: string | undefined },
  cwd: string,
): readonly string[] {
  const named = [stateFolder(env), env.FOODSPEC_CACHE, env.FOODSPEC_STORE_KEY];
  return [
    join(root, ".foodspec"),
    ...named.flatMap((path) => (path == null || path === "" ? [] : [resolve(cwd, path)])),
  ];
}
