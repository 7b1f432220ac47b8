/** Predicted against measured values of a regression: the identity line, lines one RMSE off it, and its figures inside. */
import type { Json } from "../../schemas/plain-json.ts";
import type { ChartView } from "../contract/view.ts";
import { domainOf, kindEncoding } from "./labelled-points.ts";
import { inLayouts, narrowPlot } from "./layouts.ts";
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
 * @param said lines of text that stand in the corner with fewer points
 */
export function predictedMeasured({
  observed,
  predicted,
  ids,
  external,
  unit,
  target,
  rmse,
  said = [],
}: {
  readonly observed: readonly number[];
  readonly predicted: readonly number[];
  readonly ids: readonly string[];
  readonly external?: readonly boolean[];
  readonly unit: string | null;
  readonly target: string;
  readonly rmse: number | null;
  readonly said?: readonly string[];
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
  const specOf = (isNarrow: boolean): ChartView["spec"] => {
    const side = isNarrow ? narrowPlot : 400;
    return {
      width: side,
      height: side,
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
        ...saidLayers(said, side, isUpperFreer(rows, low, high)),
      ],
    };
  };
  return {
    type: "chart",
    ...inLayouts(specOf),
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

/** Whether fewer points lie in the upper left corner, where text is to stand, than in the lower right. */
function isUpperFreer(rows: readonly { measured: number; predicted: number }[], low: number, high: number): boolean {
  const at = (value: number): number => (value - low) / (high - low);
  const upper = rows.filter(({ measured, predicted }) => at(measured) < 0.5 && at(predicted) > 0.55).length;
  const lower = rows.filter(({ measured, predicted }) => at(measured) > 0.5 && at(predicted) < 0.45).length;
  return upper <= lower;
}

const lineHeight = 16;

/** A layer a line, so that each is a text of its own. */
const saidLayers = (said: readonly string[], side: number, isUpper: boolean): Json[] =>
  said.map((text, k) => ({
    data: { values: [{ said: text }] },
    mark: {
      type: "text",
      fontSize: 12,
      align: isUpper ? "left" : "right",
      baseline: "top",
      color: ink,
      x: isUpper ? 8 : side - 8,
      y: isUpper ? 6 + lineHeight * k : side - 6 - lineHeight * (said.length - k),
    },
    encoding: { text: { field: "said" } },
  }));

const pointWords = (row: { measured: number; predicted: number; rows: string }): string =>
  `${row.rows === "external" ? "external, " : ""}measured ${markNumber(row.measured)}, predicted ${markNumber(row.predicted)}`;
