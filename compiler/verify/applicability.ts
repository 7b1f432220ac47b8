/** Applicability: limits of T², Q and leverage (M6) from the distances the tables hold, and who lies beyond them. */
import { type Fields, isRecord } from "../../schemas/is-record.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { About, contradiction, differences } from "./differ.ts";
import type { Model } from "./models.ts";
import { betaQuantile, chiSquareQuantile } from "./numeric/gamma-beta.ts";
import { type Rows, rowsOf } from "./rows.ts";
import { jsonOf, type RunFolder } from "./run-folder.ts";
import { mean, sum } from "./samples.ts";

const measures = ["t2", "q", "leverage", "nearest"] as const;
type Measure = (typeof measures)[number];
const tablesOfRows = ["predictions.csv", "test_predictions.csv", "unknowns.csv", "excluded_predictions.csv"];
/** Those that are known. */
type Limits = ReadonlyMap<Measure, number>;

/** Rows of one kind, and which of them a limit names by which measure. */
interface Kind {
  readonly kind: "fitted" | "left out" | "external" | "unknown" | "excluded";
  readonly rows: Rows;
  readonly limits: Limits;
  /** Whether each line says by itself what is beyond. */
  readonly isTold: boolean;
}

export interface ApplicabilityLooked {
  readonly findings: readonly Finding[];
  readonly open: readonly string[];
}

/** Distances themselves need the model and the spectra; what follows from them does not. */
export function applicabilityFindings(folder: RunFolder, models: readonly Model[]): ApplicabilityLooked {
  const open = new Set<string>();
  const findings = models.flatMap((model) => {
    const path = `${model.folder}applicability.json`;
    const said = jsonOf(folder, path);
    if (!isRecord(said)) return [];
    if (said.na !== null) return unknownFindings(folder, model, path, String(said.na));
    // Without folds nothing was left out: the rows are those of the fit.
    const leftOut = model.rows.only(() => model.folds.length > 0);
    const repeat = model.rows.cells("repeat");
    if (repeat.some((one) => one !== repeat[0])) {
      open.add("limits of applicability of several repeats");
      return [];
    }
    const read = (name: string) =>
      folder.paths.includes(model.folder + name) ? rowsOf(folder, model.folder + name) : null;
    const scores = read("scores.csv");
    const external = scores?.cells("external") ?? [];
    const fitted = scores?.only((i) => external[i] === "false") ?? null;
    const limits = limitsFrom(said, leftOut, fitted);
    const given = said.limits as { readonly [name: string]: unknown };
    const found = Object.fromEntries(
      Object.keys(limits).map((name) => [name, new Map(Object.entries(given)).get(name)]),
    );
    const at = (name: string) => Number(new Map(Object.entries(given)).get(name));
    const ofNew: Limits = new Map([
      ["t2", at("t2_new")],
      ["q", at("q_new")],
    ]);
    const whole: Limits = new Map([...ofNew, ["leverage", at("leverage")], ["nearest", at("nearest")]]);
    const ofFitted: Limits = new Map([
      ["t2", at("t2_fitted")],
      ["q", at("q_fitted")],
    ]);
    const tables: readonly (readonly [Kind["kind"], Rows | null, Limits])[] = [
      ["fitted", fitted, ofFitted],
      // Leverage and nearest neighbour of a fold's rows are held against limits of its own training rows.
      ["left out", leftOut, ofNew],
      ["external", model.external, whole],
      ["unknown", read("unknowns.csv"), whole],
      ["excluded", read("excluded_predictions.csv"), whole],
    ];
    const kinds = tables.flatMap(([kind, rows, its]): readonly Kind[] =>
      rows === null ? [] : [{ kind, rows, limits: its, isTold: rows.columns.includes("outside") }],
    );
    return [
      ...differences(path, found, limits, "/limits"),
      ...kinds.flatMap(cellFindings),
      ...listFindings(path, said.outside as readonly Fields[], kinds),
    ];
  });
  return { findings, open: [...open] };
}

