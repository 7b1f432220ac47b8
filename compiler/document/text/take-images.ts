/** FS2223: the images of a text, each read where it lies; what cannot stand in the report is an error. */
import type { Image, Nodes, Parent } from "mdast";
import { sourceLimits as limits } from "../../../schemas/limits.ts";
import { finding } from "../../diagnostics/build.ts";
import type { Finding } from "../../diagnostics/finding.ts";
import type { Lines } from "../../diagnostics/lines.ts";
import { imageKind } from "../images/image-kind.ts";
import type { Sources } from "../sources.ts";

/** In place: the address of an image is where it stands in the run folder, `sources/` and its path below the root. */
export function takeImages(tree: Nodes, at: Lines, sources: Sources): readonly Finding[] {
  const findings: Finding[] = [];
  let shown = 0;
  /** What is wrong with an image; null of one that was taken. */
  const take = (image: Image, file: string): string | null => {
    const source = sources.take(decoded(image.url), file, "image", limits.imageBytes);
    if ("problem" in source) return source.problem;
    const kind = imageKind(source.bytes);
    if ("problem" in kind) return kind.problem;
    if ((kind.width ?? 0) * (kind.height ?? 0) > limits.pixels)
      return `it has ${kind.width} × ${kind.height} points, and at most ${limits.pixels} are shown`;
    shown += source.bytes.length;
    if (shown > limits.imagesBytes)
      return `all images together, each as often as it is shown, have at most ${limits.imagesBytes} bytes`;
    image.url = sourceUrl(source.path);
    return null;
  };
  const visit = (node: Nodes): void => {
    if (node.type === "image") {
      const place = at.place(node.position?.start.offset ?? 0, node.position?.end.offset ?? 0);
      const what = take(node, place.file);
      if (what !== null) findings.push(finding("FS2223", place, { url: shortened(node.url), what }));
    }
    if ("children" in node) for (const child of (node as Parent).children) visit(child as Nodes);
  };
  visit(tree);
  return findings;
}

/** Address of a source in the run folder. */
export const sourceUrl = (path: string): string => `sources/${path.split("/").map(encodeURIComponent).join("/")}`;

function decoded(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch {
    return url;
  }
}

const shortened = (url: string): string => (url.length > 60 ? `${url.slice(0, 60)}…` : url);
