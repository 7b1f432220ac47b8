/** baseline: takes a baseline off each spectrum, by one of nine methods. */

import { z } from "zod";
import type { Columns } from "../../contract/dataset.ts";
import { mapRows } from "../../contract/matrix.ts";
import { step } from "../../contract/step.ts";
import { words } from "../../contract/words.ts";
import { airpls, airplsOptions } from "./baseline/airpls.ts";
import { arpls, arplsOptions } from "./baseline/arpls.ts";
import { asls, aslsOptions } from "./baseline/asls.ts";
import type { BaselineFit } from "./baseline/common.ts";
import { iasls, iaslsOptions } from "./baseline/iasls.ts";
import { modpoly, modpolyOptions, polynomial, polynomialOptions } from "./baseline/polynomial.ts";
import { rollingBall, rollingBallOptions } from "./baseline/rolling-ball.ts";
import { rubberband, rubberbandOptions } from "./baseline/rubberband.ts";
import { snip, snipOptions } from "./baseline/snip.ts";
import { countOf, demandPoints, positions } from "./demands.ts";
import { acrossGaps } from "./pieces.ts";

const options = z
  .discriminatedUnion("method", [
    aslsOptions,
    arplsOptions,
    airplsOptions,
    iaslsOptions,
    rubberbandOptions,
    polynomialOptions,
    modpolyOptions,
    snipOptions,
    rollingBallOptions,
  ])
  .describe("Takes the baseline off each spectrum, by one of nine methods.");

export type BaselineOptions = z.infer<typeof options>;

/** Methods that go from point to point wherever those lie; the others know the axis. */
const isByPoint = (method: BaselineOptions["method"]): boolean =>
  !["rubberband", "polynomial", "modpoly"].includes(method);

/** @throws Refusal FS3312 where the spectrum has too few points for the method */
export const baseline = step({
  name: "baseline",
  family: "baseline",
  learns: null,
  options,
  columns(before, wanted) {
    demandPoints("baseline", before, ...needs(wanted));
    return before;
  },
  doubts: (before, { method }) => (isByPoint(method) ? acrossGaps("baseline", before) : []),
  iterates: (wanted) =>
    "iterations" in wanted && wanted.method !== "snip" ? { option: "iterations", most: wanted.iterations } : null,
  apply(rows, wanted, before, _, watch) {
    const writeBaseline = baselineFit(before, wanted);
    const under = new Float64Array(rows.cols);
    return mapRows(rows, (values, i, out) => {
      const ended = writeBaseline(values, under);
      if (ended !== undefined) watch?.(i, ended);
      for (let j = 0; j < out.length; j++) out[j] = values[j] - under[j];
    });
  },
});

/** The method as a function from a spectrum on these columns to its baseline. @internal */
export function baselineFit(columns: Columns, wanted: BaselineOptions): BaselineFit {
  const points = countOf(columns);
  switch (wanted.method) {
    case "asls":
      return asls(points, wanted);
    case "arpls":
      return arpls(points, wanted);
    case "airpls":
      return airpls(points, wanted);
    case "iasls":
      return iasls(points, wanted);
    case "rubberband":
      return rubberband(positions(columns));
    case "polynomial":
      return polynomial(positions(columns), wanted);
    case "modpoly":
      return modpoly(positions(columns), wanted);
    case "snip":
      return snip(points, wanted);
    case "rolling-ball":
      return rollingBall(points, wanted);
  }
}

/** Fewest points the method can stand on, and what asks for them. */
function needs(wanted: BaselineOptions): [number, string] {
  switch (wanted.method) {
    case "polynomial":
    case "modpoly":
      return [wanted.order + 2, words(`order ${wanted.order}`)];
    case "snip":
      return [2 * wanted.iterations + 1, words(`iterations ${wanted.iterations}`)];
    case "rolling-ball":
      return [wanted.window, words(`window ${wanted.window}`)];
    case "rubberband":
      return [2, words("a rubber band")];
    default:
      return [4, words(`the method ${wanted.method}`)];
  }
}
