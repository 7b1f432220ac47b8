/** Verifying a run against the register of its document: its own lines, its number and counts, and all older ones. */
import { resolve } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openRun } from "../../../compiler/verify/open-run.ts";
import { registerLooked } from "../../../compiler/verify/register.ts";
import { manifestOf } from "../../../compiler/verify/run-folder.ts";
import type { Manifest } from "../../../schemas/manifest.ts";
import { inMemory } from "../../fixtures/in-memory.ts";
import type { Place } from "../../fixtures/project.ts";
import { smallCsv, smallProtocol } from "../../fixtures/small.ts";

const beside = "protocol.md.register.jsonl";
const strict = smallProtocol({
  data: "positive: b\nupstream: none\n",
  frontMatter: "mode: regulatory\nclaims: {standard: S, use_case: U, limitations: [L]}\n",
});
let place: Place;
let kept: { readonly register: string; readonly manifest: string };
const path = "runs/latest/manifest.json";
beforeAll(async () => {
  place = inMemory({ "protocol.md": strict, "small.csv": smallCsv(), "foodspec.config.yaml": "" });
  for (let i = 0; i < 2; i++) await place.compile();
  kept = { register: place.read(beside), manifest: place.read(path) };
});
afterEach(() => {
  place.write(beside, kept.register);
  place.disk.write(place.disk.realPath(resolve(place.folder, path)), kept.manifest);
});
afterAll(() => place.remove());

type Registered = NonNullable<Manifest["register"]>;

/** What is said of the last run, with its register changed, or its manifest. */
function looked(change: (register: Registered, manifest: Manifest) => void = () => undefined): string {
  const folder = openRun(place.disk, "latest", resolve(place.folder, "runs/latest"));
  if ("code" in folder) throw new Error(folder.message);
  const manifest = structuredClone(manifestOf(folder)) as Manifest;
  change(manifest.register as Registered, manifest);
  const found = registerLooked(folder, manifest);
  return "open" in found
    ? `open: ${found.open}`
    : found.findings.map(({ code, message }) => `${code} ${message}`).join();
}
const lines = () => place.read(beside).trim().split("\n");
const write = (all: readonly string[]) => place.write(beside, `${all.join("\n")}\n`);

describe("a run whose register stands above it", () => {
  it("is ok as it is, and later, when more runs have been entered", async () => {
    expect(looked()).toBe("");
    const first = resolve(place.folder, "runs", place.runs()[0]);
    const folder = openRun(place.disk, "first", first);
    if ("code" in folder) throw new Error(folder.message);
    expect(registerLooked(folder, manifestOf(folder) as Manifest)).toMatchObject({ findings: [] });
    expect((await place.type(["verify", "runs/latest"])).out).toContain(
      `ok           register     run 2: its lines in ${beside}`,
    );
  });
  it.each<[string, (register: Registered, manifest: Manifest) => void, string]>([
    [
      "a number",
      (one) => Object.assign(one, { number: 1 }),
      "FS9120 `manifest.json` says 1 at /register/number; worked out again it is 2",
    ],
    [
      "a count",
      (one) => Object.assign(one.counts, { failed: 1 }),
      "FS9120 `manifest.json` says 1 at /register/counts/failed",
    ],
    [
      "a success of a run that failed",
      (_, manifest) => Object.assign(manifest, { exit_code: 0 }),
      "says 7 as exit_code",
    ],
    ["what it follows", (one) => Object.assign(one, { previous: [] }), "at /register/previous"],
    [
      "criteria that nobody froze",
      (one) => Object.assign(one, { frozen: { time: "2026", runs_before: 0, criteria: "", changed: [] } }),
      "says otherwise when its criteria were frozen",
    ],
    [
      "another document",
      (_, manifest) => Object.assign(manifest, { content_digest: "sha256:0" }),
      "content_digest of the end",
    ],
  ])("is refused for %s that is not so", (_, change, says) => expect(looked(change)).toContain(says));
  it("is refused where its manifest was written anew", () => {
    place.disk.write(place.disk.realPath(resolve(place.folder, path)), kept.manifest.replace('"seed": 0', '"seed": 1'));
    expect(looked()).toContain("says that the manifest of");
  });
  it("is refused where its own lines are gone", () => {
    const all = lines();
    write(all.slice(0, 3));
    expect(looked()).toContain("has no line that says how");
    write([...all.slice(0, 2), all[3]]);
    expect(looked()).toContain("has no line that says when");
  });
  it("is refused where an older line is gone, or was changed", () => {
    const all = lines();
    write(all.slice(1));
    expect(looked()).toContain("FS9602");
    write([all[0].replace('"account":', '"account" :'), ...all.slice(1)]);
    expect(looked()).toContain("FS9602");
  });
});

describe("a run without its register", () => {
  it("is not checked, with the reason", () => {
    place.disk.remove(resolve(place.folder, beside));
    expect(looked()).toBe(`open: ${beside} is not to be found from here`);
    expect(looked((one) => Object.assign(one, { file: null }))).toContain("state folder");
    expect(looked((one) => Object.assign(one, { file: "../x.register.jsonl" }))).toContain("not to be found");
    expect(looked((_, manifest) => Object.assign(manifest, { register: undefined }))).toContain(
      "says nothing of a register",
    );
  });
  it("is refused where it is a regulatory one that ended with 0 and says nothing of one", () =>
    expect(looked((_, manifest) => Object.assign(manifest, { register: undefined, success: true }))).toContain(
      "does not say which run of its protocol it is",
    ));
});
