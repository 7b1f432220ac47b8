/** State: the folder in which this user's secrets and registers lie, and the key that seals what stores hold. */
import { randomBytes } from "node:crypto";
import { isAbsolute, join, sep } from "node:path";
import type { Disk } from "./disk.ts";
import { type Seal, sealWith } from "./seal.ts";

type Env = { readonly [name: string]: string | undefined };

/**
 * FOODSPEC_STATE, else `$XDG_STATE_HOME/foodspec`, else `~/.local/state/foodspec`; on Windows `%LOCALAPPDATA%\foodspec`. Null where
 * the environment names no home.
 *
 * @see XDG Base Directory Specification 0.8: a relative path in XDG_STATE_HOME is not valid
 */
export function stateFolder(env: Env): string | null {
  const named = (name: string): string | null => (env[name] === undefined || env[name] === "" ? null : env[name]);
  const own = named("FOODSPEC_STATE");
  if (own !== null) return own;
  const xdg = named("XDG_STATE_HOME");
  if (xdg !== null && isAbsolute(xdg)) return join(xdg, "foodspec");
  const local = named("LOCALAPPDATA");
  if (sep === "\\") return local === null ? null : join(local, "foodspec");
  const home = named("HOME");
  return home === null || !isAbsolute(home) ? null : join(home, ".local", "state", "foodspec");
}

/** A key, or why there is none. */
export type KeyFound =
  | { readonly seal: Seal }
  /** `shared`: others may read it. `none`: there is none, and none can be made. */
  | { readonly seal: null; readonly why: "shared" | "none"; readonly path: string; readonly problem: string };

const keyLength = 32;

/**
 * The key of this user's stores: the file that FOODSPEC_STORE_KEY names, else `store.key` in the state folder.
 *
 * @param isMade true where it may be made: 32 random bytes that only this user may read
 */
export function findKey(disk: Disk, env: Env, isMade: boolean): KeyFound {
  const named = env.FOODSPEC_STORE_KEY;
  if (named !== undefined && named !== "") return readKey(disk, named) ?? absent(named, "there is no such file");
  const state = stateFolder(env);
  if (state === null) return absent("store.key", "the environment names no home");
  const path = join(state, "store.key");
  const there = readKey(disk, path);
  if (there !== null) return there;
  if (!isMade) return absent(path, "there is none yet");
  try {
    disk.writePrivate(path, randomBytes(keyLength));
    // Another process may have been quicker: its key is as good.
    return readKey(disk, path) ?? absent(path, "it was taken away");
  } catch (error) {
    return absent(path, (error as NodeJS.ErrnoException).code ?? "unknown");
  }
}

const absent = (path: string, problem: string): KeyFound => ({ seal: null, why: "none", path, problem });

/** Null where there is no such file. */
function readKey(disk: Disk, path: string): KeyFound | null {
  try {
    const file = disk.open(path);
    try {
      if (file.isShared && file.kind === "file")
        return { seal: null, why: "shared", path, problem: "others may read it" };
      const key = file.read();
      return key.length < keyLength
        ? absent(path, `it holds ${key.length} bytes, not ${keyLength}`)
        : { seal: sealWith(key) };
    } finally {
      file.close();
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === "ENOENT" || code === "ENOTDIR" ? null : absent(path, code ?? "unknown");
  }
}
