/** Repro: a document compiled as if on several machines. Here each run is one of this process, on a disk in memory; the slow test starts programs. */
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { commands } from "../../../compiler/cli/commands.ts";
import { run } from "../../../compiler/cli/program.ts";
import type { AgainStart } from "../../../compiler/compile/world.ts";
import { type Repro, reproSchema } from "../../../schemas/repro.ts";
import { inMemory } from "../../fixtures/in-memory.ts";
import { type Place, program, project, told } from "../../fixtures/project.ts";
import { smallCsv, smallProtocol } from "../../fixtures/small.ts";

const document = smallProtocol();
let place: Place | null = null;
afterEach(() => {
  place?.remove();
  place = null;
});

/** @param spoilt called with the folder of each run once it stands */
async function repro(words: readonly string[], spoilt: (folder: string, run: number) => void = () => undefined) {
  const here = inMemory({ "studies/protocol.md": document, "studies/small.csv": smallCsv(), ".git/HEAD": "" });
  place = here;
  here.disk.makeFolder("/tmp");
  const starts: AgainStart[] = [];
  const again = async (start: AgainStart) => {
    starts.push(start);
    const { FOODSPEC_STATE: _, ...env } = start.env;
    const world = { ...here.world(env), cwd: start.cwd };
    const { status, err } = await told(world, (one) => run(commands, { ...one, command: start.words }));
    const out = start.words[start.words.indexOf("-o") + 1];
    const [name] = here.disk.list(out).filter((one) => /^\d{8}_/.test(one.name));
    spoilt(join(out, name.name), starts.length);
    return { code: status, err };
  };
  const ended = await told({ ...here.world(), again }, (one) =>
    run(commands, { ...one, command: ["repro", "studies/protocol.md", ...words] }),
  );
  return { ...ended, starts, here };
}

describe("a document compiled several times", () => {
  it("is the same wherever: each run has a folder, zone, locale and number of workers of its own", async () => {
    const { status, out, starts, here } = await repro(["--runs", "3"]);
    const found: Repro = reproSchema.parse(JSON.parse(here.read("repro.json")));
    expect([status, found.same, found.first_difference, found.configurations.length]).toEqual([0, true, null, 3]);
    expect(out).toContain("the same bytes each time (repro.json)");
    for (const of of [
      ({ cwd }: AgainStart) => cwd,
      ({ env }: AgainStart) => env.TZ,
      ({ env }: AgainStart) => env.LC_ALL,
      ({ env }: AgainStart) => env.FOODSPEC_STATE,
      ({ words }: AgainStart) => words[words.indexOf("--jobs") + 1],
    ])
      expect(new Set(starts.map(of)).size).toBe(3);
    expect(new Set(found.configurations.map(({ html_digest }) => html_digest)).size).toBe(1);
    expect(here.disk.list("/tmp").filter(({ name }) => name.startsWith("foodspec-repro"))).toEqual([]);
  });
  it("names block, file, place and both values where a byte differs: 1", async () => {
    const { status, here } = await repro(["--runs", "2", "-o", "out.json"], (folder, k) => {
      const path = join(folder, "model/metrics.json");
      const text = new TextDecoder().decode(place?.disk.read(path));
      if (k === 2) place?.disk.write(path, text.replace(/("accuracy": )[\d.]+/, "$10.25"));
    });
    expect(status).toBe(1);
    expect(JSON.parse(here.read("out.json"))).toMatchObject({
      same: false,
      first_difference: {
        configurations: [0, 1],
        block: "plsda",
        file: "model/metrics.json",
        pointer: "/pooled/accuracy",
        values: [expect.any(String), "0.25"],
      },
    });
  });
  it("and of what no block gave, the file alone", async () => {
    const { status, here } = await repro(["--runs", "2"], (folder, k) => {
      if (k === 2) place?.disk.write(join(folder, "report/index.html"), "another");
    });
    expect(status).toBe(1);
    expect(JSON.parse(here.read("repro.json")).first_difference).toMatchObject({
      block: null,
      file: "report/index.html",
      pointer: null,
    });
  });
  it.each([
    ["one run", ["--runs", "1"]],
    ["no path between commas", ["--node", "a,,b"]],
  ])("is refused with 2: %s", async (_, words) => expect((await repro(words)).status).toBe(2));
});

it("a document that does not pass its check is not run: its own exit code", async () => {
  place = inMemory({ "protocol.md": document.replace("- snv", "- svn"), "small.csv": smallCsv() });
  const { status, err } = await place.type(["repro", "protocol.md"]);
  expect([status, err]).toEqual([4, expect.stringContaining("FS2108")]);
});

it("holds of programs that are started, in three time zones and locales", { tags: "slow" }, () => {
  const here = project({ "protocol.md": document, "small.csv": smallCsv() });
  expect(program).toContain("dist");
  const { status, out } = here.foodspec(["repro", "protocol.md", "--format", "json"]);
  const found = reproSchema.parse(JSON.parse(out));
  expect([status, found.same]).toEqual([0, true]);
  expect(new Set(found.configurations.map(({ content_digest }) => content_digest)).size).toBe(1);
  expect(here.names().filter((name) => name.startsWith("runs"))).toEqual([]);
  here.remove();
});
