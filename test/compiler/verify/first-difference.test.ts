/** First difference: the place at which a file stops being the same as another one, by its sort. */
import { describe, expect, it } from "vitest";
import { digestOf } from "../../../compiler/store/digest.ts";
import { firstDifference } from "../../../compiler/verify/first-difference.ts";

const first = (path: string, one: string, other: string) =>
  firstDifference(path, new TextEncoder().encode(one), new TextEncoder().encode(other));
const whole = (one: string, other: string) => ({ pointer: null, found: digestOf(one), wanted: digestOf(other) });

describe("two files", () => {
  it.each([
    ["that are the same", "a.json", "{}", "{}", null],
    ["with another number", "a.json", '{"a":[1,2]}', '{"a":[1,3]}', { pointer: "/a/1", found: "2", wanted: "3" }],
    ["with a list for a mapping", "a.json", "[]", "{}", { pointer: "", found: "[]", wanted: "{}" }],
    ["with a member more", "a.json", '{"a/b":1}', "{}", { pointer: "/a~1b", found: "1", wanted: "nothing" }],
    ["of the same value in other bytes", "a.json", "{ }", "{}", whole("{ }", "{}")],
    ["that are no JSON", "a.json", "{", "{}", whole("{", "{}")],
    ["with another cell", "a.csv", "id,v\nx,1\n", "id,v\nx,2\n", { pointer: "/0/v", found: '"1"', wanted: '"2"' }],
    ["with another column", "a.csv", "id,v\n", "id,w\n", { pointer: "/head/1", found: '"v"', wanted: '"w"' }],
    ["with a row more", "a.csv", "id\nx\ny", "id\nx", { pointer: "/1/id", found: '"y"', wanted: '""' }],
    ["with a cell more than the head", "a.csv", "id\nx,1", "id\nx,2", { pointer: "/0/1", found: '"1"', wanted: '"2"' }],
    ["with a row cut short", "a.csv", "id\nx", "id\nx\ny", whole("id\nx", "id\nx\ny")],
    ["of another sort", "a.svg", "<a/>", "<b/>", whole("<a/>", "<b/>")],
  ])("%s", (_, path, one, other, wanted) => {
    expect(first(path, one, other)).toEqual(wanted);
  });
});
