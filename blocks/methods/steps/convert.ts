/** convert: absorbance, transmittance, reflectance; and the axis between wavenumber, wavelength and Raman shift. */

import { z } from "zod";
import type { Columns, Quantity } from "../../contract/dataset.ts";
import { type Matrix, mapRows, takeColumns } from "../../contract/matrix.ts";
import { Refusal } from "../../contract/refusal.ts";
import { step } from "../../contract/step.ts";
import { words } from "../../contract/words.ts";
import { convertAxis } from "./convert-axis.ts";
import { axisOf, degenerate } from "./demands.ts";

const options = z
  .strictObject({
    to: z
      .enum(["absorbance", "transmittance", "transmittance-percent", "reflectance", "reflectance-percent"])
      .optional()
      .describe(
        "What the values become, from the `quantity` of the data: absorbance by −log10 of a fraction, transmittance or reflectance from absorbance by 10^−A.",
      ),
    axis: z
      .enum(["cm-1", "nm", "um", "raman-shift"])
      .optional()
      .describe("New unit of the axis; raman-shift is in cm-1 from the laser line."),
    laser: z
      .number()
      .positive()
      .optional()
      .describe("Wavelength of the exciting laser in nm; needed to convert to or from a Raman shift."),
  })
  .refine(({ to, axis }) => to !== undefined || axis !== undefined, {
    error: words("Say what to convert: `to` for the values, `axis` for the axis, or both."),
  })
  .refine(({ axis, laser }) => axis !== "raman-shift" || laser !== undefined, {
    error: words("A Raman shift needs the wavelength of the laser in nm, as in `laser: 785`."),
    path: ["laser"],
  })
  .describe("Converts values between absorbance, transmittance and reflectance, and the axis between its units.");

type Options = z.infer<typeof options>;

/**
 * @throws Refusal FS3118 where the values are in no quantity that can become the wanted one, FS3301 where a transmittance or reflectance is not positive, FS2301 and FS3315 where the axis cannot be
 * converted
 */
export const convert = step({
  name: "convert",
  family: "axis",
  learns: null,
  leavesMeasurement: true,
  onlyPoints: ({ to: _, ...rest }) => (rest.axis === undefined ? null : rest),
  options,
  columns(before, wanted) {
    const values = wanted.to === undefined ? before : inQuantity(before, wanted.to);
    return wanted.axis === undefined ? values : converted(values, wanted).columns;
  },
  apply(rows, wanted, before) {
    const values = wanted.to === undefined ? rows : convertValues(rows, conversion(before, wanted.to));
    const order = wanted.axis === undefined ? null : converted(before, wanted).order;
    // Always new columns: a step never hands back its argument.
    return takeColumns(values, order ?? Array.from({ length: rows.cols }, (_, j) => j));
  },
});

function converted(before: Parameters<typeof convertAxis>[0], { axis, laser }: Options) {
  return convertAxis(before, axis as NonNullable<Options["axis"]>, laser ?? null);
}

/** The columns over which the values are in another quantity. */
function inQuantity(before: Columns, to: Quantity): Columns {
  conversion(before, to);
  return { ...axisOf("convert", before), quantity: to };
}

/** What is 1 where a quantity is a share of light: 100 for percentages; null for quantities that are none. */
const whole: {
  readonly [quantity in Quantity]?: { readonly of: "transmittance" | "reflectance"; readonly one: number };
} = {
  transmittance: { of: "transmittance", one: 1 },
  "transmittance-percent": { of: "transmittance", one: 100 },
  reflectance: { of: "reflectance", one: 1 },
  "reflectance-percent": { of: "reflectance", one: 100 },
};

export interface Conversion {
  readonly kind: "to-absorbance" | "from-absorbance" | "scale";
  /** What a whole is before and after. */
  readonly before: number;
  readonly after: number;
}

/** What is done to values so that they become the wanted quantity. Throws FS3118 where they are in no quantity that could. */
export function conversion(columns: Columns, to: Quantity): Conversion {
  const refuse = (reason: string, isUnknown = false) =>
    new Refusal("FS3118", { to, reason, declare: isUnknown ? "quantity" : null });
  if (columns.kind !== "axis" || columns.quantity === undefined)
    throw refuse(words("neither the document nor the files say what the values are"), true);
  const { quantity, altered } = columns;
  if (altered === true) throw refuse(words(`after the steps before it the values are no longer ${quantity}`));
  if (quantity === to) throw refuse(words(`the values are ${quantity} already`));
  const [from, wanted] = [whole[quantity], whole[to]];
  if (to === "absorbance" && from !== undefined) return { kind: "to-absorbance", before: from.one, after: 1 };
  if (quantity === "absorbance" && wanted !== undefined)
    return { kind: "from-absorbance", before: 1, after: wanted.one };
  if (from !== undefined && from.of === wanted?.of) return { kind: "scale", before: from.one, after: wanted.one };
  throw refuse(words(`${quantity} cannot become ${to}`));
}

function convertValues(rows: Matrix, { kind, before, after }: Conversion): Matrix {
  return mapRows(rows, (values, i, out) => {
    for (let j = 0; j < out.length; j++) {
      if (kind === "from-absorbance") out[j] = after * Math.exp(-values[j] * Math.LN10);
      else if (kind === "scale") out[j] = (values[j] / before) * after;
      else if (!(values[j] > 0)) throw degenerate("convert", i, words("a transmittance or reflectance is not above 0"));
      else out[j] = -Math.log(values[j] / before) / Math.LN10;
    }
  });
}
