/** The page of the contract: which files a run of each mode must hold. */
import { registry } from "../../blocks/registry.ts";
import { requirementsOf } from "../../schemas/contract.ts";
import { modes } from "../../schemas/front-matter.ts";
import { page, table } from "./markdown.ts";

export function contractPage(): string {
  return page(
    "Contract by mode",
    "What the run folder of a run that ended with 0 must hold. It is checked when a run ends (exit code 9 names what is missing or contradicts) and again by [`foodspec verify`](../how-to/verify-a-run.md). Of a run that failed only what its stages reached can be there.",
    table(
      ["file", ...modes, "where", "what it is"],
      requirementsOf(registry.all).map(({ path, modes: required, kind, says }) => [
        `\`${path}\``,
        ...modes.map((mode) => (required.includes(mode) ? "yes" : "–")),
        kind === null ? "always" : `with a \`${kind}\` block`,
        says,
      ]),
    ),
    "Beyond their presence:",
    [
      "- each gate's report has the digest and the status that the manifest records;",
      "- `data/data_summary.json` is about files the manifest lists, `report.json` about this content digest and this exit code;",
      "- every figure has the digest that `figures/metadata.json` records;",
      "- in regulatory mode all gates passed, calibration and conformal prediction have the status `success`, and the statement names the content digest;",
      "- the regulatory PDF and the statement stand in no other run, and `model/approval.json` says `approved: true` in no other run.",
    ].join("\n"),
    "What the files hold: [artifacts](artifacts.md).",
  );
}
