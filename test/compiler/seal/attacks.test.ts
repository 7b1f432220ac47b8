/** Attacks on a signed report, each by name: three people have signed a run, and somebody who knows how makes it say something else. */
import { X509Certificate } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PDFArray, PDFDict, PDFDocument, PDFName, type PDFObject, PDFString } from "@cantoo/pdf-lib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sendTo } from "../../../compiler/cli/work/send.ts";
import type { Anchors } from "../../../compiler/seal/anchors.ts";
import { opened } from "../../../compiler/seal/dsse.ts";
import { newKey } from "../../../compiler/seal/new-key.ts";
import { pdfAlone } from "../../../compiler/seal/pdf-alone.ts";
import { quorumOf } from "../../../compiler/seal/quorum.ts";
import { type Signer, signerOf } from "../../../compiler/seal/signer.ts";
import { pdfLooked, sealLooked } from "../../../compiler/seal/verify-seal.ts";
import { canonicalJson } from "../../../compiler/store/canonical.ts";
import { openRun } from "../../../compiler/verify/open-run.ts";
import { takenApart } from "../../../compiler/verify/pdf/read.ts";
import { shadowsIn } from "../../../compiler/verify/pdf/shadows.ts";
import type { RunFolder } from "../../../compiler/verify/run-folder.ts";
import type { Manifest } from "../../../schemas/manifest.ts";
import { hasOpenssl, openssl, withoutOpenssl } from "../../fixtures/authority.ts";
import { type Files, type Forger, folderOf, forged } from "../../fixtures/forge.ts";
import { inMemory } from "../../fixtures/in-memory.ts";
import { legible } from "../../fixtures/legible.ts";
import type { Place } from "../../fixtures/project.ts";
import { restamped, type Sealing, sealedBy } from "../../fixtures/sealing.ts";
import { smallCsv, smallProtocol } from "../../fixtures/small.ts";
import { type Stamper, stamperIn } from "../../fixtures/stamper.ts";

const passphrase = "a long secret";
const today = "2026-03-01T12:00:00Z";
const now = Date.parse(today);
const day = 86_400_000;
const quorum = quorumOf("research", { author: 1, reviewer: 1, approver: 1 });
const pdf = "seal/report_signed.pdf";
const printed = "report/report_research.pdf";
const roles = ["author", "reviewer", "approver"] as const;
let place: Place;
let run: Files;
let signed: Files;
let people: Readonly<Record<(typeof roles)[number], Signer>>;

/** Few rounds: how long a guess takes is not what is tested. */
async function person(name: string, from = now - day, days = 30): Promise<Signer> {
  const { p12 } = await newKey({ name, email: "someone@example.org", from, days }, passphrase, 100);
  return (await signerOf(p12, passphrase)) as Signer;
}
const anchors = (more: Partial<Anchors> = {}): Anchors => ({
  trusted: roles.map((role) => people[role].certificate),
  stampers: [],
  revoked: [],
  signers: { author: ["Ada"], reviewer: ["Rosa"], approver: ["Paul"] },
  ...more,
});
/** All files of the last run. */
function filesOf({ disk, folder }: Place): Files {
  const opened = openRun(disk, "runs/latest", join(folder, "runs/latest")) as RunFolder;
  return new Map(opened.paths.map((path) => [path, opened.read(path) ?? new Uint8Array()]));
}
const everybody = (change: Partial<Record<(typeof roles)[number], Partial<Sealing>>> = {}): readonly Sealing[] =>
  roles.map((role) => ({ signer: people[role], role, time: today, ...change[role] }));
const manifestOf = (files: Files) => JSON.parse(new TextDecoder().decode(files.get("manifest.json"))) as Manifest;

