/** What `features` says in "Materials and methods": which columns were made of the variables and how they were kept. */
import { isRecord } from "../../schemas/is-record.ts";
import type { Described } from "../contract/described.ts";
import { toldFeatures } from "../methods/told/models.ts";
import { joined, methodTold, type OptionsAt } from "../methods/told/told.ts";
import type { FeaturesResults } from "./results.ts";

/** Numbers of the options are the author's: the document has no defaults for them. */
const nowhere: OptionsAt = { artifact: "", path: [] };

export function describedFeatures(
  { fitted }: FeaturesResults,
  { columns }: { readonly columns: unknown },
): readonly Described[] {
  const all = isRecord(columns) ? Object.entries(columns) : [];
  const made = all.filter(([name, options]) => name !== "select" && options !== undefined);
  const select = all.find(([name, options]) => name === "select" && options !== undefined)?.[1];
  const told = (name: string, options: unknown) => asWritten(methodTold(toldFeatures, name, options, nowhere));
  return [
    ...(made.length === 0 ? [] : [["Variables were ", ...joined(made.map(([name, own]) => told(name, own))), "."]]),
    ...(select === undefined ? [] : [["Variables were selected by ", ...told("select", select), "."]]),
    ...(fitted === "in each fold" ? [["They were made anew within each fold, from its training spectra alone."]] : []),
  ];
}

const asWritten = (parts: Described): Described =>
  parts.map((part) => (typeof part === "object" && "value" in part ? String(part.value) : part));
