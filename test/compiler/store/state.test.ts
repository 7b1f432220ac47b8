/** Where this user's key lies, and when it is one. */
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { machineDisk } from "../../../compiler/store/machine-disk.ts";
import { findKey, stateFolder } from "../../../compiler/store/state.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "foodspec-state-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe.skipIf(process.platform === "win32")("the state folder", () => {
  it.each<[string, { readonly [name: string]: string }, string | null]>([
    ["the named one", { FOODSPEC_STATE: "/s", XDG_STATE_HOME: "/x", HOME: "/h" }, "/s"],
    ["below XDG_STATE_HOME", { FOODSPEC_STATE: "", XDG_STATE_HOME: "/x", HOME: "/h" }, "/x/foodspec"],
    ["not below a relative XDG_STATE_HOME", { XDG_STATE_HOME: "x", HOME: "/h" }, "/h/.local/state/foodspec"],
    ["below the home", { HOME: "/h" }, "/h/.local/state/foodspec"],
    ["nowhere without a home", {}, null],
  ])("is %s", (_, env, found) => expect(stateFolder(env)).toBe(found));
});

describe("the key of the store", () => {
  const at = (name: string) => join(folder, name);
  const state = () => ({ FOODSPEC_STATE: at("state") });

  it("is made at its first use, of 32 random bytes that only its owner may read, and found again", () => {
    expect(findKey(machineDisk, state(), false)).toMatchObject({ seal: null, why: "none" });
    const made = findKey(machineDisk, state(), true).seal?.sealed("a", {});
    expect(readFileSync(at("state/store.key"))).toHaveLength(32);
    expect([statSync(at("state")).mode & 0o777, statSync(at("state/store.key")).mode & 0o777]).toEqual([0o700, 0o600]);
    expect(findKey(machineDisk, state(), false).seal?.sealed("a", {})).toEqual(made);
  });

  it.each<[string, number, number, string | null]>([
    ["that its owner alone may read", 0o600, 32, null],
    ["that nobody may change", 0o400, 40, null],
    ["that the group may read", 0o640, 32, "shared"],
    ["that all may read", 0o604, 32, "shared"],
    ["that all may write", 0o602, 32, "shared"],
    ["that is too short", 0o600, 31, "none"],
  ])("is a named file %s", (_, mode, length, why) => {
    writeFileSync(at("key"), new Uint8Array(length));
    chmodSync(at("key"), mode);
    const found = findKey(machineDisk, { ...state(), FOODSPEC_STORE_KEY: at("key") }, true);
    expect(found.seal === null ? found.why : null).toBe(why);
  });

  it("is none where the named file is not there: another is never made in its place", () => {
    const env = { ...state(), FOODSPEC_STORE_KEY: at("nowhere") };
    expect(findKey(machineDisk, env, true)).toMatchObject({ seal: null, why: "none" });
    expect(machineDisk.stands(at("state"))).toBeNull();
  });

  it("is none where no folder can be made for it", () => {
    writeFileSync(at("state"), "");
    expect(findKey(machineDisk, state(), true)).toMatchObject({ seal: null, why: "none" });
  });
});
