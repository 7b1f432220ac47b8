/** Spectra of a file that are only to be scored: no roles but their names, no outcome. */
import type { Columns, NamedSpectra } from "../../contract/dataset.ts";
import type { InputFile } from "../../contract/running.ts";
import { settledTechnique } from "../axis/technique.ts";
import { findings } from "../collected.ts";
import { settledOptions } from "../joined-names.ts";
import { fillMissing } from "../missing.ts";
import { dataOptions } from "../options.ts";
import { readTable } from "../read-table.ts";
import { idsAndSamples } from "../roles.ts";

/** Columns that name spectra and samples. */
export interface Named {
  readonly id?: string;
  readonly sample?: string;
}

/** Spectra of a file, read as a data block reads one that says nothing but its axis. @throws Refusal as the readers say */
export function readSpectra(file: InputFile, input: Columns, { id, sample }: Named): NamedSpectra {
  const axis = input.kind === "axis" ? { unit: input.unit ?? undefined, technique: input.technique ?? undefined } : {};
  const options = settledOptions(dataOptions.parse({ input: file.path, id, sample, axis }));
  const table = readTable([file], options);
  const wrong = findings();
  const rows = Array.from({ length: table.rows }, (_, i) => i);
  const { spectra } = fillMissing(table, rows, options, wrong);
  const named = idsAndSamples(table, rows, { ...options, id: options.id ?? table.idColumn }, wrong);
  wrong.throwIfAny();
  const unit = options.axis.unit ?? table.unit ?? null;
  const technique = settledTechnique(options.axis, table);
  return { spectra, columns: { kind: "axis", unit, technique, values: table.axis }, ...named };
}
