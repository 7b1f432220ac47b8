/** `~x~` and `^x^`: sub- and superscript, as constructs of the parser. */
import type { Data, Processor } from "unified";
import type { InlineElement } from "./nodes.ts";

type Syntax = NonNullable<Data["micromarkExtensions"]>[number];
type Construct = Exclude<NonNullable<NonNullable<Syntax["text"]>[number]>, readonly unknown[]>;
type State = ReturnType<Construct["tokenize"]>;
type Name = Parameters<Parameters<Construct["tokenize"]>[0]["enter"]>[0];

const signs = { sub: 126, sup: 94 } as const;
const backslash = 92;

/** Between the signs stands no blank and no markup; with either they are text. A run of signs opens nothing. */
export function scriptSigns(this: Processor): void {
  const data = this.data();
  data.micromarkExtensions ??= [];
  data.fromMarkdownExtensions ??= [];
  data.micromarkExtensions.push({ text: { [signs.sub]: construct("sub"), [signs.sup]: construct("sup") } });
  const enter = (tag: string) => (): InlineElement => ({
    type: "inlineElement",
    data: { hName: tag },
    children: [],
    opening: 1,
    closing: 1,
  });
  data.fromMarkdownExtensions.push({
    enter: Object.fromEntries(
      Object.keys(signs).map((tag) => [
        `script:${tag}`,
        function (token) {
          this.enter(enter(tag)(), token);
        },
      ]),
    ),
    exit: Object.fromEntries(
      Object.keys(signs).map((tag) => [
        `script:${tag}`,
        function (token) {
          this.exit(token);
        },
      ]),
    ),
  });
}

/** Signs that would be markup: * < [ ] ^ ` ~ */
const markup: ReadonlySet<number> = new Set([42, 60, 91, 93, 94, 96, 126]);

function construct(tag: keyof typeof signs): Construct {
  const sign = signs[tag];
  // Names of tokens are a closed list of types, which only says what micromark itself makes.
  const [whole, mark] = [`script:${tag}`, `script:${tag}:sign`] as unknown as [Name, Name];
  return {
    name: `script:${tag}`,
    tokenize(effects, ok, nok) {
      const put = (code: Parameters<State>[0]): void => {
        effects.enter(mark);
        effects.consume(code);
        effects.exit(mark);
      };
      const isEnd = (code: Parameters<State>[0]): code is null => code === null || code < 0 || code === 32;
      const inside: State = (code) => {
        if (code === sign) {
          effects.exit("chunkString");
          put(code);
          effects.exit(whole);
          return ok;
        }
        if (isEnd(code) || markup.has(code)) return nok(code);
        effects.consume(code);
        return code === backslash ? escaped : inside;
      };
      const escaped: State = (code) => {
        if (isEnd(code)) return nok(code);
        effects.consume(code);
        return inside;
      };
      const first: State = (code) => {
        if (code === sign || isEnd(code)) return nok(code);
        effects.enter("chunkString", { contentType: "string" });
        return inside(code);
      };
      return (code) => {
        if (this.previous === sign) return nok(code);
        effects.enter(whole);
        put(code);
        return first;
      };
    },
  };
}
