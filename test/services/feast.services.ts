/** Feast as a second opinion: its own point-in-time join against ours, and its server against what training had. */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { stream } from "../../blocks/contract/stream.ts";
import { isoTime } from "../../compiler/compile/clock.ts";
import { parityReportSchema } from "../../schemas/parity.ts";
import { runData } from "../blocks/data/run-data.ts";
import { laboratory } from "../fixtures/feast/laboratory.ts";
import { type Project, project } from "../fixtures/project.ts";
import { answersAt, freePort, stopped, withPath } from "./servers.ts";
import { programOf, withService } from "./services.ts";

const lab = join(import.meta.dirname, "feast-lab.py");
const repository = ["feature_store.yaml", "lab.py"];

/** A feature repository in a folder that has chem.csv and room.csv. */
function applied(folder: string): void {
  for (const name of repository) copyFileSync(join(import.meta.dirname, "../fixtures/feast", name), join(folder, name));
  python(folder, "tables");
  feast(folder, "apply");
}

const told = { encoding: "utf8", stdio: "pipe" } as const;
const feast = (cwd: string, ...words: readonly string[]): string =>
  execFileSync(programOf("feast", "feast"), words, { ...told, cwd, env: withPath("feast") });
const python = (cwd: string, ...words: readonly string[]): string =>
  execFileSync(programOf("feast", "python"), [lab, ...words], { ...told, cwd, env: withPath("feast") });

const [dayMs, hourMs] = [86_400_000, 3_600_000];
const begin = Date.UTC(2026, 0, 1);

/** Determinations of 200 samples, entered within three hours, and spectra at noon: no value is late. */
function season(rows: number, spectra: number) {
  const draw = stream(17, "feast");
  const { below } = draw;
  const chem = Array.from({ length: rows }, (_, k) => {
    const at = begin + below(120) * dayMs;
    const entered = at + (1 + (k % 3)) * hourMs;
    return {
      sample: `S${below(200)}`,
      at,
      entered,
      cells: [(10 + 5 * draw.uniform()).toFixed(2), (60 + draw.uniform()).toFixed(3)],
    };
  });
  // Of a sample and a day one row: of a value and its correction Feast's file store takes either, though it is told when they were entered.
  const one = new Map(chem.map((row) => [`${row.sample} ${row.at}`, row]));
  // Of a sample one spectrum a day: Feast drops the second of two that have sample and time in common.
  const days = draw.shuffle(Array.from({ length: 220 * 130 }, (_, k) => k)).slice(0, spectra);
  const scans = days.map((day, k) => ({
    id: `s${k}`,
    sample: `S${day % 220}`,
    at: begin + Math.floor(day / 220) * dayMs + 12 * hourMs,
  }));
  const lines = [...one.values()].map((row) =>
    [row.sample, isoTime(row.at), isoTime(row.entered), ...row.cells, `lab${row.entered % 5}`].join(","),
  );
  return { chem: `sample_id,analysed_at,entered_at,fat,water,lab\n${lines.join("\n")}\n`, scans };
}

const linesOf = (csv: string): readonly (readonly string[])[] =>
  csv
    .trimEnd()
    .split("\n")
    .map((line) => line.split(","));

