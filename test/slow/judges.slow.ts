/** Judges of others on what three people have signed and handed over: sound files are sound to all, and of forged ones `verify` is never the milder. */
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { PDFDocument, PDFName } from "@cantoo/pdf-lib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { packageFolder } from "../../compiler/compile/package-files.ts";
import { draw } from "../../compiler/draw/draw.ts";
import { packageName } from "../../compiler/print/packaged.ts";
import { signedBytes } from "../../compiler/seal/pdf-revision.ts";
import { machineDisk } from "../../compiler/store/machine-disk.ts";
import { unzipped } from "../../compiler/verify/zip.ts";
import { authorityIn, hasOpenssl, openssl, passphrase, withoutOpenssl } from "../fixtures/authority.ts";
import { byPdfjs } from "../fixtures/by-pdfjs.ts";
import { asked, judged } from "../fixtures/judges.ts";
import { legible } from "../fixtures/legible.ts";
import { lendBrowser } from "../fixtures/lend-browser.ts";
import { type Project, project } from "../fixtures/project.ts";
import { stampOf } from "../fixtures/sealing.ts";
import { smallCsv, smallProtocol } from "../fixtures/small.ts";
import { type Stamper, stamperIn } from "../fixtures/stamper.ts";

const run = "runs/latest";
const people = [
  ["author", "Ada Ünal", "P-256"],
  ["reviewer", "Rosa Lind", "RSA"],
  ["approver", "Paul Orth", "P-384"],
] as const;
/** The browser that npm brings writes tags, which judges of changes follow. */
const canPrint =
  packageFolder(machineDisk, packageName) !== null && process.platform === "linux" && process.arch === "x64";
let place: Project;
let stamper: Stamper;
const at = (path: string) => join(place.folder, path);
const signed = () => new Uint8Array(readFileSync(at(`${run}/seal/report_signed.pdf`)));

beforeAll(async () => {
  if (!hasOpenssl) return;
  const frontMatter = "signatures: {author: 1, reviewer: 1, approver: 1}\n";
  place = project({ "protocol.md": smallProtocol({ frontMatter }), "small.csv": smallCsv() });
  for (const folder of ["ca", "tsa", "anchors/tsa"]) mkdirSync(at(folder), { recursive: true });
  const authority = authorityIn(at("ca"));
  stamper = await stamperIn(at("tsa"));
  place.write("anchors/ca.pem", authority.certificate);
  place.write("anchors/tsa/ca.pem", stamper.certificate);
  if (canPrint) lendBrowser(place.folder);
  await place.compile({ pdf: true }, { PATH: "" }, canPrint ? undefined : legible, { draw });
  const digest = place.manifest().content_digest.slice(7, 19);
  for (const [role, name, kind] of people) {
    place.write(`${role}.p12`, authority.person(name, kind));
    chmodSync(at(`${role}.p12`), 0o600);
    const words = ["sign", run, "--role", role, "--key", `${role}.p12`, "--digest", digest, "--tsa", stamper.url];
    const { status, err } = await place.type(words, { FOODSPEC_KEY_PASSPHRASE: passphrase });
    expect([status, err.replace(/warning\[FS9706\][\s\S]*/, "")], role).toEqual([0, ""]);
  }
  expect((await place.type(["export", run, "-o", "it.zip", "--with-data"])).status).toBe(0);
}, 300_000);
afterAll(async () => {
  await stamper?.close();
  place?.remove();
});

/** What a program prints that ends with 0. */
function typed(program: string, ...words: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(program, words, { encoding: "utf8" });
  if (status !== 0) throw new Error(`${program} ended with ${status}: ${stderr}`);
  return stdout;
}
const verified = async (bytes: Uint8Array) => {
  place.write("judged.pdf", bytes);
  return (await place.type(["verify", "judged.pdf", "--anchors", "anchors"])).status;
};
interface Judgement {
  readonly field: string;
  readonly sound: boolean;
  readonly coverage: string;
  readonly changes: string | null;
  readonly stamped: boolean | null;
}
/** pyHanko's word on each signature; a text where it refuses to read. */
function byPyHanko(bytes: Uint8Array): readonly Judgement[] | string {
  place.write("judged.pdf", bytes);
  const said = asked("pdf", at("judged.pdf"), at("anchors/ca.pem"), at("anchors/tsa/ca.pem"));
  return Array.isArray(said) ? (said as Judgement[]) : JSON.stringify(said);
}
const appended = async (bytes: Uint8Array, change: (document: PDFDocument) => unknown) => {
  const document = await PDFDocument.load(bytes, { forIncrementalUpdate: true, updateMetadata: false });
  const snapshot = document.takeSnapshot();
  const page = document.getPage(0);
  change(document);
  snapshot.markRefForSave(page.ref);
  return new Uint8Array(Buffer.concat([bytes, await document.saveIncremental(snapshot, { useObjectStreams: false })]));
};

