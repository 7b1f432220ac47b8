/** Examples of FS22xx and FS29xx: inline values, references, what the text says and cites. */
import { type Examples, inWords, pieceOf } from "./example.ts";
import { field, meat, prose, target, unit, value } from "./lines.ts";

const regulatory = pieceOf("regulatory");

export const proseExamples: Examples = {
  FS2201: prose("Error `= model..rmsecv`.", "Error `= model.rmsecv`."),
  FS2202: prose("Value `= modle.rmsecv : .2f`.", value),
  FS2203: prose("Value `= model.accuracy : .2f`.", value),
  FS2204: prose("Value `= model.rmsecv : 2.f`.", value),
  FS2205: prose("It was leaky: `= model.leakage`.", "Folds: `= model.n_folds`."),
  FS2206: meat(`${target}\n${unit}`, `targets: [fat, protein]\n${unit}`, `${target}\n${unit}`),
  FS2211: prose("See [the fit](#modle.predicted).", "See [the model](#model)."),
  FS2212: prose("See [the fit](#model.predictd).", "See [the model](#model)."),
  FS2213: prose("See [the fit](#model.metrics.rmsecv).", "See [the figures](#model.metrics)."),
  FS2221: prose("See [the file](file:///home/me/meat.xlsx).", "See [the file](https://example.org/meat.xlsx)."),
  FS2222: prose('The error is <font color="red">large</font>.', "The error is **large**."),
  FS2223: prose("![The probe](https://example.org/probe.png)", "![The probe](probe.png)"),
  FS2224: prose("See [](#dat).", "See [](#data)."),
  FS2225: prose("## Lean {#meat}\n\n## Fat {#meat}", "## Lean {#lean}\n\n## Fat {#fatty}"),
  FS2226: prose("So $x^2 + \\foo$ is it.", "So $x^2 + \\alpha$ is it."),
  FS2227: prose("As said [@barnes1989].", "As said by Barnes (1989)."),
  FS2228: field("bibliography: none.bib", "bibliography: sources.bib"),
  FS2229: prose("::: {.note}\nRead this.\n:::", "> [!NOTE]\n> Read this."),
  FS2230: prose("{{< include none.md >}}", "{{< include probe.md >}}"),
  FS2231: prose("The error {.wide} is large.", "The error is large."),
  FS2232: prose("One page.\n\\newpage\nAnother.", "One page.\n\n{{< pagebreak >}}\n\nAnother."),
  FS2233: prose("Error `=model.rmsecv`.", "Error `= model.rmsecv`."),
  FS2234: regulatory(
    "mode: regulatory",
    "mode: regulatory\ndocument: {number: D-7}",
    "mode: regulatory\ndocument: {number: D-7}\nlaboratory: {name: Central laboratory}",
  ),
  FS2235: inWords(
    "The text has more than 2,000 formulas.",
    "It is split into parts, each a document of its own; numbers need no `$`.",
  ),
  FS2901: prose("The model is certified for routine use.", "The model was judged on samples left out."),
  FS2902: inWords(
    "The text says that the RMSECV is 1.9 g/100 g, and the run computed 2.3.",
    "The text says `= model.rmsecv : .1f`, and no number is typed.",
  ),
};
