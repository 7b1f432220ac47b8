/** Predicted against measured values of a regression: the identity line, and lines one RMSE off it. */
import type { ChartView } from "../contract/view.ts";
import { domainOf, kindEncoding } from "./labelled-points.ts";
import { faint, ink } from "./palette.ts";
import { markEncoding, marked, markNumber, sampleMark } from "./sample-mark.ts";
import { tableOf } from "./table-of.ts";

/**
 * @param observed length n, units of the target
 * @param predicted length n, the same units
 * @param ids length n
 * @param external true where a row was in no fold; drawn as another shape; absent where there are none
 * @param unit of the target, or null
 * @param target its name
 * @param rmse of the drawn predictions, or null for no lines
 */
export function predictedMeasured({
  observed,
  predicted,
  ids,
  external,
  unit,
  target,
  rmse,
}: {
  readonly observed: readonly number[];
  readonly predicted: readonly number[];
  readonly ids: readonly string[];
  readonly external?: readonly boolean[];
  readonly unit: string | null;
  readonly target: string;
  readonly rmse: number | null;
}): ChartView {
  const rows = observed.map((value, i) => ({
    id: ids[i],
    measured: value,
    predicted: predicted[i],
    residual: predicted[i] - value,
    rows: external?.[i] ? "external" : "left out in turn",
  }));
  // One range for both axes.
  const [low, high] = domainOf([...observed, ...predicted], 0.04);
  const name = (word: string): string => `${word} ${target}${unit === null ? "" : ` (${unit})`}`;
  const scale = { domain: [low, high], nice: false, zero: false };
  const line = (offset: number): { [key: string]: number } => ({
    x: low,
    y: low + offset,
    x2: high,
    y2: high + offset,
  });
  const offsets = rmse === null ? [] : [-rmse, rmse];
  const ends = {
    x: { field: "x", type: "quantitative", scale, title: name("Measured") },
    y: { field: "y", type: "quantitative", scale, title: name("Predicted") },
    x2: { field: "x2" },
    y2: { field: "y2" },
  };
  return {
    type: "chart",
    spec: {
      width: 400,
      height: 400,
      layer: [
        {
          data: { values: offsets.map(line) },
          mark: { type: "rule", stroke: faint, strokeDash: [4, 4], clip: true },
          encoding: ends,
        },
        {
          data: { values: [line(0)] },
          mark: { type: "rule", stroke: ink, strokeWidth: 1, clip: true },
          encoding: ends,
        },
        {
          data: { values: rows.map((row) => ({ ...row, mark: sampleMark(row.id, row.id, pointWords(row)) })) },
          mark: { type: "point", filled: true, size: 44, opacity: 0.7, ...marked },
          encoding: {
            ...markEncoding,
            x: { field: "measured", type: "quantitative", scale },
            y: { field: "predicted", type: "quantitative", scale },
            ...kindEncoding("left out in turn", external?.includes(true) === true),
          },
        },
      ],
    },
    data: tableOf(
      {
        id: "Id",
        measured: [name("Measured"), "number"],
        predicted: [name("Predicted"), "number"],
        residual: ["Residual", "number"],
        rows: "Rows",
      },
      rows,
    ),
  };
}

const pointWords = (row: { measured: number; predicted: number; rows: string }): string =>
  `${row.rows === "external" ? "external, " : ""}measured ${markNumber(row.measured)}, predicted ${markNumber(row.predicted)}`;