withService("feast", "feast: its join", () => {
  let place: Project;
  beforeAll(() => {
    place = project({});
  });
  afterAll(() => place.remove());

  it("takes of 10,000 rows for 2,000 spectra the same as ours, with and without a time to live", () => {
    const { chem, scans } = season(10_000, 2000);
    place.write("chem.csv", chem);
    place.write("room.csv", laboratory["room.csv"]);
    applied(place.folder);
    place.write(
      "entities.csv",
      `id,sample_id,event_timestamp\n${scans.map(({ id, sample, at }) => `${id},${sample},${isoTime(at)}`).join("\n")}\n`,
    );
    /** What Feast has of each spectrum. Of one whose rows are all too old its file store gives no line at all. */
    const theirs = (features: string) => {
      python(place.folder, "history", "entities.csv", features, "history.csv");
      const [head, ...lines] = linesOf(place.read("history.csv"));
      const byId = new Map(lines.map((cells) => [cells[head.indexOf("id")], cells]));
      return (id: string, name: string): string => byId.get(id)?.[head.indexOf(name)] ?? "";
    };
    const [every, fresh] = [theirs("chem:fat,chem:water"), theirs("recent:water")];
    const ours = (ttl?: string) => {
      const view = {
        by: { sample: "sample_id" },
        time: "analysed_at",
        recorded: "entered_at",
        columns: ["fat", "water"],
      };
      const spectra = scans.map(
        ({ id, sample, at }, k) => `${id},${sample},${isoTime(at)},${k + 1},${(k % 89) + 2},${(k % 83) + 3}`,
      );
      const run = runData(
        `id,sample,scanned,800,801,802\n${spectra.join("\n")}\n`,
        {
          id: "id",
          sample: "sample",
          time: "scanned",
          duplicates: "keep",
          join: { chem: { ...view, ...(ttl === undefined ? {} : { ttl }) } },
        },
        { chem },
      );
      return new Map(run.featureLines.slice(1).map((line) => [line.split(",")[0], line.split(",")]));
    };
    const isSame = (own: string, their: string): boolean =>
      own === "" || their === "" ? own === their : Math.fround(Number(own)) === Math.fround(Number(their));
    const [all, recent] = [ours(), ours("9d")];
    const wrong = scans.filter(({ id }) => {
      const [own, near] = [all.get(id) ?? [], recent.get(id) ?? []];
      return !(
        isSame(own[3], every(id, "chem__fat")) &&
        isSame(own[4], every(id, "chem__water")) &&
        isSame(near[4], fresh(id, "recent__water"))
      );
    });
    const matched = scans.filter(({ id }) => all.get(id)?.[3] !== "").length;
    const expired = scans.filter(({ id }) => all.get(id)?.[3] !== "" && recent.get(id)?.[4] === "").length;
    process.stdout.write(
      `Feast: ${scans.length} spectra, ${matched} with a row, ${expired} of them too old for 9 days\n`,
    );
    expect(wrong.slice(0, 3)).toEqual([]);
    expect([matched > 1000, expired > 50]).toEqual([true, true]);
  }, 300_000);
});

withService("feast", "feast: its server", () => {
  let place: Project;
  let server: ChildProcess;
  let address = "";
  beforeAll(async () => {
    place = project(laboratory);
    expect((await place.compile()).exitCode).toBe(0);
    applied(place.folder);
    feast(place.folder, "materialize", "2026-01-01T00:00:00", "2026-04-01T00:00:00");
    const port = await freePort();
    address = `http://127.0.0.1:${port}`;
    server = spawn(programOf("feast", "feast"), ["serve", "--host", "127.0.0.1", "--port", String(port)], {
      cwd: place.folder,
      env: withPath("feast"),
      stdio: "ignore",
      detached: true,
    });
    await answersAt(`${address}/health`, server);
  }, 300_000);
  afterAll(async () => {
    await stopped(server);
    place.remove();
  });
  const parity = (...more: readonly string[]) =>
    place.foodspec(["features", "parity", "runs/latest", "--server", address, ...more]);

  it("prints a registry of which the entries are those of the document", () => {
    place.write("registry.json", feast(place.folder, "registry-dump"));
    const { status, out } = place.foodspec(["features", "import", "registry.json"]);
    const captured = place.foodspec([
      "features",
      "import",
      join(import.meta.dirname, "../fixtures/feast/registry.json"),
    ]);
    expect([status, out]).toEqual([0, captured.out]);
    expect(out).toContain(
      "  chem: {by: sample_id, columns: [fat, water, lab], time: analysed_at, recorded: entered_at}\n",
    );
  });

  it("gives what training had, and where one value was changed that one is named", () => {
    expect(parity()).toMatchObject({ status: 0, out: expect.stringContaining("12 equal") });
    const row = { sample_id: "S1", analysed_at: "2026-03-05T00:00:00Z", entered_at: "2026-03-07T00:00:00Z" };
    python(place.folder, "change", "chem", JSON.stringify({ ...row, fat: 99.5, water: 61.2, lab: "b" }));
    const changed = parity();
    expect([changed.status, changed.out]).toEqual([
      1,
      expect.stringContaining("chem.fat of S1, 2026-03-05T00:00:00.000Z: 11.2 in training, 99.5 served"),
    ]);
    const report = parityReportSchema.parse(JSON.parse(place.read("parity_report.json")));
    expect(report.counts).toEqual({ equal: 11, older: 0, newer: 0, missing: 0, different: 1 });
  }, 120_000);

  it("that is away fails the comparison alone: the same document compiles to the same content", async () => {
    await stopped(server);
    const before = place.manifest().content_digest;
    expect(parity()).toMatchObject({ status: 8, err: expect.stringContaining("FS8405") });
    expect((await place.compile()).exitCode).toBe(0);
    expect(place.manifest().content_digest).toBe(before);
  });
});
