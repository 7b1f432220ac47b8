/** A run with a lockbox as an archive: its ledger goes along, is held against the run, and no sealed row does that nobody opened. */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ledgerPath, sumsOf, sumsPath } from "../../../compiler/verify/archive.ts";
import { type Entries, unzipped, zipped } from "../../../compiler/verify/zip.ts";
import { type Project, project } from "../../fixtures/project.ts";
import { havePython, typed } from "../../verify-py/python.ts";
import { csvOf, holding, lastThird, sealedSeason, seasonRows, withTrust } from "./boxes.ts";

const hasPython = havePython();

describe("the archive of a run whose lockbox was opened", () => {
  let place: Project;
  let [run, sequel] = ["", ""];
  beforeAll(async () => {
    place = project(sealedSeason(withTrust));
    run = (await place.compile()).documents[0].runId ?? "";
    sequel = await opened();
  });
  afterAll(() => place.remove());

  async function opened(...words: string[]): Promise<string> {
    const ended = await place.type(["lockbox", "open", `runs/${run}`, "--note", "the method is frozen", ...words]);
    expect([ended.status, ended.err]).toEqual([0, ""]);
    return /runs\/(\S+)/.exec(ended.out)?.[1] ?? "";
  }
  async function exported(name: string, file: string, ...words: string[]): Promise<Entries> {
    const ended = await place.type(["export", `runs/${name}`, "-o", file, ...words]);
    expect([ended.status, ended.err]).toEqual([0, ""]);
    return entriesOf(file);
  }
  function entriesOf(file: string): Entries {
    const read = unzipped(file, readFileSync(join(place.folder, file)));
    if ("code" in read) throw new Error(read.message);
    return read;
  }
  /** What both verifiers say of an archive with other entries, its list of digests written anew. */
  async function judged(entries: Entries, change: (entries: Map<string, Uint8Array>) => void) {
    const others = new Map(entries);
    change(others);
    others.set(sumsPath, new TextEncoder().encode(sumsOf(others)));
    place.write("other.zip", zipped(others));
    const own = await place.type(["verify", "other.zip"]);
    return { own, second: hasPython ? typed(join(place.folder, "other.zip")) : null };
  }

  it("holds the ledger up to this opening, and both verifiers find the line", async () => {
    const entries = await exported(sequel, "sequel.zip");
    expect(text(entries, ledgerPath)).toBe(place.read(ledgerPath));
    expect(text(entries, "README.txt")).toMatch(/foodspec\.lockbox\.jsonl +every opening of a lockbox/);
    const { own, second } = await judged(entries, () => undefined);
    expect([own.status, own.err]).toEqual([0, ""]);
    expect(own.out).toMatch(/^ok +lockbox .*its line in the ledger/m);
    expect(own.out).toMatch(/^ok +archive/m);
    if (second === null) return;
    expect([second.status, second.out.split("\n").filter((line) => line.startsWith("NO"))]).toEqual([0, []]);
    expect(second.out).toMatch(/^ok +lockbox .*its line in the ledger/m);
  });

  it("is the same bytes after the rows were opened again", async () => {
    await exported(sequel, "before.zip");
    await opened("--again");
    await exported(sequel, "after.zip");
    expect(digestIn("after.zip")).toBe(digestIn("before.zip"));
    expect(place.read(ledgerPath).trimEnd().split("\n")).toHaveLength(2);
  });
  const digestIn = (file: string) =>
    createHash("sha256")
      .update(readFileSync(join(place.folder, file)))
      .digest("hex");

  it.each<readonly [string, string, (entries: Map<string, Uint8Array>) => void]>([
    ["without its ledger", "says that a lockbox was opened", (all) => void all.delete(ledgerPath)],
    [
      "whose ledger tells of another opening",
      "has no line of this opening",
      (all) => void all.set(ledgerPath, bytes(text(all, ledgerPath).replace('"k":1', '"k":9'))),
    ],
    ["whose ledger has no line", "has no line of this opening", (all) => void all.set(ledgerPath, bytes(""))],
  ])("is refused %s", async (_, why, change) => {
    const { own, second } = await judged(await exported(sequel, "sequel.zip"), change);
    expect([own.status, own.out + own.err]).toEqual([9, expect.stringContaining(why)]);
    if (second !== null) expect([second.status, /^NO +lockbox/m.test(second.out)]).toEqual([9, true]);
  });

  it("tells of a later document with the same rows how often they were opened before it", async () => {
    place.write("later.md", place.read("protocol.md").replace("title: Season", "title: Later"));
    const later = (await place.compile({ documents: ["later.md"] })).documents[0].runId ?? "";
    expect(place.manifest(later).lockbox?.map(({ opened: k }) => k)).toEqual([2]);
    const entries = await exported(later, "later.zip");
    expect(text(entries, ledgerPath).trimEnd().split("\n")).toHaveLength(2);
    const whole = await judged(entries, () => undefined);
    expect([whole.own.status, whole.second?.status ?? 0]).toEqual([0, 0]);
    const first = `${text(entries, ledgerPath).split("\n")[0]}\n`;
    const { own, second } = await judged(entries, (all) => void all.set(ledgerPath, bytes(first)));
    expect([own.status, own.out + own.err]).toEqual([9, expect.stringMatching(/has 1 openings.*counts 2/)]);
    if (second !== null) expect([second.status, /^NO +lockbox/m.test(second.out)]).toEqual([9, true]);
  });

  it("holds no ledger where the run was made before anybody opened it, and none may be put in", async () => {
    const entries = await exported(run, "run.zip");
    expect(entries.has(ledgerPath)).toBe(false);
    expect(holding(entries, "zealed")).toEqual([]);
    const { own } = await judged(entries, (all) => void all.set(ledgerPath, bytes(place.read(ledgerPath))));
    expect([own.status, own.out + own.err]).toEqual([9, expect.stringContaining("belongs to no archive of this run")]);
  });

  it("with data says that sealed rows of the same file can be read by whoever has it, and predicts them again", async () => {
    const ended = await place.type(["export", `runs/${sequel}`, "-o", "data.zip", "--with-data"]);
    expect([ended.status, ended.err]).toEqual([0, expect.stringMatching(/warning\[FS7505\].*season\.csv/)]);
    const entries = entriesOf("data.zip");
    expect(holding(entries, "zealed")).toEqual(["data/season/season.csv"]);
    expect(text(entries, "README.txt")).toContain("rows of a lockbox");
    const away = join(place.folder, "away/data.zip");
    mkdirSync(dirname(away), { recursive: true });
    writeFileSync(away, readFileSync(join(place.folder, "data.zip")));
    const again = await place.type(["verify", away, "--rerun"]);
    expect([again.status, again.err]).toEqual([0, ""]);
    expect(again.out).toMatch(/^ok +rerun/m);
    expect(again.out).toMatch(/^ok +lockbox +60 sealed samples predicted again/m);
    await exported(sequel, "bare.zip");
    const bare = join(place.folder, "away/bare.zip");
    writeFileSync(bare, readFileSync(join(place.folder, "bare.zip")));
    const given = await place.type(["verify", bare, "--rerun", "-i", "season=season.csv"]);
    expect([given.status, given.out]).toEqual([0, expect.stringMatching(/^ok +lockbox +60 sealed samples predicted/m)]);
  });
});

