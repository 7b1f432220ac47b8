/** Topics of documents: kinds of block, their options, words of other programs. */
import { registry } from "../../../blocks/registry.ts";
import { isRecord } from "../../../schemas/is-record.ts";
import { toJsonSchema } from "../../../schemas/json.ts";
import { adviceOnWord } from "../../document/synonyms/advice-on-word.ts";
import { synonyms } from "../../document/synonyms/table.ts";
import { aboutOption, optionLines, type Schemas } from "./option-lines.ts";
import { ofOthers, section, type Topic } from "./topic.ts";

/** Every kind and, as `data.batch`, every option of one. */
export function kindTopics(): readonly Topic[] {
  return Object.entries(registry.kinds).flatMap(([name, kind]) => {
    const schema = toJsonSchema(kind.options) as Schemas;
    const options = isRecord(schema.properties) ? Object.entries(schema.properties) : [];
    return [
      { sort: "kind", name, text: () => [kind.summary, ...optionLines(schema)] },
      ...options.map(([option, declared]) => ({
        sort: "option",
        name: `${name}.${option}`,
        also: [option],
        text: () => aboutOption(declared),
      })),
    ];
  });
}

/** Words of other programs: what is written here instead. */
export function synonymTopics(): readonly Topic[] {
  return synonyms.flatMap(({ at, words, write }) =>
    words.map((name) => ({
      sort: ofOthers,
      name,
      text: () => {
        const advice = `As ${at}: ${adviceOnWord(at, name)}.`;
        return write === undefined ? [advice] : [advice, section("Wrong", name), section("Right", write.join("\n"))];
      },
    })),
  );
}
