/** A seal by itself: two people sign a run, and whatever is done to the files is told. */
import { createHash } from "node:crypto";
import { join } from "node:path";
import { PDFDocument } from "@cantoo/pdf-lib";
import { beforeAll, describe, expect, it } from "vitest";
import { attachedChecks } from "../../../compiler/cli/work/pdf-checks.ts";
import { opened } from "../../../compiler/seal/dsse.ts";
import { newKey } from "../../../compiler/seal/new-key.ts";
import { pdfAlone } from "../../../compiler/seal/pdf-alone.ts";
import { withRoom } from "../../../compiler/seal/pdf-revision.ts";
import { quorumOf, whyNotNext } from "../../../compiler/seal/quorum.ts";
import { sealed, signaturesOf, withWholeSeal } from "../../../compiler/seal/seal.ts";
import { type Signer, signerOf, whyNotSigning } from "../../../compiler/seal/signer.ts";
import { lackOf, pdfLooked, sealLooked } from "../../../compiler/seal/verify-seal.ts";
import { openRun } from "../../../compiler/verify/open-run.ts";
import type { RunFolder } from "../../../compiler/verify/run-folder.ts";
import type { Manifest } from "../../../schemas/manifest.ts";
import { folderOf } from "../../fixtures/forge.ts";
import { inMemory } from "../../fixtures/in-memory.ts";
import { legible } from "../../fixtures/legible.ts";
import { smallCsv, smallProtocol } from "../../fixtures/small.ts";

const now = Date.parse("2026-03-01T12:00:00Z");
const quorum = quorumOf("regulatory", undefined);
const passphrase = "a long secret";
/** Few rounds: how long a guess takes is not what is tested. */
const person = (name: string) =>
  newKey({ name, email: "someone@example.org", from: now - 1000, days: 30 }, passphrase, 100);
const pdf = "seal/report_signed.pdf";
let files: Map<string, Uint8Array>;
let manifest: Manifest;
let ada: Signer;

async function signWith(signer: Signer, role: "author" | "approver") {
  const signing = { signer, role, meaning: "I answer for it", reason: null, time: "2026-03-01T12:00:00Z", send: null };
  const made = await sealed(folderOf(files), manifest, quorum, signing);
  for (const [path, bytes] of made.files) files.set(path, bytes);
}

beforeAll(async () => {
  const place = inMemory({ "protocol.md": smallProtocol(), "small.csv": smallCsv() });
  await place.compile({ pdf: true }, {}, legible);
  manifest = place.manifest();
  const folder = openRun(place.disk, "runs/latest", join(place.folder, "runs/latest")) as RunFolder;
  files = new Map(folder.paths.map((path) => [path, folder.read(path) ?? new Uint8Array()]));
  ada = (await signerOf((await person("Ada")).p12, passphrase)) as Signer;
  await signWith(ada, "author");
  await signWith((await signerOf((await person("Bob")).p12, passphrase)) as Signer, "approver");
});

async function said(change: (own: Map<string, Uint8Array>) => unknown = () => undefined) {
  const own = new Map(files);
  change(own);
  const { findings } = await sealLooked(folderOf(own), manifest, quorum, null);
  return findings.map(({ code, message }) => `${code} ${message}`).join("\n");
}
const of = (path: string) => files.get(path) ?? new Uint8Array();
const longer = (bytes: Uint8Array, text: string) => new Uint8Array([...bytes, ...new TextEncoder().encode(text)]);

