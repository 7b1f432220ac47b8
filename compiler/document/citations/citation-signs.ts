/** `[@key, p. 3; @other]`: citations, as a construct of the parser. */
import type { Data, Processor } from "unified";
import type { Citation } from "../text/nodes.ts";

type Syntax = NonNullable<Data["micromarkExtensions"]>[number];
type Construct = Exclude<NonNullable<NonNullable<Syntax["text"]>[number]>, readonly unknown[]>;
type State = ReturnType<Construct["tokenize"]>;
type Code = Parameters<State>[0];
type Name = Parameters<Parameters<Construct["tokenize"]>[0]["enter"]>[0];

// Names of tokens are a closed list of types, which only says what micromark itself makes.
const named = (name: string): Name => name as unknown as Name;
const [whole, mark, words] = ["citation", "citation:mark", "citation:words"].map(named);
const signs = { opening: 91, closing: 93, at: 64, backslash: 92, parenthesis: 40 } as const;
const isLineEnd = (code: Code): boolean => code !== null && code < -2;

/** A bracket that begins with `@`, has no bracket in it and is no link. */
export function citationSigns(this: Processor): void {
  const data = this.data();
  data.micromarkExtensions ??= [];
  data.fromMarkdownExtensions ??= [];
  data.micromarkExtensions.push({ text: { [signs.opening]: citation } });
  data.fromMarkdownExtensions.push({
    enter: {
      [whole]: function (token) {
        this.enter({ type: "citation", value: "" } satisfies Citation, token);
      },
    },
    exit: {
      [words]: function (token) {
        const node = this.stack.at(-1);
        if (node?.type === "citation")
          node.value += `${node.value === "" ? "" : " "}${this.sliceSerialize(token).trim()}`;
      },
      [whole]: function (token) {
        this.exit(token);
      },
    },
  });
}

const citation: Construct = {
  name: "citation",
  tokenize(effects, ok, nok) {
    const first: State = (code) => {
      if (code !== signs.at) return nok(code);
      effects.enter(words);
      effects.consume(code);
      return inside;
    };
    const inside: State = (code) => {
      if (code === null || code === signs.opening || code === signs.backslash) return nok(code);
      if (code === signs.closing) {
        effects.exit(words);
        effects.enter(mark);
        effects.consume(code);
        effects.exit(mark);
        return behind;
      }
      if (isLineEnd(code)) {
        effects.exit(words);
        effects.enter("lineEnding");
        effects.consume(code);
        effects.exit("lineEnding");
        return next;
      }
      effects.consume(code);
      return inside;
    };
    const next: State = (code) => {
      if (code === null || isLineEnd(code) || code === signs.closing) return nok(code);
      effects.enter(words);
      return inside(code);
    };
    const behind: State = (code) => {
      if (code === signs.parenthesis || code === signs.opening) return nok(code);
      effects.exit(whole);
      return ok(code);
    };
    return (code) => {
      effects.enter(whole);
      effects.enter(mark);
      effects.consume(code);
      effects.exit(mark);
      return first;
    };
  },
};
