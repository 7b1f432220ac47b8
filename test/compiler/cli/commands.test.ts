/** Commands declare themselves: the program knows none by name, and one made up here is a command like any other. */
import { CommanderError } from "commander";
import { describe, expect, it } from "vitest";
import type { Command } from "../../../compiler/cli/command.ts";
import { commands } from "../../../compiler/cli/commands.ts";
import { processWorld } from "../../../compiler/cli/process-world.ts";
import { program } from "../../../compiler/cli/program.ts";
import { bare, sources, textOf } from "../../structure/sources.ts";

const world = processWorld(new AbortController().signal, {});

/** What came of words typed: the exit code, and what the command was told. */
async function typed(words: readonly string[]) {
  const told: { readonly [name: string]: unknown }[] = [];
  const weigh: Command<{ readonly samples: readonly string[]; readonly grams: number }> = {
    name: "weigh",
    says: "weigh samples",
    arguments: [{ written: "<samples...>", says: "their names" }],
    options: [
      { flags: "--grams <n>", says: "at most", isRequired: true, parse: (value) => whole(value) },
      { flags: "--in <unit>", says: "unit", choices: ["g", "kg"], byDefault: "g" },
      { flags: "--tare", says: "first without", conflicts: "in" },
    ],
    examples: [{ place: 0, typed: "weigh s1 --grams 3", says: "one sample" }],
    async run(one) {
      told.push({ ...one });
      return 7;
    },
  };
  const ends: number[] = [];
  const printed: string[] = [];
  const made = program([...commands, weigh] as readonly Command<never>[], world, (code) => ends.push(code));
  made.configureOutput({ writeOut: (text) => printed.push(text), writeErr: () => undefined });
  const error = await made.parseAsync(["node", "foodspec", ...words]).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  return { told, ends, error, printed: printed.join("") };
}

function whole(value: string): number {
  if (!/^\d+$/.test(value)) throw new RangeError("write a whole number");
  return Number(value);
}

describe("a command that declares itself", () => {
  it("is told its arguments and options by name, and its exit code is the program's", async () => {
    const { told, ends, error } = await typed(["weigh", "s1", "s2", "--grams", "3"]);
    expect([error, ends]).toEqual([null, [7]]);
    expect(told).toEqual([{ samples: ["s1", "s2"], grams: 3, in: "g" }]);
  });
  it.each([
    ["a value it cannot use, with its own words", ["weigh", "s1", "--grams", "many"], "write a whole number"],
    ["what is no choice", ["weigh", "s1", "--grams", "3", "--in", "lb"], "Allowed choices are g, kg"],
    ["options that exclude one another", ["weigh", "s1", "--grams", "3", "--tare", "--in", "g"], "cannot be used with"],
    ["to be without what it requires", ["weigh", "s1"], "--grams"],
    ["to be without an argument", ["weigh", "--grams", "3"], "samples"],
  ])("refuses %s", async (_, words, says) => {
    const { told, error } = await typed(words);
    expect(told).toEqual([]);
    expect(error).toBeInstanceOf(CommanderError);
    expect((error as CommanderError).message).toContain(says);
  });
  it("stands in the help, its example where it says", async () => {
    const { printed } = await typed(["--help"]);
    expect(printed).toMatch(/^ {2}weigh \[options\] <samples\.\.\.> +weigh samples$/m);
    expect(printed).toMatch(/Examples:\n {2}foodspec weigh s1 --grams 3 +one sample\n/);
  });
});

describe("the commands", () => {
  it("have a name and a sentence each, and examples that begin with the name, in an order without ties", () => {
    const names = commands.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const { name, says, examples } of commands) {
      expect(says).toMatch(/^[a-z].*[^.]$/);
      for (const one of examples) expect(one.typed.split(" ")[0]).toBe(name);
    }
    const places = commands.flatMap(({ examples }) => examples.map(({ place }) => place));
    expect(new Set(places).size).toBe(places.length);
  });
  it("are one file each, in the table, and named nowhere else in the command line", () => {
    const files = sources("compiler/cli/commands").map((path) => path.slice("compiler/cli/commands/".length, -3));
    expect(files).toEqual(commands.map(({ name }) => name).sort());
    const others = ["foodspec", "program", "help", "command"].map((name) => `compiler/cli/${name}.ts`);
    for (const path of others) {
      const code = bare(textOf(path)) + [...textOf(path).matchAll(/"([^"\n]*)"/g)].map(([, text]) => text).join("\n");
      const named = commands.filter(({ name }) => new RegExp(`(?:^|\\n)${name}(?:\\n|$)|work/${name}`).test(code));
      expect(
        named.map(({ name }) => name),
        path,
      ).toEqual([]);
    }
  });
});
