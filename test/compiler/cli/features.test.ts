/** `foodspec features`: what views hold, entries from a registry, and what a feature server gives against what training had. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { type ParityOptions, parityCommand } from "../../../compiler/cli/work/features-parity.ts";
import { NobodyListens, type Wire } from "../../../compiler/exchange/request.ts";
import { servingOf } from "../../../compiler/exchange/serving.ts";
import { openRun } from "../../../compiler/verify/open-run.ts";
import type { RunFolder } from "../../../compiler/verify/run-folder.ts";
import { type ParityReport, parityReportSchema } from "../../../schemas/parity.ts";
import { fakeFeast, laboratory } from "../../fixtures/feast/laboratory.ts";
import { type Project, project, told } from "../../fixtures/project.ts";

const protocol = laboratory["protocol.md"];
const registry = readFileSync(join(import.meta.dirname, "../../fixtures/feast/registry.json"), "utf8");
const address = "http://127.0.0.1:6566";

let place: Project;
beforeAll(async () => {
  place = project({ ...laboratory, "registry.json": registry, "other.json": "{}", "half.json": registry.slice(0, 90) });
  expect((await place.compile()).exitCode).toBe(0);
}, 60_000);
afterAll(() => place.remove());

it("a run that matches tables in time says so in its summary", () => {
  const summary = JSON.parse(place.read(`runs/${place.runs()[0]}/run_summary.json`));
  expect(summary).toMatchObject({ feature_store_enabled: true, mlflow_enabled: false });
});

it("whoever serves a model is told the columns of views that it is handed, outcomes left out", () => {
  const path = join(place.folder, "runs", place.runs()[0]);
  const folder = openRun(place.disk, "run", path) as RunFolder;
  const { columns } = servingOf(folder, place.manifest(place.runs()[0]), {});
  expect(columns).toEqual([
    ...["fat", "water", "lab"].map((name) => ({
      view: "chem",
      name,
      dtype: name === "lab" ? "string" : "float64",
      unit: null,
      ttl: null,
    })),
    { view: "room", name: "temperature", dtype: "float64", unit: null, ttl: null },
  ]);
});

describe("features import", () => {
  it("writes entries of `join` that a document takes as they are", async () => {
    const { status, out, err } = await place.type(["features", "import", "registry.json"]);
    expect([status, parse(out)]).toEqual([
      0,
      {
        join: {
          chem: { by: "sample_id", columns: ["fat", "water", "lab"], time: "analysed_at", recorded: "entered_at" },
          recent: { by: "sample_id", columns: ["water"], time: "analysed_at", recorded: "entered_at", ttl: "9d" },
          room: {
            by: ["sample_id", { instrument_id: "device" }],
            columns: { temp: "temperature" },
            time: "at",
            ttl: "36h",
          },
        },
      },
    ]);
    expect(err).toContain("left out: live is pushed");
    expect(err).toContain("left out: dry is computed on demand");
    expect(err).toContain("  chem: {path: chem.parquet}\n");
    const { join: entries } = parse(out);
    const { recent: _, ...used } = entries;
    place.write("imported.md", protocol.replace(/join:\n(.*\n){2}/, `join: ${JSON.stringify(used)}\n`));
    expect((await place.type(["features", "check", "imported.md"])).status).toBe(0);
  });
  it.each([
    ["other.json", "FS8407"],
    ["half.json", "FS8407"],
    ["protocol.md", "FS8407"],
    ["registri.json", "FS1144"],
  ])("refuses %s", async (path, code) => {
    const { status, out, err } = await place.type(["features", "import", path]);
    expect([status, out, err]).toEqual([2, "", expect.stringContaining(code)]);
  });
});

describe("features check", () => {
  it("says of each view types, span, and which spectra have no row", async () => {
    const { status, out } = await place.type(["features", "check", "protocol.md"]);
    expect([status, out.split("\n")]).toEqual([
      0,
      [
        "data.chem: 3 rows of 2 entities, 2026-03-01 to 2026-03-05",
        "  fat    number",
        "  water  number, 1 missing",
        "  lab    text",
        "  3 of 4 spectra have a row; none: 1",
        "data.room: 2 rows of 2 entities, 2026-03-01 to 2026-03-02",
        "  temperature  number",
        "  3 of 4 spectra have a row; none: 1",
        "",
      ],
    ]);
  });

  const line = "S2,2026-03-02T06:30:00.5Z,2026-03-03T00:00:00Z,12.3,,c\n";
  it.each<[string, (chem: string) => string, string | null, object]>([
    ["a row that stands twice, and counts it", (chem) => chem + line, null, { duplicates: 1 }],
    ["rows that nothing tells apart", (chem) => chem + line.replace("12.3", "14"), "FS3461", {}],
    [
      "the same of rows that no spectrum takes",
      (chem) => `${chem}${line.replaceAll("S2", "S9")}${line.replaceAll("S2", "S9").replace("12.3", "14")}`,
      "FS3461",
      {},
    ],
    ["a time that is none", (chem) => chem.replace("03-05T01", "03-35T01"), "FS3468", {}],
    ["a time of entry to come", (chem) => chem.replace("2026-03-05T01", "2096-03-05T01"), "FS3469", { future: 1 }],
    ["a time to come", (chem) => chem.replace("2026-03-05T00", "2096-03-05T00"), "FS3469", { future: 1 }],
  ])("tells of %s", async (_, change, code, view) => {
    place.write("chem.csv", change(laboratory["chem.csv"]));
    const { status, out } = await place.type(["features", "check", "protocol.md", "--format", "json"]);
    place.write("chem.csv", laboratory["chem.csv"]);
    const { blocks, findings } = JSON.parse(out);
    expect(findings.map((one: { code: string }) => one.code)).toEqual(code === null ? [] : [code]);
    expect(status).toBe(code === null ? 0 : 3);
    if (Object.keys(view).length > 0) expect(blocks[0].views.chem).toMatchObject(view);
  });
  it("counts no chemistry that sealed samples alone have", async () => {
    const late = "S3,2096-03-04T00:00:00Z,2096-03-05T00:00:00Z,,,z\n";
    const labelled = protocol.replace("time: scanned\n", "time: scanned\nlabel: instrument_id\n");
    const sealed = labelled.replace("time: scanned\n", "time: scanned\nlockbox: {last: 0.3}\n");
    const viewsOf = async (text: string, chem: string, spectra: string) => {
      place.write("sealed.md", text);
      place.write("chem.csv", chem);
      place.write("spectra.csv", spectra);
      const { status, out } = await place.type(["features", "check", "sealed.md", "--format", "json"]);
      place.write("chem.csv", laboratory["chem.csv"]);
      place.write("spectra.csv", laboratory["spectra.csv"]);
      const { blocks, findings } = JSON.parse(out);
      const views = JSON.stringify(blocks[0].views).replaceAll(/"sha256":\[[^\]]*\],/g, "");
      return { status, views, findings };
    };
    const [chem, spectra] = [laboratory["chem.csv"], laboratory["spectra.csv"]];
    const found = await viewsOf(sealed, chem + late + late, spectra);
    expect(found).toEqual(await viewsOf(labelled, chem, spectra.replace(/^d,.*\n/m, "")));
    expect([found.status, found.findings]).toEqual([0, []]);
    expect(JSON.parse(found.views).chem).toMatchObject({ rows: 3, entities: 2, duplicates: 0, future: 0 });
  });
  it("says what `as_of` hides, and refuses what the document asks wrongly as `check` does", async () => {
    place.write("early.md", protocol.replace("title: Views", "title: Views\nas_of: 2026-03-04"));
    place.write("wrong.md", protocol.replace("time: at", "time: at, ttl: 90"));
    place.write("plain.md", protocol.replace(/join:\n(.*\n){2}/, "").replace(/ {2}(chem|room): .*\n/g, ""));
    const early = await place.type(["features", "check", "early.md"]);
    expect([early.status, early.out]).toEqual([0, expect.stringContaining("1 rows are not known at as_of 2026-03-04")]);
    expect((await place.type(["features", "check", "wrong.md"])).status).toBe(4);
    const none = await place.type(["features", "check", "plain.md"]);
    expect([none.status, none.err]).toEqual([0, expect.stringContaining("no table is matched in time")]);
  });
  it("refuses spectra without a reference value, as a run does", async () => {
    const outcome = protocol.replace("recorded: entered_at", "recorded: entered_at, role: outcome");
    place.write(
      "outcome.md",
      outcome.replace("[fat, water, lab]", "[fat]").replace("time: scanned", "time: scanned\ntarget: fat"),
    );
    const { status, err } = await place.type(["features", "check", "outcome.md"]);
    expect([status, err]).toEqual([3, expect.stringContaining("FS3132")]);
  });
});

describe("features parity", () => {
  const parity = (wire: Wire, options: Partial<ParityOptions> = {}) =>
    told({ ...place.world(), pause: async () => undefined }, (world) =>
      parityCommand({ target: "runs/latest", server: address, ...options }, world, wire),
    );
  const report = (): ParityReport => parityReportSchema.parse(JSON.parse(place.read("parity_report.json")));

  it("finds what a server of Feast gave equal, whatever the order of its columns and the width of its numbers", async () => {
    const { status, out } = await parity(fakeFeast());
    expect([status, out]).toEqual([0, "4 spectra: 12 equal, 0 older, 0 newer, 0 missing, 0 different\n"]);
    expect(report()).toMatchObject({ server: address, rows: 4, differing: [], left_out: [] });
  });
  it.each<[string, (text: string) => string, number, object]>([
    ["another value", (text) => text.replace("11.199999809265137", "99.5"), 1, { different: 1 }],
    [
      "another value, 32 bits away",
      (text) => text.replace("11.199999809265137", "11.200000762939453"),
      1,
      { different: 1 },
    ],
    ["another text", (text) => text.replace('"b"', '"B"'), 1, { different: 1 }],
    ["a row of a later time", (text) => text.replaceAll("2026-03-05", "2026-03-06"), 0, { newer: 3 }],
    ["a row of an earlier time", (text) => text.replaceAll("2026-03-05", "2026-03-04"), 0, { older: 3 }],
    ["no row", (text) => text.replaceAll('"NOT_FOUND","PRESENT"', '"NOT_FOUND","NOT_FOUND"'), 1, { missing: 4 }],
  ])("tells %s", async (_, change, code, counts) => {
    const { status } = await parity(fakeFeast(change));
    expect([status, report().counts]).toEqual([code, expect.objectContaining(counts)]);
  });
  it("names the place of what differs", async () => {
    const { out } = await parity(fakeFeast((text) => text.replace("11.199999809265137", "99.5")));
    expect(out).toContain("chem.fat of S1, 2026-03-05T00:00:00.000Z: 11.2 in training, 99.5 served\n");
    expect(report().differing).toMatchObject([
      { view: "chem", column: "fat", id: "b", trained: "11.2", served: "99.5" },
    ]);
  });
  it("bears as many missing values as it is told to", async () => {
    const change = (text: string) => text.replaceAll('"NOT_FOUND","PRESENT"', '"NOT_FOUND","NOT_FOUND"');
    expect((await parity(fakeFeast(change), { tolerance: 0.5 })).status).toBe(0);
  });
  it("looks at so many spectra, those measured last", async () => {
    const asked: string[] = [];
    await parity(
      async (request) => {
        asked.push(String(request.body));
        return { status: 404, text: '"{\\"class\\": \\"FeatureViewNotFoundException\\"}"' };
      },
      { rows: 1 },
    );
    expect(JSON.parse(asked[0]).entities).toEqual({ sample_id: ["S3"] });
    expect(report()).toMatchObject({ rows: 1, counts: { missing: 0, equal: 4 } });
  });
  it.each<[string, Wire, Partial<ParityOptions>, number, RegExp]>([
    ["where nobody listens", async () => Promise.reject(new NobodyListens()), {}, 8, /FS8405.*nobody listens/],
    ["of HTML", async () => ({ status: 200, text: "<html>" }), {}, 8, /FS8405.*is it a feature server/],
    ["of too few", fakeFeast((text) => text.replace("[null,null,61.2]", "[61.2]")), {}, 8, /FS8405.*for each entity/],
    ["that refuses", async () => ({ status: 500, text: '"no such thing"' }), {}, 8, /FS8405.*no such thing/],
    ["in the clear", fakeFeast(), { server: "http://feast.example" }, 8, /FS8405.*in the clear/],
    ["with a password", fakeFeast(), { server: "https://me:secret@feast.example" }, 8, /FS8405.*password stands in it/],
    ["of no address", fakeFeast(), { server: "feast" }, 8, /FS8405/],
    ["of nobody", fakeFeast(), { server: undefined as never }, 2, /--server/],
    ["of no run", fakeFeast(), { target: "runs/never" }, 2, /FS1152/],
  ])("ends without an answer %s", async (_, wire, options, code, says) => {
    const { status, err } = await parity(wire, options);
    expect([status, err]).toEqual([code, expect.stringMatching(says)]);
    expect(err).not.toContain("secret");
  });
  it("refuses a file that is not what the manifest says, and a run without views", async () => {
    const path = `runs/${place.runs()[0]}/data/features.csv`;
    const before = place.read(path);
    place.write(path, before.replace("11.2", "11.3"));
    const { status, err } = await parity(fakeFeast());
    place.write(path, before);
    expect([status, err]).toEqual([9, expect.stringContaining("FS9110")]);
    place.write("plain.md", protocol.replace(/join:\n(.*\n){2}/, "").replace(/ {2}(chem|room): .*\n/g, ""));
    await place.compile({ documents: ["plain.md"], outputDir: join(place.folder, "plain") });
    const none = await parity(fakeFeast(), { target: `plain/${place.runs("plain")[0]}` });
    expect([none.status, none.err]).toEqual([2, expect.stringContaining("FS8408")]);
  });
});
