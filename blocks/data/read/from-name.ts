/** From name: columns that the path of a file says, by a pattern of its last parts. */
import { Refusal } from "../../contract/refusal.ts";

/** Text as it stands, or what a column is to be called. */
type Piece = { readonly text: string } | { readonly column: string; readonly form: RegExp };

/** What a placeholder may take, by the word behind its colon. */
const forms: { readonly [word: string]: RegExp } = { "": /^/, digits: /^\d+$/, letters: /^\p{L}+$/u };

/**
 * The columns of a pattern such as `{oil}/{sample}_rep{n:digits}` or `{sample:digits}{scan:letters}` in the path of a file: its last parts, each from its beginning,
 * without extension.
 *
 * @returns column by column what the path says; `{_}` is dropped
 * @throws Refusal FS3114 no match, FS3115 more than one
 */
export function fromName(path: string, pattern: string): ReadonlyMap<string, string> {
  const wanted = pattern.split("/").map(piecesOf);
  const parts = bareParts(path).slice(-wanted.length);
  const ways = parts.length < wanted.length ? [] : waysOf(wanted, parts);
  const [first, second] = ways;
  const place = { data: { input: path }, option: ["from_name"] };
  if (first === undefined) throw new Refusal("FS3114", { path, pattern }, place);
  if (second !== undefined)
    throw new Refusal("FS3115", { path, pattern, first: wordsOf(first), second: wordsOf(second) }, place);
  return new Map([...first].filter(([column]) => column !== "_"));
}

/** The parts of a path, the last one without its extension: `.gz`, and then what follows the last point, but digits. */
export function bareParts(path: string): string[] {
  const parts = path.split("/");
  const last = parts.length - 1;
  parts[last] = parts[last].replace(/\.gz$/i, "").replace(/\.(?!\d+$)[^.]+$/, "");
  return parts;
}

function piecesOf(part: string): Piece[] {
  return part.split(/(\{[^{}]*\})/).flatMap((text): Piece[] => {
    const [, column, word = ""] = /^\{([^:{}]+)(?::(digits|letters))?\}$/.exec(text) ?? [];
    if (column !== undefined) return [{ column, form: forms[word] }];
    return text === "" ? [] : [{ text }];
  });
}

type Found = readonly (readonly [column: string, text: string])[];

/** At most two ways in which all parts fit: one, or one too many. */
function waysOf(wanted: readonly (readonly Piece[])[], parts: readonly string[]): Found[] {
  return wanted.reduce<Found[]>(
    (ways, pieces, i) =>
      ways.flatMap((before) => waysOfPart(pieces, parts[i]).map((found) => [...before, ...found])).slice(0, 2),
    [[]],
  );
}

function waysOfPart([piece, ...rest]: readonly Piece[], text: string): Found[] {
  if (piece === undefined) return text === "" ? [[]] : [];
  if ("text" in piece) return text.startsWith(piece.text) ? waysOfPart(rest, text.slice(piece.text.length)) : [];
  const ways: Found[] = [];
  for (let length = text.length; length > 0 && ways.length < 2; length--) {
    const taken = text.slice(0, length);
    if (!piece.form.test(taken)) continue;
    for (const found of waysOfPart(rest, text.slice(length))) ways.push([[piece.column, taken], ...found]);
  }
  return ways;
}

const wordsOf = (found: Found): string => found.map(([column, text]) => `${column}: ${text}`).join(", ");
