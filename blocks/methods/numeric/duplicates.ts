/** Copies: spectra equal at every point. */
import { type Matrix, row as rowOf } from "../../contract/matrix.ts";

export interface Duplicates {
  /** Index of the first row with the same spectrum, whatever its outcome; null for a first one. */
  readonly duplicateOf: readonly (number | null)[];
  /** Index of the first row with the same spectrum and the same outcome; null for a first one. */
  readonly agreesWith: readonly (number | null)[];
  /** Rows whose outcome is another than that of the first with the same spectrum: index and that row. */
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
  const agreesWith: (number | null)[] = [];
  const contradicting: { row: number; first: number }[] = [];
  for (let i = 0; i < spectra.rows; i++) {
    const hash = hashOf(words.subarray(i * width, (i + 1) * width));
    const alike = (firsts.get(hash) ?? []).filter((j) => isEqual(rowOf(spectra, i), rowOf(spectra, j)));
    const same = alike.find((j) => outcomes[j] === outcomes[i]);
    duplicateOf.push(alike[0] ?? null);
    agreesWith.push(same ?? null);
    if (alike.length > 0 && outcomes[alike[0]] !== outcomes[i]) contradicting.push({ row: i, first: alike[0] });
    if (same !== undefined) continue;
    firsts.set(hash, [...(firsts.get(hash) ?? []), i]);
  }
  return { duplicateOf, agreesWith, contradicting };
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
