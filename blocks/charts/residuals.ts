/** Residuals of a regression against its predictions: the band of one RMSE, and the names of what lies far outside. */
import type { ChartView } from "../contract/view.ts";
import { domainOf, kindEncoding, labelLayers } from "./labelled-points.ts";
import { inLayouts, plotWidth } from "./layouts.ts";
import { colours, faint, ink } from "./palette.ts";
import { markEncoding, marked, markNumber, sampleMark } from "./sample-mark.ts";
import { tableOf } from "./table-of.ts";
import { thinned } from "./thin.ts";

const fullWidth = 560;
const height = 280;

export interface Residuals {
  readonly ids: readonly string[];
  /** Length n, units of the target. */
  readonly observed: readonly number[];
  readonly predicted: readonly number[];
  /** True where a row was in no fold. */
  readonly external: readonly boolean[];
  /** Indexes of the rows that are named, the farthest first. */
  readonly named: readonly number[];
  /** Half the width of the band: RMSECV. */
  readonly rmse: number;
  readonly target: string;
  readonly unit: string | null;
}

/** The chart, and how many points it draws. */
export function residuals(of: Residuals): { readonly chart: ChartView; readonly drawn: number } {
  const rows = of.observed.map((measured, i) => ({
    id: of.ids[i],
    measured,
    predicted: of.predicted[i],
    residual: of.predicted[i] - measured,
    rows: of.external[i] ? "external" : "left out in turn",
  }));
  const shown = thinned(rows.length, of.named);
  const suffix = of.unit === null ? "" : ` (${of.unit})`;
  const xDomain = domainOf(of.predicted);
  const yDomain = domainOf([...rows.map(({ residual }) => residual), -of.rmse, of.rmse], 0.08);
  const x = {
    field: "x",
    type: "quantitative",
    title: `Predicted ${of.target}${suffix}`,
    scale: { domain: xDomain, nice: false, zero: false },
    axis: { grid: false },
  };
  const y = {
    field: "y",
    type: "quantitative",
    title: `Predicted − measured${suffix}`,
    scale: { domain: yDomain, nice: false, zero: false },
  };
  const band = { x: xDomain[0], x2: xDomain[1], y: -of.rmse, y2: of.rmse };
  const ends = { x, y, x2: { field: "x2" }, y2: { field: "y2" } };
  const named = of.named.map((i) => ({ x: rows[i].predicted, y: rows[i].residual, text: rows[i].id }));
  const plain = shown.filter((i) => !of.named.includes(i)).map((i) => ({ x: rows[i].predicted, y: rows[i].residual }));
  return {
    drawn: shown.length,
    chart: {
      type: "chart",
      ...inLayouts((isNarrow) => {
        const size = { width: plotWidth(fullWidth, isNarrow), height };
        return {
          ...size,
          layer: [
            {
              data: { values: [band] },
              mark: { type: "rect", fill: colours[0], fillOpacity: 0.1, clip: true },
              encoding: ends,
            },
            {
              data: { values: [-of.rmse, of.rmse].map((at) => ({ ...band, y: at, y2: at })) },
              mark: { type: "rule", stroke: faint, strokeDash: [4, 4] },
              encoding: ends,
            },
            {
              data: { values: [{ ...band, y: 0, y2: 0 }] },
              mark: { type: "rule", stroke: ink, strokeWidth: 1 },
              encoding: ends,
            },
            {
              data: {
                values: shown.map((i) => ({
                  x: rows[i].predicted,
                  y: rows[i].residual,
                  rows: rows[i].rows,
                  mark: sampleMark(rows[i].id, rows[i].id, pointWords(rows[i])),
                })),
              },
              mark: { type: "point", filled: true, size: 44, opacity: 0.7, ...marked },
              encoding: { x, y, ...markEncoding, ...kindEncoding("left out in turn", of.external.includes(true)) },
            },
            ...labelLayers(named, plain, { domain: xDomain, log: false }, { domain: yDomain, log: false }, size, {
              x,
              y,
            }),
          ],
        };
      }),
      data: tableOf(
        {
          id: "Sample",
          measured: [`Measured ${of.target}${suffix}`, "number"],
          predicted: [`Predicted ${of.target}${suffix}`, "number"],
          residual: [`Predicted − measured${suffix}`, "number"],
          rows: "Rows",
        },
        rows,
      ),
    },
  };
}

const pointWords = (row: { measured: number; predicted: number; residual: number; rows: string }): string =>
  `${row.rows === "external" ? "external, " : ""}measured ${markNumber(row.measured)}, predicted ${markNumber(row.predicted)}, off by ${markNumber(row.residual)}`;
