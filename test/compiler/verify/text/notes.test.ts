/** Notes: values with a mark stand in the Markdown with their note in brackets, in the page with other numbers; both are one text. */
import { expect, it } from "vitest";
import { registry } from "../../../../blocks/registry.ts";
import { jsonSchema } from "../../../../compiler/compile/package-files.ts";
import { machineDisk } from "../../../../compiler/store/machine-disk.ts";
import { openRun } from "../../../../compiler/verify/open-run.ts";
import { schemasFrom } from "../../../../compiler/verify/schemas.ts";
import { verifyRun } from "../../../../compiler/verify/verify.ts";
import { inMemory } from "../../../fixtures/in-memory.ts";
import { smallCsv, smallProtocol } from "../../../fixtures/small.ts";

/** Two spectra a sample, of one class: folds that leave spectra out leak. */
const pairs = smallCsv().replaceAll(/^(s(\d+)),m\d+/gm, (_, id, n) => `${id},m${Math.floor((n - 1) / 4)}${n % 2}`);
const few =
  "```foodspec model #few\nfrom: prep\nestimator: {pls-da: {components: 2}}\nscheme: lobo\n```\n\n| what | accuracy | interval |\n| --- | --- | --- |\n| few | `= few.accuracy : .1%` | `= few.accuracy_ci : .1%` |\n| leaking | `= plsda.accuracy : .1%` | `= plsda.accuracy_ci : .1%` |\n";

it("a run with values that leak, and values that are not available, is verified as it was written", async () => {
  const place = inMemory({
    "small.csv": pairs,
    "protocol.md": smallProtocol({
      data: "reference: mean\n",
      prose: "Right for `= plsda.accuracy : .1%` of them (`= few.accuracy_ci : .1%`).",
      frontMatter: "scheme: {kfold: {folds: 4}}\n",
      more: few,
    }),
  });
  expect((await place.compile()).exitCode).toBe(0);
  const [run] = place.runs();
  expect(place.read(`runs/${run}/report.md`)).toMatch(/\| few \| [\d.]+.%.* \| not available \([^()]*95.%[^()]*\) \|/);
  const opened = openRun(place.disk, "run", `${place.folder}/runs/${run}`);
  if ("code" in opened) throw new Error(opened.message);
  const { findings } = verifyRun(
    opened,
    schemasFrom((name) => jsonSchema(machineDisk, name)),
    registry.all,
  );
  expect(findings.map(({ message }) => message)).toEqual([]);
});
