/** Data lines: the `data` block of a document made of files, each option with its reason, and what nobody told left open. */
import { quantities } from "../../../blocks/contract/dataset.ts";
import type { Inspected, Written } from "../../../blocks/data/inspect/inspect.ts";
import { flow, line } from "../../../blocks/data/inspect/written.ts";
import { readingLine } from "../../../blocks/data/read/read-table-view.ts";
import type { Mode } from "../../../schemas/front-matter.ts";
import { visible } from "../../diagnostics/visible.ts";

type Column = Inspected["columns"][number];

/** A choice that nobody has made: `check` names it until it is. */
export const choose = (what: string): string => `# choose: ${what}`;

/** So many readings, or columns to choose from, are written out. */
const most = 12;

/** @param told options as typed; `found.proposal` is there */
export function dataLines(found: Inspected, told: Written, mode: Mode): readonly string[] {
  const proposal = found.proposal ?? {};
  const said = found.readings.slice(0, most).map((reading) => `# read as: ${visible(readingLine(reading))}`);
  const written = Object.entries(proposal).map(
    ([option, value]) => `${line(option, value)}${reasonOf(option, value, told, found)}`,
  );
  return [...said, ...written, ...ofFiles(found), ...openOf(found, proposal, mode).map(choose)];
}

function reasonOf(option: string, value: unknown, told: Written, { columns }: Inspected): string {
  if (option === "input") return "";
  if (told[option] === undefined) return "  # every spectrum has a value of its own there";
  const about = columns.find(({ name }) => name === value);
  return `  # as told${about === undefined ? "" : `: ${counted(about)}`}`;
}

/** What the files say and no option has to repeat. */
function ofFiles({ readings }: Inspected): readonly string[] {
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
  return [...new Set([...units, ...values])];
}

/** What is open, each with what there is to choose from. */
function openOf({ readings, columns }: Inspected, written: Written, mode: Mode): readonly string[] {
  const axis = (written.axis ?? {}) as Written;
  const has = (...options: readonly string[]) => options.some((option) => written[option] !== undefined);
  const taken = [written.id, written.sample, written.batch, written.time].flat();
  const left = columns.filter(
    ({ name, distinct, role, type }) =>
      name !== "" && distinct > 1 && !taken.includes(name) && !(role === "id" && type === "text"),
  );
  const outcome = [written.label, written.target, written.targets].flat();
  const things = left.filter(({ name }) => !outcome.includes(name));
  const isUnitOpen = readings.some(({ unit_from: by }) => by === "none" || by === "values");
  const isStrict = mode === "regulatory";
  return [
    ...(axis.technique === undefined
      ? ["`technique` within `axis`, Raman, FTIR or NIR: files do not say how they were measured"]
      : []),
    ...(isStrict && isUnitOpen ? ["`unit` within `axis`, cm-1, nm or um: the file does not say it"] : []),
    ...(has("quantity") || readings.every(({ quantity_from: by }) => by === "file")
      ? []
      : [`\`quantity\`, what the values are: ${quantities.join(", ")}`]),
    ...(has("label", "target", "targets")
      ? []
      : [`\`label\`, a column of classes, or \`target\`, a column of numbers to be predicted: ${listOf(left)}`]),
    ...(has("sample")
      ? []
      : [
          `\`sample\`, the column that names what was measured, or \`replicates: none\` where each spectrum is a sample of its own: ${listOf(things)}`,
        ]),
    ...(isStrict ? ["`upstream`, what was done to the spectra before these files; `none` where nothing was"] : []),
    ...(isStrict && has("label") ? ["`positive`, the class that the test looks for"] : []),
  ];
}

function listOf(columns: readonly Column[]): string {
  if (columns.length === 0)
    return "the files have no column for it; `from_name` takes one from their names, `join` from a table";
  const shown = columns.slice(0, most).map((column) => `${visible(flow(column.name))} (${counted(column)})`);
  return [...shown, ...(columns.length > most ? [`and ${columns.length - most} more`] : [])].join(", ");
}

const counted = ({ type, distinct }: Column): string =>
  `${distinct} ${{ number: "different number", text: "value", time: "time" }[type]}${distinct === 1 ? "" : "s"}`;
