import { describe, expect, it } from "vitest";
import { refusal } from "../../../compiler/serve/guard.ts";

const token = "0123456789abcdef0123456789abcdef";
const keeper = { port: 4000, token };
const asked = {
  method: "GET",
  url: "/",
  host: "127.0.0.1:4000",
  origin: undefined,
  cookie: `foodspec-preview-4000=${token}`,
};

describe("the preview", () => {
  it.each([
    ["its cookie", {}],
    ["its cookie beside those of others", { cookie: `a=b; foodspec-preview-4000=${token}; c=d` }],
    ["the token in the address", { cookie: undefined, url: `/?token=${token}` }],
    ["the name of this machine", { host: "localhost:4000" }],
    ["its own origin", { origin: "http://127.0.0.1:4000" }],
    ["a request for the head alone", { method: "HEAD" }],
  ])("lets in who comes with %s", (_, other) => expect(refusal({ ...asked, ...other }, keeper)).toBe(null));
  it.each([
    ["nothing", { cookie: undefined }, 403],
    ["another token", { cookie: `foodspec-preview-4000=${"0".repeat(32)}` }, 403],
    ["a part of the token", { cookie: `foodspec-preview-4000=${token.slice(0, 31)}` }, 403],
    ["an empty token", { cookie: "foodspec-preview-4000=", url: "/?token=" }, 403],
    ["the cookie of another preview", { cookie: `foodspec-preview-4001=${token}` }, 403],
    ["a foreign host that leads here", { host: "evil.example:4000" }, 403],
    ["another port", { host: "127.0.0.1:4001" }, 403],
    ["no host", { host: undefined }, 403],
    ["a foreign origin", { origin: "http://evil.example" }, 403],
    ["the origin of a file", { origin: "null" }, 403],
    ["another port's origin", { origin: "http://127.0.0.1:4001" }, 403],
    ["something to write", { method: "POST" }, 405],
    ["something to remove", { method: "DELETE" }, 405],
  ])("refuses who comes with %s", (_, other, status) => expect(refusal({ ...asked, ...other }, keeper)).toBe(status));
});