describe("a seal", () => {
  it("is whole, and tells who signed as what", async () => {
    const { signatures, quorum: own, findings } = await sealLooked(folderOf(files), manifest, quorum, null);
    expect([findings, own.met]).toEqual([[], true]);
    expect(signatures).toMatchObject([
      { n: 1, role: "author", name: "Ada", trusted: null },
      { n: 2, role: "approver", name: "Bob", trusted: null },
    ]);
  });

  it("attests every file of the run and its inputs in an envelope that names its certificate", () => {
    const envelope = opened(of("seal/attestation.json"));
    if ("problem" in envelope) throw new Error(envelope.problem);
    const { subject, predicate } = envelope.statement as {
      subject: { name: string; digest: { sha256: string } }[];
      predicate: { buildDefinition: { resolvedDependencies: { name: string }[] } };
    };
    for (const { name, digest } of subject)
      expect(digest.sha256, name).toBe(createHash("sha256").update(of(name)).digest("hex"));
    expect(subject.length).toBe(files.size - 5);
    expect(predicate.buildDefinition.resolvedDependencies.map(({ name }) => name)).toEqual([
      "protocol.md",
      "small: small.csv",
    ]);
  });

  it.each<readonly [string, RegExp, (own: Map<string, Uint8Array>) => unknown]>([
    [
      "bytes behind it",
      /FS9710 .* has 4 bytes after the last signature/,
      (own) => own.set(pdf, longer(of(pdf), "more")),
    ],
    ["its end cut off", /FS9710 .* ends before the last signature/, (own) => own.set(pdf, of(pdf).slice(0, -9))],
    ["an envelope gone", /FS9710 .*seal-1.json. is not there/, (own) => own.delete("seal/seal-1.json")],
    ["a file more", /FS9710 .*belongs to no signature/, (own) => own.set("seal/more.txt", of("protocol.md"))],
    ["another manifest", /FS9711 /, (own) => own.set("manifest.json", longer(of("manifest.json"), "\n"))],
    [
      "another audit",
      /FS9711 .*audit.jsonl/,
      (own) => own.set("seal/audit.jsonl", longer(of("seal/audit.jsonl"), "{}\n")),
    ],
  ])("with %s is refused", async (_, says, change) => expect(await said(change)).toMatch(says));

  it("with any bit flipped is refused", async () => {
    const paths = [...files.keys()].filter((path) => path.startsWith("seal/"));
    for (let i = 0; i < 30; i++) {
      const path = paths[i % paths.length];
      const bytes = of(path).slice();
      const at = Math.floor((bytes.length * ((i * 7919) % 1009)) / 1009);
      bytes[at] ^= 1 << (i % 8);
      expect(await said((own) => own.set(path, bytes)), `${path} bit ${i % 8} of byte ${at}`).not.toBe("");
    }
  });

  it("that a signer was stopped in is that of the signature before", async () => {
    const half = new Map(files);
    half.delete("seal/seal-2.json");
    const whole = withWholeSeal(folderOf(half));
    expect(signaturesOf(whole).map(({ role }) => role)).toEqual(["author"]);
    expect((await sealLooked(whole, manifest, quorum, null)).findings).toEqual([]);
    half.delete("seal/seal-1.json");
    expect(withWholeSeal(folderOf(half)).paths.filter((path) => path.startsWith("seal/"))).toEqual([]);
  });
});

describe("a quorum", () => {
  const by = (role: string, subject = role, key = subject) => ({ role, subject, key });
  it("asks in regulatory mode for an author and an approver, whatever the document lowers", () => {
    expect(quorumOf("regulatory", { author: 0, reviewer: 2, approver: 0 })).toEqual({
      author: 1,
      reviewer: 2,
      approver: 1,
    });
    expect(lackOf(quorumOf("regulatory", undefined), [])).toBe("1 author to sign, 1 approver to sign");
    expect(quorumOf("research", undefined)).toEqual({ author: 0, reviewer: 0, approver: 0 });
  });
  it.each([
    ["the author signs first", [], by("approver")],
    ["the author has signed", [by("author")], by("author", "Eve")],
    ["the protocol asks for no reviewer", [by("author")], by("reviewer")],
    ["Ada has signed as author, and a person signs once", [by("author", "Ada")], by("approver", "Ada", "another key")],
    ["Eve has signed as author, and a person signs once", [by("author", "Ada", "k")], by("approver", "Eve", "k")],
    [null, [by("author")], by("approver")],
  ])("says: %s", (says, before, next) => expect(whyNotNext(quorum, before, next as never)).toBe(says));
});

