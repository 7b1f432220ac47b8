/** Signing and what it is worth: three people sign a run in order, judges of others agree, and whatever is done to the seal is refused. */
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PDFDocument, PDFName } from "@cantoo/pdf-lib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Anchors, anchorsIn } from "../../compiler/seal/anchors.ts";
import { withSigned } from "../../compiler/seal/audit.ts";
import { cmsOver } from "../../compiler/seal/cms.ts";
import { enveloped, opened, preAuthentication } from "../../compiler/seal/dsse.ts";
import { newKey } from "../../compiler/seal/new-key.ts";
import { filled, signedBytes, withRoom } from "../../compiler/seal/pdf-revision.ts";
import { quorumOf } from "../../compiler/seal/quorum.ts";
import { revisionOf, subjectsOf } from "../../compiler/seal/seal.ts";
import { type Signer, signerOf } from "../../compiler/seal/signer.ts";
import type { SealSignature } from "../../compiler/seal/statement.ts";
import { sealLooked } from "../../compiler/seal/verify-seal.ts";
import { digestOf, hexOf } from "../../compiler/store/digest.ts";
import { machineDisk } from "../../compiler/store/machine-disk.ts";
import { openRun } from "../../compiler/verify/open-run.ts";
import type { RunFolder } from "../../compiler/verify/run-folder.ts";
import type { Manifest } from "../../schemas/manifest.ts";
import { type Authority, authorityIn, hasOpenssl, openssl, passphrase, withoutOpenssl } from "../fixtures/authority.ts";
import { filesOf, folderOf, forged } from "../fixtures/forge.ts";
import { legible } from "../fixtures/legible.ts";
import { type Project, project } from "../fixtures/project.ts";
import { smallCsv, smallProtocol } from "../fixtures/small.ts";
import { type Stamper, stamperIn } from "../fixtures/stamper.ts";

const run = "runs/latest";
const people = { author: "Ada Ünal", reviewer: "Rosa Lind", approver: "Paul Orth" } as const;
const quorum = quorumOf("research", { author: 1, reviewer: 1, approver: 1 });
let place: Project;
let authority: Authority;
let files: Map<string, Uint8Array>;
let manifest: Manifest;
let digest: string;
let anchors: Anchors;
let stamper: Stamper;

const sign = (role: string, key: string, more: readonly string[] = ["--digest", digest.slice(0, 12)]) =>
  place.type(["sign", run, "--role", role, "--key", key, ...more], { FOODSPEC_KEY_PASSPHRASE: passphrase });
const key = (name: string, bytes: Uint8Array, mode = 0o600) => {
  place.write(name, bytes);
  chmodSync(join(place.folder, name), mode);
};
const bytesOf = (path: string) => files.get(path) ?? new Uint8Array();

beforeAll(async () => {
  if (!hasOpenssl) return;
  place = project({
    "protocol.md": smallProtocol({ frontMatter: "signatures: {author: 1, reviewer: 1, approver: 1}\n" }),
    "small.csv": smallCsv(),
  });
  mkdirSync(join(place.folder, "ca"));
  authority = authorityIn(join(place.folder, "ca"));
  key("ada.p12", authority.person(people.author, "P-256"));
  key("rosa.p12", authority.person(people.reviewer, "RSA"));
  key("paul.p12", authority.person(people.approver, "P-384"));
  mkdirSync(join(place.folder, "tsa"));
  stamper = await stamperIn(join(place.folder, "tsa"));
  await place.compile({ pdf: true }, {}, legible);
  manifest = place.manifest();
  digest = manifest.content_digest.replace("sha256:", "");
  for (const [path, text] of Object.entries({
    "anchors/ca.pem": authority.certificate,
    "anchors/tsa/ca.pem": stamper.certificate,
    "anchors/signers.yaml": `author: [${people.author}]\nreviewer: [${people.reviewer}]\napprover: [${people.approver}]\n`,
  }))
    place.write(path, text);
  for (const [role, file] of [
    ["author", "ada"],
    ["reviewer", "rosa"],
    ["approver", "paul"],
  ] as const) {
    // The author has the time of a clock, the others that of an authority.
    const stamp = role === "author" ? [] : ["--tsa", stamper.url];
    const { status, err } = await sign(role, `${file}.p12`, ["--digest", digest.slice(0, 12), ...stamp]);
    expect([status, err.replace(/warning\[FS9706\][\s\S]*/, "")], role).toEqual([0, ""]);
  }
  const folder = openRun(machineDisk, run, join(place.folder, run)) as RunFolder;
  files = new Map(folder.paths.map((path) => [path, new Uint8Array(folder.read(path) ?? [])]));
  anchors = (await anchorsIn(machineDisk, join(place.folder, "anchors"))) as Anchors;
}, 120_000);
afterAll(async () => {
  await stamper?.close();
  place?.remove();
});

