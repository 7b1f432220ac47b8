/**
 * Bits turned over in the archive of a signed run: as a disk does it, and as somebody does who makes the list of digests and the zip anew
 * after it. None is accepted.
 */
import { chmodSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { stream } from "../../blocks/contract/stream.ts";
import { newKey } from "../../compiler/seal/new-key.ts";
import { sumsOf } from "../../compiler/verify/archive.ts";
import { type Entries, unzipped, zipped } from "../../compiler/verify/zip.ts";
import { passphrase } from "../fixtures/authority.ts";
import { figures, progress, repeat } from "../fixtures/figures.ts";
import { legible } from "../fixtures/legible.ts";
import { pinned } from "../fixtures/pinned.ts";
import { type Project, project } from "../fixtures/project.ts";
import { data, document } from "../verify-py/honest.ts";

const run = "runs/latest";
const signed = "run/seal/report_signed.pdf";
let place: Project;
let whole: Uint8Array;
const entries = () => unzipped("it", whole) as Entries;

beforeAll(async () => {
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
    expect((await place.type(words, { FOODSPEC_KEY_PASSPHRASE: passphrase })).status).toBe(0);
  }
  expect((await place.type(["export", run, "-o", "it.zip", "--with-data"])).status).toBe(0);
  // A copy: parts of what Node reads share its memory, and bits flipped in one would be flipped in all.
  whole = new Uint8Array(place.disk.read(join(place.folder, "it.zip")));
}, 240_000);
afterAll(() => place?.remove());

const flipped = (bytes: Uint8Array, bit: number): Uint8Array => {
  const own = new Uint8Array(bytes);
  own[bit >> 3] ^= 1 << (bit & 7);
  return own;
};
/** The archive with other bytes of an entry, and everything after it that needs no key. */
function remade(path: string, bytes: Uint8Array): Uint8Array {
  const own = new Map(entries()).set(path, bytes);
  own.set("SHA256SUMS", new TextEncoder().encode(sumsOf(own)));
  return zipped(own);
}
/** Where the digits of the last signature of a PDF begin and end, as bits. */
function lastHole(pdf: Uint8Array): readonly [number, number] {
  const [, from, to] =
    [
      ...Buffer.from(pdf)
        .toString("latin1")
        .matchAll(/\/ByteRange \[ 0 (\d+) (\d+) /g),
    ].at(-1) ?? [];
  return [8 * Number(from), 8 * Number(to)];
}

describe.skipIf(figures.archive === 0)("the archive of a signed run", () => {
  const accepted = async (bytes: Uint8Array) => {
    place.write("bad.zip", bytes);
    return (await place.type(["verify", "bad.zip", "--anchors", "anchors"])).status === 0;
  };
  const draws = stream(figures.seed, "archive flips");

  it("is accepted as it is", async () => expect(await accepted(whole)).toBe(true));

  it("is refused with any bit turned over", async () => {
    for (let i = 0; i < figures.archive; i++) {
      const bit = draws.below(8 * whole.length);
      expect(await accepted(flipped(whole, bit)), `bit ${bit}: ${repeat("archive", figures.archive)}`).toBe(false);
      progress("bits of an archive", i + 1, figures.archive);
    }
  }, 7_200_000);

  it("is refused with any bit of the run or its data turned over, and list and zip made anew after it", async () => {
    const paths = draws.shuffle([...entries().keys()].filter((path) => /^(?:run|data)\//.test(path)));
    const count = Math.ceil(figures.archive / 20);
    for (let i = 0; i < count; i++) {
      // Every fourth in the place of the last signature, of which the PDF itself does not tell: the envelope around it does.
      const path = i % 4 === 0 ? signed : paths[i % paths.length];
      const bytes = entries().get(path) ?? new Uint8Array();
      if (bytes.length === 0) continue;
      const [from, to] = i % 4 === 0 ? lastHole(bytes) : [0, 8 * bytes.length];
      const bit = from + draws.below(to - from);
      const says = `bit ${bit} of ${path}: ${repeat("archive", figures.archive)}`;
      expect(await accepted(remade(path, flipped(bytes, bit))), says).toBe(false);
      progress("bits of an archive made anew", i + 1, count);
    }
  }, 7_200_000);
});