describe("a key", () => {
  it("opens with its passphrase alone, and signs while its certificate is valid", async () => {
    const { p12, pem } = await person("Eve");
    expect(await signerOf(p12, "another")).toMatchObject({ problem: "passphrase" });
    expect(await signerOf(new Uint8Array([1, 2, 3]), passphrase)).toMatchObject({ problem: "none" });
    expect(pem).toMatch(/^-----BEGIN CERTIFICATE-----\n/);
    expect(whyNotSigning(ada, now)).toBe(null);
    expect(whyNotSigning(ada, now - 2000)).toMatch(/^its certificate is valid from/);
    expect(whyNotSigning(ada, now + 31 * 86_400_000)).toMatch(/^its certificate expired on/);
  });
});

describe("a signed PDF without its folder", () => {
  const looked = async (bytes: Uint8Array) => {
    const alone = await pdfAlone("report.pdf", bytes);
    if ("problem" in alone) return { said: alone.problem, signatures: [], open: [] };
    const seal = await pdfLooked(alone, quorum, null);
    const rows = await attachedChecks(alone);
    const said = [...rows.findings, ...seal.findings].map(({ code, message }) => `${code} ${message}`).join("\n");
    return { said, signatures: seal.signatures, open: rows.checks.filter(({ status }) => status === "not_checked") };
  };

  it("is whole, tells who signed as what and when, and says that numbers are not checked", async () => {
    const { said: found, signatures, open } = await looked(of(pdf));
    expect(found).toBe("");
    expect(signatures).toMatchObject([
      { n: 1, role: "author", name: "Ada", time: "2026-03-01T12:00:00Z", meaning: "I answer for it", trusted: null },
      { n: 2, role: "approver", name: "Bob", trusted: null },
    ]);
    expect(open.map(({ name }) => name)).toEqual(["files", "metrics", "register", "rerun", "pdf"]);
  });
  it("is a whole PDF of one signature where it was cut off there, which a quorum tells", async () => {
    const [first] = signaturesOf(folderOf(files));
    const { said: found, signatures } = await looked(of(pdf).slice(0, first.pdf_length));
    expect([found, lackOf(quorum, signatures)]).toEqual(["", "1 approver to sign"]);
  });
  it.each<readonly [string, RegExp, () => Uint8Array]>([
    ["bytes behind it", /FS9710 .* has 4 bytes after the last signature/, () => longer(of(pdf), "more")],
    ["its end cut off", /cannot be read|FS97/, () => of(pdf).slice(0, -9)],
    ["nobody's signature", /nobody has signed it|it holds no manifest/, () => of("report/report_research.pdf")],
    ["no PDF at all", /cannot be read/, () => new TextEncoder().encode("%PDF-1.7\n")],
  ])("is refused with %s", async (_, says, bytes) => expect((await looked(bytes())).said).toMatch(says));
  it("is refused with any bit flipped", { tags: "slow" }, async () => {
    for (let i = 0; i < 40; i++) {
      const bytes = of(pdf).slice();
      const at = Math.floor((bytes.length * ((i * 7919) % 1009)) / 1009);
      bytes[at] ^= 1 << (i % 8);
      expect((await looked(bytes)).said, `bit ${i % 8} of byte ${at}`).not.toBe("");
    }
  });
});

describe("what a signature adds to a PDF", () => {
  it("is written by pdf-lib as it was: another release that writes other bytes is seen here, and not by an auditor", async () => {
    const blank = await PDFDocument.create({ updateMetadata: false });
    blank.addPage([200, 100]);
    const printed = await blank.save({ useObjectStreams: false });
    const made = await withRoom(printed, {
      field: "author-1",
      name: "Ada Ünal",
      reason: "author: I answer for it",
      time: "2026-03-01T12:00:00Z",
      attachments: new Map([["manifest.json", new TextEncoder().encode("{}\n")]]),
      isStamped: false,
      certificate: "0".repeat(64),
      signed: 1,
      of: 2,
    });
    const digest = createHash("sha256").update(made.pdf).digest("hex");
    expect([made.pdf.length, digest]).toEqual([
      26_501,
      "039c18624d3b49150622253bcdedc0f71dc1022ea5af0f383cb08b68313d7ff7",
    ]);
  });
});
