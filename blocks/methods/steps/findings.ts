/** Findings of steps: those that cannot stand where they are, and spectra they cannot treat. */
import { type Entries, entryMaker } from "../../contract/finding.ts";

const document = entryMaker("error", "protocol", 4);
const preprocessing = entryMaker("error", "preprocessing", 3);
const unsettled = entryMaker("warning", "preprocessing", 3);

export const stepFindings: Entries = {
  FS2301: document(
    "Step needs an axis",
    "`{step}` needs a spectral axis, but its columns are named variables (`{first}`, …)",
    ["put the step before the features, or take it out"],
    "needs a spectral axis",
  ),
  FS3118: preprocessing("Quantity cannot be converted", "`convert` to {to} has nothing to start from: {reason}", [
    "declare in the data block what the values are: `{declare}: transmittance-percent`, or what holds for your files",
    "or take `to` out of `convert`",
  ]),
  FS3301: preprocessing(
    "Spectrum cannot be treated",
    "`{step}` cannot treat the spectrum `{spectrum}` (row {row}): {reason}",
    [
      "look at this spectrum; leave its sample out with a reason: `exclude: [{sample: {sample}, reason: …}]` in the data block",
      "or take `{step}` out, or another step in its place",
    ],
  ),
  FS3302: preprocessing(
    "Too few training spectra",
    "`{step}` learns from at least {need} training spectra and has {have}",
    ["add samples, or use fewer folds"],
  ),
  FS3303: preprocessing(
    "Reference cannot be used",
    "the reference spectrum that `{step}` learnt cannot be used: {reason}",
    ["look at the steps before it; a constant reference comes from spectra without bands"],
  ),
  FS3310: preprocessing(
    "No points left",
    "`{step}` of {asked} leaves no point; the axis runs from {first} to {last} {unit}",
    ["correct the range, or its unit"],
  ),
  FS3311: preprocessing(
    "Grid beyond the axis",
    "`{step}` asks for {from} to {to}, but the axis runs from {first} to {last}",
    ["this is the axis of `{of}`", "choose a grid inside the axis; nothing is extrapolated"],
  ),
  FS3312: preprocessing(
    "Too few points",
    "`{step}` needs at least {need} points for {cause}, and the spectrum has {points}",
    [
      "these are the points from {between}: beyond them the axis has a gap, and each piece is treated by itself",
      "choose a smaller value, or crop less",
    ],
  ),
  FS3313: preprocessing(
    "Reference outside the axis",
    "`{step}` has its reference at {at}, but the axis runs from {first} to {last} {unit}",
    ["correct `at`"],
  ),
  FS3314: preprocessing(
    "Axis is uneven",
    "`{step}` per unit needs an even axis; the point at {at} {unit} is off the grid of {spacing} {unit}",
    ["put `resample` before it, or write `per: point`"],
  ),
  FS3315: preprocessing("Axis cannot be converted", "the axis cannot go from {from} to {to}: {reason}", [
    "give `laser` in nm, or ask for `raman-shift`",
  ]),
  FS3316: unsettled(
    "Across a gap of the axis",
    "`{step}` goes over {gaps|gap/gaps} of the axis, from {from} to {to} for one, as if the points stood close",
    [
      "crop to one side of the gap, or leave the step out",
      "baselines that know the axis: `polynomial`, `modpoly`, `rubberband`",
    ],
  ),
  FS3317: unsettled(
    "Window over uneven steps",
    "`{step}` takes points as evenly spaced, and from {from} to {to} the steps in a window of {window} run from {low} to {high}",
    ["bring the spectra onto an even grid before: `resample` in this list, or `grid` of the axis in the data block"],
  ),
  FS3318: unsettled(
    "Step did not converge",
    "`{step}` was not finished with {count} of {of} spectra after {most|pass/passes}, most of all {spectra|and}",
    [
      "its last pass still moved the curve by up to {largest} of a spectrum's range: raise `{option}`, now {most}, or choose another method || raise `{option}`, now {most}, or choose another method",
    ],
    "too few passes",
  ),
};
