/** Read as: what may be typed of the way files are read, by commands that have no document yet. */
import type { Option } from "./command.ts";

export interface TypedReading {
  readonly layout?: string;
  readonly header?: string;
  readonly delimiter?: string;
  readonly decimal?: string;
  readonly thousands?: string;
  readonly encoding?: string;
  readonly sheet?: string;
  readonly spectrum?: string;
  readonly fromName?: string;
  readonly fromHeader?: string;
  readonly axis?: string;
  readonly unit?: string;
  readonly technique?: string;
  readonly quantity?: string;
}

/** The options of D1 and D3 that files alone may need: each is that of the `data` block, its value as it stands there. */
export const readAs: readonly Option[] = [
  { flags: "--layout <layout>", says: "how the table lies, as in wide or '{long: {axis: nm, value: a}}'" },
  { flags: "--header <header>", says: "where the table begins, as in '{skip: 3}'" },
  { flags: "--delimiter <sign>", says: "what separates fields" },
  { flags: "--decimal <sign>", says: "decimal sign" },
  { flags: "--thousands <sign>", says: "sign between thousands" },
  { flags: "--encoding <name>", says: "how letters are written" },
  { flags: "--sheet <name>", says: "sheet of a workbook, by name or number" },
  { flags: "--spectrum <name>", says: "spectrum of an instrument's file that holds several" },
  { flags: "--from-name <pattern>", says: "columns from paths, as in '{oil}_rep{n:digits}'" },
  { flags: "--from-header <columns>", says: "columns from lines above, as in '{operator: Operator}'" },
  { flags: "--axis <axis>", says: "the axis, as in '{range: [800, 1800]}'" },
  { flags: "--unit <unit>", says: "unit of the axis" },
  { flags: "--technique <name>", says: "Raman, FTIR or NIR" },
  { flags: "--quantity <name>", says: "what the values are, as in absorbance" },
];

/** Texts that are not YAML of their own. */
const texts = ["delimiter", "decimal", "thousands", "encoding", "fromName"] as const;
const numbersOrTexts = ["sheet", "spectrum"] as const;

/** The lines of a `data` block that say what was typed: of the axis one, whatever was typed of it. */
export function linesOf(typed: TypedReading): readonly string[] {
  const of = (option: keyof TypedReading) => typed[option]?.replaceAll(/[\r\n]+/g, " ");
  const say = (option: keyof TypedReading, written: string | undefined): readonly string[] =>
    written === undefined ? [] : [`${option.replace(/[A-Z]/, (letter) => `_${letter.toLowerCase()}`)}: ${written}`];
  const quoted = (option: keyof TypedReading) =>
    say(option, of(option) === undefined ? undefined : JSON.stringify(of(option)));
  const { unit, technique, quantity } = typed;
  const inAxis = [
    ...(typed.axis === undefined
      ? []
      : [
          typed.axis
            .trim()
            .replace(/^\{|\}$/g, "")
            .trim(),
        ]),
    ...(unit === undefined ? [] : [`unit: ${JSON.stringify(unit)}`]),
    ...(technique === undefined ? [] : [`technique: ${JSON.stringify(technique)}`]),
  ].filter((one) => one !== "");
  return [
    ...say("layout", of("layout")),
    ...say("header", of("header")),
    ...texts.flatMap(quoted),
    ...numbersOrTexts.flatMap((option) => (/^\d+$/.test(of(option) ?? "") ? say(option, of(option)) : quoted(option))),
    ...say("fromHeader", of("fromHeader")),
    ...(inAxis.length === 0 ? [] : [`axis: {${inAxis.join(", ").replaceAll(/[\r\n]+/g, " ")}}`]),
    ...(quantity === undefined ? [] : [`quantity: ${JSON.stringify(quantity)}`]),
  ];
}
