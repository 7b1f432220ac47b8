/** A correction: chemistry is entered after the day of which a report knows; every number that was made before is made again. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Project, project } from "../../fixtures/project.ts";
import { seasonCsv, seasonProtocol } from "../../fixtures/season.ts";
import { csvOf, filesOf } from "../lockbox/boxes.ts";

const day = (k: number): string => `2026-02-${String(1 + (k % 27)).padStart(2, "0")}T09:00:00Z`;

/** Entered an hour after the day of which the report knows. */
const late = (sample: string, y: string): readonly string[] => [
  sample,
  y,
  "2025-01-01T08:30:00Z",
  "2026-03-01T01:00:00Z",
];

/** Spectra without the value, and a row a sample of the laboratory's table; every ninth was corrected in time, one too late. */
function season(): { readonly spectra: string; readonly chemistry: string } {
  const rows = seasonCsv({ months: 6, samples: 20 })
    .trimEnd()
    .split("\n")
    .map((line) => line.split(","));
  const entered = rows.slice(1).flatMap(([, sample, , time, , y], k) => {
    const wrong = [sample, (Number(y) + 2).toFixed(4), time, day(k)];
    const right = [sample, y, time, "2026-02-28T09:00:00Z"];
    return k % 9 === 0 ? [wrong, right] : [[sample, y, time, day(k)]];
  });
  return {
    spectra: csvOf(rows.map((cells) => [...cells.slice(0, 5), ...cells.slice(6)])),
    chemistry: csvOf([["sample", "y", "analysed", "entered"], ...entered, late("m2", "0.5")]),
  };
}

const protocol = seasonProtocol({
  data: "join: {chemistry: {by: sample, columns: [y], time: analysed, recorded: entered, role: outcome}}\n",
  model:
    "estimator: {pls-regression: {components: [1, 2, 3]}}\nscheme: {walk_forward: {by: month}}\nsegments: month\ntune: {inner: group_kfold, folds: 3}\n",
  frontMatter: "  chemistry: {path: chemistry.csv}\nas_of: 2026-03-01T00:00:00Z\n",
  more: "\nError `= plsda.rmsecv : .6f`, samples `= data.n_samples`.\n",
});

describe("a report of what was known on a day", () => {
  let place: Project;
  let [before, after, without] = ["", "", ""];
  beforeAll(async () => {
    const { spectra, chemistry } = season();
    place = project({
      "season.csv": spectra,
      "chemistry.csv": chemistry,
      "protocol.md": protocol,
      "foodspec.config.yaml": "",
    });
    before = await compiled();
    place.write("chemistry.csv", `${chemistry}${late("m1", "99.5").join(",")}\n`);
    after = await compiled();
    place.write("protocol.md", protocol.replace(/as_of: .*\n/, ""));
    without = await compiled();
  }, 120_000);
  afterAll(() => place?.remove());
  async function compiled(): Promise<string> {
    const { documents, exitCode } = await place.compile();
    expect([exitCode, documents[0].findings.map(({ message }) => message)]).toEqual([0, expect.anything()]);
    return documents[0].runId ?? "";
  }
  const json = (run: string, path: string) => JSON.parse(place.read(`runs/${run}/${path}`));

  it("reads the table again, and nothing below has to be computed", () => {
    const ends = place.manifest(after).blocks.map(({ kind, execution }) => [kind, execution]);
    expect(ends.filter(([kind]) => kind === "data")).toEqual([["data", "ran"]]);
    expect(ends.length).toBeGreaterThan(3);
    expect(ends.filter(([kind]) => kind !== "data").map(([, execution]) => execution)).toEqual(
      ends.filter(([kind]) => kind !== "data").map(() => "reused"),
    );
  });

  it("has the same bytes in every artifact but the two that tell of the table", () => {
    const [one, two] = [before, after].map((run) =>
      Object.assign({}, ...place.manifest(run).blocks.map(({ artifacts }) => artifacts)),
    );
    const others = Object.keys(one).filter((path) => one[path] !== two[path]);
    expect(Object.keys(two)).toEqual(Object.keys(one));
    expect(others.sort()).toEqual(["data/data_summary.json", "data/features.json"]);
    expect(Object.keys(one)).toEqual(
      expect.arrayContaining(["data/features.csv", "model/predictions.csv", "model/model.json", "model/metrics.json"]),
    );
  });

  it("counts one row more that is not known yet, and nothing else otherwise", () => {
    const [one, two] = [before, after].map((run) => json(run, "data/features.json").views.chemistry);
    expect(two.hidden_by_as_of - one.hidden_by_as_of).toBe(1);
    expect(two).toEqual({ ...one, rows: one.rows + 1, hidden_by_as_of: one.hidden_by_as_of + 1, sha256: two.sha256 });
    const [of, then] = [before, after].map((run) => json(run, "data/data_summary.json"));
    expect({ ...then, views: null, files: null }).toEqual({ ...of, views: null, files: null });
  });

  it("prints every number that was printed before", () => {
    const [one, two] = [before, after].map((run) => place.read(`runs/${run}/report.md`).split("\n"));
    expect(two).toHaveLength(one.length);
    const changed = one.flatMap((line, k) => (line === two[k] ? [] : [`${line}\n${two[k]}`]));
    expect(changed.filter((line) => !isOfTheTable(line))).toEqual([]);
    expect(one.join("\n")).toMatch(/Error \d\.\d{6}, samples 120/);
    const drawn = [before, after].map((run) =>
      [...filesOf(place, run)].filter(([path]) => /^figures\/.*svg$/.test(path)),
    );
    expect(drawn[1]).toEqual(drawn[0]);
  });
  /** Names of runs, when they were made, and what is told of the table itself. */
  const isOfTheTable = (line: string): boolean =>
    line.includes(before) ||
    /chemistry|Rows of the table|not known yet|content digest|sha256/i.test(line) ||
    /\d\d:\d\d:\d\d/.test(line);

  it("would say otherwise without the day: the correction counts then", () => {
    expect(json(without, "data/features.json").views.chemistry.hidden_by_as_of).toBe(0);
    expect(place.read(`runs/${without}/model/predictions.csv`)).not.toBe(
      place.read(`runs/${before}/model/predictions.csv`),
    );
  });
});
