/** Frozen stamp: an authority's time stamp over a line of a register that freezes criteria, made and read again. */
import type { ChainLine } from "../../schemas/register-chain.ts";
import { canonicalJson } from "../store/canonical.ts";
import { believed, type Send, stamped, type Token, tokenRead } from "./time-stamp.ts";

/** Is over the line as it stands, with null in the place of the token: with what it follows, and everything that was asked. */
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/**
 * The line with a time stamp over it.
 *
 * @param text RFC 8785 JSON, whose `token` is null
 * @param time by the clock of this machine
 * @throws NoTimeStamp
 */
export async function stampedLine(text: string, time: string, send: Send): Promise<string> {
  const token = await stamped(bytesOf(text), send);
  const read = await tokenRead(token, bytesOf(text));
  if ("problem" in read) throw new Error(`a token that was just checked ${read.problem}`);
  believed(read.time, time);
  return canonicalJson({ ...JSON.parse(text), token: Buffer.from(token).toString("base64") });
}

/** What the time stamp of a line says, or why it is none; null of a line without. */
export async function stampOf({ text, value: { token } }: Pick<ChainLine, "text" | "value">) {
  if (token === null || token === undefined) return null;
  const none = { problem: "is no time stamp" };
  if (typeof token !== "string") return none;
  // By its very bytes: a stranger takes the token out of the line likewise.
  const parts = text.split(`"token":${JSON.stringify(token)}`);
  if (parts.length !== 2) return none;
  return tokenRead(new Uint8Array(Buffer.from(token, "base64")), bytesOf(parts.join('"token":null')));
}

export type FrozenStamp = Token | { readonly problem: string } | null;
