/** Run page: the report of a run in its frame, its gates, its segments and its files. */
import { isRecord } from "../../../../schemas/is-record.ts";
import { jsonIn } from "../../../jobs/reading.ts";
import { titleOf } from "../../../jobs/shown.ts";
import { type Child, h } from "../../../render/hast.ts";
import { hexOf } from "../../../store/digest.ts";
import type { Answer, Served } from "../route.ts";
import { pathsOf, runBytes, type ServedRun } from "../run-files.ts";
import { leaves } from "./facts.ts";
import { pageAnswer, type Reader, shortDigest } from "./frame.ts";
import { cell, table } from "./table.ts";
import { gatesTable } from "./to-approve.ts";

const reportPath = "report/index.html";
const lockboxPath = "lockbox/opening.json";

export function runPage(served: ServedRun, segment: string | undefined, reader: Reader, at: Served): Answer {
  const { record, run, manifest } = served;
  const paths = pathsOf(served);
  const own = segmentsIn([...paths.keys()]);
  const files = `/runs/${run}/files`;
  const title = titleOf(record);
  return pageAnswer(
    {
      title: `${title}, run ${run}`,
      isWide: true,
      main: [
        h(
          "p",
          { className: ["kicker"] },
          "Run ",
          h("code", {}, run),
          " of ",
          h("a", { href: `/ui/jobs/${record.id}` }, title),
        ),
        h("h1", { className: ["unseen"] }, `Report of ${title}`),
        own.size === 0 ? null : segmentPart(own, segment, served, at),
        paths.has(reportPath)
          ? [
              h("iframe", {
                src: `${files}/${reportPath}`,
                title: `Report of ${title}`,
                sandbox: ["allow-scripts", "allow-downloads"],
                className: ["report"],
              }),
              h("p", {}, h("a", { href: `${files}/${reportPath}` }, "Open the report by itself")),
            ]
          : h("p", { className: ["reason"] }, "This run left no report."),
        h("h2", {}, "Gates"),
        manifest.gates.length === 0 ? h("p", {}, "None was judged.") : gatesTable(manifest.gates),
        h("h2", {}, "Files"),
        h("p", { className: ["quiet"] }, "Content digest ", shortDigest(hexOf(manifest.content_digest))),
        h(
          "details",
          { className: ["more"] },
          h("summary", {}, `${paths.size + 1} files`),
          table(
            "Files",
            ["File", "SHA-256"],
            [["manifest.json", ""] as const, ...[...paths].sort(([a], [b]) => (a < b ? -1 : 1))].map(
              ([path, digest]) => [
                h("a", { href: `${files}/${path.split("/").map(encodeURIComponent).join("/")}` }, path),
                digest === "" ? "" : shortDigest(hexOf(digest)),
              ],
            ),
          ),
        ),
      ],
    },
    reader,
  );
}

/** Files of metrics by the name of their segment. */
function segmentsIn(paths: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const path of paths) {
    const name = path === lockboxPath ? "lockbox" : /(?:^|\/)segments\/([^/]+)\/metrics\.json$/.exec(path)?.[1];
    if (name !== undefined) found.set(name, [...(found.get(name) ?? []), path]);
  }
  return found;
}

/** Without scripts: a form that asks for the same page. */
function segmentPart(
  all: ReadonlyMap<string, readonly string[]>,
  segment: string | undefined,
  served: ServedRun,
  at: Served,
): Child {
  const paths = segment === undefined ? undefined : all.get(segment);
  return h(
    "section",
    { ariaLabel: "Segments" },
    h(
      "form",
      { method: "get", className: ["segments"] },
      h("label", { htmlFor: ["segment"] }, "Segment"),
      h(
        "select",
        { id: "segment", name: "segment" },
        [...all.keys()].map((name) => h("option", { value: name, selected: name === segment }, name)),
      ),
      h("button", { type: "submit" }, "Show its metrics"),
    ),
    segment !== undefined && paths === undefined
      ? h("p", { className: ["reason"] }, "There is no such segment.")
      : null,
    (paths ?? []).map((path) => metricsShown(path, served, at)),
  );
}

/** Counts, metrics and intervals; nothing of a single sample. */
function metricsShown(path: string, served: ServedRun, at: Served): Child {
  const bytes = runBytes(served, path, at);
  const found = bytes === null ? null : jsonIn(bytes);
  if (!isRecord(found)) return h("p", { className: ["bad"] }, `${path} cannot be read.`);
  const told =
    path === lockboxPath ? { samples: found.n_samples, ...(isRecord(found.metrics) ? found.metrics : {}) } : found;
  const isOfMachines = (name: string): boolean => /^schema_version$|digest/.test(name);
  return table(
    `Metrics of ${path}`,
    ["Metric", "Value"],
    leaves(told)
      .filter(([name]) => !isOfMachines(name))
      .map(([name, value]) => [name, cell(rounded(value), "number")]),
  );
}

const rounded = (text: string): string =>
  text
    .split(", ")
    .map((one) => (/^-?\d+\.\d{4,}(?:e-?\d+)?$/.test(one) ? String(Number(Number(one).toPrecision(4))) : one))
    .join(" to ");
