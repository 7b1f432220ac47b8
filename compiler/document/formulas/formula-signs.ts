/** `$…$`, `$$…$$` and lines between `$$`: formulas, as constructs of the parser. */
import type { Data, Processor } from "unified";
import type { Displayed, Formula } from "../text/nodes.ts";

type Syntax = NonNullable<Data["micromarkExtensions"]>[number];
type Construct = Exclude<NonNullable<NonNullable<Syntax["text"]>[number]>, readonly unknown[]>;
type Tokenize = Construct["tokenize"];
type State = ReturnType<Tokenize>;
type Code = Parameters<State>[0];
type Name = Parameters<Parameters<Tokenize>[0]["enter"]>[0];

// Names of tokens are a closed list of types, which only says what micromark itself makes.
const named = (name: string): Name => name as unknown as Name;
const [inline, displayed, sign, words, line, fence] = [
  "formula:inline",
  "formula:displayed",
  "formula:sign",
  "formula:words",
  "formula:line",
  "formula:fence",
].map(named);

const dollar = 36;
const backslash = 92;
const brace = 123;
const isLineEnd = (code: Code): boolean => code !== null && code < -2;
const isBlank = (code: Code): boolean => code === null || code < 0 || code === 32;
const isDigit = (code: Code): boolean => code !== null && code >= 48 && code <= 57;

/**
 * One sign: no blank behind the first, none before the second, no digit behind it; so "costs $5 and $6" is text. Two signs: up to the
 * next two. What is never closed is text, and told where it stands.
 */
export function formulaSigns(this: Processor): void {
  const data = this.data();
  data.micromarkExtensions ??= [];
  data.fromMarkdownExtensions ??= [];
  data.micromarkExtensions.push({ text: { [dollar]: between }, flow: { [dollar]: lines } });
  data.fromMarkdownExtensions.push({
    enter: {
      [inline]: function (token) {
        this.enter({ type: "formula", value: "", signs: 0 } satisfies Formula, token);
      },
      [displayed]: function (token) {
        this.enter(
          { type: "displayed", value: "", signs: 2, own: null, isOpen: true, rest: "" } satisfies Displayed,
          token,
        );
      },
    },
    exit: {
      [sign]: function (token) {
        const node = this.stack.at(-1);
        if (node?.type === "formula") node.signs = token.end.offset - token.start.offset;
      },
      [words]: function (token) {
        const node = this.stack.at(-1);
        if (node?.type === "formula") node.value += `${node.value === "" ? "" : "\n"}${this.sliceSerialize(token)}`;
      },
      [inline]: function (token) {
        this.exit(token);
      },
      [line]: function (token) {
        const node = this.stack.at(-1);
        if (node?.type === "displayed") node.value += `${node.value === "" ? "" : "\n"}${this.sliceSerialize(token)}`;
      },
      [fence]: function (token) {
        const node = this.stack.at(-1);
        if (node?.type !== "displayed") return;
        const written = this.sliceSerialize(token).trim().slice("$$".length).trim();
        // The second fence closes and takes nothing.
        if (token.start.offset === node.position?.start.offset) node.rest = written;
        else node.isOpen = false;
      },
      [displayed]: function (token) {
        this.exit(token);
      },
    },
  });
}

