/** YAML slips: what stands in a line that a hand would write and YAML cannot read, each with the line to write. */

export interface Slip {
  readonly what: string;
  readonly advice: string;
  /** Where it stands. */
  readonly at: number;
}

/** The slip that a line holds, or the one that begins there; null where none is known. */
export function slipAt(source: string, at: number): Slip | null {
  const start = source.lastIndexOf("\n", Math.max(0, at - 1)) + 1;
  const line = /^[^\r\n]*/.exec(source.slice(start))?.[0] ?? "";
  for (const slip of slips) {
    const found = slip(line, source.slice(start + line.length));
    if (found !== null) return { ...found, at: start + found.at };
  }
  return null;
}

/** `at` counts from the beginning of the line. */
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
  };
};

const curly: Reader = (line) => {
  const found = /[\u201c\u201d\u201e\u00ab\u00bb\u2018\u2019]/.exec(line);
  if (found === null) return null;
  return {
    what: "typographic quotation marks are letters to YAML",
    advice: `write \`${line
      .trim()
      .replace(/[\u201c\u201d\u201e\u00ab\u00bb]/g, '"')
      .replace(/[\u2018\u2019]/g, "'")}\``,
    at: found.index,
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
  };
};

const equals: Reader = (line) => {
  const found = new RegExp(`^${name}[ ]*(?<sign>:?=|<-)[ ]*(?<value>\\S.*)$`).exec(line)?.groups;
  if (found === undefined) return null;
  return {
    what: `\`${found.sign}\` stands between \`${found.name}\` and its value, where YAML wants a colon`,
    advice: `write \`${found.name}: ${found.value.trim()}\``,
    at: found.dash.length,
  };
};

/** `- savgol` and, on the next lines and further in, its options. */
const optionsBelow: Reader = (line, below) => {
  const found = /^(?<dash>[ ]*- +)(?<name>[a-z][\w-]*)[ ]*$/.exec(line)?.groups;
  if (found === undefined) return null;
  const options: string[] = [];
  for (const next of below.split(/\r?\n/).slice(1)) {
    const option = /^(?<indent>[ ]+)(?<text>[A-Za-z_]\w*:[ ]+\S.*)$/.exec(next)?.groups;
    if (option === undefined || option.indent.length < found.dash.length) break;
    options.push(option.text.trim());
  }
  if (options.length === 0) return null;
  return {
    what: `\`${found.name}\` has options below it, and no colon behind it`,
    advice: `write \`- ${found.name}: {${options.join(", ")}}\``,
    at: found.dash.length,
  };
};

/** In this order: a blank that is none spoils what the others look for. */
const slips: readonly Reader[] = [oddBlank, curly, noBlank, equals, optionsBelow];
