/** Selection words: the scope of a dataset, and the samples that were taken out of it, as sentences with their numbers. */
import { jsonPointer, type Quantity, type Sentence } from "../contract/brief.ts";
import type { DataSummary } from "./results.ts";
import { artifact } from "./summary-table.ts";

type Selection = DataSummary["selection"];

/** `Scope: product = milk, 180 of 640 samples.`; null where `where` leaves nothing out. */
export function scopeSentence(selection: Selection): Sentence | null {
  const { scope } = selection;
  if (scope.length === 0) return null;
  const said = scope.map(({ column, values }) => `${column} = ${values.join(" or ")}`).join("; ");
  return [
    `Scope: ${said}, `,
    count(selection.samples_in_scope, ["samples_in_scope"]),
    " of ",
    count(selection.samples_in_files, ["samples_in_files"]),
    " samples.",
  ];
}

/**
 * `Excluded: 24 of 178 samples: 13 of over 20 % by name (outlier), 11 of up to 20 % by name (outlier).`; null where nothing was.
 *
 * @param most of the groups by way, reason and class so many are told, then how many more there are
 */
export function excludedSentence(selection: Selection, most: number = Number.POSITIVE_INFINITY): Sentence | null {
  const { by, excluded_samples: n, samples_in_scope: of } = selection;
  if (n === 0) return null;
  const told = by.slice(0, most);
  const groups = told.flatMap(
    (group, i): Sentence => [i === 0 ? ": " : ", ", count(group.samples, ["by", i, "samples"]), groupWords(group)],
  );
  const more = by.length - told.length;
  return [
    "Excluded: ",
    count(n, ["excluded_samples"]),
    " of ",
    count(of, ["samples_in_scope"]),
    " samples",
    ...groups,
    more > 0 ? `, and others for ${more} more ${more === 1 ? "reason" : "reasons"}.` : ".",
  ];
}

const groupWords = ({ why, reason, class: name }: Selection["by"][number]): string =>
  `${name === null ? "" : ` of ${name}`} ${ways[why]}${reason === null ? "" : ` (${reason})`}`;

const ways: { readonly [why in Selection["by"][number]["why"]]: string } = {
  exclude: "by name",
  where: "by `where`",
  missing: "for missing values",
  duplicates: "as copies of others",
};

const count = (value: number, path: readonly (string | number)[]): Quantity => ({
  value,
  format: "count",
  unit: null,
  origin: { artifact, pointer: jsonPointer(["selection", ...path]) },
});
