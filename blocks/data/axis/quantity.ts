/** Quantity: what the values over an axis are, as declared or as the files say. Names and values never say it. */
import type { Quantity } from "../../contract/dataset.ts";
import { Refusal } from "../../contract/refusal.ts";

/**
 * The quantity that the files say; null where none does.
 * @throws Refusal FS3117 where nothing is declared and one says another than the first
 */
export function quantityOfFiles(
  files: readonly { readonly path: string; readonly quantity: Quantity | null }[],
  declared: Quantity | undefined,
): Quantity | null {
  const [first, ...others] = files.filter(({ quantity }) => quantity !== null);
  if (first === undefined) return null;
  const other = others.find(({ quantity }) => quantity !== first.quantity);
  if (declared === undefined && other !== undefined) {
    const facts = { path: other.path, quantity: other.quantity, of: first.path, wanted: first.quantity };
    throw new Refusal("FS3117", facts, { data: { input: other.path } });
  }
  return first.quantity;
}