/** What is said of the seal once something was done to its files. */
async function said(change: (own: Map<string, Uint8Array>) => unknown, trusted: Anchors | null = anchors) {
  const own = new Map(files);
  await change(own);
  const { findings } = await sealLooked(folderOf(own), manifest, quorum, trusted);
  return findings.map(({ code, message }) => `${code} ${message}`).join("\n");
}
const joined = (...parts: readonly Uint8Array[]) => new Uint8Array(Buffer.concat(parts));
const encode = (text: string) => new TextEncoder().encode(text);
const signatures = (): SealSignature[] => {
  const envelope = opened(bytesOf("seal/seal-3.json"));
  return "problem" in envelope
    ? []
    : (envelope.statement as { predicate: { signatures: SealSignature[] } }).predicate.signatures;
};
const pdf = "seal/report_signed.pdf";
const named = (name: string) => (hasOpenssl ? name : `${name} (${withoutOpenssl})`);

const hasTool = (tool: string): boolean => spawnSync(tool, ["--version"]).error === undefined;
const shown = (name: string, tool: string) => (hasTool(tool) ? name : `${name} (${tool} is not installed)`);
/** What a judge says of the signed PDF. */
function judgedBy(tool: string, ...options: readonly string[]) {
  const path = join(place.folder, `by-${tool}.pdf`);
  writeFileSync(path, bytesOf(pdf));
  return spawnSync(tool, [...options, path], { encoding: "utf8" });
}

