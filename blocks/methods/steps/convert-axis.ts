/** Conversion of a spectral axis between wavenumber, wavelength and Raman shift. */

import type { Columns, Technique } from "../../contract/dataset.ts";
import { Refusal } from "../../contract/refusal.ts";
import { words } from "../../contract/words.ts";
import { type Axis, axisOf } from "./demands.ts";

/** What an axis can be: absolute wavenumber and Raman shift are both written in cm-1. */
type Scale = "cm-1" | "nm" | "um" | "raman-shift";

/** Nanometres in a centimetre: wavenumber in cm⁻¹ times wavelength in nm. */
const nanometresPerCentimetre = 1e7;

/**
 * The axis in another unit, ascending, and the order its columns stand in.
 *
 * An axis in cm-1 is a Raman shift where the technique is Raman or a laser is given; otherwise an absolute wavenumber.
 * @throws Refusal FS2301 on named variables, FS3315 where the laser is missing, Raman spectra are asked for in absolute
 * wavenumbers, or a point has no positive wavelength
 */
export function convertAxis(before: Columns, to: Scale, laser: number | null): { columns: Axis; order: number[] } {
  const axis = axisOf("convert", before);
  if (axis.unit === "channel")
    throw new Refusal("FS3315", { from: axis.unit, to, reason: words("numbers of channels have no wavelength") });
  if (axis.unit === null)
    throw new Refusal("FS3315", { from: words("an unknown unit"), to, reason: words("its unit is not declared") });
  const from = scaleOf(axis.unit, axis.technique, laser);
  const target = to === "cm-1" && from === "raman-shift" && axis.technique === "Raman" ? "raman-shift" : to;
  const refuse = (reason: string) => new Refusal("FS3315", { from, to, reason });
  if (target === "cm-1" && axis.technique === "Raman") {
    throw refuse(words("Raman spectra in cm-1 are a shift from the laser line; ask for raman-shift"));
  }
  const values =
    from === target ? axis.values : axis.values.map((value) => rescale(value, from, target, laser, refuse));
  const reversed = values.length > 1 && values[0] > values[values.length - 1];
  const order = values.map((_, j) => (reversed ? values.length - 1 - j : j));
  const technique: Technique | null = target === "raman-shift" ? "Raman" : axis.technique;
  const unit = target === "raman-shift" ? "cm-1" : target;
  return { columns: { ...axis, unit, technique, values: order.map((j) => values[j]) }, order };
}

function scaleOf(
  unit: Exclude<Axis["unit"], "channel" | null>,
  technique: Technique | null,
  laser: number | null,
): Scale {
  return unit === "cm-1" && (technique === "Raman" || laser !== null) ? "raman-shift" : unit;
}

function rescale(
  value: number,
  from: Scale,
  to: Scale,
  laser: number | null,
  refuse: (reason: string) => Refusal,
): number {
  if ((from === "raman-shift" || to === "raman-shift") && laser === null) {
    throw refuse(words("the wavelength of the laser is not given"));
  }
  const laserLine = laser === null ? 0 : nanometresPerCentimetre / laser;
  const wavelength = toNanometres(value, from, laserLine);
  if (!(wavelength > 0 && Number.isFinite(wavelength))) throw refuse(words(`${value} has no positive wavelength`));
  if (to === "nm") return wavelength;
  if (to === "um") return wavelength / 1000;
  const wavenumber = nanometresPerCentimetre / wavelength;
  return to === "cm-1" ? wavenumber : laserLine - wavenumber;
}

function toNanometres(value: number, from: Scale, laserLine: number): number {
  if (from === "nm") return value;
  if (from === "um") return value * 1000;
  return nanometresPerCentimetre / (from === "cm-1" ? value : laserLine - value);
}
