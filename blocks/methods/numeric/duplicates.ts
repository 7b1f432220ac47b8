/** Exact duplicates: spectra equal in every bit. */
import { type Matrix, row as rowOf } from "../../contract/matrix.ts";

export interface Duplicates {
  /** Index of the first row with the same spectrum and outcome; null for a first one. */
  readonly duplicateOf: readonly (number | null)[];
  /** Rows whose spectrum stands above with another outcome, and with none the same: index and the row above. */
  readonly contradicting: readonly { readonly row: number; readonly first: number }[];
}

/**
 * Finds rows with the same spectrum.
 * @param spectra n × p
 * @param outcomes what each row's label and target are, as one text; length n
 */
export function findDuplicates(spectra: Matrix, outcomes: readonly string[]): Duplicates {
  const words = new Int32Array(spectra.data.buffer, spectra.data.byteOffset, spectra.data.length * 2);
  const width = spectra.cols * 2;
  const firsts = new Map<number, number[]>();
  const duplicateOf: (number | null)[] = [];
  const contradicting: { row: number; first: number }[] = [];
  for (let i = 0; i < spectra.rows; i++) {
    const hash = hashOf(words.subarray(i * width, (i + 1) * width));
    const alike = (firsts.get(hash) ?? []).filter((j) => isEqual(rowOf(spectra, i), rowOf(spectra, j)));
    const same = alike.find((j) => outcomes[j] === outcomes[i]);
    duplicateOf.push(same ?? null);
    if (same !== undefined) continue;
    if (alike.length > 0) contradicting.push({ row: i, first: alike[0] });
    firsts.set(hash, [...(firsts.get(hash) ?? []), i]);
  }
  return { duplicateOf, contradicting };
}

/** FNV-1a over 32-bit words (Fowler, Noll, Vo 1991): only sorts rows into buckets, equality is looked at bit by bit. */
function hashOf(words: Int32Array): number {
  let hash = -2128831035;
  for (const word of words) hash = Math.imul(hash ^ word, 16777619);
  return hash;
}

function isEqual(a: Float64Array, b: Float64Array): boolean {
  for (let j = 0; j < a.length; j++) if (!Object.is(a[j], b[j])) return false;
  return true;
}
