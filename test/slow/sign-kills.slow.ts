/** A signer killed at any moment leaves the seal that was, or the new one, whole; and the next one signs. */
import { spawn } from "node:child_process";
import { chmodSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newKey } from "../../compiler/seal/new-key.ts";
import { passphrase } from "../fixtures/authority.ts";
import { figures, progress } from "../fixtures/figures.ts";
import { legible } from "../fixtures/legible.ts";
import { type Project, project } from "../fixtures/project.ts";
import { smallCsv, smallProtocol } from "../fixtures/small.ts";

const program = resolve(import.meta.dirname, "../../dist/foodspec.js");
const run = "runs/latest";
let place: Project;
let digest: string;

/** Ends with null where it was killed, after so many milliseconds; null: never. */
function signing(milliseconds: number | null): Promise<number | null> {
  const words = [program, "sign", run, "--role", "author", "--key", "ada.p12", "--digest", digest];
  const env = { ...process.env, ...place.world().env, FOODSPEC_KEY_PASSPHRASE: passphrase };
  const child = spawn(process.execPath, words, { cwd: place.folder, env, stdio: "ignore" });
  const timer = milliseconds === null ? null : setTimeout(() => child.kill("SIGKILL"), milliseconds);
  return new Promise((done) => {
    child.on("close", (status) => {
      if (timer !== null) clearTimeout(timer);
      done(status);
    });
  });
}

beforeAll(async () => {
  place = project({
    "protocol.md": smallProtocol({ frontMatter: "signatures: {author: 1, reviewer: 0, approver: 1}\n" }),
    "small.csv": smallCsv(),
  });
  await place.compile({ pdf: true }, {}, legible);
  digest = place.manifest().content_digest.slice(7, 19);
  const person = { name: "Ada", email: "a@example.org", from: Date.now() - 60_000, days: 9 };
  place.write("ada.p12", (await newKey(person, passphrase)).p12);
  chmodSync(join(place.folder, "ada.p12"), 0o600);
});
afterAll(() => place?.remove());

describe.skipIf(figures.signings === 0)("a signer who is killed", () => {
  it("leaves no seal or a whole one, and who comes next signs", async () => {
    const seal = join(place.folder, run, "seal");
    const begun = Date.now();
    expect(await signing(null)).toBe(0);
    const whole = Date.now() - begun;
    place.disk.remove(seal);
    const kills = figures.signings;
    const left = { none: 0, whole: 0 };
    for (let i = 0; i < kills; i++) {
      // The last part of the time is when files are written.
      const share = i % 2 === 0 ? (i + 1) / (kills + 1) : 0.85 + (0.3 * (i + 1)) / (kills + 1);
      await signing(whole * share);
      const { status, out } = await place.type(["verify", run]);
      expect(status, `killed after ${share} of the time:\n${out}`).toBe(0);
      const isSigned = /^ok {11}signatures {3}1 author Ada/m.test(out);
      left[isSigned ? "whole" : "none"]++;
      if (!isSigned) expect(await signing(null), `killed after ${share} of the time`).toBe(0);
      expect((await place.type(["verify", run])).out).toMatch(/^ok {11}signatures {3}1 author Ada/m);
      place.disk.remove(seal);
      // Its register tells of signatures that this test took away again.
      place.disk.remove(join(place.folder, "protocol.md.register.jsonl"));
      progress(`signers killed, ${left.none} left no seal and ${left.whole} a whole one`, i + 1, kills);
    }
    expect(left.none + left.whole).toBe(kills);
  }, 7_200_000);
});
