/** What a file is by its own bytes, and which drawings are refused. */
import { describe, expect, it } from "vitest";
import { imageKind } from "../../../../compiler/document/images/image-kind.ts";
import { gif, jpeg, png, svg, webp } from "../../../fixtures/images.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe("an image", () => {
  it.each([
    ["png", png(2, 1), { type: "image/png", width: 2, height: 1 }],
    ["gif", gif, { type: "image/gif", width: 3, height: 2 }],
    ["jpeg", jpeg, { type: "image/jpeg", width: 7, height: 5 }],
    ["webp", webp, { type: "image/webp", width: 9, height: 4 }],
    ["svg", bytes(svg()), { type: "image/svg+xml", width: null, height: null }],
    ["svg without a declaration", bytes(svg().split("\n")[1]), { type: "image/svg+xml", width: null, height: null }],
  ])("is known as %s, with its size", (_, image, kind) => expect(imageKind(image)).toEqual(kind));
  it.each([
    ["text", bytes("not an image")],
    ["nothing", new Uint8Array()],
    ["the beginning of a png", png().slice(0, 20)],
    ["the beginning of a gif", gif.slice(0, 8)],
    ["the beginning of a jpeg", jpeg.slice(0, 12)],
    ["the beginning of a webp", webp.slice(0, 16)],
    ["a page", bytes("<html><svg></svg></html>")],
    ["bytes that are no text", new Uint8Array([0x3c, 0x73, 0xff])],
  ])("is none where there is %s", (_, image) => expect(imageKind(image)).toHaveProperty("problem"));
});

describe("a drawing", () => {
  it.each([
    ["shapes, gradients and text", '<g id="a"><text x="1">5 &lt; 6 &#956;m</text></g><use href="#a"/>'],
    ["a picture that is written out", '<image href="data:image/png;base64,AAAA"/>'],
    ["a fill of its own", `<rect fill="url(#g)" style="stroke:url('#h')"/>`],
    ["what an editor notes", '<metadata xmlns:rdf="r"><rdf:RDF/></metadata><!-- a comment: <script> -->'],
  ])("may have %s", (_, inside) => expect(imageKind(bytes(svg(inside)))).not.toHaveProperty("problem"));
  it.each([
    ["a script", "<script>1</script>"],
    ["a script of another prefix", "<x:SCRIPT/>"],
    ["a script in an attribute", '<rect onload="alert(1)"/>'],
    ["a link that runs", '<a href="javascript:alert(1)"><rect/></a>'],
    ["a link whose letters are hidden", '<a href="&#106;avascript:1"><rect/></a>'],
    ["a link out of it", '<image xlink:href="https://example.org/x.png"/>'],
    ["a fill from outside", '<rect fill="url(https://example.org/x)"/>'],
    ["a style from outside", '<rect style="fill:u\\72l(https://example.org)"/>'],
    ["a style sheet", "<style>*{}</style>"],
    ["HTML", "<foreignObject><p/></foreignObject>"],
    ["an animation", '<set attributeName="href" to="x"/>'],
    ["an open element", "<g>"],
    ["an entity of its own", "<text>&lol;</text>"],
    ["text behind it", "</svg><p/>"],
    ["an attribute without quotes", "<rect width=1/>"],
  ])("with %s is refused", (_, inside) => expect(imageKind(bytes(svg(inside)))).toHaveProperty("problem"));
  it.each([
    ["entities", '<!DOCTYPE svg [<!ENTITY a "b">]>\n<svg xmlns="http://www.w3.org/2000/svg"/>'],
    ["a style sheet beside it", '<?xml-stylesheet href="a.css"?><svg xmlns="http://www.w3.org/2000/svg"/>'],
    ["no name space, which no browser draws", "<svg/>"],
    ["10,000 elements in one another", svg("<g>".repeat(10_000) + "</g>".repeat(10_000))],
  ])("with %s is refused", (_, text) => expect(imageKind(bytes(text))).toHaveProperty("problem"));
  it("of 2 MB is looked through to its end", { tags: "slow" }, () => {
    expect(imageKind(bytes(svg('<rect width="1" height="2"/>'.repeat(70_000))))).not.toHaveProperty("problem");
    expect(imageKind(bytes(svg(`<rect ${'a="1" '.repeat(300_000)}`)))).toHaveProperty("problem");
  });
});
