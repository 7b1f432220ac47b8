/** Open choices: what neither files nor words say of a document made of files, each with what there is to choose from. */
import { quantities } from "../../../blocks/contract/dataset.ts";
import type { Inspected, Written } from "../../../blocks/data/inspect/inspect.ts";
import { flow } from "../../../blocks/data/inspect/written.ts";
import type { Mode } from "../../../schemas/front-matter.ts";
import { visible } from "../../diagnostics/visible.ts";

export type Column = Inspected["columns"][number];

export interface OpenChoice {
  readonly what: "technique" | "unit" | "quantity" | "outcome" | "sample" | "test" | "upstream" | "positive";
  /** One line for the document. */
  readonly says: string;
  /** Columns that may be chosen; none where the choice is of no column. */
  readonly columns: readonly Column[];
}

/** So many columns to choose from are written out. */
const most = 12;

/** In the order in which they stand in a document. */
export function openChoices(
  { readings, columns, measured, technique }: Inspected,
  written: Written,
  mode: Mode,
): readonly OpenChoice[] {
  const has = (...options: readonly string[]) => options.some((option) => written[option] !== undefined);
  const taken = [written.id, written.sample, written.batch, written.time].flat();
  const left = columns.filter(
    ({ name, distinct, role, type }) =>
      name !== "" && distinct > 1 && !taken.includes(name) && !(role === "id" && type === "text") && role !== "test",
  );
  const outcome = [written.label, written.target, written.targets].flat();
  const things = left.filter(({ name }) => !outcome.includes(name) && !measured.includes(name));
  const isUnitOpen = readings.some(({ unit_from: by }) => by === "none" || by === "values");
  const isStrict = mode === "regulatory";
  const one = (isOpen: boolean, what: OpenChoice["what"], says: string, of: readonly Column[] = []) =>
    isOpen ? [{ what, says, columns: of }] : [];
  return [
    ...one(
      technique === null,
      "technique",
      "`technique` within `axis`, Raman, FTIR or NIR: the files do not say how they were measured",
    ),
    ...one(isStrict && isUnitOpen, "unit", "`unit` within `axis`, cm-1, nm or um: the file does not say it"),
    ...one(
      !has("quantity") && !readings.every(({ quantity_from: by }) => by === "file"),
      "quantity",
      `\`quantity\`, what the values are: ${quantities.join(", ")}`,
    ),
    ...one(
      !has("label", "target", "targets"),
      "outcome",
      `\`label\`, a column of classes, or \`target\`, a column of numbers to be predicted: ${listOf(left)}`,
      left,
    ),
    ...one(
      !has("sample", "replicates"),
      "sample",
      `\`sample\`, the column that names what was measured, or \`replicates: none\` where each spectrum is a sample of its own: ${listOf(things)}`,
      things,
    ),
    ...columns.flatMap(({ name, test = null }) =>
      one(
        test !== null && !has("test") && ![...taken, ...outcome].includes(name),
        "test",
        `\`test\`, {column: ${visible(flow(name))}, is: ${visible(flow(test))}}: those spectra take part in no fit, and are predicted once, as an external test set; take this line away where the column says something else`,
      ),
    ),
    ...one(
      isStrict,
      "upstream",
      "`upstream`, what was done to the spectra before these files; `none` where nothing was",
    ),
    ...one(isStrict && has("label"), "positive", "`positive`, the class that the test looks for"),
  ];
}

function listOf(columns: readonly Column[]): string {
  if (columns.length === 0)
    return "the files have no column for it; `from_name` takes one from their names, `join` from a table";
  const shown = columns.slice(0, most).map((column) => `${visible(flow(column.name))} (${counted(column)})`);
  return [...shown, ...(columns.length > most ? [`and ${columns.length - most} more`] : [])].join(", ");
}

export const counted = ({ type, distinct }: Column): string =>
  `${distinct} ${{ number: "different number", text: "value", time: "time" }[type]}${distinct === 1 ? "" : "s"}`;
