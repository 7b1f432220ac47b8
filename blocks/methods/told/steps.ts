/** How "Materials and methods" tells each step of preprocessing, by its name and its method where it has several. */
import type { Told } from "../../contract/described.ts";
import * as of from "./sources.ts";
import { told } from "./told.ts";

const reference = { reference: { mean: "against the mean spectrum", median: "against the median spectrum" } };
const penalty = { lambda: "λ = {}" };
const passes = { iterations: "at most {} passes" };
const weights = { p: "asymmetry {}" };
const criterion = { ratio: "ended at a change of {}" };

/** @see blocks/methods/steps */
export const toldSteps: ReadonlyMap<string, Told> = new Map([
  ["crop", told("restriction of the axis", [], { range: "{}" })],
  ["exclude", told("exclusion of regions of the axis", [], { range: "{}" })],
  [
    "resample/linear",
    told("resampling by linear interpolation", [], { from: "from {}", to: "to {}", step: "in steps of {}" }),
  ],
  [
    "resample/cubic",
    told("resampling by a natural cubic spline", [of.deBoor1978], {
      from: "from {}",
      to: "to {}",
      step: "in steps of {}",
    }),
  ],
  [
    "convert",
    told("conversion", [], {
      to: {
        absorbance: "to absorbance",
        transmittance: "to transmittance",
        "transmittance-percent": "to transmittance in per cent",
        reflectance: "to reflectance",
        "reflectance-percent": "to reflectance in per cent",
      },
      axis: {
        "cm-1": "axis to wavenumbers in cm⁻¹",
        nm: "axis to wavelengths in nm",
        um: "axis to wavelengths in µm",
        "raman-shift": "axis to Raman shifts in cm⁻¹",
      },
      laser: "exciting laser at {} nm",
    }),
  ],
  [
    "despike",
    told("removal of spikes", [of.whitaker2018, of.iglewicz1993], {
      threshold: "threshold {}",
      window: "window of {} points",
    }),
  ],
  ["baseline/asls", baseline("asymmetric least squares", [of.eilers2005], { ...penalty, ...weights, ...passes })],
  [
    "baseline/iasls",
    baseline("improved asymmetric least squares", [of.he2014], {
      ...penalty,
      lambda1: "λ₁ = {}",
      ...weights,
      ...passes,
    }),
  ],
  [
    "baseline/arpls",
    baseline("asymmetrically reweighted penalised least squares", [of.baek2015], {
      ...penalty,
      ...passes,
      ...criterion,
    }),
  ],
  [
    "baseline/airpls",
    baseline("adaptive iteratively reweighted penalised least squares", [of.zhang2010], {
      ...penalty,
      differences: "differences of order {}",
      ...passes,
      ...criterion,
    }),
  ],
  ["baseline/polynomial", baseline("a least-squares polynomial", [], { order: "order {}" })],
  [
    "baseline/modpoly",
    baseline("a modified polynomial", [of.lieber2003], { order: "order {}", ...passes, ...criterion }),
  ],
  ["baseline/rubberband", baseline("the lower convex hull", [of.andrew1979], {})],
  ["baseline/snip", baseline("peak clipping (SNIP)", [of.ryan1988, of.morhac1997], { iterations: "{} passes" })],
  ["baseline/rolling-ball", baseline("a rolling ball", [of.kneen1996], { window: "window of {} points" })],
  [
    "savgol",
    told("Savitzky–Golay filtering", [of.savitzky1964, of.gorry1990], {
      window: "window of {} points",
      order: "polynomial of order {}",
      deriv: {
        0: "smoothing",
        1: "first derivative",
        2: "second derivative",
        3: "third derivative",
        4: "fourth derivative",
      },
      per: { point: "", unit: "per unit of the axis" },
    }),
  ],
  ["smooth/whittaker", told("Whittaker smoothing", [of.eilers2003], penalty)],
  ["smooth/gaussian", told("Gaussian smoothing", [], { sigma: "σ = {} points" })],
  ["smooth/moving-average", told("a moving average", [], { window: "window of {} points" })],
  ["normalize/vector", told("normalization to unit vector length", [], {})],
  ["normalize/area", told("normalization to unit area", [], {})],
  ["normalize/max", told("normalization to the largest absolute value", [], {})],
  ["normalize/minmax", told("scaling to the range 0 to 1", [], {})],
  ["normalize/reference", told("normalization to a reference band", [], { at: "at {}", window: "width {}" })],
  ["snv", told("the standard normal variate (SNV)", [of.barnes1989], {})],
  ["rnv", told("the robust normal variate (RNV)", [of.guo1999], {})],
  ["detrend", told("detrending", [of.barnes1989], { order: "polynomial of order {}" })],
  ["msc", told("multiplicative scatter correction (MSC)", [of.geladi1985], reference)],
  [
    "emsc",
    told("extended multiplicative signal correction (EMSC)", [of.martens1991], {
      order: "polynomial of order {}",
      ...reference,
    }),
  ],
  ["pqn", told("probabilistic quotient normalization (PQN)", [of.dieterle2006], reference)],
  ["align", told("alignment by whole points", [of.savorani2010], { shift: "at most {} points", ...reference })],
  ["mean-center", told("mean centring", [of.vandenBerg2006], {})],
  ["autoscale", told("autoscaling", [of.vandenBerg2006], {})],
  ["pareto", told("Pareto scaling", [of.vandenBerg2006], {})],
]);

function baseline(by: string, sources: Told["sources"], options: Parameters<typeof told>[2]): Told {
  return told(`baseline correction by ${by}`, sources, options);
}
