/** Words of the page's script: each stands in the list that a report brings, in its language; an English report brings none. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { languageOf } from "../../../compiler/language/language.ts";
import { wordsOfScript } from "../../../compiler/language/words/script.ts";

const folder = join(import.meta.dirname, "../../../templates/report/script");
const script = readdirSync(folder)
  .map((name) => readFileSync(join(folder, name), "utf8"))
  .join("\n");

/** What the script asks for: literals, both sides of a choice, and templates with all that may stand in them. */
function asked(): readonly string[] {
  const calls = [...script.matchAll(/report\.words\(((?:[^()]|\([^()]*\))*)\)/g)].map(([, inside]) => inside);
  const texts = calls.flatMap((call) =>
    [...call.matchAll(/"([^"]*)"|`([^`]*)`/g)].map(([, text, made]) => text ?? made),
  );
  return texts.flatMap(filled).filter((text) => text !== "none" && !/^[;.]/.test(text) && !text.startsWith("."));
}

/** A template with each of its endings. */
function filled(text: string): readonly string[] {
  if (/^\{\} \$\{word/.test(text)) return ["figure", "table"].flatMap((word) => [`{} ${word}`, `{} ${word}s`]);
  if (/\$\{next\}$/.test(text)) return ["ascending", "descending"].map((next) => text.replace(/\$\{next\}$/, next));
  if (text.startsWith("{} of {} rows")) return ["{} of {} rows", "{} of {} rows; Data (CSV) holds all"];
  return /\$\{/.test(text) || text === "s" || text === "" ? [] : [text];
}

describe("the script of a report", () => {
  it("says nothing that its list of words lacks", () => {
    const all = [...new Set(asked())];
    expect(all.length).toBeGreaterThan(30);
    expect(all.filter((text) => !wordsOfScript.includes(text))).toEqual([]);
  });
  it.each(["de", "fr"] as const)("has each of its words in %s, with as many places", (lang) => {
    const { known } = languageOf(lang);
    const places = (text: string) => text.split("{}").length;
    expect(wordsOfScript.filter((text) => known(text) === null)).toEqual([]);
    expect(wordsOfScript.filter((text) => places(known(text) ?? "") !== places(text))).toEqual([]);
  });
});