describe.skipIf(!hasOpenssl)(
  hasOpenssl ? "what three people signed" : `what three people signed (${withoutOpenssl})`,
  () => {
    it("is sound to verify", async () => expect(await verified(signed())).toBe(0));

    judged(
      "python",
      "is sound to pyHanko: trusted, stamped, and changed by nothing but signatures and their fields",
      () =>
        expect(byPyHanko(signed())).toMatchObject([
          { field: "author-1", sound: true, stamped: true, changes: "FORM_FILLING" },
          { field: "reviewer-1", sound: true, stamped: true, changes: "FORM_FILLING" },
          { field: "approver-1", sound: true, stamped: true, changes: "NONE", coverage: "ENTIRE_FILE" },
        ]),
    );
    // Its exit code is not its verdict: it ends with 0 where a signature does not match.
    judged("pdfsig", "is sound to pdfsig, the last signature over the whole document", () => {
      const { stdout } = spawnSync("pdfsig", [at(`${run}/seal/report_signed.pdf`)], { encoding: "utf8" });
      expect(stdout.match(/Signature is Valid/g)).toHaveLength(3);
      expect(stdout.match(/ Total document signed/g)).toHaveLength(1);
    });
    // Whom pdfsig trusts stands in a database of certificates, which certutil makes.
    judged("certutil", "is trusted by pdfsig where it knows the authority, and by nobody where it does not", () => {
      for (const folder of ["nss", "nobody"]) {
        mkdirSync(at(folder));
        typed("certutil", "-N", "-d", `sql:${at(folder)}`, "--empty-password");
      }
      typed("certutil", "-A", "-d", `sql:${at("nss")}`, "-n", "authority", "-t", "C,C,C", "-i", at("anchors/ca.pem"));
      const said = (folder: string) => typed("pdfsig", "-nssdir", at(folder), at(`${run}/seal/report_signed.pdf`));
      expect(said("nss").match(/Certificate is Trusted/g)).toHaveLength(3);
      expect(said("nss").match(/Signature is Valid/g)).toHaveLength(3);
      expect(said("nobody")).not.toContain("Certificate is Trusted");
    });
    judged("qpdf", "is a whole PDF to qpdf", () => {
      const { status, stderr } = spawnSync("qpdf", ["--check", at(`${run}/seal/report_signed.pdf`)], {
        encoding: "utf8",
      });
      expect([status, stderr]).toEqual([0, ""]);
    });
    it("shows its signatures and their number on every page to pdf.js, with text, outline, tags and files as they were printed", async () => {
      const printed = await byPdfjs(new Uint8Array(readFileSync(at(`${run}/report/report_research.pdf`))));
      const after = await byPdfjs(signed());
      const status = (words: string) => printed.texts.map((_, i) => [`foodspec.status.${i + 1}`, words]);
      const fields = (isDrawn: boolean) => people.map(([role]) => [`${role}-1`, isDrawn]);
      expect([printed.values, printed.signatures]).toEqual([status("DRAFT: 0 of 3 signatures"), fields(false)]);
      expect([after.values, after.signatures]).toEqual([status("SIGNED: 3 of 3"), fields(true)]);
      expect(printed.texts.join("").length).toBeGreaterThan(1000);
      for (const what of ["texts", "outline", "tags"] as const) expect(after[what], what).toEqual(printed[what]);
      expect(after.attached).toEqual([...printed.attached, "attestation.json", "manifest.json"].sort());
    });
    it("is three CMS and three time stamps to openssl", async () => {
      const folder = at("openssl");
      mkdirSync(folder);
      const text = Buffer.from(signed()).toString("latin1");
      const ranges = [...text.matchAll(/\/ByteRange \[ (\d+) (\d+) (\d+) (\d+) \]/g)].map((one) =>
        one.slice(1).map(Number),
      );
      expect(ranges).toHaveLength(3);
      for (const [, hole, end, rest] of ranges) {
        writeFileSync(join(folder, "it.cms"), Buffer.from(text.slice(hole + 1, end - 1), "hex"));
        writeFileSync(join(folder, "it.bin"), signedBytes(signed(), [0, hole, end, rest]));
        const words = ["cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in", "it.cms", "-content", "it.bin"];
        openssl(folder, ...words, "-CAfile", at("anchors/ca.pem"), "-purpose", "any", "-out", "out.bin");
        const { token, signature } = await stampOf(readFileSync(join(folder, "it.cms")));
        writeFileSync(join(folder, "it.tst"), token);
        writeFileSync(join(folder, "it.sig"), signature);
        const stamp = [
          "ts",
          "-verify",
          "-token_in",
          "-in",
          "it.tst",
          "-data",
          "it.sig",
          "-CAfile",
          at("anchors/tsa/ca.pem"),
        ];
        expect(Buffer.from(openssl(folder, ...stamp)).toString()).toContain("Verification: OK");
      }
    });

    it.each<readonly [string, (bytes: Uint8Array) => Uint8Array | Promise<Uint8Array>]>([
      [
        "a page turned",
        (bytes) =>
          appended(bytes, (document) => document.getPage(0).node.set(PDFName.of("Rotate"), document.context.obj(180))),
      ],
      ["cut after the second signature", (bytes) => bytes.slice(0, lengthsOf(bytes)[1])],
      [
        "a byte of a page changed",
        (bytes) => {
          const own = bytes.slice();
          own[Math.floor(lengthsOf(bytes)[0] / 3)] ^= 1;
          return own;
        },
      ],
      [
        "a byte of the last signature changed",
        (bytes) => {
          const own = bytes.slice();
          const [, hole] = [
            ...Buffer.from(own)
              .toString("latin1")
              .matchAll(/\/ByteRange \[ 0 (\d+) /g),
          ]
            .map((one) => Number(one[1]))
            .slice(-2);
          own[hole + 2_000] ^= 1;
          return own;
        },
      ],
      ["bytes behind it", (bytes) => new Uint8Array(Buffer.concat([bytes, Buffer.from("\n% more\n")]))],
    ])("is refused by verify, whatever others say, with %s", async (_, change) =>
      expect(await verified(await change(signed()))).not.toBe(0),
    );
    judged(
      "python",
      "is refused by pyHanko too with a page turned, and not where it was cut off: that is for a quorum to tell",
      async () => {
        const turned = await appended(signed(), (document) =>
          document.getPage(0).node.set(PDFName.of("Rotate"), document.context.obj(180)),
        );
        const said = byPyHanko(turned);
        expect(typeof said === "string" || said.some(({ sound }) => !sound)).toBe(true);
        const cut = byPyHanko(signed().slice(0, lengthsOf(signed())[1]));
        expect(typeof cut === "string" ? cut : cut.map(({ sound }) => sound)).toEqual([true, true]);
      },
    );
  },
);

/** Where each state of a PDF ends. */
const lengthsOf = (bytes: Uint8Array): readonly number[] =>
  [
    ...Buffer.from(bytes)
      .toString("latin1")
      .matchAll(/\/ByteRange \[ 0 \d+ (\d+) (\d+) \]/g),
  ].map(([, end, rest]) => Number(end) + Number(rest));

describe.skipIf(!hasOpenssl)("what was handed over", () => {
  judged("python", "is a list of parts as CycloneDX 1.6 has them", () =>
    expect(asked("parts", resolve(import.meta.dirname, "../../dist/bom.cdx.json"))).toEqual([]),
  );
  for (const profile of ["ro-crate-1.1", "process-run-crate-0.5", "workflow-run-crate-0.5"])
    judged("python", `is a crate with all that ${profile} requires, and none without its name`, () => {
      const entries = unzipped("it.zip", new Uint8Array(readFileSync(at("it.zip"))));
      if ("code" in entries) throw new Error(entries.message);
      for (const [path, bytes] of entries) place.write(join("crate", path), bytes);
      expect(asked("crate", at("crate"), profile)).toEqual([]);
      const crate = place.read("crate/ro-crate-metadata.json");
      place.write("crate/ro-crate-metadata.json", crate.replace(/("@type": "Dataset",\s+)"name": "[^"]*",/, "$1"));
      expect(place.read("crate/ro-crate-metadata.json")).not.toBe(crate);
      expect(asked("crate", at("crate"), profile)).toContainEqual(expect.stringMatching(/name/));
    });
});
