/** First telling: several blocks that read one file, or are of one written block, meet one cause, which is told once. */
import { type Finding, isError } from "./finding.ts";

/** The block that says it. */
interface Teller {
  readonly position: { readonly file: string };
  /** Of a block of one target of several: whether the report shows it. */
  readonly variant?: { readonly isShown: boolean };
}

/**
 * True of what has not been told before of the same place in the same words, and of whatever stands in the document. A block
 * that is one of several of a written one, and that the report does not show, says nothing that was said already; every other tells its
 * errors.
 */
export function firstTelling(): (found: Finding, by: Teller) => boolean {
  const told = new Set<string>();
  return (found, { position: { file }, variant }) => {
    const { code, message, position } = found;
    const key = JSON.stringify([code, message, position?.file ?? null, position?.line, position?.column]);
    const isNew = !told.has(key);
    told.add(key);
    if (isNew || variant?.isShown === false) return isNew;
    return isError(found) || position === null || position.file === file;
  };
}
