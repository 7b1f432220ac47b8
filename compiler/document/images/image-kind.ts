/** Image kind: what a file is by its own bytes, whatever its name says, and how large its picture. */
import { svgImage } from "./svg-image.ts";

const imageKinds = ["png", "jpeg", "gif", "webp", "svg"] as const;

export interface ImageKind {
  readonly type: "image/png" | "image/jpeg" | "image/gif" | "image/webp" | "image/svg+xml";
  /** In points; null of a drawing. */
  readonly width: number | null;
  readonly height: number | null;
}

/** Only the header is read: a browser decodes. What is wrong comes back as the end of a sentence. */
export function imageKind(bytes: Uint8Array): ImageKind | { readonly problem: string } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const begins = (text: string, at = 0): boolean =>
    bytes.length >= at + text.length && [...text].every((letter, i) => bytes[at + i] === letter.charCodeAt(0));
  const no = { problem: `it is none of ${imageKinds.slice(0, -1).join(", ")} and svg, whatever its name says` };
  const raster = (type: ImageKind["type"], size: readonly [number, number] | null) =>
    size === null || size[0] < 1 || size[1] < 1
      ? { problem: "its header is not that of a whole image" }
      : { type, width: size[0], height: size[1] };
  if (begins("\u0089PNG\r\n\u001A\n"))
    return raster(
      "image/png",
      begins("IHDR", 12) && bytes.length >= 33 ? [view.getUint32(16), view.getUint32(20)] : null,
    );
  if (begins("\u00FF\u00D8\u00FF")) return raster("image/jpeg", jpegSize(view));
  if (begins("GIF87a") || begins("GIF89a"))
    return raster("image/gif", bytes.length >= 13 ? [view.getUint16(6, true), view.getUint16(8, true)] : null);
  if (begins("RIFF") && begins("WEBP", 8)) return raster("image/webp", webpSize(view, begins));
  return svgImage(bytes) ?? no;
}

/** The frame header (SOF0 to SOF15 without the tables among them); ITU-T T.81, B.2. */
function jpegSize(view: DataView): readonly [number, number] | null {
  let at = 2;
  while (at + 9 < view.byteLength) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
      return [view.getUint16(at + 7), view.getUint16(at + 5)];
    const length = view.getUint16(at + 2);
    if (length < 2) return null;
    at += 2 + length;
  }
  return null;
}

/** VP8X, VP8L or VP8; RFC 9649. */
function webpSize(view: DataView, begins: (text: string, at: number) => boolean): readonly [number, number] | null {
  if (view.byteLength < 30) return null;
  const three = (at: number) => view.getUint16(at, true) + 65_536 * view.getUint8(at + 2);
  if (begins("VP8X", 12)) return [1 + three(24), 1 + three(27)];
  if (begins("VP8L", 12)) {
    const bits = view.getUint32(21, true);
    return [1 + (bits & 0x3fff), 1 + ((bits >>> 14) & 0x3fff)];
  }
  return begins("VP8 ", 12) ? [view.getUint16(26, true) & 0x3fff, view.getUint16(28, true) & 0x3fff] : null;
}
