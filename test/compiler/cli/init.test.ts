import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { namesOf } from "../../../compiler/cli/init/starter-files.ts";
import { starters } from "../../../compiler/cli/init/starters.ts";
import { figures } from "../../fixtures/figures.ts";
import { paperless } from "../../fixtures/paperless.ts";
import { project } from "../../fixtures/project.ts";

const root = resolve(import.meta.dirname, "../../..");
const names = Object.keys(starters);
const made = project({ "foodspec.config.yaml": "" });
afterAll(() => made.remove());
const attributes = [
  "*.register.jsonl merge=union",
  "foodspec.lockbox.jsonl merge=union",
  "*.lock.yaml merge=foodspec-lock",
];
const init = (...words: string[]) => made.type(["init", ...words]);
const header = (path: string) => made.read(path).split("\n", 1)[0].split(",");

describe("foodspec init", () => {
  it("lists the starters, those there are", () => {
    const { status, out } = made.foodspec(["init"]);
    expect(status).toBe(0);
    expect(
      out
        .trim()
        .split("\n")
        .map((line) => line.split(" ")[0]),
    ).toEqual(names);
    expect(readdirSync(join(root, "templates/starters")).sort()).toEqual([...names].sort());
  });

  it("names the nearest starter for one that does not exist", async () => {
    const { status, err, out } = await init("edible-oils");
    expect([status, out]).toEqual([2, ""]);
    expect(err).toContain("error[FS1140]: there is no starter `edible-oils`");
    expect(err).toContain("did you mean `edible-oils-simulated`?");
    for (const name of names) expect(err).toContain(`\`${name}\``);
  });

  // What regulatory mode asks of its data takes as long as all others together.
  const quick = names.filter((name) => figures.isLarge || name !== "regulatory-strict");
  it.each(quick)("writes %s, which compiles as written, with nothing to mend", async (name) => {
    const { status, out, err } = await init(name);
    expect(status).toBe(0);
    expect(out.trim().split("\n")).toEqual(
      [".gitattributes", ".gitignore", ...namesOf(starters[name])].map((file) => `${name}/${file}`),
    );
    expect(made.read(`${name}/.gitattributes`)).toBe(`${attributes.join("\n")}\n`);
    expect(made.read(`${name}/.gitignore`)).toBe(".foodspec/\nruns/\n");
    expect(err).toBe(
      `next: foodspec compile ${name}/protocol.md\nonce a clone, so that git merges lock files: git config merge.foodspec-lock.driver "foodspec merge-lock %O %A %B"\n`,
    );
    for (const file of ["README.md", "protocol.md"]) expect(made.read(`${name}/${file}`)).not.toMatch(/\{\{\w+\}\}/);
    const document = `${name}/protocol.md`;
    const { exitCode, documents } = await made.compile({ documents: [document], strict: true }, {}, paperless());
    // A spectrum that lies far from the others is worth a look, and there may be one.
    expect([exitCode, documents[0].findings.filter(({ code }) => code !== "FS5309")]).toEqual([0, []]);
  });

  it("writes with regulatory-strict data that pass every gate, and are enough for trust", { tags: "slow" }, () => {
    // Compiled above, as written.
    const { mode, gates, results } = JSON.parse(made.read("regulatory-strict/runs/latest/report.json"));
    expect(mode).toBe("regulatory");
    expect(gates.map(({ gate, status }: { gate: string; status: string }) => `${gate} ${status}`).sort()).toEqual([
      "data pass",
      "model pass",
      "spectral pass",
    ]);
    expect(results.trust.result).toBe("ok");
    const { group_counts, class_distribution } = results.data.values;
    expect(Object.keys(group_counts).length).toBeGreaterThanOrEqual(10);
    for (const count of Object.values(class_distribution)) expect(count).toBeGreaterThanOrEqual(25);
  });

  it("writes with nir-regression data of two targets, each predicted as well as the laboratory's error allows", () => {
    // Compiled above, as written.
    const { rows } = JSON.parse(made.read("nir-regression/runs/latest/model/targets.json"));
    const errors = rows.map(({ target, rmsecv }: { target: string; rmsecv: number }) => [target, rmsecv]);
    expect(errors).toEqual([
      ["protein", expect.toSatisfy((error: number) => error > 0.09 && error < 0.2)],
      ["moisture", expect.toSatisfy((error: number) => error > 0.06 && error < 0.12)],
    ]);
  });

  it("writes with monitoring a predictor and later spectra that have not drifted", () => {
    const { results } = JSON.parse(made.read("monitoring/runs/latest/report.json"));
    expect(results.identity.result).toBe("ok");
    const { batches } = starters.monitoring.sizes;
    expect(made.read("monitoring/oils.csv")).toContain(`-b${12 + batches}-`);
    expect(made.read("monitoring/oils.csv")).not.toContain("-b12-");
    expect(header("monitoring/oils.csv").length).toBe(6 + 201);
  });

  it("fails monitoring for data that have drifted", async () => {
    await init("monitoring", "--dir", "drifted");
    const lines = made.read("drifted/oils.csv").split("\n");
    // The bands of each spectrum stand three points too high.
    const moved = lines.map((line, i) => {
      const cells = line.split(",");
      return i === 0 || line === ""
        ? line
        : [...cells.slice(0, 6), cells[6], cells[6], cells[6], ...cells.slice(6, -3)].join(",");
    });
    made.write("drifted/oils.csv", moved.join("\n"));
    made.write("drifted/protocol.md", made.read("drifted/protocol.md").replace(/(path: oils.csv)\n.*\n/, "$1\n"));
    const { exitCode } = await made.compile({ documents: ["drifted/protocol.md"] });
    expect(exitCode).toBe(7);
  });

  it("pins the digest of the data it wrote", async () => {
    await init("edible-oils-simulated", "--dir", "pinned", "--batches", "3", "--points", "100");
    const digest = createHash("sha256").update(made.read("pinned/oils.csv")).digest("hex");
    expect(made.read("pinned/protocol.md")).toContain(`sha256: ${digest}`);
    expect((await made.type(["check", "pinned/protocol.md"])).status).toBe(0);
  });

  it("takes sizes, and says in the README how to have the same data again", async () => {
    const words = "--oils rapeseed,soybean,maize --batches 4 --samples 3 --replicates 1 --points 120 --seed 9".split(
      " ",
    );
    expect((await init("edible-oils-simulated", "--dir", "sized", ...words)).status).toBe(0);
    const lines = made.read("sized/oils.csv").trim().split("\n");
    expect(lines.length - 1).toBe(4 * 3 * (3 + 1));
    expect(header("sized/oils.csv").length).toBe(6 + 120);
    expect(made.read("sized/protocol.md")).toContain("where: {oil: rapeseed}");
    const again = /^ {4}foodspec (init .*)$/m.exec(made.read("sized/README.md"))?.[1].split(" ") ?? [];
    expect((await made.type([...again, "--dir", "again"])).status).toBe(0);
    expect(made.read("again/oils.csv")).toBe(made.read("sized/oils.csv"));
    expect((await made.type(["check", "sized/protocol.md"])).status).toBe(0);
  });

  it("gives other data for another seed", async () => {
    for (const seed of ["1", "2"]) await init("research-simple", "--dir", `seed${seed}`, "--seed", seed);
    expect(made.read("seed1/oils.csv")).not.toBe(made.read("seed2/oils.csv"));
    expect(header("seed1/oils.csv")).toEqual(header("seed2/oils.csv"));
  });

  it("never writes over a file, and then writes nothing at all", async () => {
    made.write("taken/protocol.md", "mine");
    const { status, err, out } = await init("research-simple", "--dir", "taken");
    expect([status, out]).toEqual([2, ""]);
    expect(err).toContain("error[FS1141]: `taken` already holds `protocol.md`");
    expect(made.read("taken/protocol.md")).toBe("mine");
    expect(readdirSync(join(made.folder, "taken"))).toEqual(["protocol.md"]);
  });

  it("has the same data again by the command that the README names", async () => {
    for (const name of ["nir-regression", "monitoring"]) {
      const again = /^ {4}foodspec (init .*)$/gm.exec(
        made.read(`${name}/README.md`).replaceAll(/^ {4}foodspec init regulatory.*$/gm, ""),
      );
      expect((await made.type([...(again?.[1].split(" ") ?? []), "--dir", `again-${name}`])).status).toBe(0);
      const { data } = starters[name];
      expect(made.read(`again-${name}/${data}`)).toBe(made.read(`${name}/${data}`));
    }
  });

  it("goes into a folder that holds other things", async () => {
    mkdirSync(join(made.folder, "other"));
    made.write("other/notes.txt", "mine");
    made.write("other/.gitattributes", "*.csv -diff");
    expect((await init("research-simple", "--dir", "other")).status).toBe(0);
    expect(readdirSync(join(made.folder, "other")).sort()).toEqual([
      ".gitattributes",
      ".gitignore",
      "README.md",
      "notes.txt",
      "oils.csv",
      "protocol.md",
    ]);
    expect(made.read("other/.gitattributes")).toBe(`*.csv -diff\n${attributes.join("\n")}\n`);
  });

  it.each([
    [["--points", "99"], "`--points 99` does not fit: write a whole number from 100 to 20000"],
    [["--points", "20001"], "`--points 20001` does not fit"],
    [["--points", "1e3"], "`--points 1e3` does not fit"],
    [["--batches", "2"], "`--batches 2` does not fit: write a whole number from 3 to 1000"],
    [["--samples", "0"], "`--samples 0` does not fit"],
    [["--seed", "99999999999"], "`--seed 99999999999` does not fit"],
    [["--oils", "olive,sunflowr"], "did you mean `sunflower`?"],
    [["--oils", "olive"], "name at least two oils"],
    [["--oils", "olive,palm,olive"], "an oil is named twice"],
    [["--samples", "10", "--batches", "1000", "--points", "20000"], "more than 100 million numbers"],
    [["--oils", "olive,palm"], "its data are of flours", "nir-regression"],
    [["--points", "300"], "the predictor was made for those it has", "monitoring"],
    [["--oils", "olive,palm"], "the predictor was made for those it has", "monitoring"],
  ] as [string[], string, string?][])("refuses %j", async (words, says, starter = "research-simple") => {
    const { status, err } = await init(starter, "--dir", "refused", ...words);
    expect(status).toBe(2);
    expect(err).toContain("error[FS1142]");
    expect(err).toContain(says);
    expect(existsSync(join(made.folder, "refused"))).toBe(false);
  });

  it("says so where the folder cannot be made", async () => {
    made.write("file", "");
    const { status, err } = await init("research-simple", "--dir", "file/below");
    expect(status).toBe(2);
    expect(err).toContain("error[FS1143]: the folder `file/below` cannot be written: a part of the path is a file");
  });
});

describe("analyses/edible-oils-simulated", () => {
  it("is what init writes, byte for byte", async () => {
    await init("edible-oils-simulated", "--dir", "analysis");
    const folder = join(root, "analyses/edible-oils-simulated");
    for (const file of ["README.md", "oils.csv", "protocol.md"])
      expect(made.read(`analysis/${file}`)).toBe(readFileSync(join(folder, file), "utf8"));
    expect(readFileSync(join(folder, "oils.csv")).length).toBeLessThan(300_000);
  });
});
