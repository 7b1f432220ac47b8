/** Letterhead: whose report it is, its number and its instrument, at the head of page and print. */
import type { Element } from "hast";
import type { FrontMatter, Lang } from "../../schemas/front-matter.ts";
import { imageKind } from "../document/images/image-kind.ts";
import { english, type Language, languageOf } from "../language/language.ts";
import { localDates } from "../language/numbers.ts";
import { type Child, h } from "./hast.ts";
import type { Report } from "./report.ts";

/** Logo, name, address and accreditation; null where the front matter names no laboratory. */
export function letterhead({ protocol }: Pick<Report, "protocol">): Element | null {
  const { laboratory } = protocol.frontMatter;
  if (laboratory === undefined) return null;
  const { name, address, accreditation } = laboratory;
  const lines = [address, accreditation].filter((line) => line !== undefined);
  return h(
    "div",
    { className: ["letterhead"] },
    logo(protocol.sources, name),
    h("p", { className: ["laboratory"] }, name === undefined ? null : h("strong", {}, name)),
    lines.map((line) => h("p", {}, line)),
  );
}

/** In the page itself: nothing is fetched. */
function logo(sources: Report["protocol"]["sources"], name: string | undefined): Element | null {
  const file = sources.find(({ role }) => role === "logo");
  const kind = file === undefined ? null : imageKind(file.bytes);
  // Reading the document refused what is no image.
  if (file === undefined || kind === null || "problem" in kind) return null;
  const src = `data:${kind.type};base64,${Buffer.from(file.bytes).toString("base64")}`;
  return h("img", { src, alt: name === undefined ? "logo" : `logo of ${name}` });
}

export const notStated = "not stated";

/** Words of the author's, which stay as they are in every language. */
export const own = (text: string): Element => h("span", { className: ["author-words"] }, text);

/** A fact with the author's words as its value; that there is none is said in the report's language. */
export const ownWords = ([term, value]: readonly [string, string]): readonly [string, Child] => [
  term,
  value === notStated ? value : own(value),
];

/** What the front matter says of document and instrument, as pairs; in regulatory mode also that it does not. */
export function identityFacts(
  { mode, document, laboratory, instrument }: FrontMatter,
  lang: Lang,
): readonly (readonly [string, string])[] {
  const asked = mode === "regulatory" ? notStated : undefined;
  const pairs: readonly (readonly [string, string | undefined])[] = [
    ["Document", document?.number ?? asked],
    ["Effective", document?.effective === undefined ? undefined : localDates(document.effective, lang)],
    ["Supersedes", document?.supersedes],
    ["Laboratory", laboratory?.name ?? asked],
    ["Instrument", instrument === undefined ? undefined : instrumentText(instrument, languageOf(lang))],
  ];
  return pairs.flatMap(([term, value]) => (value === undefined ? [] : [[term, value] as const]));
}

/** `Infratec (Foss), serial 12, transmission, resolution 2 nm, scans 32`. @internal */
export function instrumentText(
  instrument: NonNullable<FrontMatter["instrument"]>,
  { say }: Language = english,
): string {
  const { name, manufacturer, serial, software, accessory, measurement, resolution, scans, detector, laser } =
    instrument;
  const called = [name, manufacturer === undefined ? undefined : `(${manufacturer})`].filter(
    (one) => one !== undefined,
  );
  const said = (word: string, value: string | undefined) => (value === undefined ? undefined : `${say(word)} ${value}`);
  return [
    called.length === 0 ? undefined : called.join(" "),
    said("serial", serial),
    said("software", software),
    accessory,
    measurement,
    said("resolution", resolution),
    said("scans", scans),
    said("detector", detector),
    said("laser", laser),
  ]
    .filter((one) => one !== undefined)
    .join(", ");
}
