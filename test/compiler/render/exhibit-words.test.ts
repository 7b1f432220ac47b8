/** What is drawn in the language of the report: legends and words in the plot are said, names of data stay. */
import { describe, expect, it } from "vitest";
import { latentVariables } from "../../../blocks/charts/latent-variables.ts";
import { predictedMeasured } from "../../../blocks/charts/predicted-measured.ts";
import { matrix } from "../../../blocks/contract/matrix.ts";
import type { SpectraView } from "../../../blocks/contract/view.ts";
import { draw } from "../../../compiler/draw/draw.ts";
import { languageOf } from "../../../compiler/language/language.ts";
import { inWords } from "../../../compiler/render/exhibit-words.ts";

const curves = latentVariables({
  lines: [
    { name: "fitted", values: [3, 2, 1] },
    { name: "validated", values: [3.5, 2.5, 2] },
  ],
  chosen: 2,
  measure: "1 − balanced accuracy",
});
/** Samples whose names are words of ours. */
const ids = ["external", "fitted", "M3", "M4"];
const predicted = predictedMeasured({
  observed: [1, 2, 3, 4],
  predicted: [1.1, 2.1, 2.8, 4.2],
  ids,
  external: [false, false, false, true],
  unit: "%",
  target: "fat",
  rmse: 0.2,
  said: ["n = 3", "2 latent variables", "Bias 0.03 %", "(external, n = 1)"],
});
const spectra: SpectraView = {
  type: "spectra",
  ids,
  classes: ["external"],
  codes: [0, 0, 0, 0],
  marked: [3],
  spectra: matrix(4, 3, Float64Array.from([1, 2, 3, 1, 2, 4, 1, 2, 5, 1, 3, 3])),
  axis: { title: "Wavelength", unit: "nm", values: [900, 910, 920], descending: false },
  ordinate: "Absorbance",
};

const textsOf = (svg: string) =>
  [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text.replaceAll("\u00a0", " "));

describe.each([
  [
    "de",
    {
      curves: ["angepasst", "validiert", "gewählt: 2"],
      points: ["extern", "der Reihe nach ausgelassen", "2 latente Variablen", "Bias 0,03 %", "(extern, n = 1)"],
      spectra: ["external (Mittel von 3)", "extern (1)"],
    },
  ],
  [
    "fr",
    {
      curves: ["ajusté", "validé", "retenu : 2"],
      points: ["externe", "omis tour à tour", "2 variables latentes", "Biais 0,03 %", "(externe, n = 1)"],
      spectra: ["external (moyenne de 3)", "externes (1)"],
    },
  ],
] as const)("a drawing in %s", (lang, wanted) => {
  const drawn = async (data: Parameters<typeof draw>[0]) => {
    const said = inWords({ data, alt: "", caption: "" }, languageOf(lang));
    return draw(said.data, "a.b", lang);
  };
  it.each([
    ["curves over latent variables", curves, wanted.curves],
    ["predicted against measured", predicted, wanted.points],
    ["spectra", spectra, wanted.spectra],
  ] as const)("says the words of %s, in both layouts", async (_, data, words) => {
    const { svg, narrow } = await drawn(data);
    for (const one of [svg, narrow]) expect(textsOf(one)).toEqual(expect.arrayContaining([...words]));
  });
  it("leaves names of samples as they are", async () => {
    const { svg } = await drawn(predicted);
    expect([...svg.matchAll(/data-sample="([^"]*)"/g)].map(([, name]) => name).sort()).toEqual([...ids].sort());
  });
});
