/** The archive of a signed run, handed to somebody who has python3, openssl, unzip and README.txt only. */
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newKey } from "../../compiler/seal/new-key.ts";
import { sumsOf } from "../../compiler/verify/archive.ts";
import { type Entries, unzipped, zipped } from "../../compiler/verify/zip.ts";
import { hasOpenssl, passphrase, withoutOpenssl } from "../fixtures/authority.ts";
import { legible } from "../fixtures/legible.ts";
import { pinned } from "../fixtures/pinned.ts";
import { type Project, project } from "../fixtures/project.ts";
import { readmeCommands } from "../fixtures/readme-commands.ts";
import { data, document } from "../verify-py/honest.ts";

const run = "runs/latest";
let place: Project;
let whole: Uint8Array;
const typed = (folder: string, ...words: readonly string[]) =>
  spawnSync(words[0], words.slice(1), { cwd: folder, encoding: "utf8" });
const entries = () => unzipped("it", whole) as Entries;

beforeAll(async () => {
  if (!hasOpenssl) return;
  place = project({ "protocol.md": pinned(document, data()), "small.csv": data(), "foodspec.config.yaml": "" });
  expect((await place.compile({}, {}, legible)).exitCode).toBe(0);
  const digest = place.manifest().content_digest.slice(7, 19);
  for (const [role, name] of [
    ["author", "Ada"],
    ["approver", "Paul"],
  ]) {
    const { p12, pem } = await newKey({ name, email: "a@example.org", from: Date.now() - 1000, days: 9 }, passphrase);
    place.write(`${name}.p12`, p12);
    chmodSync(join(place.folder, `${name}.p12`), 0o600);
    place.write(`anchors/${name}.pem`, pem);
    const words = ["sign", run, "--role", role, "--key", `${name}.p12`, "--digest", digest];
    const { status, err } = await place.type(words, { FOODSPEC_KEY_PASSPHRASE: passphrase });
    expect([status, err]).toEqual([0, ""]);
    // What is exported between two signatures is no part of what comes after.
    if (role === "author") expect((await place.type(["export", run, "-o", "early.zip"])).status).toBe(0);
  }
  const { status, err } = await place.type(["export", run, "-o", "it.zip", "--with-data"]);
  expect([status, err]).toEqual([0, ""]);
  // A copy: parts of what Node reads share its memory, and bits flipped in one would be flipped in all.
  whole = new Uint8Array(place.disk.read(join(place.folder, "it.zip")));
}, 240_000);
afterAll(() => place?.remove());

/** Unpacked in a folder of its own. */
function unpacked(all: Entries): string {
  const folder = mkdtempSync(join(tmpdir(), "foodspec-handed-"));
  for (const [path, bytes] of all) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
  return folder;
}
/** What a stranger is told who follows README.txt: sums, verify.py, and envelopes. */
function told(folder: string): string {
  const readme = readFileSync(join(folder, "README.txt"), "utf8");
  const steps = [/ARE THE BYTES/, /DO THE NUMBERS/].map((heading) =>
    readmeCommands(readme, heading).replace(/^unzip.*$/m, ""),
  );
  writeFileSync(join(folder, "CA.pem"), ["Ada", "Paul"].map((name) => place.read(`anchors/${name}.pem`)).join(""));
  return [...steps, readmeCommands(readme, /DID THEY SIGN/)]
    .map((script) => typed(folder, "sh", "-c", script))
    .map(({ stdout, stderr }) => stdout + stderr)
    .join("\n");
}

const title = hasOpenssl ? "the archive of a signed run" : `the archive of a signed run (${withoutOpenssl})`;
describe.skipIf(!hasOpenssl)(title, () => {
  it("verifies with its signers, run again from itself, and was the same bytes before it was exported", async () => {
    const { status, out } = await place.type(["verify", "it.zip", "--anchors", "anchors", "--rerun"]);
    expect(out).toMatch(/^ok {11}signatures {3}1 author Ada .*; 2 approver Paul .*; the quorum is complete$/m);
    expect(out).toMatch(/^ok {11}archive/m);
    expect([status, out.trimEnd().split("\n").at(-1)]).toEqual([0, expect.stringMatching(/^verified/)]);
    await place.type(["export", run, "-o", "again.zip", "--with-data"]);
    expect(Buffer.compare(place.disk.read(join(place.folder, "again.zip")), whole)).toBe(0);
  });
  it("leaves a run behind that verifies, and an audit that tells of signatures and exports", async () => {
    expect((await place.type(["verify", run])).status).toBe(0);
    const audit = place
      .read(`${run}/seal/audit.jsonl`)
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(audit.map(({ n, event }) => `${n} ${event}`).slice(0, 4)).toEqual([
      "1 signed",
      "2 exported",
      "3 signed",
      "4 exported",
    ]);
  });
  it("is checked by its README alone", () => {
    const folder = unpacked(entries());
    const said = told(folder);
    rmSync(folder, { recursive: true });
    expect(said.match(/^Verified OK$/gm)).toHaveLength(3);
    expect(said.match(/^signer\.pem: OK$/gm)).toHaveLength(3);
    expect(said).toMatch(/^verified {2}/m);
    expect(said).not.toMatch(/FAILED|^NO /m);
  });
  it.each<readonly [string, RegExp, (own: Map<string, Uint8Array>) => unknown]>([
    [
      "a metric, and the list after it",
      /^NO /m,
      (own) => swap(own, "run/model/metrics.json", /"accuracy": [0-9.]+/, '"accuracy": 0.999'),
    ],
    [
      "a prediction, and the list after it",
      /FAILED/,
      (own) => swap(own, "run/model/predictions.csv", /,a,b,/, ",a,a,"),
    ],
    [
      "the name of a signer",
      /Verification failure/i,
      (own) => swap(own, "run/seal/seal-2.json", /"payload": "\w{8}/, '"payload": "AAAAAAAA'),
    ],
    [
      "the signed PDF",
      /seal\/report_signed\.pdf: FAILED/,
      (own) =>
        own.set("run/seal/report_signed.pdf", (own.get("run/seal/report_signed.pdf") ?? new Uint8Array()).slice(0, -9)),
    ],
    ["the register", /^NO .*register/m, (own) => swap(own, "register.jsonl", /"exit_code":0/, '"exit_code":1')],
  ])("is found by its README alone to be forged: %s", (_, says, change) => {
    const own = new Map(entries());
    change(own);
    own.set("SHA256SUMS", new TextEncoder().encode(sumsOf(own)));
    const folder = unpacked(own);
    const said = told(folder);
    rmSync(folder, { recursive: true });
    expect(said).toMatch(says);
  });
});

function swap(own: Map<string, Uint8Array>, path: string, old: RegExp, by: string): void {
  const before = Buffer.from(own.get(path) ?? []).toString("utf8");
  const after = before.replace(old, by);
  expect(after).not.toBe(before);
  own.set(path, new TextEncoder().encode(after));
}

it("is written the same twice", () => {
  if (hasOpenssl) expect(Buffer.compare(zipped(entries()), whole)).toBe(0);
});
