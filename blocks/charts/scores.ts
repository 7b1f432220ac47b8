/** Scores: rows on two components, by class, with the ellipse that 95 % of such rows stay in. */
import type { ChartView } from "../contract/view.ts";
import { classMark, faint, ink } from "./palette.ts";
import { markEncoding, marked, markNumber, sampleMark } from "./sample-mark.ts";
import { tableOf } from "./table-of.ts";

const whole = 2 * Math.PI;
const corners = 96;

/**
 * @param x scores on the first component, length n
 * @param y on the second
 * @param ids length n
 * @param samples the physical sample of each row, length n
 * @param codes class of each row (index into `classes`), or null for rows without classes
 * @param classes names, in order
 * @param external length n: rows no fit has seen, drawn hollow
 * @param radii half axes of the ellipse around the origin; null for none
 * @param titles of the two axes, as `PC1 (71.2 %)`
 */
export function scores({
  x,
  y,
  ids,
  samples,
  codes,
  classes,
  external,
  radii,
  titles,
}: {
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly ids: readonly string[];
  readonly samples: readonly string[];
  readonly codes: readonly number[] | null;
  readonly classes: readonly string[];
  readonly external: readonly boolean[];
  readonly radii: readonly [number, number] | null;
  readonly titles: readonly [string, string];
}): ChartView {
  const rows = x.map((value, i) => ({
    id: ids[i],
    x: value,
    y: y[i],
    class: codes === null ? "spectra" : classes[codes[i]],
    rows: external[i] ? "external" : "fitted",
  }));
  const isSplit = codes !== null;
  const names = isSplit ? classes : ["spectra"];
  const marks = names.map((_, k) => classMark(k));
  const colour = {
    field: "class",
    type: "nominal",
    scale: { domain: [...names], range: marks.map((mark) => mark.colour) },
    legend: isSplit ? { title: null } : null,
  };
  const shape = { ...colour, scale: { domain: [...names], range: marks.map((mark) => mark.shape) } };
  const axis = (field: string, title: string) => ({ field, type: "quantitative", scale: { zero: false }, title });
  const place = { x: axis("x", titles[0]), y: axis("y", titles[1]) };
  const points = (which: string, filled: boolean) => ({
    data: {
      // Class after class, so that the drawing says once how each is drawn.
      values: names.flatMap((name) =>
        rows.flatMap((row, i) =>
          row.rows === which && row.class === name
            ? [{ ...row, mark: sampleMark(samples[i], row.id, pointWords(row, isSplit)) }]
            : [],
        ),
      ),
    },
    mark: { type: "point", filled, size: 44, opacity: 0.8, ...marked },
    encoding: { ...place, color: colour, shape, ...markEncoding },
  });
  const lines = {
    x: { field: "x", type: "quantitative", title: titles[0] },
    y: { field: "y", type: "quantitative", title: titles[1] },
  };
  return {
    type: "chart",
    spec: {
      width: 440,
      height: 360,
      layer: [
        {
          data: { values: radii === null ? [] : ellipse(radii) },
          mark: { type: "line", stroke: ink, strokeWidth: 1, strokeDash: [5, 4] },
          encoding: { ...lines, order: { field: "at", type: "quantitative" } },
        },
        {
          data: { values: [{ x: 0, y: 0 }] },
          mark: { type: "point", shape: "cross", size: 60, color: faint, filled: true },
          encoding: lines,
        },
        points("fitted", true),
        points("external", false),
      ],
    },
    data: tableOf(
      {
        id: "Id",
        x: [titles[0], "number"],
        y: [titles[1], "number"],
        ...(isSplit ? { class: "Class" } : {}),
        rows: "Rows",
      },
      rows,
    ),
  };
}

const pointWords = (row: { x: number; y: number; class: string; rows: string }, isSplit: boolean): string =>
  `${isSplit ? `${row.class}, ` : ""}${row.rows === "external" ? "external, " : ""}${markNumber(row.x)}; ${markNumber(row.y)}`;

/** A closed line of 97 points; the first stands again at the end. */
function ellipse([across, up]: readonly [number, number]) {
  return Array.from({ length: corners + 1 }, (_, at) => {
    const angle = (whole * (at % corners)) / corners;
    return { at, x: across * Math.cos(angle), y: up * Math.sin(angle) };
  });
}
