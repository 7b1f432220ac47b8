/** Circumstances: what report.json and the page say of clock, machine, program and repository, beside the manifest. */
import { fieldsOf } from "../../../schemas/is-record.ts";
import type { Manifest } from "../../../schemas/manifest.ts";
import { hexOf } from "../../store/digest.ts";
import { decoded } from "./html.ts";
import { englishNumbers, numbersIn } from "./printed.ts";

interface Problem {
  readonly path: string;
  readonly problem: string;
}

/**
 * Where they tell another run than the manifest. A report that leaves them out has none: then its bytes are the same everywhere.
 *
 * @param page report/index.html; null where there is none
 * @param report report.json
 */
export function circumstanceProblems(manifest: Manifest, page: string | null, report: unknown): readonly Problem[] {
  const told = fieldsOf(fieldsOf(report).circumstances);
  return [
    ...nameProblems(manifest),
    ...(told.run_id === undefined ? [] : reportProblems(manifest, told)),
    ...(page === null ? [] : pageProblems(manifest, page, fieldsOf(report).lang)),
  ];
}

/** A run is named by the second in which it began, and by its content digest. */
function nameProblems({ run_id, timestamp, content_digest }: Manifest): readonly Problem[] {
  const wanted = `${timestamp.slice(0, 19).replace(/[-:]/g, "").replace("T", "_")}_${hexOf(content_digest).slice(0, 6)}`;
  return run_id.startsWith(wanted) ? [] : [{ path: "manifest.json", problem: `names a run of ${wanted} ${run_id}` }];
}

function reportProblems(
  { run_id, timestamp, duration_seconds, blocks }: Manifest,
  told: Readonly<Record<string, unknown>>,
): readonly Problem[] {
  const executions = Object.fromEntries(blocks.map(({ id, execution }) => [id, execution]));
  const wanted = { run_id, timestamp, duration_seconds, executions };
  return Object.entries(wanted).flatMap(([name, value]) =>
    JSON.stringify(new Map(Object.entries(told)).get(name)) === JSON.stringify(value)
      ? []
      : [{ path: "report.json", problem: `says another ${name} in its circumstances than the manifest` }],
  );
}

function pageProblems(manifest: Manifest, page: string, lang: unknown): readonly Problem[] {
  const [, list] = /<details class="circumstances">.*?<dl>(.*?)<\/dl>/s.exec(page) ?? [];
  if (list === undefined) return [];
  const cells = [...list.matchAll(/<dd>(.*?)<\/dd>/gs)].map(([, cell]) =>
    decoded(cell.replace(/<[^>]*>/g, "")).replace(/\u00a0/g, " "),
  );
  const problem = (what: string): Problem => ({
    path: "report/index.html",
    problem: `says another ${what} than the manifest`,
  });
  const { length } = cells;
  // Ten facts stand before what was tried, which may be absent; two behind it.
  if (length !== 12 && length !== 13) return [problem("set of circumstances")];
  const [run, time, blocks, , duration, command, version, program, node, packages] = cells;
  const [system, git] = cells.slice(-2);
  const times = (execution: string) => manifest.blocks.filter((one) => one.execution === execution).length;
  const seconds = numbersIn(englishNumbers(duration, String(lang ?? "en")));
  const equal: readonly (readonly [what: string, found: string, wanted: string])[] = [
    ["run", run, manifest.run_id],
    ["time", time, manifest.timestamp],
    ["count of blocks", numbersIn(blocks).join(), [times("ran"), manifest.blocks.length, times("reused")].join()],
    ["command", command, manifest.command],
    ["version of FoodSpec", version, manifest.foodspec_version],
    ["program", program, hexOf(manifest.program).slice(0, 12)],
    ["version of Node", node, manifest.node_version],
    ["set of packages", packages, packagesText(manifest.packages)],
    ["system", system, manifest.os],
  ];
  const isLong = Math.abs(Number(seconds.join()) - manifest.duration_seconds) > 0.05 + 1e-9;
  return [
    ...equal.flatMap(([what, found, wanted]) => (found === wanted ? [] : [problem(what)])),
    ...(isLong ? [problem("duration")] : []),
    ...(isOfGit(git, manifest) ? [] : [problem("state of the repository")]),
  ];
}

const packagesText = (packages: Manifest["packages"]): string =>
  Object.entries(packages)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map((pair) => pair.join(" "))
    .join(", ");

/** Commit and branch, and after a comma that something was not committed, in the words of the report's language. */
function isOfGit(told: string, { git_hash: hash, git_branch: branch, git_dirty: isDirty }: Manifest): boolean {
  if (hash === null) return !/[0-9a-f]{12}/.test(told);
  const rest = told.startsWith(hash.slice(0, 12)) ? told.slice(12).split(` ${branch ?? ""}`) : [];
  return rest.length > 1 && (rest[rest.length - 1] !== "") === (isDirty === true);
}
