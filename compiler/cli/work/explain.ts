/** `foodspec explain WORD…`: all that is known of a word, by what it may mean. */
import { closest } from "../../../blocks/contract/closest.ts";
import { methodPages } from "../../compile/package-files.ts";
import type { World } from "../../compile/world.ts";
import { finding } from "../../diagnostics/build.ts";
import { closestCode, codeRanges } from "../../diagnostics/explain.ts";
import { noSources } from "../../diagnostics/sources.ts";
import { text } from "../../diagnostics/text.ts";
import { codeTopics, exitTopics } from "../explain/code-topics.ts";
import { kindTopics, synonymTopics } from "../explain/document-topics.ts";
import { methodTopics } from "../explain/method-topics.ts";
import { ofOthers, type Topic } from "../explain/topic.ts";

export function explainCommand(words: readonly string[], world: World): number {
  const topics = topicsOf(world);
  const asked = words.join(" ").trim();
  if (asked === "") return list(topics, world);
  const met = meant(topics, asked);
  if (met.length > 0) {
    world.out(`${met.map(shown).join("\n\n")}\n`);
    return 0;
  }
  const names = topics.map(({ name }) => name);
  const suggestion = /^(?:fs)?\d+$/i.test(asked) ? closestCode(asked) : closest(asked, names);
  const unknown = finding("FS1103", null, { code: asked, suggestion, ranges: codeRanges() });
  world.err(text([unknown], noSources, { colour: world.colour }));
  return 2;
}

const topicsOf = ({ disk }: World): readonly Topic[] => [
  ...codeTopics(),
  ...exitTopics(),
  ...kindTopics(),
  ...methodTopics(methodPages(disk)),
  ...synonymTopics(),
];

/** Case and the signs between words are as nothing. */
const plain = (word: string): string => word.toLowerCase().replaceAll(/[\s._/-]/g, "");

/** Those of that name and, where it is none of ours, those that have it as another: `batch` is an option, and a word of others. */
function meant(topics: readonly Topic[], asked: string): readonly Topic[] {
  const own = topics.filter(({ name }) => plain(name) === plain(asked));
  if (own.some(({ sort }) => sort !== ofOthers)) return own.filter(({ sort }) => sort !== ofOthers);
  return [...topics.filter(({ also = [] }) => also.some((one) => plain(one) === plain(asked))), ...own];
}

const shown = ({ sort, name, head = `${name} (${sort})`, text: paragraphs }: Topic): string =>
  [head, ...paragraphs()].filter((one) => one.trim() !== "").join("\n\n");

/** Names by sort. */
function list(topics: readonly Topic[], world: World): number {
  const sorts = [...new Set(topics.map(({ sort }) => sort))];
  for (const sort of sorts) {
    const names = [...new Set(topics.filter((one) => one.sort === sort).map(({ name }) => name))];
    world.out(`${sort}: ${sort === "code" ? codeRanges().join(", ") : names.join(", ")}\n\n`);
  }
  return 0;
}
