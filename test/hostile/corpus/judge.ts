/** Judge: how members of the corpus are met, beside a server that listens and a file that nobody may make. */
import { existsSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "vitest";
import { catalogue } from "../../../compiler/diagnostics/catalogue.ts";
import { hostileCorpus } from "./corpus.ts";
import { canary, type Member, meet, secret } from "./member.ts";

/** Meets members, each in its turn, and gives how many there were. */
export async function judge(choose: (all: readonly Member[]) => readonly Member[]): Promise<number> {
  let asked = 0;
  const server = createServer((_, answer) => {
    asked++;
    answer.end("x");
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  try {
    const chosen = choose(await hostileCorpus((server.address() as AddressInfo).port));
    for (const member of chosen) await judgeOne(member);
    expect(asked, "requests").toBe(0);
    expect(existsSync(canary), "something ran").toBe(false);
    expect(Object.keys(Object.prototype)).toEqual([]);
    return chosen.length;
  } finally {
    server.close();
  }
}

/** Softly: all members that are met otherwise are named at once. */
async function judgeOne(member: Member): Promise<void> {
  const name = `${member.kind}: ${member.tries}`;
  const { exit, codes, seconds, text } = await meet(member);
  expect.soft([exit, codes.includes("FS0001")], `${name}: ${codes.join(" ")}`).toEqual([member.exit, false]);
  expect
    .soft(
      codes.filter((code) => !catalogue.has(code)),
      name,
    )
    .toEqual([]);
  // What is refused is told by its code.
  if (exit !== 0) expect.soft(codes, name).not.toEqual([]);
  if (member.codes.length > 0)
    expect
      .soft(
        member.codes.some((code) => codes.includes(code)),
        `${name}: ${codes.join(" ")}`,
      )
      .toBe(true);
  expect.soft(text.includes(secret), name).toBe(false);
  // No page, in whatever run folder or store, has a link that runs something.
  expect.soft(/(?:href|src|action)\s*=\s*["']?\s*javascript:/i.test(text), name).toBe(false);
  expect.soft(seconds, name).toBeLessThan(10);
}
