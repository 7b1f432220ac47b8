/** What a store knows as its own. */
import { createHash, createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { canonicalJson } from "../../../compiler/store/canonical.ts";
import { noSeal, sealWith } from "../../../compiler/store/seal.ts";
import { testKey, testSeal } from "../../fixtures/store-in.ts";

const value = { b: 1, a: ["x", null] };
const way = "keys/ab/cd.json";

describe("a sealed object", () => {
  it("carries the HMAC-SHA-256 over its name, a NUL and its canonical JSON, and which key that was", () => {
    const { mac } = testSeal.sealed(way, value);
    expect(mac).toEqual({
      key: createHash("sha256").update(testKey).digest("hex").slice(0, 8),
      hmac: createHmac("sha256", testKey)
        .update(`${way}\0${canonicalJson(value)}`)
        .digest("hex"),
    });
    expect(testSeal.opened(way, testSeal.sealed(way, value))).toEqual(value);
  });

  const sound = () => testSeal.sealed(way, value);
  it.each<[string, () => unknown, string?]>([
    ["under another name", sound, "keys/ab/ce.json"],
    ["with a number changed", () => ({ ...sound(), b: 2 })],
    ["with a member more", () => ({ ...sound(), c: 1 })],
    ["without its mac", () => value],
    ["with a mac of nothing", () => ({ ...value, mac: null })],
    ["with a mac of another form", () => ({ ...value, mac: { ...sound().mac, hmac: "00" } })],
    ["with the mac of another", () => ({ ...value, mac: testSeal.sealed(way, { b: 2 }).mac })],
    ["by another key", () => sealWith(new Uint8Array(32).fill(8)).sealed(way, value)],
    [
      "by another key that says it is this one",
      () => ({
        ...sound(),
        mac: { key: sound().mac.key, hmac: sealWith(new Uint8Array(32)).sealed(way, value).mac.hmac },
      }),
    ],
    ["that is a list", () => [sound()]],
    ["that is nothing", () => null],
  ])("is as absent %s", (_, made, under = way) => expect(testSeal.opened(under, made())).toBeNull());

  it("is never opened without a key", () => expect(noSeal.opened(way, noSeal.sealed(way, value))).toBeNull());
});
