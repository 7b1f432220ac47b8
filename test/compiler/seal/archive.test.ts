/**
 * An archive of a run: the same bytes each time, checked by strangers' tools, and refused with anything that another reader would see otherwise.
 *
 * @module-tag slow
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sumsOf } from "../../../compiler/verify/archive.ts";
import { type Entries, unzipped, zipped } from "../../../compiler/verify/zip.ts";
import { inMemory } from "../../fixtures/in-memory.ts";
import { legible } from "../../fixtures/legible.ts";
import type { Place } from "../../fixtures/project.ts";
import { smallCsv, smallProtocol } from "../../fixtures/small.ts";
import { havePython } from "../../verify-py/python.ts";
import { type Entry, zip } from "../../verify-py/zip.ts";

const encode = (text: string) => new TextEncoder().encode(text);
const authors =
  "authors:\n  - {name: Ada Lovelace, orcid: 0000-0002-1825-0097, affiliation: Lab}\nlicense: CC-BY-4.0\nkeywords: [fat]\n";
const document = smallProtocol({
  frontMatter: `mode: regulatory\nclaims: {standard: S, use_case: U, limitations: [L]}\n${authors}`,
  data: "positive: b\nupstream: none\n",
  steps: "  - snv\n",
  csv: smallCsv(),
});
let place: Place;
let plain: Uint8Array;
let whole: Uint8Array;
let said: string;
const at = (path: string) => place.disk.read(join(place.folder, path));
const verified = (path: string, ...more: string[]) => place.type(["verify", path, ...more]);

beforeAll(async () => {
  place = inMemory({
    "protocol.md": document,
    "small.csv": smallCsv(),
    "foodspec.config.yaml": "",
  });
  await place.compile({}, {}, legible);
  const { status, out, err } = await place.type(["export", "runs/latest", "-o", "plain.zip"]);
  said = out;
  expect([status, err]).toEqual([0, ""]);
  expect((await place.type(["export", "runs/latest", "-o", "whole.zip", "--with-data"])).status).toBe(0);
  [plain, whole] = [at("plain.zip"), at("whole.zip")];
});
afterAll(() => place.remove());

const entriesOf = (bytes: Uint8Array) => {
  const entries = unzipped("it", bytes);
  if ("code" in entries) throw new Error(entries.message);
  return entries;
};
const textOf = (entries: Entries, path: string) => new TextDecoder().decode(entries.get(path));

describe("an archive", () => {
  it("is told by its digest, and is the same again, whatever was exported meanwhile", async () => {
    expect(said).toMatch(/^[0-9a-f]{64} {2}plain\.zip\n$/);
    expect((await place.type(["export", "runs/latest", "-o", "again.zip"])).out.slice(0, 64)).toBe(said.slice(0, 64));
    expect(Buffer.compare(at("again.zip"), plain)).toBe(0);
    const told = place.read("protocol.md.register.jsonl").match(/"archive":"sha256:[0-9a-f]{64}","event":"exported"/g);
    expect(told).toHaveLength(3);
    expect(textOf(entriesOf(plain), "register.jsonl")).not.toContain("exported");
  });
  it("holds the run, its register, a verifier, and what tells of it, and with data what the run read", () => {
    const names = [...entriesOf(plain).keys()].filter((name) => !name.startsWith("run/"));
    const beside = ["CITATION.cff", "README.txt", "SHA256SUMS", "THIRD-PARTY.md", "bom.cdx.json", "register.jsonl"];
    expect(names).toEqual([...beside, "ro-crate-metadata.json", "verify.py"]);
    const more = [...entriesOf(whole).keys()].filter((name) => !entriesOf(plain).has(name));
    expect(more).toEqual(["data/small/small.csv"]);
    expect(textOf(entriesOf(whole), more[0])).toBe(place.read("small.csv"));
  });
  it("verifies, and is run again from itself alone where it has the data", { tags: "slow" }, async () => {
    const kept = place.read("small.csv");
    place.disk.remove(join(place.folder, "small.csv"));
    const { status, out } = await verified("whole.zip", "--rerun");
    const without = await verified("plain.zip", "--rerun");
    place.write("small.csv", kept);
    expect(out).toMatch(/^ok {11}archive {6}\d+ entries, stored, plain and in order, by SHA256SUMS$/m);
    expect(out).toMatch(/^ok {11}register {5}run 1/m);
    expect(out).toMatch(/^ok {11}rerun/m);
    expect([status, out.trimEnd().split("\n").at(-1)]).toEqual([0, expect.stringMatching(/^verified /)]);
    expect([without.status, without.err]).toEqual([3, expect.stringContaining("FS3908")]);
  });
  it("says in JSON that it is one", async () => {
    const told = JSON.parse((await verified("plain.zip", "--format", "json")).out);
    expect([told.kind, told.verdict, told.target]).toEqual(["archive", "verified", "plain.zip"]);
  });
  it("is described as a crate: every file with its digest, the run with what went in and came out, its authors by ORCID iD", () => {
    const entries = entriesOf(whole);
    const graph = JSON.parse(textOf(entries, "ro-crate-metadata.json"))["@graph"] as { [field: string]: unknown }[];
    const by = new Map(graph.map((one) => [one["@id"] as string, one]));
    const ids = (value: unknown) => (value as { "@id": string }[]).map((one) => one["@id"]);
    expect(ids(by.get("./")?.hasPart)).toEqual([...entries.keys()].filter((name) => name !== "ro-crate-metadata.json"));
    for (const id of ids(by.get("./")?.hasPart)) expect(by.get(id), id).toBeDefined();
    const sums = new Map(
      textOf(entries, "SHA256SUMS")
        .split("\n")
        .map((line) => [line.slice(66), line.slice(0, 64)]),
    );
    for (const { "@id": id, sha256 } of graph) if (sha256 !== undefined) expect(sha256).toBe(sums.get(id as string));
    expect(by.get("#run")).toMatchObject({
      "@type": "CreateAction",
      instrument: { "@id": "run/protocol.md" },
      object: [{ "@id": "data/small/small.csv" }],
      agent: { "@id": "#operator" },
    });
    expect(by.get("https://orcid.org/0000-0002-1825-0097")).toMatchObject({ "@type": "Person", name: "Ada Lovelace" });
    expect(by.get("./")).toMatchObject({ license: { "@id": "https://spdx.org/licenses/CC-BY-4.0" }, name: "Small" });
  });
  it("says how it is cited", () => {
    const cff = textOf(entriesOf(plain), "CITATION.cff");
    for (const line of [
      "cff-version: 1.2.0",
      'title: "Small"',
      'license: "CC-BY-4.0"',
      '    orcid: "https://orcid.org/0000-0002-1825-0097"',
    ])
      expect(cff.split("\n")).toContain(line);
  });
  it("tells in its README of this run, and of no signature where nobody signed", () => {
    const readme = textOf(entriesOf(plain), "README.txt");
    expect(readme).toContain(place.manifest().content_digest.slice(7));
    expect(readme).toContain("signed     by nobody");
    expect(readme).not.toContain("pdfsig");
  });
  it.each([
    [
      "that was changed",
      "FS9140",
      9,
      async () => {
        place.write("runs/latest/report.md", "# Better\n");
        return "runs/latest";
      },
    ],
    ["that is none", "FS1152", 2, async () => "runs/nowhere"],
  ])("is not made of a run %s", async (_, code, exit, spoil) => {
    const kept = place.read("runs/latest/report.md");
    const { status, err } = await place.type(["export", await spoil(), "-o", "no.zip"]);
    place.write("runs/latest/report.md", kept);
    expect([status, err]).toEqual([exit, expect.stringContaining(code)]);
    expect(place.names()).not.toContain("no.zip");
  });
  it("is not written into the run", async () => {
    const { status, err } = await place.type(["export", "runs/latest", "-o", "runs/latest/it.zip"]);
    expect([status, err]).toEqual([2, expect.stringMatching(/FS9144.*it lies in the run/)]);
  });
});

type Change = (own: Map<string, Uint8Array>) => void;
/** An archive whose entries somebody changed, and its list of digests after them. */
const changed = (change: Change): Uint8Array => {
  const own = new Map(entriesOf(whole));
  change(own);
  own.set("SHA256SUMS", encode(sumsOf(own)));
  return zipped(own);
};
const listed = (): Entry[] => [...entriesOf(whole)].map(([name, bytes]) => ({ name, bytes }));
const with_ = (change: (entry: Entry) => Entry) => () =>
  zip(listed().map((one) => (one.name === "run/report.md" ? change(one) : one)));
