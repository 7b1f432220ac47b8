/** Canonical JSON (RFC 8785): one text for one value, so that its digest means the value. */

/**
 * Canonical JSON of plain data: members sorted by UTF-16 code units, numbers as ECMAScript prints them, undefined members
 * left out. Throws TypeError on what JSON cannot hold (NaN, infinities, typed arrays, functions, lone surrogates).
 * @see RFC 8785, sections 3.2.2 and 3.2.3
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "string") return canonicalString(value);
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new TypeError(`${value} has no place in JSON`);
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) {
    // States of models are long lists of numbers: the engine writes them as it writes each, in one go.
    if (value.every(Number.isFinite)) return JSON.stringify(value);
    return `[${value.map(canonicalJson).join(",")}]`;
  }
  if (typeof value === "object" && !ArrayBuffer.isView(value)) {
    const record = value as Record<string, unknown>;
    const members = Object.keys(record)
      .filter((name) => record[name] !== undefined)
      .sort()
      .map((name) => `${canonicalString(name)}:${canonicalJson(record[name])}`);
    return `{${members.join(",")}}`;
  }
  throw new TypeError(`${typeof value} has no place in JSON`);
}

function canonicalString(text: string): string {
  if (!text.isWellFormed()) throw new TypeError("a lone surrogate has no place in JSON");
  return JSON.stringify(text);
}
