/** First telling: several blocks that read one file meet one cause, which is told once. */
import type { Finding } from "./finding.ts";

/** True of what has not been told before of the same place in the data, in the same words; whatever stands in the document is told. */
export function firstTelling(): (found: Finding, document: string) => boolean {
  const told = new Set<string>();
  return ({ code, message, position }, document) => {
    if (position === null || position.file === document) return true;
    const key = JSON.stringify([code, message, position.file, position.line, position.column]);
    const isNew = !told.has(key);
    told.add(key);
    return isNew;
  };
}
