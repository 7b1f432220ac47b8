/** Predicted against measured values of a regression: the identity line, and lines one RMSE off it. */
import type { ChartView } from "../contract/view.ts";
import { colours, faint, ink } from "./palette.ts";
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
  const [low, high] = domainOf([...observed, ...predicted]);
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
  const both = { domain: ["left out in turn", "external"], range: [colours[0], colours[1]] };
  const legend = external?.some((one) => one) ? {} : null;
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
            color: { field: "rows", type: "nominal", scale: both, legend },
            shape: {
              field: "rows",
              type: "nominal",
              scale: { domain: both.domain, range: ["circle", "triangle-up"] },
              legend,
            },
          },
        },
      ],
    },
    data: tableOf(
      {
        id: "Id",
        measured: [name("Measured"), ".3~f"],
        predicted: [name("Predicted"), ".3~f"],
        residual: ["Residual", ".3~f"],
        rows: "Rows",
      },
      rows,
    ),
  };
}

const pointWords = (row: { measured: number; predicted: number; rows: string }): string =>
  `${row.rows === "external" ? "external, " : ""}measured ${markNumber(row.measured)}, predicted ${markNumber(row.predicted)}`;

/** One range for both axes, four percent wider than the values; [0, 1] where there are none. */
function domainOf(values: readonly number[]): [number, number] {
  const finite = values.filter(Number.isFinite);
  if (finite.length === 0) return [0, 1];
  let low = finite[0];
  let high = finite[0];
  for (const value of finite) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const margin = high > low ? (high - low) * 0.04 : 1;
  return [low - margin, high + margin];
}
