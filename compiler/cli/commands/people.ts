/** `foodspec people`. */
import { roles } from "../../../schemas/approval-words.ts";
import type { Command } from "../command.ts";
import { textOrJson } from "../options.ts";
import { days } from "../values.ts";
import type { PeopleOptions } from "../work/people.ts";

export const people: Command<PeopleOptions> = {
  name: "people",
  says: "name who may approve what of the jobs here",
  arguments: [
    {
      written: "<action>",
      says: "add: a person, whose token is printed once; list: a line each; remove: a person",
      choices: ["add", "list", "remove"],
    },
    { written: "[name]", says: "of the person" },
  ],
  options: [
    { flags: "--role <role>", says: "what the person may do", choices: roles },
    { flags: "--login <login>", says: "who types without a token under this login is this person" },
    { flags: "--days <n>", says: "for how long (default: without end)", parse: days },
    textOrJson("how the result is printed"),
  ],
  examples: [{ place: 15, typed: "people add 'Ada Lovelace' --role reviewer", says: "who may approve plans" }],
  async run(typed, world) {
    const { peopleCommand } = await import("../work/people.ts");
    return peopleCommand(typed, world);
  },
};
