/** Data lines: the `data` block of a document made of files, each option with its reason, and what nobody told left open. */
import type { Inspected, Written } from "../../../blocks/data/inspect/inspect.ts";
import { line } from "../../../blocks/data/inspect/written.ts";
import { readingLine } from "../../../blocks/data/read/read-table-view.ts";
import type { Mode } from "../../../schemas/front-matter.ts";
import { visible } from "../../diagnostics/visible.ts";
import { counted, openChoices } from "./open-choices.ts";

/** A choice that nobody has made: `check` names it until it is. */
export const choose = (what: string): string => `# choose: ${what}`;

/** So many readings are written out. */
const most = 12;

/** @param told options as typed; `found.proposal` is there */
export function dataLines(found: Inspected, told: Written, mode: Mode): readonly string[] {
  const proposal = found.proposal ?? {};
  const said = found.readings.slice(0, most).map((reading) => `# read as: ${visible(readingLine(reading))}`);
  const written = Object.entries(proposal).map(
    ([option, value]) => `${line(option, value)}${reasonOf(option, value, told, found)}`,
  );
  return [
    ...said,
    ...written,
    ...ofFiles(found),
    ...openChoices(found, proposal, mode).map(({ says }) => choose(says)),
  ];
}

function reasonOf(option: string, value: unknown, told: Written, { columns }: Inspected): string {
  if (option === "input") return "";
  if (told[option] === undefined) return "  # every spectrum has a value of its own there";
  const about = columns.find(({ name }) => name === value);
  return `  # as told${about === undefined ? "" : `: ${counted(about)}`}`;
}

/** What the files say and no option has to repeat. */
function ofFiles({ readings, technique, proposal }: Inspected): readonly string[] {
  const { technique: declared } = (proposal?.axis ?? {}) as Written;
  const units = readings.flatMap(({ unit, unit_from: by }) =>
    unit === null || by === "declared" || by === "none"
      ? []
      : [
          `# unit of the axis: ${unit}, ${by === "file" ? "as the file says" : "the only one the technique leaves for these values"}`,
        ],
  );
  const values = readings.flatMap(({ quantity, quantity_from: by }) =>
    by === "file" ? [`# quantity: ${quantity}, as the file says`] : [],
  );
  const measured = declared === undefined && technique !== null ? [`# technique: ${technique}, as the files say`] : [];
  return [...measured, ...new Set([...units, ...values])];
}
