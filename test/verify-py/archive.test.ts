/**
 * verify.py on archives: one made as it should be is accepted, and whatever lets two readers see two things is refused.
 *
 * @module-tag slow
 */
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { honestRun } from "./honest.ts";
import { havePython, looked, typed } from "./python.ts";
import { type Entry, zip } from "./zip.ts";

type Spoil = (entries: Entry[]) => Uint8Array;
const bytes = (text: string) => new TextEncoder().encode(text);
const with_ =
  (change: (entry: Entry) => Entry): Spoil =>
  (entries) =>
    zip(entries.map((entry) => (entry.name === "run/report.md" ? change(entry) : entry)));
const and =
  (entry: Entry): Spoil =>
  (entries) =>
    zip([...entries, entry].sort((a, b) => (a.name < b.name ? -1 : 1)));

/** The register in the archive with its text changed, its digest made anew. */
const inRegister = (entries: readonly Entry[], change: (text: string) => string): Uint8Array =>
  zip(
    summed(
      entries.map((it) =>
        it.name === "register.jsonl" ? { ...it, bytes: bytes(change(Buffer.from(it.bytes).toString())) } : it,
      ),
    ),
  );

/** How an archive is spoilt, and what verify.py says of it. */
const spoilt: { readonly [what: string]: readonly [says: string, spoil: Spoil] } = {
  "a compressed entry": ["is compressed", with_((it) => ({ ...it, method: "deflated" }))],
  "an encrypted entry": ["is encrypted", with_((it) => ({ ...it, flags: 1 }))],
  "an entry of which sizes stand behind it": ["local header", with_((it) => ({ ...it, flags: 8 }))],
  "an entry twice": ["stands twice", and({ name: "run/report.md", bytes: bytes("# Better\n") })],
  "two entries that one disk takes for one": ["stands twice", and({ name: "run/REPORT.md", bytes: bytes("") })],
  "an absolute entry": ["is absolute", and({ name: "/etc/passwd", bytes: bytes("") })],
  "a drive": ["is absolute", and({ name: "C:x", bytes: bytes("") })],
  "an entry outside": ["is outside", and({ name: "run/../../x", bytes: bytes("") })],
  "a backslash": ["with a backslash", and({ name: "run\\x", bytes: bytes("") })],
  "a folder": ["with an empty part", and({ name: "run/figures/", bytes: bytes("") })],
  "a link": ["is a link", with_((it) => ({ ...it, mode: 0o120777 }))],
  "a name that its local header has otherwise": ["local header", with_((it) => ({ ...it, local: "run/report.mx" }))],
  "bytes between entries": ["bytes that no entry owns before", with_((it) => ({ ...it, before: "hidden" }))],
  "a comment": ["bytes that no entry owns", (entries) => zip(entries, "hidden")],
  "entries in no order": ["not in order", (entries) => zip([...entries].reverse())],
  "a digest of SHA256SUMS": [
    "SHA256SUMS does not hold",
    (entries) => zip(entries.map((it) => (it.name === "README.txt" ? { ...it, bytes: bytes("Trust me.\n") } : it))),
  ],
  "a line of SHA256SUMS too many": [
    "SHA256SUMS lists",
    (entries) =>
      zip(
        entries.map((it) =>
          it.name === "SHA256SUMS"
            ? { ...it, bytes: Buffer.concat([it.bytes, bytes(`${"0".repeat(64)}  more\n`)]) }
            : it,
        ),
      ),
  ],
  "another file of the run": [
    "report.md has another digest",
    (entries) =>
      zip(summed(entries.map((it) => (it.name === "run/report.md" ? { ...it, bytes: bytes("# Better\n") } : it)))),
  ],
  "no register": [
    "register.jsonl is not there",
    (entries) => zip(summed(entries.filter(({ name }) => name !== "register.jsonl"))),
  ],
  "a register in which the run ended otherwise": [
    "no line says how",
    (entries) => inRegister(entries, (text) => text.replace(/"manifest":"sha256:../, (old) => `${old.slice(0, -2)}zz`)),
  ],
  "a register without its first line": [
    "are gone that others follow",
    (entries) =>
      inRegister(entries, (text) => text.replace(/"previous":\[\]/, `"previous":["sha256:${"0".repeat(64)}"]`)),
  ],
  "no run": ["no manifest.json", (entries) => zip(summed(entries.filter(({ name }) => !name.startsWith("run/"))))],
  "a file cut short": ["no zip", (entries) => zip(entries).subarray(0, 5000)],
};

/** The entries with SHA256SUMS as it should be. */
function summed(entries: readonly Entry[]): Entry[] {
  const others = entries.filter(({ name }) => name !== "SHA256SUMS");
  const lines = others.map((it) => `${createHash("sha256").update(it.bytes).digest("hex")}  ${it.name}\n`);
  const all = [...others, { name: "SHA256SUMS", bytes: bytes(lines.join("")) }];
  return all.sort((a, b) => (a.name < b.name ? -1 : 1));
}

describe.skipIf(!havePython())("verify.py, given an archive,", () => {
  let folder: string;
  let entries: Entry[];
  const said = new Map<string, string>();
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "foodspec-archive-"));
    const { files, register } = await honestRun();
    const run = [...files].map(([path, its]) => ({ name: `run/${path}`, bytes: its }));
    const beside = [
      { name: "README.txt", bytes: bytes("How to look at it.\n") },
      { name: "register.jsonl", bytes: bytes(register ?? "") },
    ];
    entries = summed([...run, ...beside]);
    const paths = Object.entries(spoilt).map(([what, [, spoil]], i) => {
      writeFileSync(join(folder, `${i}.zip`), spoil(entries));
      return [what, join(folder, `${i}.zip`)] as const;
    });
    const told = looked(paths.map(([, path]) => path));
    for (const [i, { bad }] of told.entries()) said.set(paths[i][0], Object.values(bad).flat().join("\n"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("accepts one whose entries are stored, plain and in order", () => {
    writeFileSync(join(folder, "good.zip"), zip(entries));
    const { status, out } = typed(join(folder, "good.zip"));
    expect([status, out.trimEnd().split("\n").at(-1)]).toEqual([0, expect.stringMatching(/^verified {2}2026/)]);
  });
  it.each(Object.entries(spoilt).map(([what, [says]]) => [what, says]))("refuses %s", (what, says) => {
    expect(said.get(what)).toContain(says);
  });
});
