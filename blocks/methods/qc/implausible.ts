/** Implausible: values that the quantity they are said to be in can hardly have. */
import type { Quantity } from "../../contract/dataset.ts";
import type { Matrix } from "../../contract/matrix.ts";
import type { Facts } from "../../contract/refusal.ts";
import { words } from "../../contract/words.ts";

/**
 * Facts of FS3126 where values are none of the quantity: more than 1 % of a fraction above 1.5, 99 % of a percentage below 1.5, most
 * absorbances below −0.05 or one above 10; null where nothing is seen, and for quantities that have no such limits.
 * @param spectra n × p, as measured or converted
 */
export function implausibleValues(spectra: Matrix, quantity: Quantity): Facts | null {
  const { data } = spectra;
  const share = (is: (value: number) => boolean): number =>
    data.reduce((n, value) => n + (is(value) ? 1 : 0), 0) / data.length;
  const told = (seen: string, fits: Quantity | null) => ({ quantity, seen, fits });
  const percent = (part: number): number => Math.round(100 * part);
  if (data.length === 0) return null;
  if (quantity === "absorbance") {
    const below = share((value) => value < -0.05);
    const highest = data.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
    if (below > 0.5) return told(words(`${percent(below)} % of the values lie below −0.05`), null);
    return highest > 10 ? told(words(`the highest value is ${highest}`), null) : null;
  }
  if (quantity === "transmittance" || quantity === "reflectance") {
    const above = share((value) => value > 1.5);
    return above > 0.01 ? told(words(`${percent(above)} % of the values lie above 1.5`), `${quantity}-percent`) : null;
  }
  if (quantity !== "transmittance-percent" && quantity !== "reflectance-percent") return null;
  const small = share((value) => value < 1.5);
  const fraction = quantity === "transmittance-percent" ? "transmittance" : "reflectance";
  return small >= 0.99 ? told(words(`${percent(small)} % of the values lie below 1.5`), fraction) : null;
}
