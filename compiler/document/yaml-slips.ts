/** YAML slips: what stands in a line that a hand would write and YAML cannot read, each with the line to write. */

export interface Slip {
  readonly what: string;
  readonly advice: string;
  /** Where it stands. */
  readonly at: number;
  /** What to put for a piece of the text, where nothing else could be meant. */
  readonly edit?: { readonly start: number; readonly end: number; readonly text: string };
}

/** The slip that a line holds, or the one that begins there; null where none is known. */
export function slipAt(source: string, at: number): Slip | null {
  const start = source.lastIndexOf("\n", Math.max(0, at - 1)) + 1;
  const line = /^[^\r\n]*/.exec(source.slice(start))?.[0] ?? "";
  for (const slip of slips) {
    const found = slip(line, source.slice(start + line.length));
    if (found === null) continue;
    const { edit, at: own } = found;
    const moved = edit === undefined ? {} : { edit: { ...edit, start: start + edit.start, end: start + edit.end } };
    return { ...found, at: start + own, ...moved };
  }
  return null;
}

/** `at` and `edit` count from the beginning of the line. */
type Reader = (line: string, below: string) => Slip | null;

const oddBlank: Reader = (line) => {
  const found = /[\u00a0\u2000-\u200b\u202f\u205f\u3000\ufeff]/.exec(line);
  if (found === null) return null;
  const code = `U+${found[0].codePointAt(0)?.toString(16).toUpperCase().padStart(4, "0")}`;
  const mended = line.replace(/[\u00a0\u2000-\u200a\u202f\u205f\u3000]/g, " ").replace(/[\u200b\ufeff]/g, "");
  return {
    what: `${found[0] === "\u00a0" ? "a no-break space" : "an invisible character"} (${code}) stands where YAML wants a space`,
    advice: `type the space anew: \`${mended.trim()}\``,
    at: found.index,
    edit: { start: 0, end: line.length, text: mended },
  };
};

const curly: Reader = (line) => {
  const found = /[\u201c\u201d\u201e\u00ab\u00bb\u2018\u2019]/.exec(line);
  if (found === null) return null;
  const mended = line.replace(/[\u201c\u201d\u201e\u00ab\u00bb]/g, '"').replace(/[\u2018\u2019]/g, "'");
  return {
    what: "typographic quotation marks are letters to YAML",
    advice: `write \`${mended.trim()}\``,
    at: found.index,
    edit: { start: 0, end: line.length, text: mended },
  };
};

const name = "(?<dash>[ ]*(?:- +)?)(?<name>[A-Za-z_][\\w-]*)";

const noBlank: Reader = (line) => {
  const found = new RegExp(`^${name}:(?<value>[^\\s:/].*)$`).exec(line)?.groups;
  if (found === undefined) return null;
  return {
    what: `a space is missing behind the colon of \`${found.name}\``,
    advice: `write \`${found.name}: ${found.value.trim()}\``,
    at: found.dash.length + found.name.length,
    edit: { start: 0, end: line.length, text: `${found.dash}${found.name}: ${found.value.trim()}` },
  };
};

const equals: Reader = (line) => {
  const found = new RegExp(`^${name}[ ]*(?<sign>:?=|<-)[ ]*(?<value>\\S.*)$`).exec(line)?.groups;
  if (found === undefined) return null;
  return {
    what: `\`${found.sign}\` stands between \`${found.name}\` and its value, where YAML wants a colon`,
    advice: `write \`${found.name}: ${found.value.trim()}\``,
    at: found.dash.length,
    edit: { start: 0, end: line.length, text: `${found.dash}${found.name}: ${found.value.trim()}` },
  };
};

/** `- savgol` and, on the next lines and further in, its options. */
const optionsBelow: Reader = (line, below) => {
  const found = /^(?<dash>[ ]*- +)(?<name>[a-z][\w-]*)[ ]*$/.exec(line)?.groups;
  if (found === undefined) return null;
  const options: string[] = [];
  let end = line.length;
  let lineEnd = 0;
  for (const next of below.split(/(?<=\n)/).slice(1)) {
    const option = /^(?<indent>[ ]+)(?<text>[A-Za-z_]\w*:[ ]+\S.*)$/.exec(next.trimEnd())?.groups;
    if (option === undefined || option.indent.length < found.dash.length) break;
    options.push(option.text.trim());
    end += (options.length === 1 ? below.indexOf("\n") + 1 : 0) + next.length;
    lineEnd = /[\r\n]*$/.exec(next)?.[0].length ?? 0;
  }
  if (options.length === 0) return null;
  return {
    what: `\`${found.name}\` has options below it, and no colon behind it`,
    advice: `write \`- ${found.name}: {${options.join(", ")}}\``,
    at: found.dash.length,
    edit: { start: 0, end: end - lineEnd, text: `${found.dash}${found.name}: {${options.join(", ")}}` },
  };
};

/** In this order: a blank that is none spoils what the others look for. */
const slips: readonly Reader[] = [oddBlank, curly, noBlank, equals, optionsBelow];
