/** Hotelling's T² against Q, with their limits: how far each spectrum lies from the others inside a model and off it. */
import type { Json } from "../../schemas/plain-json.ts";
import { rounded } from "../contract/number-text.ts";
import type { ChartView } from "../contract/view.ts";
import { domainOf, kindEncoding, labelLayers, type PlotScale } from "./labelled-points.ts";
import { inLayouts, plotWidth } from "./layouts.ts";
import { faint, ink } from "./palette.ts";
import { markEncoding, marked, markNumber, sampleMark } from "./sample-mark.ts";
import { tableOf } from "./table-of.ts";
import { thinned } from "./thin.ts";

const full = { width: 500, height: 340 };

export interface Outliers {
  readonly ids: readonly string[];
  readonly samples: readonly string[];
  readonly t2: ArrayLike<number>;
  /** Null where the model leaves nothing: then T² stands over the order of the rows. */
  readonly q: ArrayLike<number> | null;
  readonly leverage: ArrayLike<number>;
  readonly t2Limit: number;
  readonly qLimit: number;
  /** What external rows are held against: limits of fitted rows are none for them. */
  readonly newLimits: { readonly t2: number; readonly q: number };
  readonly external: readonly boolean[];
  /** Indexes of the rows that are named, the farthest first. */
  readonly named: readonly number[];
}

/** The chart, and how many points it draws. */
export function outliers(of: Outliers): { readonly chart: ChartView; readonly drawn: number } {
  const n = of.ids.length;
  const shown = thinned(n, of.named);
  const order = Array.from({ length: n }, (_, i) => i + 1);
  const [across, up] = of.q === null ? [order, Array.from(of.t2)] : [Array.from(of.t2), Array.from(of.q)];
  const [acrossLimit, upLimit] = of.q === null ? [null, of.t2Limit] : [of.t2Limit, of.qLimit];
  const [xs, ys] = [scaleOf(across, acrossLimit), scaleOf(up, upLimit)];
  const x = axis("x", of.q === null ? "Spectrum, in the order of the file" : "Hotelling's T²", xs);
  const y = axis("y", of.q === null ? "Hotelling's T²" : "Q (squared distance from the model)", ys);
  const named = of.named.map((i) => ({ x: across[i], y: up[i], text: of.ids[i] }));
  const plain = shown.filter((i) => !of.named.includes(i)).map((i) => ({ x: across[i], y: up[i] }));
  const kind = (i: number): string => (of.external[i] ? "external" : "fitted");
  // One kind after the other, so that the drawing says once how each is drawn.
  const inOrder = [...shown.filter((i) => !of.external[i]), ...shown.filter((i) => of.external[i])];
  const points = inOrder.map((i) => ({
    x: across[i],
    y: up[i],
    rows: kind(i),
    mark: sampleMark(of.samples[i], of.ids[i], pointWords(of, i)),
  }));
  return {
    drawn: shown.length,
    chart: {
      type: "chart",
      ...inLayouts((isNarrow) => {
        const size = { width: plotWidth(full.width, isNarrow), height: isNarrow ? 280 : full.height };
        return {
          ...size,
          layer: [
            ...limit("x", acrossLimit, x, of.q === null ? "" : "T²", size),
            ...limit("y", upLimit, y, of.q === null ? "T²" : "Q", size),
            {
              data: { values: points },
              mark: { type: "point", filled: true, size: 44, opacity: 0.7, ...marked },
              encoding: { x, y, ...markEncoding, ...kindEncoding("fitted", of.external.includes(true), aboveLimits) },
            },
            ...labelLayers(named, plain, xs, ys, size, { x, y }),
          ],
        };
      }),
      data: table(of, kind),
    },
  };
}

/** Pixels by which a legend clears what is said of a limit above the plot. */
const aboveLimits = 38;

const pointWords = (of: Outliers, i: number): string =>
  `${of.external[i] ? "external, " : ""}T² ${markNumber(of.t2[i])}${of.q === null ? "" : `, Q ${markNumber(of.q[i])}`}`;

/** Beyond this many times the limit the others would be a heap in the corner: then the axis is logarithmic. */
const far = 8;

function scaleOf(values: readonly number[], limit: number | null): PlotScale {
  const known = limit === null || !Number.isFinite(limit) ? [] : [limit];
  const least = values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const most = values.reduce((a, b) => Math.max(a, b), 0);
  if (known.length > 0 && most > far * known[0] && least > 0) {
    const room = Math.exp(Math.log(most / least) * 0.05);
    return { domain: [least / room, most * room], log: true };
  }
  return { domain: [0, domainOf([0, ...values, ...known], 0.06)[1]], log: false };
}

const axis = (field: string, title: string, { domain, log }: PlotScale): Json => ({
  field,
  type: "quantitative",
  title: log ? `${title}, logarithmic` : title,
  scale: { domain, nice: false, ...(log ? { type: "log" } : {}) },
  axis: { grid: false, tickCount: 8, ...(log ? { format: ".6~g", tickCount: 5 } : {}) },
});

/** A limit as a line, and what it is: outside the plot, where no point and no name lies. */
function limit(
  field: "x" | "y",
  at: number | null,
  encoding: Json,
  name: string,
  { width }: { readonly width: number },
): Json[] {
  if (at === null || !Number.isFinite(at)) return [];
  const values = [{ [field]: at, text: `${name} ${rounded(at)}`, level: "95\u00a0%" }];
  const text = { type: "text", color: ink, fontSize: 12 };
  const words = { text: { field: "text" } };
  const rule = {
    data: { values },
    mark: { type: "rule", stroke: faint, strokeDash: [5, 4], strokeWidth: 1.2 },
    encoding: { [field]: encoding },
  };
  if (field === "x") {
    const label = { data: { values }, mark: { ...text, y: -8 }, encoding: { x: encoding, text: { field: "level" } } };
    return [rule, { ...label, mark: { ...text, y: -25 }, encoding: { x: encoding, ...words } }, label];
  }
  const beside = { ...text, x: width + 5, align: "left", baseline: "middle" };
  return [
    rule,
    { data: { values }, mark: { ...beside, dy: -9 }, encoding: { y: encoding, ...words } },
    { data: { values }, mark: { ...beside, dy: 8 }, encoding: { y: encoding, text: { field: "level" } } },
  ];
}

/** Which of the limits a row lies beyond: "T² and Q", "T²", "Q" or nothing. */
export function beyond({ t2, q, t2Limit, qLimit, external, newLimits }: Outliers, i: number): string {
  const [t2Most, qMost] = external[i] ? [newLimits.t2, newLimits.q] : [t2Limit, qLimit];
  return [t2[i] > t2Most ? "T²" : "", q !== null && q[i] > qMost ? "Q" : ""].filter((one) => one !== "").join(" and ");
}

function table(of: Outliers, kind: (i: number) => string): ChartView["data"] {
  return tableOf(
    {
      id: "Spectrum",
      sample: "Sample",
      rows: "Rows",
      t2: ["T²", "number"],
      q: ["Q", "number"],
      leverage: ["Leverage", "number"],
      beyond: "Beyond the limit of",
    },
    of.ids.map((id, i) => ({
      id,
      sample: of.samples[i],
      rows: kind(i),
      t2: of.t2[i],
      q: of.q === null ? null : of.q[i],
      leverage: of.leverage[i],
      beyond: beyond(of, i),
    })),
  );
}
