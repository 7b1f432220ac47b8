/** Ten archives and a stranger, who has python3, openssl, pdfsig, unzip and README.txt: which five are forged? */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { stream } from "../../blocks/contract/stream.ts";
import { hasOpenssl } from "../fixtures/authority.ts";
import { readmeCommands } from "../fixtures/readme-commands.ts";
import { type Handed, tenArchives } from "../fixtures/ten-archives.ts";

const tools = ["python3", "pdfsig", "pdftotext", "unzip", "sha256sum"];
const lacking = [
  ...(hasOpenssl ? [] : ["openssl"]),
  ...tools.filter((tool) => spawnSync(tool, ["--version"]).error !== undefined),
];
const title = lacking.length === 0 ? "ten archives" : `ten archives (${lacking.join(", ")} not installed)`;
let handed: Handed;
let desk: string;
beforeAll(async () => {
  if (lacking.length > 0) return;
  handed = await tenArchives();
  desk = mkdtempSync(join(tmpdir(), "foodspec-stranger-"));
}, 600_000);
afterAll(() => {
  if (lacking.length > 0) return;
  rmSync(desk, { recursive: true });
  handed.place.remove();
});

/** What README.txt of an archive tells a stranger to look for and is not so; none of one that looks sound. */
function doubts(name: string, zip: Uint8Array): readonly string[] {
  const folder = join(desk, name);
  mkdirSync(folder);
  writeFileSync(join(folder, "ARCHIVE.zip"), zip);
  const sh = (script: string) => {
    const { stdout, stderr } = spawnSync("sh", ["-c", script], { cwd: folder, encoding: "utf8" });
    return stdout + stderr;
  };
  sh("unzip -q ARCHIVE.zip");
  writeFileSync(join(folder, "CA.pem"), handed.authority);
  const readme = readFileSync(join(folder, "README.txt"), "utf8");
  const [bytes, numbers, people, files] = [1, 2, 3, 4].map((n) =>
    sh(readmeCommands(readme, new RegExp(`^${n}\\. [A-Z]`))),
  );
  const times = /"Signature is Valid" must stand there (?:(\d+) times|once)/.exec(readme);
  const count = times === null ? 0 : Number(times[1] ?? 1);
  const [, status = ""] = /second line prints "([^"]+)"/.exec(readme) ?? [];
  const found = (text: string, what: RegExp) => text.match(what)?.length ?? 0;
  const looked: readonly (readonly [string, boolean])[] = [
    ["the zip", bytes.includes("No errors detected")],
    ["the list", !/FAILED|WARNING/.test(bytes)],
    ["the numbers", /^verified {2}/m.test(numbers) && !/^NO /m.test(numbers)],
    ["a signature", count > 0 && found(people, /Signature is Valid/g) === count],
    ["the end", found(people, / {2}- Total document signed/g) === 1],
    ["the status", people.match(/^(?:DRAFT|SIGNED):.*$/gm)?.join() === status && status.startsWith("SIGNED: ")],
    ["an envelope", found(files, /^Verified OK$/gm) === count + 1],
    ["a signer", found(files, /^signer\.pem: OK$/gm) === count + 1],
    ["a file", !/FAILED|No such file/.test(files)],
  ];
  return looked.filter(([, isSo]) => !isSo).map(([what]) => what);
}
async function byFoodspec(zip: Uint8Array) {
  handed.place.write("judged.zip", zip);
  return handed.place.type(["verify", "judged.zip", "--anchors", "anchors"]);
}

describe.skipIf(lacking.length > 0)(title, () => {
  it("are told apart by README.txt alone: the five that are forged, each by what was done to it", () => {
    const draws = stream(1, "ten archives");
    const all = draws.shuffle([
      ...handed.sound.map((zip) => ["", zip] as const),
      ...[...handed.forged].map(([what, zip]) => [what, zip] as const),
    ]);
    expect(all).toHaveLength(10);
    const told = new Map(all.map(([what, zip], i) => [`${i + 1} ${what}`.trim(), doubts(String(i + 1), zip)]));
    const found = Object.fromEntries(
      [...told].filter(([, ones]) => ones.length > 0).map(([name, ones]) => [name.replace(/^\d+ ?/, ""), ones]),
    );
    expect(found).toEqual({
      "a metric, and every digest after it": ["the numbers", "a file"],
      "the approver's signature cut off everywhere": ["the status"],
      "keys of their own under the names of all three": ["a signer"],
      "a page turned behind the last signature": ["the end", "a file"],
      "the line that froze the criteria taken out of the register": ["the numbers"],
    });
  }, 600_000);

  it("are judged by FoodSpec as by the stranger", async () => {
    for (const zip of handed.sound) expect((await byFoodspec(zip)).status).toBe(0);
    for (const [what, zip] of handed.forged) expect((await byFoodspec(zip)).status, what).toBe(9);
  }, 600_000);

  it.each([
    [
      "a page turned by the last signer, who signs that",
      /FS9714/,
      "a later signer may have changed what an earlier one had",
    ],
    ["other data", /FS9132/, "Whether data/ holds the files that the run read."],
  ])(
    "would hide %s, which only FoodSpec finds: README.txt names it among what it does not show",
    async (what, code, says) => {
      const zip = handed.hidden.get(what) ?? new Uint8Array();
      expect(doubts(`hidden ${what}`, zip)).toEqual([]);
      expect(await byFoodspec(zip)).toMatchObject({ status: 9, err: expect.stringMatching(code) });
      const readme = readFileSync(join(desk, `hidden ${what}`, "README.txt"), "utf8");
      expect(readme.slice(readme.indexOf("WHAT STEPS 1 TO 4 DO NOT SHOW"))).toContain(says);
    },
    600_000,
  );
});
