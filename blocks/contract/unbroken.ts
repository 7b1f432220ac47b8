/** Unbroken: a number and the unit behind it, in a text of whomever, with a blank at which no line ends. */
import { noBreak } from "./quantity.ts";

/** Units as the field writes them; what is taken for one in a sentence stays beside its number, no more. */
const units =
  "%|‰|cm(?:⁻¹|-1|\\^-1)?|[nµμmk]?m|[nµμmk]?g|[µμmd]?[lL]|[mµμn]?s|min|h|°C|K|ppm|ppb|[MGk]?Hz|[mk]?W|[mk]?V|mol|[mµμ]?M";
const between = new RegExp(`(\\d) (?=(?:${units})(?![\\p{L}\\d_]))`, "gu");

/** No line ends between a number and its unit. */
export const unbroken = (text: string): string => text.replace(between, `$1${noBreak}`);