const and = (entry: Entry) => () => zip([...listed(), entry].sort((a, b) => (a.name < b.name ? -1 : 1)));

describe("an archive is refused", () => {
  it.each<readonly [string, RegExp, () => Uint8Array]>([
    ["with a compressed entry", /FS9131.*is compressed/, with_((it) => ({ ...it, method: "deflated" }))],
    [
      "with a bomb",
      /FS9131.*is compressed/,
      with_((it) => ({ ...it, method: "deflated", bytes: new Uint8Array(5_000_000) })),
    ],
    ["with an encrypted entry", /FS9131.*is encrypted/, with_((it) => ({ ...it, flags: 1 }))],
    ["with an entry twice", /FS9131.*stands twice/, and({ name: "run/report.md", bytes: encode("# Better\n") })],
    [
      "with an entry that one disk takes for another",
      /FS9131.*stands twice/,
      and({ name: "run/REPORT.md", bytes: encode("") }),
    ],
    ["with an absolute entry", /FS9131.*is absolute/, and({ name: "/etc/passwd", bytes: encode("") })],
    ["with a drive", /FS9131.*is absolute/, and({ name: "C:x", bytes: encode("") })],
    ["with an entry outside", /FS9131.*leads out/, and({ name: "run/../../x", bytes: encode("") })],
    ["with a backslash", /FS9131.*backslash/, and({ name: "run\\x", bytes: encode("") })],
    ["with a NUL", /FS9131.*control character/, and({ name: "run/x\0y", bytes: encode("") })],
    ["with a folder", /FS9131.*without a name/, and({ name: "run/figures/", bytes: encode("") })],
    ["with a link", /FS9131.*is a link/, with_((it) => ({ ...it, mode: 0o120777 }))],
    ["with sizes that stand behind an entry", /FS9131.*says otherwise/, with_((it) => ({ ...it, flags: 8 }))],
    [
      "with a name that its local header has otherwise",
      /FS9131.*says otherwise/,
      with_((it) => ({ ...it, local: "run/report.mx" })),
    ],
    ["with bytes between entries", /FS9131.*no entry owns/, with_((it) => ({ ...it, before: "hidden" }))],
    ["with bytes before it", /FS9131/, () => Buffer.concat([encode("hidden"), whole])],
    ["with bytes after it", /FS9131/, () => Buffer.concat([whole, encode("hidden")])],
    ["with a comment", /FS9131/, () => zip(listed(), "hidden")],
    ["with entries in no order", /FS9131.*out of order/, () => zip(listed().reverse())],
    ["cut short", /FS9131.*cut short/, () => whole.subarray(0, -9)],
    ["without its register", /FS9132.*register\.jsonl/, () => changed((own) => own.delete("register.jsonl"))],
    ["without its README", /FS9132.*README\.txt/, () => changed((own) => own.delete("README.txt"))],
    [
      "with a file nobody knows",
      /FS9132.*belongs to no archive/,
      () => changed((own) => own.set("install.sh", encode(""))),
    ],
    [
      "with other data",
      /FS9132.*not the file that the run read/,
      () => changed((own) => own.set("data/small/small.csv", encode("id\n"))),
    ],
    [
      "with more data",
      /FS9132.*belongs to no archive/,
      () => changed((own) => own.set("data/small/more.csv", encode("id\n"))),
    ],
    [
      "with another file of the run",
      /FS9111.*report\.md/,
      () => changed((own) => own.set("run/report.md", encode("# Better\n"))),
    ],
    [
      "with a digest of its list changed",
      /FS9132.*SHA256SUMS/,
      () => {
        const own = new Map(entriesOf(whole));
        own.set("SHA256SUMS", encode(textOf(own, "SHA256SUMS").replace(/^./, (one) => (one === "0" ? "1" : "0"))));
        return zipped(own);
      },
    ],
    [
      "with a line of its register changed",
      /NO {11}register|FS9101|FS9602/,
      () =>
        changed((own) =>
          own.set("register.jsonl", encode(textOf(own, "register.jsonl").replace(/"exit_code":\d/, '"exit_code":5'))),
        ),
    ],
  ])("%s", async (_, says, spoil) => {
    place.disk.write(join(place.folder, "bad.zip"), spoil());
    const { status, out, err } = await verified("bad.zip");
    expect(err + out).toMatch(says);
    expect(status).toBe(9);
  });
  it("that is no zip", async () => {
    place.write("bad.zip", "Trust me.");
    expect(await verified("bad.zip")).toMatchObject({ status: 2, err: expect.stringContaining("FS1153") });
  });
  it("is told where README or verify.py are not what this program writes", async () => {
    place.disk.write(
      join(place.folder, "other.zip"),
      changed((own) => own.set("README.txt", encode("All is well.\n"))),
    );
    const { status, out } = await verified("other.zip");
    expect(out).toMatch(/^not checked {2}archive {6}README\.txt: this program writes them otherwise/m);
    expect(status).toBe(0);
  });
});