/** Within a paragraph; a line end is part of the formula. */
const between: Construct = {
  name: "formula:inline",
  tokenize(effects, ok, nok) {
    let size = 0;
    let before: Code = null;
    const open: State = (code) => {
      if (code === dollar && size < 2) {
        size += 1;
        effects.consume(code);
        return open;
      }
      effects.exit(sign);
      return code === dollar || code === null || (size === 1 && isBlank(code)) ? nok(code) : startOfLine(code);
    };
    const startOfLine: State = (code) => {
      if (isLineEnd(code) || code === null) return nok(code);
      if (code === dollar) return closing(code);
      effects.enter(words);
      return inside(code);
    };
    const inside: State = (code) => {
      if (code === null || code === dollar || isLineEnd(code)) {
        effects.exit(words);
        if (code === null) return nok(code);
        return code === dollar ? closing(code) : lineEnd(code);
      }
      before = code;
      effects.consume(code);
      return code === backslash ? escaped : inside;
    };
    const escaped: State = (code) => {
      if (code === null || isLineEnd(code)) return inside(code);
      before = code;
      effects.consume(code);
      return inside;
    };
    const lineEnd = (code: Code): State => {
      before = code;
      effects.enter("lineEnding");
      effects.consume(code);
      effects.exit("lineEnding");
      return startOfLine;
    };
    const closing: State = (code) => {
      if (size === 1 && isBlank(before)) return nok(code);
      effects.enter(sign);
      effects.consume(code);
      return size === 1 ? closed : second;
    };
    const second: State = (code) => {
      if (code !== dollar) return nok(code);
      effects.consume(code);
      return closed;
    };
    const closed: State = (code) => {
      if (code === dollar || (size === 1 && isDigit(code))) return nok(code);
      effects.exit(sign);
      effects.exit(inline);
      return ok(code);
    };
    return (code) => {
      if (this.previous === dollar) return nok(code);
      effects.enter(inline);
      effects.enter(sign);
      return open(code);
    };
  },
};

/** The end of a line within what is fenced, where the next one goes on with it. */
const nextLine: Construct = {
  partial: true,
  tokenize(effects, ok, nok) {
    return (code) => {
      if (code === null) return nok(code);
      effects.enter("lineEnding");
      effects.consume(code);
      effects.exit("lineEnding");
      return (next) => (this.parser.lazy[this.now().line] ? nok(next) : ok(next));
    };
  },
};

/** Two signs, and then what stands behind them. */
function twoSigns(effects: Parameters<Tokenize>[0], behind: State, nok: State): State {
  let size = 0;
  const signs: State = (code) => {
    if (code === dollar && size < 2) {
      size += 1;
      effects.consume(code);
      return signs;
    }
    return size === 2 ? behind(code) : nok(code);
  };
  return signs;
}

/** `$$` alone on its line, after at most three blanks. */
const closingFence: Construct = {
  partial: true,
  tokenize(effects, ok, nok) {
    let blanks = 0;
    const behind: State = (code) => {
      if (code === null || isLineEnd(code)) {
        effects.exit(fence);
        return ok(code);
      }
      if (!isBlank(code)) return nok(code);
      effects.consume(code);
      return behind;
    };
    const lead: State = (code) => {
      if (code === 32 && blanks < 3) {
        blanks += 1;
        effects.consume(code);
        return lead;
      }
      return twoSigns(effects, behind, nok)(code);
    };
    return (code) => {
      effects.enter(fence);
      return lead(code);
    };
  },
};

/** Lines between two fences; a first line with more than attributes behind it is a paragraph's. */
const lines: Construct = {
  name: "formula:displayed",
  concrete: true,
  tokenize(effects, ok, nok) {
    let isAttribute = false;
    const behind: State = (code) => {
      if (code === null || isLineEnd(code)) {
        effects.exit(fence);
        return this.interrupt ? ok(code) : endOfLine(code);
      }
      // Anything else is the beginning of a formula within its paragraph.
      if (code === dollar || !(isBlank(code) || code === brace || isAttribute)) return nok(code);
      isAttribute ||= code === brace;
      effects.consume(code);
      return behind;
    };
    const endOfLine: State = (code) => {
      if (code === null) return after(code);
      return effects.attempt(nextLine, startOfLine, after)(code);
    };
    const startOfLine: State = (code) => effects.attempt(closingFence, after, content)(code);
    const content: State = (code) => {
      if (code === null || isLineEnd(code)) return endOfLine(code);
      effects.enter(line);
      return inside(code);
    };
    const inside: State = (code) => {
      if (code === null || isLineEnd(code)) {
        effects.exit(line);
        return endOfLine(code);
      }
      effects.consume(code);
      return inside;
    };
    const after: State = (code) => {
      effects.exit(displayed);
      return ok(code);
    };
    return (code) => {
      effects.enter(displayed);
      effects.enter(fence);
      return twoSigns(effects, behind, nok)(code);
    };
  },
};
