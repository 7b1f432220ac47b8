/** Layouts: how a table can hold spectra, and whether a draft holds them so. */
import { unlessRefused } from "../../contract/refusal.ts";
import { axisColumns, pointFields } from "../axis/columns.ts";
import { isCounter } from "../axis/counter.ts";
import { isMissing } from "../csv/cell.ts";
import { parseDecimal, type Signs } from "../csv/decimal.ts";
import type { ListsLayout } from "../read-options.ts";
import { axisDown, columnsOf } from "./down-columns.ts";
import type { Draft, ReadOptions } from "./draft.ts";
import type { Columns, LayoutName } from "./reading.ts";
import type { FoundSigns } from "./signs.ts";
import { isNumberish } from "./table-begin.ts";

export interface Fit {
  /** Values of the axis, as far as the probe shows them. */
  readonly axis: readonly number[];
  /** Whether they only count: 0 or 1 upwards by 1. */
  readonly isCounter: boolean;
  /** Whether its spectra have no names: it is then told, and not taken. */
  readonly isNameless: boolean;
  /** Where what stands, where the axis runs down a column. */
  readonly columns: Columns | null;
}

/** A reading that fits. */
export interface Candidate {
  readonly draft: Draft;
  readonly layout: LayoutName;
  readonly signs: FoundSigns;
  readonly fit: Fit;
}

export interface Layout {
  /** Whether it is looked for where no layout is declared. */
  readonly isFound: boolean;
  /** Fields whose cells are values: they tell the signs. */
  values(draft: Draft, options: ReadOptions): readonly number[];
  /** Where what stands that runs down its columns; null where nothing does. */
  columns(draft: Draft, options: ReadOptions): Columns | null;
  /** What the draft is in this layout; null where it is none. */
  fit(draft: Draft, signs: Signs, options: ReadOptions): Fit | null;
}

/** Where the signs of a draft's numbers are looked for. */
export function numbersIn(layout: LayoutName, draft: Draft, options: ReadOptions) {
  const columns = layouts[layout].columns(draft, options);
  return {
    fields: layouts[layout].values(draft, options),
    axis: columns?.axis ?? null,
    isRow: draft.names === null && columns?.at === draft.at,
  };
}

/** An axis has so many points at least, where it is not declared how the table lies. */
export const fewestPoints = 3;

export const layouts: { readonly [name in LayoutName]: Layout } = {
  wide: {
    isFound: true,
    values({ header }, { axis }) {
      const plain = [...header.keys()].filter((j) => isNumberish(header[j]));
      return plain.length < fewestPoints || axis.header !== undefined ? pointFields(header, axis) : plain;
    },
    columns: () => null,
    fit(draft, signs, options) {
      const { header, rows } = draft;
      const axis = unlessRefused(() => axisColumns(header, signs, options.axis, { path: "", line: draft.line }));
      if (axis === null || (axis.values.length < fewestPoints && options.layout === undefined)) return null;
      const holdsValues = rows.some(({ cells }) =>
        axis.fields.some((j) => isMissing(cells[j] ?? "") || !Number.isNaN(parseDecimal(cells[j] ?? "", signs))),
      );
      return holdsValues || rows.length === 0 ? fitOf(axis.values, null) : null;
    },
  },
  long: {
    isFound: false,
    values: ({ header }, { layout }) =>
      Object.values(layout?.options ?? {}).map((name) => header.indexOf(String(name))),
    columns: () => null,
    fit: ({ header }, _, { layout, id }) =>
      [...Object.values(layout?.options ?? {}), id].every((name) => header.includes(String(name)))
        ? fitOf([], null)
        : null,
  },
  lists: {
    isFound: false,
    values: ({ header }, { layout }) => [header.indexOf(valueColumn(layout))],
    columns: () => null,
    fit: ({ header }, _, { layout }) => (header.includes(valueColumn(layout)) ? fitOf([], null) : null),
  },
  transposed: {
    isFound: true,
    values: (draft, options) => columnsOf(draft, options)?.values ?? [],
    columns: columnsOf,
    fit(draft, signs, options) {
      const columns = columnsOf(draft, options);
      if (columns === null || (columns.values.length < 2 && options.layout === undefined)) return null;
      const axis = axisDown(draft, columns, signs, options);
      if (axis === null || axis.length < fewestPoints) return null;
      return { ...fitOf(axis, columns), isNameless: columns.top.length === 0 };
    },
  },
  files: {
    isFound: true,
    values: (draft, options) => columnsOf(draft, options)?.values ?? [],
    columns: columnsOf,
    fit(draft, signs, options) {
      const columns = columnsOf(draft, options);
      if (columns === null || columns.values.length !== 1) return null;
      const axis = axisDown(draft, columns, signs, options);
      return axis === null || axis.length < fewestPoints ? null : fitOf(axis, columns);
    },
  },
};

const fitOf = (axis: readonly number[], columns: Columns | null): Fit => ({
  axis,
  isCounter: isCounter(axis),
  isNameless: false,
  columns,
});

const valueColumn = (layout: ReadOptions["layout"]): string =>
  layout === undefined ? "" : (layout.options as ListsLayout).value;
