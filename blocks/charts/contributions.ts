/** What makes the farthest spectra far: how much each variable adds to their T² and to their Q. */
import type { Json } from "../../schemas/plain-json.ts";
import type { Columns } from "../contract/dataset.ts";
import { axisForm, numberText } from "../contract/quantity.ts";
import type { ChartView, TableView } from "../contract/view.ts";
import { axisTitle, unitBehind, unitName } from "./axis-words.ts";
import { domainOf } from "./labelled-points.ts";
import { inLayouts, plotWidth } from "./layouts.ts";
import { abscissa, meanPlot, pointsOf, stretches } from "./over-axis.ts";
import { classMark, faint } from "./palette.ts";
import { tableOf } from "./table-of.ts";
import { markEncodings } from "./variable-lines.ts";

/** A spectrum and what each variable adds to its distances; lists of length p. */
export interface FarSpectrum {
  readonly id: string;
  readonly t2: Float64Array;
  /** With the sign of the residual; null where the model leaves nothing. */
  readonly q: Float64Array | null;
}

export interface ContributionsOf {
  readonly columns: Columns;
  /** The farthest first. */
  readonly spectra: readonly FarSpectrum[];
  /** Of the fitted spectra, as modelled. Length p. */
  readonly mean: ArrayLike<number>;
}

const fullWidth = 640;
/** Of named variables, so many are drawn. */
const mostVariables = 12;

const measures = { t2: "Contribution to T²", q: "Contribution to Q" } as const;
type Distance = keyof typeof measures;

const distancesIn = ({ spectra }: ContributionsOf): readonly Distance[] =>
  spectra[0].q === null ? ["t2"] : ["t2", "q"];

export function contributions(of: ContributionsOf): ChartView {
  const { columns } = of;
  const order = columns.kind === "names" ? largest(of) : null;
  return {
    type: "chart",
    ...inLayouts((isNarrow) => (order === null ? overAxis(of, isNarrow) : byName(of, order, isNarrow))),
    data: table(of, order),
  };
}

const lineNames = ({ spectra }: ContributionsOf) => spectra.map(({ id }, code) => ({ name: id, code }));

function overAxis(of: ContributionsOf, isNarrow: boolean): ChartView["spec"] {
  const { columns, spectra, mean } = of;
  if (columns.kind === "names") throw new Error("named variables have no axis");
  const width = plotWidth(fullWidth, isNarrow);
  const x = abscissa(columns, false, width);
  const plots = distancesIn(of).map((which): Json => {
    const lists = spectra.map((one) => one[which] ?? new Float64Array());
    const y: Json = {
      field: "y",
      type: "quantitative",
      title: measures[which],
      scale: { domain: domainOf([0, ...lists.flatMap((list) => Array.from(list))]), nice: false, zero: false },
      axis: { tickCount: 5, format: ".6~g" },
    };
    return {
      width,
      height: 150,
      layer: [
        { data: { values: [{ y: 0 }] }, mark: { type: "rule", stroke: faint, strokeDash: [5, 4] }, encoding: { y } },
        {
          data: {
            values: lists.flatMap((list, k) => pointsOf(columns.values, list, stretches(width), spectra[k].id)),
          },
          mark: { type: "line", strokeWidth: 1.6, strokeJoin: "round" },
          encoding: { x, y, order: { field: "k" }, ...markEncodings(lineNames(of)) },
        },
      ],
    };
  });
  return { spacing: 12, vconcat: [...plots, meanPlot(columns, mean, [], width)] };
}

/** Indexes of named variables, the largest contribution to any distance of any of the spectra first, each as a share of its distance. */
function largest({ spectra }: ContributionsOf): readonly number[] {
  const p = spectra[0].t2.length;
  const share = (list: Float64Array | null, j: number): number => {
    if (list === null) return 0;
    const whole = list.reduce((sum, value) => sum + Math.abs(value), 0);
    return whole > 0 ? Math.abs(list[j]) / whole : 0;
  };
  const size = Array.from({ length: p }, (_, j) =>
    spectra.reduce((most, { t2, q }) => Math.max(most, share(t2, j), share(q, j)), 0),
  );
  return [...size.keys()].sort((a, b) => size[b] - size[a] || a - b);
}

