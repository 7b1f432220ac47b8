/** `foodspec doctor --self-test`: known numbers computed here, and told where one is another. */
import { createHash } from "node:crypto";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { selfTest } from "../../../compiler/cli/work/self-test.ts";
import { assetsOn } from "../../../compiler/compile/package-files.ts";
import { opened } from "../../../compiler/seal/dsse.ts";
import { newKey } from "../../../compiler/seal/new-key.ts";
import type { Disk } from "../../../compiler/store/disk.ts";
import type { Qualification } from "../../../schemas/qualification.ts";
import { inMemory } from "../../fixtures/in-memory.ts";

/** A place whose program has other files than it was made with. */
async function tested(
  options: Parameters<typeof selfTest>[0],
  change: (path: string, bytes: Uint8Array) => Uint8Array = (_, bytes) => bytes,
) {
  const place = inMemory({});
  const disk: Disk = { ...place.disk, read: (path) => change(path, place.disk.read(path)) };
  let out = "";
  let err = "";
  const world = { ...place.world(), disk, out: (text: string) => (out += text), err: (text: string) => (err += text) };
  const status = await selfTest(options, world as never);
  return { status, out, err, place };
}
const encode = (text: string) => new TextEncoder().encode(text);
const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

describe("the self-test", () => {
  it("comes to the numbers of numpy, scipy and scikit-learn, and writes down where and when", async () => {
    const { status, out, err, place } = await tested({ output: "qualification.json" });
    expect([status, err]).toEqual([0, ""]);
    expect(out).toMatch(/^qualified {2}29 of 29 numbers as expected \(make\.py: numpy .*scikit-learn/m);
    const found = JSON.parse(place.read("qualification.json")) as Qualification;
    expect(found).toMatchObject({ node: "22.0.0", os: "linux 6.0.0 x64", time: "2026-01-01T00:00:00.000Z" });
    expect(found.tests.every(({ pass }) => pass)).toBe(true);
    expect(new Set(found.tests.map(({ id }) => id)).size).toBe(29);
    expect(place.names()).toEqual(["qualification.json"]);
  });
  it("says which number is another, and ends with 9", async () => {
    const { status, out } = await tested({}, (path, bytes) =>
      path.endsWith("self-test/expected.json")
        ? encode(decode(bytes).replace(/("pointer": "\/pooled\/rmsecv",\s+"expected": )/, "$11"))
        : bytes,
    );
    expect(status).toBe(9);
    expect(out.match(/^NO /gm)).toHaveLength(1);
    expect(out).toMatch(/^NO {2}RMSECV: [\d.]+, and 1[\d.]+ is expected$/m);
    expect(out).toMatch(/^NOT QUALIFIED {2}28 of 29/m);
  });
  it("sees spectra that are not those it was made with", async () => {
    const { status, out } = await tested({}, (path, bytes) =>
      path.endsWith("self-test/spectra.csv")
        ? encode(decode(bytes).replace(/(\d)$/m, (digit) => (digit === "1" ? "2" : "1")))
        : bytes,
    );
    expect([status, out]).toEqual([9, expect.stringContaining("NOT QUALIFIED")]);
  });
  it("is signed by whom it is asked to, in an envelope that says the same", async () => {
    const person = { name: "Ada", email: "a@example.org", from: Date.parse("2025-12-31T00:00:00Z"), days: 9 };
    const { p12 } = await newKey(person, "secret", 100);
    const place = inMemory({ "ada.p12": p12 });
    const disk = { ...place.disk, open: (path: string) => ({ ...place.disk.open(path), isShared: false }) };
    const world = { ...place.world({ FOODSPEC_KEY_PASSPHRASE: "secret" }), disk };
    expect(await selfTest({ output: "q.json", key: "ada.p12" }, world)).toBe(0);
    const envelope = opened(place.disk.read(join(place.folder, "q.json.dsse")));
    if ("problem" in envelope) throw new Error(envelope.problem);
    const { subject, predicate } = envelope.statement as {
      subject: { digest: { sha256: string } }[];
      predicate: unknown;
    };
    expect(subject[0].digest.sha256).toBe(createHash("sha256").update(place.read("q.json")).digest("hex"));
    expect(predicate).toEqual(JSON.parse(place.read("q.json")));
    expect(envelope.certificate.subject).toBe("CN=Ada");
  });
  it.each([
    [["doctor", "-o", "q.json"], /FS1197.*`-o` goes with `--self-test`/],
    [["doctor", "--self-test", "--key", "a.p12"], /FS1197.*`--key` goes with `-o`/],
    [["doctor", "--self-test", "-o", "q.json", "--key", "a.p12"], /FS1194/],
  ])("refuses %j", async (words, says) => {
    const { status, err } = await inMemory({}).type(words);
    expect([status === 2 || status === 9, err]).toEqual([true, expect.stringMatching(says)]);
  });
  it("has its files beside the program", () => {
    const assets = assetsOn(inMemory({}).disk);
    for (const name of ["protocol.md", "spectra.csv", "expected.json"])
      expect(assets.text(`self-test/${name}`), resolve(name)).not.toBe("");
  });
});
