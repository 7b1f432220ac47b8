/** FS23xx and FS33xx: preprocessing: steps that cannot stand where they are, and spectra they cannot treat. */
import type { Entries } from "./entry.ts";

const data = { severity: "error", stage: "preprocessing", exit: 3 } as const;

export const preprocessingEntries: Entries = {
  FS2301: {
    severity: "error",
    stage: "protocol",
    exit: 4,
    title: "Step needs an axis",
    sentence: "`{step}` needs a spectral axis, but its columns are named variables (`{first}`, …)",
    help: ["put the step before the features, or take it out"],
    mark: "needs a spectral axis",
  },
  FS3301: {
    ...data,
    title: "Spectrum cannot be treated",
    sentence: "`{step}` cannot treat the spectrum `{spectrum}` (row {row}): {reason}",
    help: [
      "look at this spectrum; leave its sample out with a reason: `exclude: [{sample: {sample}, reason: …}]` in the data block",
      "or take `{step}` out, or another step in its place",
    ],
  },
  FS3302: {
    ...data,
    title: "Too few training spectra",
    sentence: "`{step}` learns from at least {need} training spectra and has {have}",
    help: ["add samples, or use fewer folds"],
  },
  FS3303: {
    ...data,
    title: "Reference cannot be used",
    sentence: "the reference spectrum that `{step}` learnt cannot be used: {reason}",
    help: ["look at the steps before it; a constant reference comes from spectra without bands"],
  },
  FS3310: {
    ...data,
    title: "No points left",
    sentence: "`{step}` of {asked} leaves no point; the axis runs from {first} to {last} {unit}",
    help: ["correct the range, or its unit"],
  },
  FS3311: {
    ...data,
    title: "Grid beyond the axis",
    sentence: "`{step}` asks for {from} to {to}, but the axis runs from {first} to {last} {unit}",
    help: ["choose a grid inside the axis; nothing is extrapolated"],
  },
  FS3312: {
    ...data,
    title: "Too few points",
    sentence: "`{step}` needs at least {need} points for {cause}, and the spectrum has {points}",
    help: ["choose a smaller value, or crop less"],
  },
  FS3313: {
    ...data,
    title: "Reference outside the axis",
    sentence: "`{step}` has its reference at {at}, but the axis runs from {first} to {last} {unit}",
    help: ["correct `at`"],
  },
  FS3314: {
    ...data,
    title: "Axis is uneven",
    sentence: "`{step}` per unit needs an even axis; the point at {at} {unit} is off the grid of {spacing} {unit}",
    help: ["put `resample` before it, or write `per: point`"],
  },
  FS3315: {
    ...data,
    title: "Axis cannot be converted",
    sentence: "the axis cannot go from {from} to {to}: {reason}",
    help: ["give `laser` in nm, or ask for `raman-shift`"],
  },
};