async function said(files: Files, trusted: Anchors | null = anchors()) {
  const { findings } = await sealLooked(folderOf(files), manifestOf(files), quorum, trusted);
  return findings.map(({ code, message }) => `${code} ${message}`).join("\n");
}
async function saidOfPdf(bytes: Uint8Array, trusted: Anchors | null = anchors()) {
  const alone = await pdfAlone("report.pdf", bytes);
  if ("problem" in alone) return alone.problem;
  const { findings } = await pdfLooked(alone, quorum, trusted);
  return findings.map(({ code, message }) => `${code} ${message}`).join("\n");
}
const shadowsOf = async (bytes: Uint8Array) => shadowsIn(bytes, await takenApart(bytes));
const bytesOf = (path: string, files = signed) => files.get(path) ?? new Uint8Array();
const joined = (...parts: readonly Uint8Array[]) => new Uint8Array(Buffer.concat(parts));
const with_ = (change: Readonly<Record<string, Uint8Array>>, files = signed) =>
  new Map([...files, ...Object.entries(change)]);
const lengths = (files = signed) =>
  roles.map((_, i) => {
    const envelope = opened(bytesOf("seal/seal-3.json", files));
    if ("problem" in envelope) throw new Error(envelope.problem);
    const { predicate } = envelope.statement as { predicate: { signatures: { pdf_length: number }[] } };
    return predicate.signatures[i].pdf_length;
  });

/** A later revision of a PDF, as any program may append one. */
async function revised(bytes: Uint8Array, change: (document: PDFDocument) => readonly PDFObject[]) {
  const document = await PDFDocument.load(bytes, { forIncrementalUpdate: true, updateMetadata: false });
  const snapshot = document.takeSnapshot();
  for (const object of change(document)) {
    const ref = document.context.getObjectRef(object);
    if (ref === undefined) throw new Error("what was changed has no number");
    snapshot.markRefForSave(ref);
  }
  return joined(bytes, await document.saveIncremental(snapshot, { useObjectStreams: false }));
}

beforeAll(async () => {
  const frontMatter = "signatures: {author: 1, reviewer: 1, approver: 1}\n";
  place = inMemory({ "protocol.md": smallProtocol({ frontMatter }), "small.csv": smallCsv() });
  await place.compile({ pdf: true }, {}, legible);
  run = filesOf(place);
  people = { author: await person("Ada"), reviewer: await person("Rosa"), approver: await person("Paul") };
  signed = await sealedBy(run, quorum, everybody());
});
afterAll(() => place.remove());

describe("attack: nothing was done", () => {
  it("and the seal, the PDF by itself and what it holds are sound", async () => {
    expect(await said(signed)).toBe("");
    expect(await saidOfPdf(bytesOf(pdf))).toBe("");
    expect(await shadowsOf(bytesOf(printed))).toEqual([]);
  });
});

describe("attack: cut and appended", () => {
  it("bytes after the last signature", async () => {
    const longer = joined(bytesOf(pdf), new TextEncoder().encode("\n%%EOF\n"));
    expect(await said(with_({ [pdf]: longer }))).toMatch(/FS9710 .*bytes after the last signature/);
    expect(await saidOfPdf(longer)).toMatch(/FS9710 .*bytes after the last signature/);
  });
  it("the file cut after the second of three signatures, in the PDF and everywhere", async () => {
    const two = bytesOf(pdf).slice(0, lengths()[1]);
    expect(await said(with_({ [pdf]: two }))).toMatch(/FS9710 .*ends before the last signature/);
    expect(await saidOfPdf(two)).toMatch(/FS9712 .*does not complete the quorum: 1 approver to sign/);
    const set = await sealedBy(run, quorum, everybody().slice(0, 2));
    expect(await said(set)).toMatch(/FS9712 .*does not complete the quorum: 1 approver to sign/);
  });
  it("a seal set back everywhere, its register left: that tells of more signatures", async () => {
    const two = await sealedBy(run, quorum, everybody().slice(0, 2));
    const manifest = manifestOf(two);
    const line = (role: string) => canonicalJson({ event: "signed", previous: [], role, run_id: manifest.run_id });
    const register = roles.map((role) => `${line(role)}\n`).join("");
    const folder = { ...folderOf(two), register: () => register };
    const known = { ...manifest, register: { ...manifest.register, file: "protocol.md.register.jsonl" } } as Manifest;
    const { findings } = await sealLooked(folder, known, quorum, null);
    expect(findings.map(({ message }) => message).join()).toMatch(/holds 2 signatures, and the register tells of 3/);
  });
});

