/** The error of a model over the number of its latent variables: of the fit and of validation, the chosen number marked. */

import type { Json } from "../../schemas/plain-json.ts";
import type { ChartView } from "../contract/view.ts";
import { classMark, colours, faint, ink } from "./palette.ts";
import { tableOf } from "./table-of.ts";

export interface LatentLine {
  /** "RMSEC". */
  readonly name: string;
  /** One a number of latent variables, from 1 on; null where it is undefined. */
  readonly values: readonly (number | null)[];
}

/**
 * @param lines at least one, all of one length
 * @param chosen 1 … length
 * @param measure title of the ordinate, with its unit: "RMSE (% fat)"
 */
export function latentVariables({
  lines,
  chosen,
  measure,
}: {
  readonly lines: readonly LatentLine[];
  readonly chosen: number;
  readonly measure: string;
}): ChartView {
  const domain = lines.map(({ name }) => name);
  const marks = lines.map((_, k) => classMark(k));
  const by = (range: readonly Json[]): Json => ({
    field: "curve",
    type: "nominal",
    scale: { domain, range },
    legend: { title: null, offset: 26 },
  });
  const points = lines.flatMap(({ name, values }) =>
    values.flatMap((value, c) => (value === null ? [] : [{ components: c + 1, curve: name, value }])),
  );
  const count = lines[0].values.length;
  const ticks = Array.from({ length: count }, (_, c) => c + 1).filter((c) => count <= 20 || c % 5 === 0);
  const x = {
    field: "components",
    type: "quantitative",
    title: "Latent variables",
    scale: { domain: [1, Math.max(2, count)], zero: false, nice: false, padding: 12 },
    axis: { values: ticks, format: ".6~g", grid: false },
  };
  const y = { field: "value", type: "quantitative", title: measure, scale: { zero: true } };
  const encoding = { x, y, color: by(marks.map(({ colour }) => colour)), shape: by(marks.map(({ shape }) => shape)) };
  const taken = points.filter((point) => point.components === chosen);
  return {
    type: "chart",
    spec: {
      width: 520,
      height: 260,
      layer: [
        {
          data: { values: [{ components: chosen }] },
          mark: { type: "rule", stroke: faint, strokeDash: [2, 3] },
          encoding: { x },
        },
        {
          data: { values: points },
          mark: { type: "line", strokeWidth: 1.5 },
          encoding: { x, y, color: encoding.color, order: { field: "components" } },
        },
        { data: { values: points }, mark: { type: "point", filled: true, size: 46, opacity: 1 }, encoding },
        {
          data: { values: taken },
          mark: { type: "point", size: 190, stroke: colours[1], strokeWidth: 2.2, filled: false, opacity: 1 },
          encoding: { x, y },
        },
        {
          data: { values: [{ components: chosen, words: `chosen: ${chosen}` }] },
          // Above the plot, where no line is.
          mark: { type: "text", y: -9, baseline: "middle", color: ink },
          encoding: { x, text: { field: "words" } },
        },
      ],
    },
    data: tableOf(
      {
        components: ["Latent variables", "given"],
        ...Object.fromEntries(lines.map(({ name }, k) => [`line${k}`, [name, "number"] as const])),
        chosen: "Chosen",
      },
      Array.from({ length: count }, (_, c) => ({
        components: c + 1,
        ...Object.fromEntries(lines.map(({ values }, k) => [`line${k}`, values[c]])),
        chosen: c + 1 === chosen ? "chosen" : "",
      })),
    ),
  };
}
