/** Repro: a document compiled several times, each time as if on another machine, and where the first two bytes differ. */
import { dirname, join, relative } from "node:path";
import type { Manifest } from "../../schemas/manifest.ts";
import type { Repro } from "../../schemas/repro.ts";
import type { Prepared } from "../compile/prepare.ts";
import { isBelow, slashes } from "../compile/root.ts";
import type { World } from "../compile/world.ts";
import { finding } from "../diagnostics/build.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { configName } from "../document/config.ts";
import { digestOf } from "../store/digest.ts";
import { firstDifference } from "../verify/first-difference.ts";
import { openRun } from "../verify/open-run.ts";
import { manifestOf, type RunFolder } from "../verify/run-folder.ts";

/** What may not matter: time zones far apart on both sides of the date line, locales with another comma, order and case. */
const zones = ["UTC", "Pacific/Kiritimati", "America/St_Johns", "Asia/Kathmandu", "Pacific/Pago_Pago"];
const locales = ["C", "de_DE.UTF-8", "tr_TR.UTF-8", "fr_FR.UTF-8", "ar_EG.UTF-8"];

/** 2026-01-01: the clock stands in the report, and must not tell two runs apart. */
const clock = "1767225600";

export interface ReproOptions {
  readonly runs: number;
  /** Programs of Node, in turn; none: the one that runs this. */
  readonly nodes: readonly string[];
  readonly pdf: boolean;
}

interface Made {
  readonly folder: RunFolder;
  readonly manifest: Manifest;
  readonly configuration: Repro["configurations"][number];
}

/**
 * Each run has an empty store, a folder of its own, another time zone, locale and number of workers.
 *
 * @param folder absolute and empty, made and removed by the caller
 */
export async function reproOf(
  prepared: Prepared,
  options: ReproOptions,
  folder: string,
  world: World,
): Promise<Repro | Finding> {
  const made: Made[] = [];
  for (let run = 0; run < options.runs; run++) {
    // Folders of names of unlike length: no path may show.
    const own = join(folder, `${run}${"-run".repeat(run)}`);
    laid(prepared, join(own, "project"), world);
    const one = await runOnce(prepared, options, run, own, world);
    if ("code" in one) return one;
    made.push(one);
  }
  const first_difference = differenceAmong(made);
  return {
    schema_version: 1,
    document: prepared.file,
    configurations: made.map(({ configuration }) => configuration),
    same: first_difference === null,
    first_difference,
  };
}

/** Document, parts, inputs and configuration, as they lie below their root; what lies outside of it is given by name. */
function laid({ root, file, bytes, sources, files, path }: Prepared, project: string, { disk }: World): void {
  disk.makeFolder(join(project, ".git"));
  const config = join(root, configName);
  if (disk.stands(config) === "file") disk.write(join(project, configName), disk.read(config));
  disk.write(join(project, file), bytes ?? new Uint8Array());
  for (const source of sources) disk.write(join(project, source.path), source.bytes);
  for (const input of Object.values(files).flat()) {
    const place = join(dirname(path), input.path);
    if (isBelow(root, place)) disk.write(join(project, relative(root, place)), input.bytes);
  }
}

async function runOnce(
  { file }: Prepared,
  { runs, nodes, pdf }: ReproOptions,
  run: number,
  own: string,
  world: World,
): Promise<Made | Finding> {
  const [tz, locale, jobs] = [zones[run % zones.length], locales[run % locales.length], (run % 3) + 1];
  const out = join(own, "runs");
  const { code, err } = await world.again({
    node: nodes.length === 0 ? null : nodes[run % nodes.length],
    words: ["compile", file, "--quiet", "--jobs", String(jobs), "-o", out, ...(pdf ? ["--pdf"] : [])],
    cwd: join(own, "project"),
    env: {
      TZ: tz,
      LANG: locale,
      LC_ALL: locale,
      SOURCE_DATE_EPOCH: clock,
      FOODSPEC_STATE: join(own, "state"),
      NO_COLOR: "1",
    },
  });
  const name =
    world.disk.stands(out) === "folder" ? world.disk.list(out).find((one) => /^\d{8}_/.test(one.name)) : null;
  const folder = name == null ? null : openRun(world.disk, name.name, join(out, name.name));
  const manifest = folder === null || "code" in folder ? null : manifestOf(folder);
  if (folder === null || "code" in folder || manifest === null) {
    const problem = err.split("\n")[0] === "" ? `it ended with ${code}` : err.split("\n")[0];
    return finding("FS1168", null, { run: run + 1, runs, problem, document: file });
  }
  const digest = (path: string): string | null => {
    const bytes = folder.read(path);
    return bytes === null ? null : digestOf(bytes);
  };
  const printed = folder.paths.find((path) => /^report\/report_\w+\.pdf$/.test(path));
  return {
    folder,
    manifest,
    configuration: {
      node: manifest.node_version,
      tz,
      locale,
      jobs,
      exit_code: manifest.exit_code,
      content_digest: manifest.content_digest,
      html_digest: digest("report/index.html") ?? digestOf(""),
      pdf_digest: printed === undefined ? null : digest(printed),
    },
  };
}

/** Of the first run and the first other one that is not the same: numbers before what is drawn and written of them. */
function differenceAmong(made: readonly Pick<Made, "folder" | "manifest">[]): Repro["first_difference"] {
  for (const [k, other] of made.entries()) {
    const found = k === 0 ? null : differenceBetween(made[0], other);
    if (found !== null) return { configurations: [0, k], ...found };
  }
  return null;
}

type Between = Omit<NonNullable<Repro["first_difference"]>, "configurations">;

function differenceBetween(
  one: Pick<Made, "folder" | "manifest">,
  other: Pick<Made, "folder" | "manifest">,
): Between | null {
  const ofBlocks = one.manifest.blocks.flatMap(({ id, artifacts }) =>
    Object.keys(artifacts).map((file) => ({ block: id, file })),
  );
  const rest = [
    "report.json",
    "report.md",
    "report/index.html",
    ...one.folder.paths.filter((path) => path.endsWith(".pdf")),
  ];
  for (const { block, file } of [...ofBlocks, ...rest.map((path) => ({ block: null, file: path }))]) {
    const [a, b] = [one.folder.read(file), other.folder.read(file)];
    if (a === null && b === null) continue;
    if (a === null || b === null)
      return { block, file, pointer: null, values: a === null ? ["missing", "there"] : ["there", "missing"] };
    const found = isReported(file) && !sameNode(one, other) ? null : firstDifference(file, a, b);
    if (found !== null) return { block, file, pointer: found.pointer, values: [found.found, found.wanted] };
  }
  const [a, b] = [one.manifest.content_digest, other.manifest.content_digest];
  return a === b ? null : { block: null, file: "manifest.json", pointer: "/content_digest", values: [a, b] };
}

/** The report tells the version of Node that ran: between two of them only numbers can be held to be the same. */
const isReported = (file: string): boolean => /^report[./]/.test(slashes(file));
const sameNode = (one: Pick<Made, "manifest">, other: Pick<Made, "manifest">): boolean =>
  one.manifest.node_version === other.manifest.node_version;