describe("strangers' tools", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "foodspec-archive-"));
    writeFileSync(join(folder, "it.zip"), whole);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const typed = (...words: string[]) => spawnSync(words[0], words.slice(1), { cwd: folder, encoding: "utf8" });
  const hasUnzip = spawnSync("unzip", ["-v"]).status === 0;

  it.skipIf(!hasUnzip)(
    "unzip and sha256sum find every entry as listed, and verify.py verifies what was unpacked",
    () => {
      expect(typed("unzip", "-t", "it.zip").stdout).toContain("No errors detected");
      typed("unzip", "-q", "it.zip");
      const sums = typed("sha256sum", "-c", "SHA256SUMS");
      expect([sums.status, sums.stderr]).toEqual([0, ""]);
      if (!havePython()) return;
      const { status, stdout } = typed("python3", "verify.py");
      expect([status, stdout.trimEnd().split("\n").at(-1)]).toEqual([0, expect.stringMatching(/^verified /)]);
    },
  );
  it.skipIf(!havePython())("verify.py verifies the archive itself", () => {
    const { status, stdout } = typed("python3", join(process.cwd(), "verify.py"), "it.zip");
    expect(stdout).not.toMatch(/^NO /m);
    expect([status, stdout.trimEnd().split("\n").at(-1)]).toEqual([0, expect.stringMatching(/^verified /)]);
  });
});
