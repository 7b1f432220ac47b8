/** Usage errors: commander's words become ours, with the nearest command or option that exists. */
import type { Command, CommanderError } from "commander";
import { closest } from "../../../blocks/contract/closest.ts";
import type { World } from "../../compile/world.ts";
import { finding } from "../../diagnostics/build.ts";
import type { Finding } from "../../diagnostics/finding.ts";
import { noSources } from "../../diagnostics/sources.ts";
import { text } from "../../diagnostics/text.ts";

export function usageError(error: CommanderError, program: Command, world: World): number {
  if (error.code === "commander.help" || error.code === "commander.helpDisplayed") return 0;
  world.err(text([asFinding(error, program, world.command)], noSources, { colour: world.colour }));
  return 2;
}

function asFinding(error: CommanderError, program: Command, words: readonly string[]): Finding {
  const command = program.commands.find((one) => one.name() === words[0]);
  const [, quoted = ""] = /'([^']*)'/.exec(error.message) ?? [];
  const usage = `foodspec ${command === undefined ? "" : `${command.name()} `}--help`;
  if (error.code === "commander.unknownOption") {
    const known = (command ?? program).options.flatMap(({ long }) =>
      long === undefined || long === null ? [] : [long],
    );
    return finding("FS1101", null, { option: quoted, suggestion: closest(quoted, known), usage });
  }
  if (command === undefined) {
    const typed = words[0] ?? quoted;
    const names = program.commands.map((one) => one.name());
    if (typed === "help")
      return finding("FS1102", null, { command: typed, suggestion: usageOf(words[1], names), usage });
    const suggestion = /\.(md|markdown)$/.test(typed) ? `compile ${typed}` : closest(typed, names);
    return finding("FS1102", null, { command: typed, suggestion, usage });
  }
  return finding("FS1104", null, { ...understood(error, command), usage });
}

/** What commander could not use, in our words. */
function understood(error: CommanderError, command: Command): { problem: string; [fact: string]: string | null } {
  const name = command.name();
  const [, first = "", second = ""] = /'([^']*)'(?:[^']*'([^']*)')?/.exec(error.message) ?? [];
  const option = /--[a-z-]+/.exec(first)?.[0] ?? first;
  switch (error.code) {
    case "commander.missingArgument":
      return {
        problem: `\`${name}\` needs a ${singular(first)}`,
        advice: `write \`foodspec ${name} ${taken(command)}\``,
      };
    case "commander.excessArguments":
      return {
        problem: `\`${name}\` was given more than it takes`,
        advice: `write \`foodspec ${`${name} ${taken(command)}`.trimEnd()}\``,
      };
    case "commander.optionMissingArgument":
      return { problem: `\`${option}\` needs a value behind it` };
    case "commander.missingMandatoryOptionValue": {
      const missing = command.options.find(({ long }) => long === option);
      const advice = `write \`foodspec ${[name, taken(command), missing?.flags.replace(/^-\w, /, "")].filter((word) => word !== "").join(" ")}\``;
      return { problem: `\`${name}\` needs \`${option}\``, advice };
    }
    case "commander.conflictingOption": {
      const other = /--[a-z-]+/.exec(second)?.[0] ?? second;
      return { problem: `\`${option}\` and \`${other}\` cannot stand together`, advice: "write one of the two" };
    }
    case "commander.invalidArgument": {
      const argument = command.registeredArguments.find((one) => one.name() === second && one.argChoices !== undefined);
      if (argument?.argChoices !== undefined) {
        const problem = `\`${first}\`: choose one of ${argument.argChoices.join(", ")}`;
        return { problem, suggestion: closest(first, argument.argChoices) };
      }
      const choices = command.options.find(({ long }) => long === option)?.argChoices ?? [];
      const problem = `\`${option} ${second}\`: ${ourReason(error.message, choices)}`;
      return { problem, suggestion: closest(second, choices) };
    }
    default:
      return { problem: error.message.replace(/^error: /, "") };
  }
}

/** What `foodspec help compile` meant. */
const usageOf = (name: string | undefined, names: readonly string[]): string =>
  name !== undefined && names.includes(name) ? `${name} --help` : "--help";

const singular = (name: string): string => name.replace(/s$/, "");
const taken = (command: Command): string =>
  command.registeredArguments.map((one) => singular(one.name()).toUpperCase()).join(" ");

/** The reason our own parsers gave; for a list of choices the choices. */
const ourReason = (message: string, choices: readonly string[]): string =>
  choices.length > 0 ? `choose one of ${choices.join(", ")}` : message.replace(/^.*is invalid\. /s, "");
