/** Topics of codes, and of exit codes. */
import { catalogue } from "../../diagnostics/catalogue.ts";
import { shownExample } from "../../diagnostics/examples/shown.ts";
import { examples } from "../../diagnostics/examples.ts";
import { explain } from "../../diagnostics/explain.ts";
import { exitCodes } from "../help.ts";
import { section, type Topic } from "./topic.ts";

/** Every code of the catalogue, with an example where there is one. */
export function codeTopics(): readonly Topic[] {
  return [...catalogue].map(([code, { title }]) => ({
    sort: "code",
    name: code,
    head: `${code}: ${title}`,
    also: [code.slice(2)],
    text: () => {
      const { wrong, right, isRun } = shownExample(examples[code]);
      return [
        ...(explain(code)?.trimEnd().split("\n\n").slice(1) ?? []),
        section(isRun ? "Wrong" : "Wrong, in words", wrong),
        section("Right", right),
      ];
    },
  }));
}

/** 0 to 10, and those of signals. */
export const exitTopics = (): readonly Topic[] =>
  exitCodes.map(({ code, says, wayOut }) => ({
    sort: "exit code",
    name: String(code),
    also: [`exit ${code}`],
    text: () => [says, ...(wayOut === "" ? [] : [`What to do: ${wayOut}`]), ...codesOf(code)],
  }));

/** The codes that lead there. */
function codesOf(exit: number): readonly string[] {
  const codes = [...catalogue].filter(([, entry]) => entry.severity === "error" && entry.exit === exit);
  return codes.length === 0 ? [] : [`Codes: ${codes.map(([code]) => code).join(", ")}`];
}