describe.skipIf(!hasOpenssl)(named("a run that three people have signed"), () => {
  it("is verified with anchors, and tells who signed, as what and when, and that the time is only stated", async () => {
    const { status, out } = await place.type(["verify", run, "--anchors", "anchors", "--format", "json"]);
    const json = JSON.parse(out);
    expect([status, json.verdict, json.quorum.met]).toEqual([0, "verified", true]);
    expect(json.signatures).toMatchObject([
      { n: 1, role: "author", name: people.author, trusted: true, time_from: "stated" },
      { n: 2, role: "reviewer", name: people.reviewer, trusted: true, time_from: "tsa" },
      { n: 3, role: "approver", name: people.approver, trusted: true, time_from: "tsa" },
    ]);
    const plain = await place.type(["verify", run]);
    expect(plain.out).toContain(
      "not checked  signatures   who the signers and the time-stamping authorities are: --anchors names a folder of whom you trust",
    );
    expect(plain.out).toContain("when they signed: the time is stated by the signers' clocks (1)");
  });

  it("has a PDF of which each state is the beginning of the next, the first the printed report", () => {
    const [first, second, third] = signatures();
    expect(bytesOf(pdf).length).toBe(third.pdf_length);
    for (const { pdf_length, pdf_sha256 } of [first, second, third])
      expect(hexOf(digestOf(bytesOf(pdf).subarray(0, pdf_length)))).toBe(pdf_sha256);
    const printed = bytesOf("report/report_research.pdf");
    expect(digestOf(bytesOf(pdf).subarray(0, printed.length))).toBe(digestOf(printed));
    expect(second.pdf_length - first.pdf_length).toBeLessThan(60_000);
  });

  it("keeps the passphrase in no file", () => {
    const all = readdirSync(place.folder, { recursive: true, encoding: "utf8" }).map((path) =>
      join(place.folder, path),
    );
    const guilty = all.filter((path) => statSync(path).isFile() && readFileSync(path).includes(passphrase));
    expect(guilty).toEqual([]);
  });

  it("is signed as openssl judges CMS and envelopes", () => {
    const folder = join(place.folder, "judged");
    mkdirSync(folder);
    writeFileSync(join(folder, "ca.pem"), authority.certificate);
    writeFileSync(join(folder, "it.pdf"), bytesOf(pdf));
    const text = Buffer.from(bytesOf(pdf)).toString("latin1");
    const ranges = [...text.matchAll(/\/ByteRange \[ (\d+) (\d+) (\d+) (\d+) \]/g)].map((found) =>
      found.slice(1).map(Number),
    );
    expect(ranges).toHaveLength(3);
    for (const [, hole, end, rest] of ranges) {
      writeFileSync(join(folder, "it.cms"), Buffer.from(text.slice(hole + 1, end - 1), "hex"));
      writeFileSync(join(folder, "it.bin"), signedBytes(bytesOf(pdf), [0, hole, end, rest]));
      const words = ["cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in", "it.cms", "-content", "it.bin"];
      openssl(folder, ...words, "-CAfile", "ca.pem", "-purpose", "any", "-out", "out.bin");
    }
    for (const path of ["seal/attestation.json", "seal/seal-1.json", "seal/seal-2.json", "seal/seal-3.json"]) {
      const {
        payloadType,
        payload,
        signatures: [own],
      } = JSON.parse(Buffer.from(bytesOf(path)).toString("utf8"));
      writeFileSync(join(folder, "pae"), preAuthentication(payloadType, Buffer.from(payload, "base64")));
      writeFileSync(join(folder, "sig"), Buffer.from(own.sig, "base64"));
      writeFileSync(join(folder, "own.pem"), own.certificate);
      writeFileSync(join(folder, "own.pub"), openssl(folder, "x509", "-in", "own.pem", "-pubkey", "-noout"));
      openssl(folder, "dgst", "-sha256", "-verify", "own.pub", "-signature", "sig", "pae");
    }
  });

  it.skipIf(!hasTool("qpdf"))(shown("is a PDF as qpdf judges it", "qpdf"), () => {
    const { status, stderr } = judgedBy("qpdf", "--check");
    expect([status, stderr]).toEqual([0, ""]);
  });

  // Its exit code is not its verdict.
  it.skipIf(!hasTool("pdfsig"))(
    shown("is signed as pdfsig judges it, the last time over the whole file", "pdfsig"),
    () => {
      const { stdout } = judgedBy("pdfsig");
      expect(stdout.match(/Signature is Valid/g)).toHaveLength(3);
      expect(stdout.match(/ Total document signed/g)).toHaveLength(1);
    },
  );
});

