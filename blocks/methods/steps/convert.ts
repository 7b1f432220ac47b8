/** convert: absorbance, transmittance, reflectance; and the axis between wavenumber, wavelength and Raman shift. */

import { z } from "zod";
import { type Matrix, mapRows, takeColumns } from "../../contract/matrix.ts";
import { step } from "../../contract/step.ts";
import { words } from "../../contract/words.ts";
import { convertAxis } from "./convert-axis.ts";
import { degenerate } from "./demands.ts";

const options = z
  .strictObject({
    to: z
      .enum(["absorbance", "transmittance", "reflectance"])
      .optional()
      .describe(
        "Absorbance from transmittance or reflectance by −log10; transmittance or reflectance from absorbance by 10^−A.",
      ),
    percent: z
      .boolean()
      .default(false)
      .describe("Transmittance and reflectance are in percent (0 to 100) instead of fractions (0 to 1)."),
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
 * @throws Refusal FS3301 where a transmittance or reflectance is not positive, FS2301 and FS3315 where the axis cannot be
 * converted
 */
export const convert = step({
  name: "convert",
  family: "axis",
  learns: null,
  leavesMeasurement: true,
  onlyPoints: ({ to: _, ...rest }) => (rest.axis === undefined ? null : rest),
  options,
  columns: (before, wanted) => (wanted.axis === undefined ? before : converted(before, wanted).columns),
  apply(rows, wanted, before) {
    const values = wanted.to === undefined ? rows : convertValues(rows, wanted);
    const order = wanted.axis === undefined ? null : converted(before, wanted).order;
    // Always new columns: a step never hands back its argument.
    return takeColumns(values, order ?? Array.from({ length: rows.cols }, (_, j) => j));
  },
});

function converted(before: Parameters<typeof convertAxis>[0], { axis, laser }: Options) {
  return convertAxis(before, axis as NonNullable<Options["axis"]>, laser ?? null);
}

function convertValues(rows: Matrix, { to, percent }: Options): Matrix {
  const whole = percent ? 100 : 1;
  if (to !== "absorbance") {
    return mapRows(rows, (values, _, out) => {
      for (let j = 0; j < out.length; j++) out[j] = whole * Math.exp(-values[j] * Math.LN10);
    });
  }
  return mapRows(rows, (values, i, out) => {
    for (let j = 0; j < out.length; j++) {
      if (!(values[j] > 0)) throw degenerate("convert", i, words("a transmittance or reflectance is not above 0"));
      out[j] = -Math.log(values[j] / whole) / Math.LN10;
    }
  });
}
