/** The archive of a run is the same bytes, whichever Node writes it, and verify.py verifies each. */
import { spawnSync } from "node:child_process";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { legible } from "../fixtures/legible.ts";
import { pinned } from "../fixtures/pinned.ts";
import { type Project, project } from "../fixtures/project.ts";
import { data, document } from "../verify-py/honest.ts";
import { havePython } from "../verify-py/python.ts";

const root = resolve(import.meta.dirname, "../..");
let place: Project;
beforeAll(async () => {
  place = project({ "protocol.md": pinned(document, data()), "small.csv": data(), "foodspec.config.yaml": "" });
  expect((await place.compile({}, {}, legible)).exitCode).toBe(0);
});
afterAll(() => place?.remove());

/** Written by a Node of the registry, or by this one. */
function exported(version: string | null): Uint8Array {
  const file = `by-${version ?? "here"}.zip`;
  const words = [join(root, "dist/foodspec.js"), "export", "runs/latest", "-o", file, "--with-data"];
  const [command, args] = version === null ? [process.execPath, words] : ["npx", ["-y", `node@${version}`, ...words]];
  const env = { ...process.env, ...place.world().env, NODE_OPTIONS: "" };
  const { status, stderr } = spawnSync(command, args, { cwd: place.folder, encoding: "utf8", env });
  expect(status, stderr).toBe(0);
  return new Uint8Array(place.disk.read(join(place.folder, file)));
}

describe("an archive", () => {
  it.each(["20.19.0", "22", "24"])("is the same bytes by Node %s, and verify.py verifies it", (version) => {
    expect(Buffer.compare(exported(version), exported(null))).toBe(0);
    if (!havePython()) return;
    const words = [join(root, "verify.py"), `by-${version}.zip`];
    const { status, stdout } = spawnSync("python3", words, { cwd: place.folder, encoding: "utf8" });
    expect([status, stdout.trimEnd().split("\n").at(-1)]).toEqual([0, expect.stringMatching(/^verified /)]);
  });
});