describe("attack: signatures moved", () => {
  it("the approver's dropped", async () => {
    const own = new Map(signed);
    own.delete("seal/seal-3.json");
    expect(await said(own)).toMatch(/FS9710 .*bytes after the last signature/);
  });
  it("two exchanged in the PDF", async () => {
    const bytes = bytesOf(pdf).slice();
    const text = Buffer.from(bytes).toString("latin1");
    const holes = [...text.matchAll(/\/ByteRange \[ 0 (\d+) (\d+) /g)].map(([, a, b]) => [Number(a), Number(b)]);
    const [[a, b], [c, d]] = holes.slice(1);
    bytes.set(bytesOf(pdf).subarray(c, d), a);
    bytes.set(bytesOf(pdf).subarray(a, b), c);
    expect(await said(with_({ [pdf]: bytes }))).toMatch(/FS971[014] /);
    expect(await saidOfPdf(bytes)).toMatch(/FS971[014] |it cannot be read/);
  });
  it("one transplanted from another report, and everything around it made anew", async () => {
    const other = inMemory({ "protocol.md": smallProtocol({ steps: "  - msc\n" }), "small.csv": smallCsv() });
    await other.compile({ pdf: true }, {}, legible);
    const foreign = await sealedBy(filesOf(other), quorum, everybody());
    const text = Buffer.from(bytesOf(pdf, foreign)).toString("latin1");
    const [, from, to] = [...text.matchAll(/\/ByteRange \[ 0 (\d+) (\d+) /g)].map((one) => one.map(Number))[2];
    const message = Buffer.from(text.slice(from + 1, to - 1), "hex");
    const own = await sealedBy(run, quorum, everybody({ approver: { message: async () => message } }));
    expect(await said(own)).toMatch(/FS9710 .*is of other bytes than stand there: signature 3, approver/);
    expect(await saidOfPdf(bytesOf(pdf, own))).toMatch(/FS9710 .*is of other bytes than stand there/);
  });
});

describe("attack: a later revision that the next signer signs", () => {
  it.each<readonly [string, (document: PDFDocument) => readonly PDFObject[]]>([
    [
      "changes the content of a page",
      (document) => {
        const page = document.getPage(0);
        page.node.set(PDFName.of("Contents"), document.context.register(document.context.flateStream("BT ET")));
        return [page.node];
      },
    ],
    [
      "changes an attachment",
      (document) => {
        const [, names] = [0, document.catalog.lookup(PDFName.of("Names"), PDFDict)];
        const list = names.lookup(PDFName.of("EmbeddedFiles"), PDFDict).lookup(PDFName.of("Names"), PDFArray);
        const files = list.lookup(1, PDFDict).lookup(PDFName.of("EF"), PDFDict);
        files.set(PDFName.of("F"), document.context.register(document.context.flateStream("other")));
        return [list.lookup(1, PDFDict)];
      },
    ],
    [
      "lays an annotation over a page",
      (document) => {
        const page = document.getPage(0);
        const note = { Type: "Annot", Subtype: "FreeText", Rect: [0, 0, 99, 99], Contents: PDFString.of("approved") };
        page.node.set(
          PDFName.of("Annots"),
          document.context.obj([document.context.register(document.context.obj(note))]),
        );
        return [page.node];
      },
    ],
    [
      "changes the status",
      (document) => {
        const fields = document.catalog.lookup(PDFName.of("AcroForm"), PDFDict).lookup(PDFName.of("Fields"), PDFArray);
        const below = (dict: PDFDict, i: number) => dict.lookup(PDFName.of("Kids"), PDFArray).lookup(i, PDFDict);
        const page = below(below(fields.lookup(0, PDFDict), 0), 1);
        page.set(PDFName.of("V"), PDFString.of("SIGNED: 3 of 3"));
        return [page];
      },
    ],
    [
      "changes what is said of the file",
      (document) => {
        document.catalog.set(PDFName.of("Lang"), PDFString.of("xx"));
        return [document.catalog];
      },
    ],
  ])("and %s", async (_, change) => {
    const own = await sealedBy(run, quorum, everybody({ reviewer: { before: (bytes) => revised(bytes, change) } }));
    expect(await said(own)).toMatch(/FS9714 .*adds more to the PDF than itself: signature 2, reviewer/);
    expect(await saidOfPdf(bytesOf(pdf, own))).toMatch(/FS9714 .*adds more to the PDF than itself/);
  });
});

describe("attack: shadow content prepared before anybody signs", () => {
  const shadowed = async (change: (document: PDFDocument) => unknown) => {
    const document = await PDFDocument.load(bytesOf(printed), { updateMetadata: false });
    await change(document);
    return shadowsOf(await document.save({ updateFieldAppearances: false }));
  };
  const register = (document: PDFDocument, value: { readonly [key: string]: unknown }) =>
    document.context.register(document.context.obj(value as never));
  it.each<readonly [string, string, (document: PDFDocument) => unknown]>([
    [
      "optional content that is hidden",
      "holds a layer that can be hidden",
      (document) => {
        const layer = register(document, { Type: "OCG", Name: PDFString.of("better") });
        document.catalog.set(PDFName.of("OCProperties"), document.context.obj({ OCGs: [layer], D: { OFF: [layer] } }));
      },
    ],
    [
      "a picture of a layer",
      "holds a layer that can be hidden",
      (document) => {
        const layer = register(document, { Type: "OCG" });
        const form = document.context.register(
          document.context.flateStream("BT ET", { Type: "XObject", Subtype: "Form", BBox: [0, 0, 9, 9], OC: layer }),
        );
        document.getPage(0).node.newXObject("Fm", form);
      },
    ],
    [
      "a second page tree",
      "holds something that none of its pages leads to",
      (document) => register(document, { Type: "Pages", Count: 0, Kids: [] }),
    ],
    [
      "a page that is in no page tree",
      "holds a page that is none of its pages",
      (document) => document.catalog.lookup(PDFName.of("AF"), PDFArray).push(register(document, { Type: "Page" })),
    ],
    [
      "form fields laid over a page",
      "holds an annotation: Widget",
      (document) => {
        const field = document.getForm().createTextField("x");
        field.setText("0.999");
        field.addToPage(document.getPage(0));
      },
    ],
    [
      "a note that hides a number",
      "holds an annotation: Square",
      (document) =>
        document
          .getPage(0)
          .node.set(
            PDFName.of("Annots"),
            document.context.obj([register(document, { Type: "Annot", Subtype: "Square", Rect: [0, 0, 9, 9] })]),
          ),
    ],
    ["a script", "holds a script", (document) => document.addJavaScript("x", "this.getField('x').value = 1")],
    [
      "an action when it is opened",
      "holds OpenAction in its catalog",
      (document) => document.catalog.set(PDFName.of("OpenAction"), document.context.obj({ S: "GoTo" })),
    ],
    [
      "a link that starts a program",
      "holds an action: Launch",
      (document) =>
        document.getPage(0).node.set(
          PDFName.of("Annots"),
          document.context.obj([
            register(document, {
              Type: "Annot",
              Subtype: "Link",
              Rect: [0, 0, 9, 9],
              A: { S: "Launch", F: PDFString.of("x") },
            }),
          ]),
        ),
    ],
  ])("%s", async (_, says, change) => expect(await shadowed(change)).toContain(says));
  it("an earlier state that is painted over", async () => {
    const bytes = await revised(bytesOf(printed), (document) => {
      document.catalog.set(PDFName.of("Lang"), PDFString.of("en"));
      return [document.catalog];
    });
    expect(await shadowsOf(bytes)).toContain("holds an earlier state of itself");
  });
});

describe("attack: people who are not who they say", () => {
  it("a self-issued certificate with the approver's name", async () => {
    const own = await sealedBy(run, quorum, everybody({ approver: { signer: await person("Paul") } }));
    expect(await said(own)).toMatch(/^FS9712 .*nobody among the anchors vouches for Paul$/);
    expect(await saidOfPdf(bytesOf(pdf, own))).toMatch(/^FS9712 .*nobody among the anchors vouches for Paul$/);
  });
  it("the author as approver, with another key of the same subject", async () => {
    const again = await person("Ada");
    const trusted = anchors({
      trusted: [...roles.map((role) => people[role].certificate), again.certificate],
      signers: { author: ["Ada"], reviewer: ["Rosa"], approver: ["Ada", "Paul"] },
    });
    const own = await sealedBy(run, quorum, everybody({ approver: { signer: again } }));
    expect(await said(own, trusted)).toMatch(/^FS9712 .*Ada has signed as author, and a person signs once$/);
  });
  it.skipIf(!hasOpenssl)("two signatures by one key under two names", async () => {
    const { key } = people.author;
    const folder = mkdtempSync(join(tmpdir(), "foodspec-one-key-"));
    writeFileSync(join(folder, "own.key"), key.export({ format: "pem", type: "pkcs8" }));
    const pem = openssl(folder, "req", "-x509", "-key", "own.key", "-subj", "/CN=Paul", "-days", "30");
    rmSync(folder, { recursive: true });
    const certificate = new X509Certificate(pem);
    const own = await sealedBy(run, quorum, everybody({ approver: { signer: { key, certificate, chain: [] } } }));
    expect(await said(own, null)).toMatch(/^FS9712 .*Paul has signed as author, and a person signs once$/);
  });
  it("roles out of order", async () => {
    const [author, reviewer, approver] = everybody();
    expect(await said(await sealedBy(run, quorum, [approver, author, reviewer]))).toMatch(
      /FS9712 .*the author signs first/,
    );
  });
  it("a role that nobody gave", async () => {
    const own = await sealedBy(run, quorum, [
      ...everybody().slice(0, 2),
      { ...everybody()[1], role: "approver", signer: await person("Eve") },
    ]);
    expect(await said(own)).toMatch(/FS9712 .*Eve/);
  });
  it("an envelope of somebody else than the signature in the PDF", async () => {
    const own = await sealedBy(run, quorum, everybody({ approver: { envelopeBy: await person("Paul") } }));
    expect(await said(own)).toMatch(/FS9711 .*is by somebody else than the signature in the PDF/);
  });
});

describe("attack: time", () => {
  it("a certificate that had expired at the stated time", async () => {
    const late = await person("Paul", now - 60 * day, 30);
    const trusted = anchors({ trusted: [...anchors().trusted, late.certificate] });
    expect(await said(await sealedBy(run, quorum, everybody({ approver: { signer: late } })), trusted)).toMatch(
      /^FS9712 .*certificate of Paul was not valid at 2026-03-01T12:00:00.000Z$/,
    );
  });
  it("a clock set back, without a time stamp: it is said that the time is only stated", async () => {
    const late = await person("Paul", now - 60 * day, 30);
    const trusted = anchors({ trusted: [...anchors().trusted, late.certificate] });
    const time = "2026-01-15T12:00:00Z";
    const own = await sealedBy(run, quorum, everybody({ approver: { signer: late, time } }));
    const { findings, signatures } = await sealLooked(folderOf(own), manifestOf(own), quorum, trusted);
    expect(findings.map(({ message }) => message)).toEqual([
      expect.stringMatching(/states a time before that of the signature before it: 2026-01-15T12:00:00Z/),
    ]);
    expect(signatures[2]).toMatchObject({ time, time_from: "stated" });
  });
});

describe("attack: envelopes", () => {
  const forgedEnvelope = (
    path: string,
    change: (envelope: { payload: string; payloadType: string; signatures: { keyid: string; sig: string }[] }) => void,
  ) => {
    const envelope = JSON.parse(new TextDecoder().decode(bytesOf(path)));
    change(envelope);
    return with_({ [path]: new TextEncoder().encode(`${JSON.stringify(envelope, null, 2)}\n`) });
  };
  it("of another run", async () => {
    const other = inMemory({ "protocol.md": smallProtocol({ steps: "  - msc\n" }), "small.csv": smallCsv() });
    await other.compile({ pdf: true }, {}, legible);
    const foreign = await sealedBy(filesOf(other), quorum, everybody());
    for (const path of ["seal/attestation.json", "seal/seal-2.json"])
      expect(await said(with_({ [path]: bytesOf(path, foreign) })), path).toMatch(/FS971[01] /);
  });
  it("a payload type changed", async () =>
    expect(
      await said(
        forgedEnvelope("seal/seal-2.json", (one) => {
          one.payloadType = "text/plain";
        }),
      ),
    ).toMatch(/FS9711 .*payload of the type text\/plain/));
  it("a keyid that is not the certificate's", async () =>
    expect(
      await said(
        forgedEnvelope("seal/seal-2.json", (one) => {
          one.signatures[0].keyid = "0".repeat(64);
        }),
      ),
    ).toMatch(/FS9711 .*names another key than that of its certificate/));
  it("two signatures in one envelope", async () =>
    expect(
      await said(
        forgedEnvelope("seal/seal-2.json", (one) => {
          one.signatures.push(one.signatures[0]);
        }),
      ),
    ).toMatch(/FS9711 .*no envelope of this form/));
  it("one that is signed again, with another quorum", async () => {
    const own = await sealedBy(run, { author: 1, reviewer: 0, approver: 0 }, everybody().slice(0, 1));
    expect(await said(own)).toMatch(/FS9711 .*another quorum[\s\S]*FS9712 .*does not complete the quorum/);
  });
  it.each<readonly [string, (forger: Forger) => unknown]>([
    [
      "predictions",
      (forger) => forger.cell("model/predictions.csv", 0, "predicted", (old) => (old === "a" ? "b" : "a")),
    ],
    [
      "metrics",
      (forger) =>
        forger.json("model/metrics.json", (metrics) => {
          metrics.accuracy = 0.999;
        }),
    ],
    [
      "place in the register",
      ({ manifest }) => {
        if (manifest.register === undefined) throw new Error("the run stands in no register");
        manifest.register.number += 1;
      },
    ],
  ])("%s changed, and the manifest with them", async (_, change) => {
    const own = forged(signed, change);
    const manifest = JSON.parse(new TextDecoder().decode(own.read("manifest.json") ?? undefined));
    const { findings } = await sealLooked(own, manifest, quorum, null);
    expect(findings.map(({ code }) => code)).toContain("FS9711");
  });
  it("an audit line changed, and every envelope made anew with keys that nobody trusts", async () => {
    const mallory = await Promise.all(roles.map(() => person("Mallory")));
    const own = await sealedBy(
      run,
      quorum,
      roles.map((role, i) => ({ signer: mallory[i], role, time: today })),
    );
    expect(await said(own)).toMatch(/FS9712 .*nobody among the anchors vouches for Mallory/);
  });
});

describe.skipIf(!hasOpenssl)(hasOpenssl ? "attack: time stamps" : `attack: time stamps (${withoutOpenssl})`, () => {
  let folder: string;
  let stamper: Stamper;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "foodspec-attacks-"));
    mkdirSync(join(folder, "tsa"));
    stamper = await stamperIn(join(folder, "tsa"));
  });
  afterAll(async () => {
    await stamper.close();
    rmSync(folder, { recursive: true });
  });
  it("a token of another signature", async () => {
    let kept: Uint8Array | null = null;
    const send = sendTo(stamper.url, new AbortController().signal);
    const time = new Date().toISOString().replace(/\.\d+/, "");
    const signer = await person("Ada", Date.now() - day);
    const sealing = { signer, role: "author", time, send };
    const keep = async (message: Uint8Array) => {
      kept = message;
      return message;
    };
    expect(await said(await sealedBy(run, quorum, [{ ...sealing, message: keep }]), null)).toBe("");
    const swapped = async (message: Uint8Array) => restamped(message, kept ?? new Uint8Array());
    const own = await sealedBy(run, quorum, [{ ...sealing, message: swapped }]);
    expect(await said(own, null)).toMatch(/FS9713 .*has a time stamp that is over something else/);
  });
});
