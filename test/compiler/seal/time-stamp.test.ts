/** Time stamps: asked of an authority of openssl, checked before they are kept, and looked at again by whoever verifies. */
import { X509Certificate } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PDFDocument } from "@cantoo/pdf-lib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sendTo } from "../../../compiler/cli/work/send.ts";
import { type Anchors, whyNotStamper, whyNotTrusted } from "../../../compiler/seal/anchors.ts";
import { cmsOver, cmsRead } from "../../../compiler/seal/cms.ts";
import { newKey } from "../../../compiler/seal/new-key.ts";
import { filled, signedBytes, withRoom } from "../../../compiler/seal/pdf-revision.ts";
import { type Signer, signerOf } from "../../../compiler/seal/signer.ts";
import { NoTimeStamp, stamped, tokenRead } from "../../../compiler/seal/time-stamp.ts";
import { authorityIn, hasOpenssl, openssl, withoutOpenssl } from "../../fixtures/authority.ts";
import { type Failing, type Stamper, stamperIn } from "../../fixtures/stamper.ts";

const bytes = new TextEncoder().encode("a signature");
let folder: string;
let stamper: Stamper;
let signer: Signer;
const { signal } = new AbortController();
const asked = (seconds?: number) => stamped(bytes, sendTo(stamper.url, signal, seconds));
const problemOf = (work: Promise<unknown>) =>
  work.then(
    () => "none",
    (error: unknown) => (error instanceof NoTimeStamp ? error.problem : String(error)),
  );

beforeAll(async () => {
  if (!hasOpenssl) return;
  folder = mkdtempSync(join(tmpdir(), "foodspec-stamper-"));
  stamper = await stamperIn(folder);
  const person = { name: "Ada", email: "a@example.org", from: Date.now() - 60_000, days: 9 };
  signer = (await signerOf((await newKey(person, "secret", 100)).p12, "secret")) as Signer;
});
afterAll(async () => {
  await stamper?.close();
  if (folder !== undefined) rmSync(folder, { recursive: true });
});