describe.skipIf(!hasOpenssl)(named("a seal to which something was done"), () => {
  it("is sound where nothing was", async () => expect(await said(() => undefined)).toBe(""));

  it.each<readonly [string, RegExp, (own: Map<string, Uint8Array>) => unknown]>([
    [
      "bytes after the last signature",
      /FS9710 .* has 4 bytes after the last signature/,
      (own) => own.set(pdf, joined(bytesOf(pdf), encode("%%EO"))),
    ],
    [
      "the PDF cut off after the second",
      /FS9710 .* ends before the last signature/,
      (own) => own.set(pdf, bytesOf(pdf).slice(0, signatures()[1].pdf_length)),
    ],
    [
      "the approver's signature dropped everywhere",
      /FS9712 .*does not complete the quorum: 1 approver to sign/,
      dropLast,
    ],
    ["an envelope dropped", /FS9710 .*seal-2.json. is not there/, (own) => own.delete("seal/seal-2.json")],
    [
      "two envelopes exchanged",
      /FS971[01] /,
      (own) =>
        own.set("seal/seal-1.json", bytesOf("seal/seal-2.json")).set("seal/seal-2.json", bytesOf("seal/seal-1.json")),
    ],
    [
      "a file more",
      /FS9710 .*letter.json. belongs to no signature/,
      (own) => own.set("seal/letter.json", encode("{}")),
    ],
    [
      "a line of the audit changed",
      /FS9711 .*audit.jsonl/,
      (own) =>
        own.set(
          "seal/audit.jsonl",
          encode(Buffer.from(bytesOf("seal/audit.jsonl")).toString().replace("author: ", "approver: ")),
        ),
    ],
    ["another manifest", /FS9711 /, (own) => own.set("manifest.json", joined(bytesOf("manifest.json"), encode("\n")))],
    [
      "the type of a payload changed",
      /FS9711 .*holds a payload of the type text\/plain/,
      (own) => swap(own, "seal/seal-3.json", "application/vnd.in-toto+json", "text/plain"),
    ],
    [
      "a key that is not its certificate's",
      /FS9711 .*names another key than that of its certificate/,
      (own) => swap(own, "seal/seal-3.json", /"keyid": "\w{8}/, '"keyid": "00000000'),
    ],
    [
      "the printed report exchanged",
      /FS9711 .*does not begin with the printed report/,
      (own) => own.set("report/report_research.pdf", encode("%PDF-1.3\n")),
    ],
  ])("is refused with %s", async (_, says, change) => expect(await said(change)).toMatch(says));

  it("is refused with any bit flipped", async () => {
    const paths = [...files.keys()].filter((path) => path.startsWith("seal/"));
    for (let i = 0; i < 60; i++) {
      const path = paths[i % paths.length];
      const bytes = bytesOf(path).slice();
      const at = Math.floor((bytes.length * ((i * 7919) % 1009)) / 1009);
      bytes[at] ^= 1 << (i % 8);
      expect(await said((own) => own.set(path, bytes)), `${path} bit ${i % 8} of byte ${at}`).not.toBe("");
    }
  });

  it("is refused where a signer lays more into the PDF than a signature, and signs that", async () => {
    const bob = (await signerOf(readFileSync(join(place.folder, "rosa.p12")), passphrase)) as Signer;
    const smuggled = await said(async (own) => {
      const [first] = signatures();
      const before = bytesOf(pdf).slice(0, first.pdf_length);
      const more = await PDFDocument.load(before, { forIncrementalUpdate: true, updateMetadata: false });
      const snapshot = more.takeSnapshot();
      const page = more.getPage(0);
      page.node.set(PDFName.of("Rotate"), more.context.obj(180));
      snapshot.markRefForSave(page.ref);
      const added = await more.saveIncremental(snapshot, { useObjectStreams: false });
      await signAs(own, bob, { role: "reviewer", n: 2 }, joined(before, added));
    }, null);
    expect(smuggled).toMatch(/FS9714 .*adds more to the PDF than itself: signature 2, reviewer/);
  });
});

/** Seals a second signature over a PDF of one's own, as somebody would who knows how. */
async function signAs(
  own: Map<string, Uint8Array>,
  signer: Signer,
  { role, n }: { role: string; n: number },
  before: Uint8Array,
) {
  const [manifestBytes, attestation] = [bytesOf("manifest.json"), bytesOf("seal/attestation.json")];
  const [first, second] = signatures();
  const base = { ...second, n, role };
  const prepared = await withRoom(before, revisionOf(base, [first], quorum, [manifestBytes, attestation]));
  const whole = filled(prepared, await cmsOver(signedBytes(prepared.pdf, prepared.range), signer));
  const all = [first, { ...base, pdf_length: whole.length, pdf_sha256: hexOf(digestOf(whole)) }];
  const audit = auditOf(manifestBytes, all);
  const statement = {
    _type: "https://in-toto.io/Statement/v1",
    subject: subjectsOf(whole, attestation, manifestBytes, audit),
    predicateType: "urn:foodspec:seal:v1",
    predicate: { signatures: all, quorum },
  };
  own.delete("seal/seal-3.json");
  own
    .set(pdf, whole)
    .set("seal/audit.jsonl", encode(audit))
    .set("seal/seal-2.json", encode(enveloped(statement, signer)));
}

const auditOf = (manifest: Uint8Array, all: readonly SealSignature[]): string =>
  all.reduce((text, one) => withSigned(text, manifest, one), "");

function dropLast(own: Map<string, Uint8Array>): void {
  const two = signatures().slice(0, 2);
  own.delete("seal/seal-3.json");
  own
    .set(pdf, bytesOf(pdf).slice(0, two[1].pdf_length))
    .set("seal/audit.jsonl", encode(auditOf(bytesOf("manifest.json"), two)));
}

function swap(own: Map<string, Uint8Array>, path: string, old: string | RegExp, by: string): void {
  const changed = Buffer.from(bytesOf(path)).toString("utf8").replace(old, by);
  own.set(path, encode(changed));
}

describe.skipIf(!hasOpenssl)(named("anchors"), () => {
  const with_ = async (change: Readonly<Record<string, string | Uint8Array>>) => {
    const folder = `anchors-${Object.keys(change).join("-").replace(/\W/g, "_")}`;
    const all = { "ca.pem": authority.certificate, "tsa/ca.pem": stamper.certificate, ...change };
    for (const [name, content] of Object.entries(all)) place.write(join(folder, name), content);
    return said(() => undefined, (await anchorsIn(machineDisk, join(place.folder, folder))) as Anchors);
  };

  it("refuse whoever none of them vouches for", async () => {
    const other = await newKey(
      { name: people.approver, email: "p@example.org", from: Date.now(), days: 9 },
      passphrase,
    );
    expect(await with_({ "ca.pem": other.pem })).toMatch(/FS9712 .*nobody among the anchors vouches for/);
  });
  it("refuse a role that signers.yaml does not give", async () =>
    expect(await with_({ "signers.yaml": `author: [${people.author}]\nreviewer: [${people.reviewer}]\n` })).toMatch(
      /FS9712 .*signers.yaml does not name it as approver/,
    ));
  it("may name people alone, by their own certificates", async () =>
    expect(
      await with_({
        "ca.pem": [people.author, people.reviewer, people.approver].map((name) => authority.pem(name)).join("\n"),
      }),
    ).toBe(""));
  it("refuse who was revoked", async () =>
    expect(await with_({ "list.crl": authority.revoked(people.author) })).toMatch(
      /^FS9712 .*seal-1.json. is not of a trusted author: its certificate was revoked$/,
    ));
  it("refuse a time stamp of an authority that does not lie in tsa/", async () =>
    expect(await with_({ "tsa/ca.pem": authority.certificate })).toMatch(
      /^FS9713 .*seal-2.json. has a time stamp of nobody in tsa\/ of the anchors[\s\S]*FS9713 .*seal-3.json/,
    ));
  it("must not lie in the run", async () => {
    const { status, err } = await place.type(["verify", run, "--anchors", `${run}/seal`]);
    expect([status, err]).toEqual([9, expect.stringContaining("lies in the run")]);
  });
});

describe.skipIf(!hasOpenssl)(named("a signature is refused before anything is written"), () => {
  it.each<readonly [string, RegExp, () => Promise<{ status: number | null; err: string }>]>([
    ["for a role that is taken", /FS9704.*the approver has signed/, () => sign("approver", "paul.p12")],
    [
      "without the digest, where nobody sits",
      /FS1190.*nobody sits at a terminal/,
      () => freshly(() => sign("author", "ada.p12", [])),
    ],
    [
      "for another digest",
      /FS1190.*`--digest` says 0123456789ab/,
      () => freshly(() => sign("author", "ada.p12", ["--digest", "0123456789ab"])),
    ],
    ...(["500", "another imprint", "no EKU"] as const).map(
      (how): [string, RegExp, () => Promise<{ status: number | null; err: string }>] => [
        `where the time-stamping authority fails: ${how}`,
        /FS9705.*gave no time stamp/,
        async () => {
          stamper.fail(how);
          const more = ["--digest", digest.slice(0, 12), "--tsa", stamper.url];
          const ended = await freshly(() => sign("author", "ada.p12", more));
          stamper.fail(null);
          return ended;
        },
      ],
    ),
    ["out of order", /FS9704.*the author signs first/, () => freshly(() => sign("approver", "paul.p12"))],
    [
      "with a key that others may read",
      /FS9703.*others may read it/,
      () => {
        key("open.p12", readFileSync(join(place.folder, "ada.p12")), 0o644);
        return freshly(() => sign("author", "open.p12"));
      },
    ],
    [
      "with a certificate that has expired",
      /FS9703.*expired on/,
      () => {
        key("late.p12", authority.person("Late", "P-256", -1));
        return freshly(() => sign("author", "late.p12"));
      },
    ],
    [
      "with a wrong passphrase",
      /FS1194.*the passphrase does not open it/,
      () =>
        freshly(() =>
          place.type(["sign", run, "--role", "author", "--key", "ada.p12", "--digest", digest.slice(0, 12)], {
            FOODSPEC_KEY_PASSPHRASE: "another one",
          }),
        ),
    ],
    [
      "with a key in an old enclosure",
      /FS1191[\s\S]*openssl pkcs12 -legacy/,
      () => {
        const words = [
          "-export",
          "-keypbe",
          "PBE-SHA1-3DES",
          "-certpbe",
          "PBE-SHA1-3DES",
          "-inkey",
          "Ada__nal.key",
          "-in",
          "Ada__nal.pem",
        ];
        key("old.p12", openssl(join(place.folder, "ca"), "pkcs12", ...words, "-passout", `pass:${passphrase}`));
        return freshly(() => sign("author", "old.p12"));
      },
    ],
    [
      "of a run that does not come out again",
      /FS9125[\s\S]*FS9702/,
      () => {
        const other = forged(filesOf(join(place.folder, run)), (own) =>
          own.json("model/model.json", (model) =>
            Object.assign(model, {
              xMean: (model.xMean ?? [0]).map((x: number) => x + 1e-12),
              estimator: `${model.estimator} `,
            }),
          ),
        );
        for (const path of other.paths) place.write(join("runs/forged", path), other.read(path) ?? "");
        const forgedDigest = JSON.parse(place.read("runs/forged/manifest.json")).content_digest.slice(7, 19);
        const words = ["sign", "runs/forged", "--role", "author", "--key", "ada.p12", "--digest", forgedDigest];
        return place.type(words, { FOODSPEC_KEY_PASSPHRASE: passphrase });
      },
    ],
  ])("%s", async (_, says, attempt) => {
    const { status, err } = await attempt();
    expect(err).toMatch(says);
    expect(status).not.toBe(0);
  });
});

describe.skipIf(!hasOpenssl)(named("two people who sign at once"), () => {
  it("wait for one another, and both are in", async () => {
    const seal = join(place.folder, run, "seal");
    const aside = join(place.folder, "aside");
    machineDisk.rename(seal, aside);
    try {
      const first = sign("author", "ada.p12");
      const ended = await Promise.all([first, sign("reviewer", "rosa.p12")]);
      expect(ended.map(({ status }) => status)).toEqual([0, 0]);
      expect(ended[1].err).toContain("waiting: process");
      const names = readdirSync(seal).sort();
      expect(names).toEqual(["attestation.json", "audit.jsonl", "report_signed.pdf", "seal-1.json", "seal-2.json"]);
      expect((await place.type(["verify", run])).status).toBe(0);
    } finally {
      machineDisk.remove(seal);
      machineDisk.rename(aside, seal);
    }
  });
});

/** With the run as nobody has signed it. */
async function freshly<T>(work: () => Promise<T>): Promise<T> {
  const seal = join(place.folder, run, "seal");
  const aside = join(place.folder, "aside");
  machineDisk.rename(seal, aside);
  try {
    const found = await work();
    expect(machineDisk.stands(seal)).toBe(null);
    return found;
  } finally {
    machineDisk.remove(seal);
    machineDisk.rename(aside, seal);
  }
}