/** Nothing is known of a model of latent variables only where it has no more rows than these and one; of no model where tables tell distances. */
function unknownFindings(folder: RunFolder, model: Model, path: string, na: string): readonly Finding[] {
  const n = new Set(model.rows.cells("id")).size;
  const { used } = model;
  const reason = used === null || n > used + 1 ? null : "too_few_rows";
  if (used !== null && na !== reason)
    return [contradiction(path, `says ${na} of a model with ${used} latent variables of ${n} spectra`)];
  return tablesOfRows.flatMap((name) => {
    const file = model.folder + name;
    const rows = folder.paths.includes(file) ? rowsOf(folder, file) : null;
    const isTold = rows !== null && measures.some((one) => rows.columns.includes(one) && rows.cells(one).some(Boolean));
    return isTold ? [contradiction(path, `says ${na}, though ${file} tells how far spectra lie`)] : [];
  });
}

/** M6's table: of fitted rows where they are listed, of new ones by the left-out values. */
function limitsFrom(
  said: Readonly<Record<string, unknown>>,
  rows: Rows,
  fitted: Rows | null,
): { readonly [name: string]: unknown } {
  const [n, a] = [Number(said.n), Number(said.components)];
  const t2Fitted = (((n - 1) * (n - 1)) / n) * betaQuantile(0.95, a / 2, (n - a - 1) / 2);
  const left = (name: Measure) => [...rows.numbers(name)].filter((one) => !Number.isNaN(one)).sort((x, y) => x - y);
  const rank = (values: readonly number[]) => values[Math.ceil(0.95 * values.length) - 1];
  const [t2, q] = [left("t2"), left("q")];
  return {
    t2_fitted: new About(t2Fitted, 1e-8),
    leverage: (3 * a) / n,
    ...(t2.length >= 20 ? { t2_new: rank(t2), q_new: rank(q) } : {}),
    ...(fitted === null || fitted.count !== n ? {} : { q_fitted: new About(boxLimit(fitted.numbers("q")), 1e-8) }),
  };
}

/** Box's g χ²ₕ by mean and variance. */
function boxLimit(q: Float64Array): number {
  const centre = mean(q);
  const variance = sum(q.map((one) => (one - centre) * (one - centre))) / (q.length - 1);
  return (variance / (2 * centre)) * chiSquareQuantile(0.95, (2 * centre * centre) / variance);
}

/** Of each line the measures by which it lies beyond a limit. */
function beyond({ rows, limits }: Kind): readonly (readonly Measure[])[] {
  const columns = [...limits].map(([name, limit]) => ({ name, limit, values: rows.numbers(name) }));
  return Array.from({ length: rows.count }, (_, i) =>
    columns.flatMap(({ name, limit, values }) => (values[i] > limit ? [name] : [])),
  );
}

/** What each line says of itself, of the measures whose limit is known. */
function cellFindings(kind: Kind): readonly Finding[] {
  const { rows, limits, isTold } = kind;
  if (!isTold) return [];
  const said = rows.cells("outside");
  const columns = [...limits].map(([name, limit]) => ({ name, limit, values: rows.numbers(name) }));
  const at = said.findIndex((cell, i) =>
    columns.some(
      ({ name, limit, values }) => !Number.isNaN(values[i]) && values[i] > limit !== cell.split("|").includes(name),
    ),
  );
  return at < 0
    ? []
    : [contradiction(rows.path, `says "${said[at]}" of what line ${at + 1} lies beyond, and its distances do not`)];
}

/** The list names the rows that lie beyond any limit, each with the measures. */
function listFindings(path: string, all: readonly Fields[], kinds: readonly Kind[]): readonly Finding[] {
  // Others say it in their table alone.
  const inList = kinds.filter(({ kind }) => kind !== "excluded" && kind !== "unknown");
  return inList.flatMap((kind) => {
    const own = all.filter(({ rows }) => rows === kind.kind);
    const [ids, said] = [kind.rows.cells("id"), kind.rows.cells("outside")];
    const worked = kind.isTold ? [] : beyond(kind);
    const wanted = ids.flatMap((id, i) => {
      const outside = kind.isTold ? said[i].split("|").filter((one) => one !== "") : worked[i];
      return outside.length === 0 ? [] : [`${id} ${outside.join("|")}`];
    });
    const found = own.map(({ id, outside }) => `${String(id)} ${(outside as readonly string[]).join("|")}`);
    return wanted.sort().join("\n") === found.sort().join("\n")
      ? []
      : [contradiction(path, `lists other ${kind.kind} rows beyond its limits than ${kind.rows.path} does`)];
  });
}
