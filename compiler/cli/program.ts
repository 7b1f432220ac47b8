/** Program: commander told of every command, by what it declares. */
import {
  Command as Commander,
  Argument as CommanderArgument,
  CommanderError,
  Option as CommanderOption,
  InvalidArgumentError,
} from "commander";
import type { World } from "../compile/world.ts";
import type { Command, Option } from "./command.ts";
import { epilogue, examplesOf } from "./help.ts";

/** Does what the World's words say. Returns the exit code; nothing is thrown, everything is told. */
export async function run(commands: readonly Command<never>[], world: World): Promise<number> {
  let code = 0;
  if (world.command[0] === "__complete") {
    const { completeCommand } = await import("./work/complete.ts");
    return completeCommand(world.command.slice(world.command[1] === "--" ? 2 : 1), commands, world);
  }
  const told = program(commands, world, (ended) => {
    code = ended;
  });
  try {
    await told.parseAsync(asHelp(world.command).map(withoutValue), { from: "user" });
    return code;
  } catch (error) {
    if (!(error instanceof CommanderError)) {
      const { ourMistake } = await import("./work/our-mistake.ts");
      const isVerbose = world.command.some((word) => word === "--verbose" || word === "-v");
      return ourMistake(error, isVerbose, world);
    }
    if (error.exitCode === 0) return 0;
    const { usageError } = await import("./work/usage-error.ts");
    return usageError(error, told, world);
  }
}

/** `--changed` takes what stands behind its `=` and never the next word, which is a document. */
const withoutValue = (word: string): string => (word === "--changed" ? "--changed=" : word);

/** `help COMMAND` is `COMMAND --help`. */
function asHelp([first, ...rest]: readonly string[]): string[] {
  if (first !== "help") return first === undefined ? [] : [first, ...rest];
  return [...rest.filter((word) => !word.startsWith("-")).slice(0, 1), "--help"];
}

/**
 * @param end told of the exit code of the command that ran
 * @internal
 */
export function program(commands: readonly Command<never>[], world: World, end: (code: number) => void): Commander {
  const all = new Commander("foodspec")
    .description("Compiles Markdown protocols for Raman, FTIR and NIR spectroscopy of food into reproducible reports.")
    .configureHelp({ showGlobalOptions: false })
    .addHelpText("after", `${examplesOf(commands)}\n${epilogue}`)
    .exitOverride()
    .configureOutput({ writeOut: world.out, writeErr: () => undefined });
  all.option("-V, --version", "print the version").action(async ({ version }: { version?: boolean }) => {
    if (version !== true) return void all.outputHelp();
    const { buildInfo } = await import("../compile/package-files.ts");
    world.out(`${buildInfo(world.disk).version}\n`);
  });
  for (const command of commands) add(command, all, world, end);
  return all;
}

function add(command: Command<never>, to: Commander, world: World, end: (code: number) => void): void {
  const told = to.command(command.name).description(command.says);
  for (const { written, says, choices } of command.arguments) {
    const argument = new CommanderArgument(written, says);
    told.addArgument(choices === undefined ? argument : argument.choices(choices));
  }
  for (const option of command.options) told.addOption(optionOf(option));
  if (command.showsExitCodes === true) told.addHelpText("after", epilogue);
  const names = command.arguments.map(({ written }) => /[\w-]+/.exec(written)?.[0] ?? "");
  told.action(async (...given: readonly unknown[]) => {
    const typed = {
      ...(given[names.length] as object),
      ...Object.fromEntries(names.map((name, i) => [name, given[i]])),
    };
    end(await command.run(typed as never, world));
  });
}

function optionOf({ flags, says, choices, byDefault, parse, isRequired, conflicts }: Option): CommanderOption {
  const option = new CommanderOption(flags, says);
  if (choices !== undefined) option.choices(choices);
  if (byDefault !== undefined) option.default(byDefault);
  if (conflicts !== undefined) option.conflicts([conflicts].flat());
  if (parse !== undefined) option.argParser((value: string, sofar: unknown) => parsed(parse, value, sofar));
  return option.makeOptionMandatory(isRequired === true);
}

function parsed(parse: NonNullable<Option["parse"]>, value: string, sofar: unknown): unknown {
  try {
    return parse(value, sofar);
  } catch (error) {
    throw new InvalidArgumentError((error as Error).message);
  }
}