describe.skipIf(!hasOpenssl)(hasOpenssl ? "a time stamp" : `a time stamp (${withoutOpenssl})`, () => {
  it("says when, under which policy and by whom, and is of these bytes only", async () => {
    const token = await asked();
    const read = await tokenRead(token, bytes);
    if ("problem" in read) throw new Error(read.problem);
    expect(Math.abs(Date.parse(read.time) - Date.now())).toBeLessThan(60_000);
    expect([read.policy, read.certificate.subject, read.others.length]).toEqual(["1.2.3.4.1", "CN=Stamper tsa", 1]);
    expect(await tokenRead(token, bytes.subarray(1))).toEqual({ problem: "is over something else" });
  });
  it.each<readonly [Failing, RegExp]>([
    ["no EKU", /token is of a signer whose certificate is not for time stamps alone/],
    ["another imprint", /token is over something else/],
    ["500", /^it answered with 500$/],
    ["another type", /it answered with text\/html/],
    ["refuses", /it refuses, with the status 2/],
    ["hangs", /did not answer within 0.2 seconds/],
    ["too long", /more than 65536 bytes/],
  ])("is not had of an authority that fails: %s", async (how, says) => {
    stamper.fail(how);
    expect(await problemOf(asked(how === "hangs" ? 0.2 : undefined))).toMatch(says);
    stamper.fail(null);
  });
  it("is not had where nobody listens, nor from an address that is none", async () => {
    expect(await problemOf(stamped(bytes, sendTo("http://127.0.0.1:9/", signal)))).toBe("it cannot be reached");
    expect(await problemOf(stamped(bytes, sendTo("file:///etc/passwd", signal)))).toMatch(/begins with neither/);
  });
  it("is not the answer to another query for the same bytes", async () => {
    const first = sendTo(stamper.url, signal);
    let kept: Uint8Array | null = null;
    const again = async (query: Uint8Array) => {
      kept ??= await first(query);
      return kept;
    };
    await stamped(bytes, again);
    expect(await problemOf(stamped(bytes, again))).toBe("it answers another query than was asked");
  });
  it("is refused, or says the same of the same signer, with any bit of it flipped", { tags: "slow" }, async () => {
    const token = await asked();
    const of = async (one: Uint8Array) => {
      const read = await tokenRead(one, bytes);
      return "problem" in read ? read.problem : [read.time, read.policy, read.nonce, read.certificate.fingerprint256];
    };
    const whole = await of(token);
    const said = [];
    for (let at = 0; at < token.length; at += 29) {
      const own = token.slice();
      own[at] ^= 1 << (at % 8);
      said.push(await of(own));
    }
    const accepted = said.filter((one) => typeof one !== "string");
    // Certificates above the signer's are no part of what is signed: an auditor takes them from anchors.
    expect(accepted).toEqual(accepted.map(() => whole));
    expect(accepted.length).toBeLessThan(said.length / 2);
  });

  it("stands in a signature, where openssl verifies it, and makes the PDF no larger than it has room for", async () => {
    const blank = await PDFDocument.create({ updateMetadata: false });
    blank.addPage([200, 100]);
    const facts = { field: "author-1", name: "Ada", reason: "author: x", time: "2026-03-01T12:00:00Z" };
    const prepared = await withRoom(await blank.save({ useObjectStreams: false }), {
      ...facts,
      attachments: new Map(),
      isStamped: false,
      certificate: "0".repeat(64),
      signed: 1,
      of: 2,
    });
    const content = signedBytes(prepared.pdf, prepared.range);
    const message = await cmsOver(content, signer, sendTo(stamper.url, signal));
    expect(filled(prepared, message).length).toBe(prepared.pdf.length);
    const read = await cmsRead(message, content);
    if ("problem" in read || read.token === null) throw new Error("no time stamp");
    expect(read.token.certificate.subject).toBe("CN=Stamper tsa");
  });
  it("is one of openssl as much as of ours", async () => {
    const token = await asked();
    writeFileSync(join(folder, "own.der"), token);
    writeFileSync(join(folder, "own.bin"), bytes);
    const words = ["-verify", "-token_in", "-in", "own.der", "-data", "own.bin", "-CAfile", "tsa-ca.pem"];
    expect(new TextDecoder().decode(openssl(folder, "ts", ...words))).toContain("Verification: OK");
  });
});

const anchors = (more: Partial<Anchors> = {}): Anchors => ({
  trusted: [signer.certificate],
  stampers: [new X509Certificate(stamper.certificate)],
  revoked: [],
  signers: null,
  ...more,
});

describe.skipIf(!hasOpenssl)(hasOpenssl ? "anchors" : `anchors (${withoutOpenssl})`, () => {
  it("trust the authorities of tsa/ and no others", async () => {
    const read = await tokenRead(await asked(), bytes);
    if ("problem" in read) throw new Error(read.problem);
    expect(whyNotStamper(read, anchors())).toBe(null);
    expect(whyNotStamper(read, anchors({ stampers: [] }))).toMatch(
      /nobody among the anchors vouches for Time authority/,
    );
    expect(whyNotStamper(read, anchors({ stampers: [signer.certificate] }))).toMatch(/nobody among the anchors/);
  });
  it("let a signature stand that was stamped before its certificate was revoked, and none that only says so", () => {
    mkdirSync(join(folder, "ca"));
    const authority = authorityIn(join(folder, "ca"));
    const file = authority.person("Rosa", "P-256");
    expect(file.length).toBeGreaterThan(0);
    const [certificate, issuer] = [authority.pem("Rosa"), authority.certificate].map((pem) => new X509Certificate(pem));
    const time = Date.now();
    const revoked = [{ issuer, serials: new Map([[certificate.serialNumber.toLowerCase(), time + 1000]]) }];
    const why = (isStamped: boolean, at: number) =>
      whyNotTrusted(certificate, [], anchors({ trusted: [issuer], revoked }), "author", at, isStamped);
    expect([why(true, time), why(true, time + 2000), why(false, time)]).toEqual([
      null,
      "its certificate was revoked",
      "its certificate was revoked",
    ]);
  });
});
