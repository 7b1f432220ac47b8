/** Refusals of an axis whose values stand in the data: out of order, unlike another, or without a value that is to be left out. */
import { type DataPlace, Refusal, type Remark } from "../../contract/refusal.ts";
import { missingColumn } from "../columns.ts";
import type { DataOptions } from "../options.ts";
import { pieceFacts } from "./columns.ts";
import type { Unlike } from "./meet.ts";
import type { Disorder } from "./order.ts";

/** FS3011 of each value that stands twice, or FS3012 at the first that turns. */
export function disorderly(
  axis: ArrayLike<number>,
  disorder: Disorder,
  placeOf: (point: number) => DataPlace,
  path: string,
): Refusal {
  if (disorder.kind === "repeated") {
    const [first, ...more] = disorder.pairs.map(
      ([one, again]): Remark => ({
        code: "FS3050",
        facts: { id: path, value: axis[again], first: one + 1 },
        data: placeOf(again),
      }),
    );
    return new Refusal(first.code, first.facts, first, more.slice(0, 19));
  }
  const { at, before } = disorder;
  const facts = { path, value: axis[at], before: axis[before], unheaded: null, ...pieceFacts(disorder) };
  return new Refusal("FS3012", facts, { data: placeOf(at) });
}

/** FS3051: a spectrum or file that has other points than the first. */
export function otherAxis(
  first: string,
  id: string,
  { points, expected, lacks, extra, match, grid }: Omit<Unlike, "at">,
  data: DataPlace = { input: id },
): Refusal {
  return new Refusal("FS3051", { id, first, points, expected, lacks, extra, match, grid }, { data });
}

/** Throws FS3016 where a value that is to be no point is not there: a slip of the pen would leave the point in. */
export function refuseAbsent(axis: ArrayLike<number>, { exclude = [] }: DataOptions["axis"], path: string): void {
  const at = exclude.findIndex((each) => !Array.prototype.includes.call(axis, Number(each)));
  if (at === -1) return;
  const facts = missingColumn(path, "axis.exclude", String(exclude[at]), Array.from(axis, String));
  throw new Refusal("FS3016", facts, { option: ["axis", "exclude", at] });
}