describe("the archive of a run whose lockbox somebody else keeps", () => {
  const rows = seasonRows();
  const split = (isSealed: boolean) =>
    csvOf(rows.filter((cells, i) => i === 0 || cells[0].startsWith("zealed") === isSealed));
  const sealed = split(true);
  const sha256 = createHash("sha256").update(sealed).digest("hex");

  it("holds no row of it, with data or without, before it was opened and after", async () => {
    const place = project({
      "season.csv": split(false),
      "protocol.md": lastThird("", `  held: {path: held.csv, sha256: ${sha256}}\n`, "lockbox: {input: held}\n"),
      "foodspec.config.yaml": "",
    });
    try {
      const run = (await place.compile()).documents[0].runId ?? "";
      place.write("away/held.csv", sealed);
      const open = ["lockbox", "open", `runs/${run}`, "--note", "settled", "--input", "away/held.csv"];
      const ended = await place.type(open);
      expect([ended.status, ended.err]).toEqual([0, ""]);
      const sequel = /runs\/(\S+)/.exec(ended.out)?.[1] ?? "";
      rmSync(join(place.folder, "away"), { recursive: true });
      expect(existsSync(join(place.folder, "held.csv"))).toBe(false);
      for (const [name, words] of [run, sequel].flatMap((one) => [
        [one, []] as const,
        [one, ["--with-data"]] as const,
      ])) {
        const made = await place.type(["export", `runs/${name}`, "-o", "one.zip", ...words]);
        expect([name, made.status, made.err]).toEqual([name, 0, ""]);
        const read = unzipped("one.zip", readFileSync(join(place.folder, "one.zip")));
        if ("code" in read) throw new Error(read.message);
        expect(holding(read, "zealed")).toEqual([]);
        const own = await place.type(["verify", "one.zip"]);
        expect([own.status, own.err]).toEqual([0, ""]);
        expect(own.out).not.toMatch(/not checked +archive/);
        if (hasPython) expect(typed(join(place.folder, "one.zip")).status).toBe(0);
      }
    } finally {
      place.remove();
    }
  });
});

const text = (entries: Entries, path: string): string => new TextDecoder().decode(entries.get(path));
const bytes = (of: string): Uint8Array => new TextEncoder().encode(of);