function byName(of: ContributionsOf, order: readonly number[], isNarrow: boolean): ChartView["spec"] {
  const { columns, spectra } = of;
  if (columns.kind !== "names") throw new Error("an axis has no names");
  const shown = order.slice(0, mostVariables);
  const width = plotWidth(460, isNarrow) - (isNarrow ? 60 : 0);
  const marks = spectra.map((_, code) => classMark(code));
  const by = (range: readonly string[]): Json => ({
    field: "line",
    type: "nominal",
    scale: { domain: spectra.map(({ id }) => id), range },
  });
  const plots = distancesIn(of).map((which): Json => {
    const values = shown.flatMap((j) =>
      spectra.map((one) => ({ variable: columns.names[j], line: one.id, value: one[which]?.[j] ?? 0 })),
    );
    const x: Json = { field: "value", type: "quantitative", title: measures[which], axis: { format: ".6~g" } };
    const y = { field: "variable", type: "nominal", sort: shown.map((j) => columns.names[j]), title: null };
    return {
      width,
      height: 24 * shown.length,
      layer: [
        {
          data: { values: [{ value: 0 }] },
          mark: { type: "rule", stroke: faint, strokeDash: [5, 4] },
          encoding: { x },
        },
        {
          data: { values },
          mark: { type: "point", filled: true, size: 64, opacity: 0.85 },
          encoding: { x, y, color: by(marks.map(({ colour }) => colour)), shape: by(marks.map(({ shape }) => shape)) },
        },
      ],
    };
  });
  return { spacing: 20, vconcat: plots };
}

function table(of: ContributionsOf, order: readonly number[] | null): TableView {
  const { columns, spectra } = of;
  const heads = distancesIn(of).flatMap((which) =>
    spectra.map(({ id }, k) => ({
      key: `${which}${k}`,
      title: `${measures[which]}: ${id}`,
      format: "number" as const,
    })),
  );
  const at = order ?? spectra[0].t2.map((_, j) => j);
  return {
    type: "table",
    columns: [
      columns.kind === "names"
        ? { key: "variable", title: "Variable", format: null }
        : { key: "variable", title: axisTitle(columns), unit: unitName(columns.unit), format: "axis" },
      ...heads,
    ],
    rows: Array.from(at, (j) => ({
      variable: columns.kind === "names" ? columns.names[j] : columns.values[j],
      ...Object.fromEntries(
        distancesIn(of).flatMap((which) => spectra.map((one, k) => [`${which}${k}`, one[which]?.[j] ?? null])),
      ),
    })),
  };
}

/** Variables that are named in the table of the largest. */
const mostListed = 3;

/** Of each spectrum its distances and the variables that add most to them, by size; neighbours on an axis count as one. */
export function largestContributions(of: ContributionsOf): TableView {
  return tableOf(
    {
      id: "Spectrum",
      t2: ["T²", "number"],
      t2At: "Most of it from",
      ...(of.spectra[0].q === null ? {} : { q: ["Q", "number"] as const, qAt: "Most of it from" }),
    },
    of.spectra.map(({ id, t2, q }) => ({
      id,
      t2: t2.reduce((sum, value) => sum + value, 0),
      t2At: largestOf(of.columns, t2),
      ...(q === null ? {} : { q: q.reduce((sum, value) => sum + Math.abs(value), 0), qAt: largestOf(of.columns, q) }),
    })),
  );
}

function largestOf(columns: Columns, list: Float64Array): string {
  const size = list.map(Math.abs);
  const isTop = (j: number): boolean =>
    columns.kind === "names" ||
    ((j === 0 || size[j] >= size[j - 1]) && (j === size.length - 1 || size[j] > size[j + 1]));
  const found = [...size.keys()]
    .filter((j) => isTop(j) && size[j] > 0)
    .sort((a, b) => size[b] - size[a] || a - b)
    .slice(0, mostListed);
  if (columns.kind === "names") return found.map((j) => columns.names[j]).join(", ");
  const form = axisForm(columns.values);
  return `${found.map((j) => numberText(columns.values[j], form)).join(", ")}${unitBehind(columns.unit)}`;
}
