/** Technique: how spectra were measured, as declared, or as all files say that say anything. */
import type { AxisUnit, Technique } from "../../contract/dataset.ts";
import type { Remark } from "../../contract/refusal.ts";
import type { DataOptions } from "../options.ts";
import { spans } from "../read/plausible.ts";

/** What one file says: the techniques that its words leave; none where it says nothing. */
export interface TechniqueOfFile {
  readonly path: string;
  /** As the file spells it. */
  readonly said: string;
  readonly techniques: readonly Technique[];
}

/** What a table says of its axis. */
interface Measured {
  readonly techniques?: readonly TechniqueOfFile[];
  readonly unit?: AxisUnit | null;
  readonly axis: readonly number[];
}

/** Declared; else the one that the words of all files and their axis leave, where they leave one. */
export function settledTechnique(declared: DataOptions["axis"], table: Measured): Technique | null {
  if (declared.technique !== undefined) return declared.technique;
  const [first, ...others] = table.techniques ?? [];
  if (first === undefined) return null;
  const shared = others.reduce(
    (left, { techniques }) => left.filter((one) => techniques.includes(one)),
    first.techniques,
  );
  const able =
    shared.length > 1 ? shared.filter((one) => covers(one, declared.unit ?? table.unit ?? null, table.axis)) : shared;
  return able.length === 1 ? able[0] : null;
}

/** Whether instruments of a technique have such an axis. */
function covers(technique: Technique, unit: AxisUnit | null, axis: readonly number[]): boolean {
  const [low, high] = [axis[0], axis[axis.length - 1]];
  return spans.some(
    (span) => span.technique === technique && span.unit === unit && low >= span.from && high <= span.to,
  );
}

/** FS3130, once: of the first file that says another technique than declared, or than the first that says one. */
export function techniqueRemarks(declared: DataOptions["axis"], tables: readonly Measured[]): readonly Remark[] {
  const said = tables.flatMap(({ techniques = [] }) => techniques);
  const [first] = said;
  if (first === undefined) return [];
  const wanted = declared.technique === undefined ? first.techniques : [declared.technique];
  const contradicting = said.filter(({ techniques }) => !techniques.some((one) => wanted.includes(one)));
  if (contradicting.length === 0) return [];
  const [{ path, said: words }] = contradicting;
  const facts = {
    path,
    said: words,
    count: contradicting.length,
    wanted: declared.technique ?? first.said,
    of: declared.technique === undefined ? first.path : null,
  };
  return [
    {
      code: "FS3130",
      facts,
      data: { input: path },
      ...(declared.technique !== undefined ? { option: ["axis", "technique"] } : {}),
    },
  ];
}
