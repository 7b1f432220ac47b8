/** Third party: what others wrote of the program, with licence and text: `bom.cdx.json` for programs, `THIRD-PARTY.md` for people. */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Licences that let the program be MIT; the last is that of the fonts. BSL-1.0 is Boost's, BlueOak-1.0.0 asks for no more than MIT. */
const allowed = /^(?:MIT|ISC|0BSD|BSD-2-Clause|BSD-3-Clause|Apache-2\.0|BSL-1\.0|BlueOak-1\.0\.0|OFL-1\.1)$/;

/** Packages that come without a text and declare licence and author of another that has it. */
const textOf = { "@citation-js/date": "@citation-js/core", "@citation-js/name": "@citation-js/core" };

/** What a package carries inside a file of its own, where no package manager sees it; `shows` is how that file says its version. */
const carried = {
  unpdf: {
    name: "pdfjs-dist",
    file: "dist/pdfjs.mjs",
    shows: /"(5\.\d+\.\d+)"/,
    license: "Apache-2.0",
    copyright: "Copyright Mozilla Foundation",
    text: "@stdlib/array-float64",
  },
};

/** Fonts of reports, which are subsets; `templates/fonts/README.md` says how they were made. */
const fonts = {
  "noto-sans-bold.woff2": ["Noto Sans", "2.004"],
  "noto-sans-formulas.woff2": ["Noto Sans Math", "5.3.0"],
  "noto-sans-info.woff2": ["Noto Sans Symbols", "2.003"],
  "noto-sans-italic.woff2": ["Noto Sans", "2.004"],
  "noto-sans-marks.woff2": ["Noto Sans Symbols 2", "2.003"],
  "noto-sans-maths.woff2": ["Noto Sans Math", "2.001"],
  "noto-sans-mono-regular.woff2": ["Noto Sans Mono", "2.006"],
  "noto-sans-regular.woff2": ["Noto Sans", "2.004"],
};

/**
 * Everything bundled that others wrote, in the order of names.
 *
 * @param metafile esbuild's, of the whole bundle
 * @param root of the project, absolute
 * @param beside what is shipped with it and is no package
 * @throws Error naming what has no text, no digest or no licence that is allowed
 */
export function thirdParty(metafile, root, beside = fontsIn(root)) {
  const lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages;
  const places = new Set();
  for (const { inputs } of Object.values(metafile.outputs))
    for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
      const place = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(path)?.[0];
      if (place !== undefined && bytesInOutput > 0) places.add(place);
    }
  const packages = [...places].flatMap((place) => packagesAt(root, place, lockedAt(lock, place)));
  const known = new Map([...packages, ...beside].map((part) => [part.ref, part]));
  const parts = [...known.values()].sort((one, other) => (one.ref < other.ref ? -1 : 1));
  for (const { ref, license } of parts) {
    const bad = license.split(" AND ").find((one) => !allowed.test(one));
    if (bad !== undefined) throw new Error(`${ref} is bundled, and its licence ${bad} is not among those allowed`);
  }
  return parts;
}

/** What the lock file has of a package, by its path below the root, or below what a link there leads to. */
const lockedAt = (lock, place) =>
  [...place.matchAll(/(?<![^/])node_modules\//g)].map(({ index }) => lock[place.slice(index)]).find(Boolean);

/** A package, and what it carries. */
function packagesAt(root, place, locked) {
  const read = (path) => readFileSync(join(root, path), "utf8");
  const { name, version, license, author } = JSON.parse(read(`${place}/package.json`));
  const ref = `pkg:npm/${name.replace("@", "%40")}@${version}`;
  if (typeof license !== "string") throw new Error(`${ref} is bundled, and its package.json names no licence`);
  const integrity = /^sha512-([A-Za-z0-9+/=]+)$/.exec(locked?.integrity ?? "")?.[1];
  if (integrity === undefined) throw new Error(`${ref} is bundled, and package-lock.json has no SHA-512 of it`);
  const own = textsIn(root, place);
  const other = textOf[name];
  const from = own === "" && other !== undefined ? JSON.parse(read(`node_modules/${other}/package.json`)) : null;
  const isSame = from !== null && from.license === license && nameOf(from.author) === nameOf(author);
  const text = isSame ? textsIn(root, `node_modules/${other}`) : own;
  if (text === "") throw new Error(`${ref} is bundled, and comes without the text of its licence`);
  const note = isSame ? `The package holds no text; this is that of ${other}, of the same author and licence.` : null;
  const hash = { alg: "SHA-512", content: Buffer.from(integrity, "base64").toString("hex") };
  const part = { ref, type: "library", name, version, license, hash, text, note };
  return name in carried ? [part, carriedIn(root, place, carried[name])] : [part];
}

const nameOf = (author) => (typeof author === "string" ? author.replace(/\s*[<(].*$/, "") : author?.name);

function carriedIn(root, place, { name, file, shows, license, copyright, text }) {
  const bytes = readFileSync(join(root, place, file));
  const version = shows.exec(bytes.toString("utf8"))?.[1];
  if (version === undefined) throw new Error(`${place}/${file} no longer says which ${name} it carries`);
  const note = `${copyright}. Carried inside ${place.replace(/^.*node_modules\//, "")}; the digest is of that file.`;
  const ref = `pkg:npm/${name}@${version}`;
  const own = textsIn(root, `node_modules/${text}`);
  if (own === "") throw new Error(`${ref} is bundled, and comes without the text of its licence`);
  return { ref, type: "library", name, version, license, hash: sha256(bytes), text: own, note };
}

const sha256 = (bytes) => ({ alg: "SHA-256", content: createHash("sha256").update(bytes).digest("hex") });

/** Licences and notices of a package, as they lie at its top. */
function textsIn(root, place) {
  const folder = join(root, place);
  const names = existsSync(folder)
    ? readdirSync(folder).filter((name) => /^(?:licen[sc]e|copying|notice)/i.test(name))
    : [];
  return names
    .sort()
    .map((name) => readFileSync(join(folder, name), "utf8").replaceAll("\r\n", "\n").trim())
    .join("\n\n");
}

function fontsIn(root) {
  const folder = join(root, "templates/fonts");
  const files = readdirSync(folder).filter((name) => name.endsWith(".woff2"));
  const text = readFileSync(join(folder, "OFL.txt"), "utf8").trim();
  return files.map((file) => {
    if (!(file in fonts))
      throw new Error(`templates/fonts/${file} is bundled, and compiler/third-party.mjs does not know it`);
    const [name, version] = fonts[file];
    const note = `A subset, in the file ${file}.`;
    const hash = sha256(readFileSync(join(folder, file)));
    return {
      ref: `font:${file}@${version}`,
      type: "file",
      name: `${name} (${file})`,
      version,
      license: "OFL-1.1",
      hash,
      text,
      note,
    };
  });
}

/**
 * The bill of materials, without time and serial number: the same parts give the same bytes.
 *
 * @see CycloneDX 1.6, ECMA-424
 */
export function bomOf(parts, version) {
  const components = parts.map(({ ref, type, name, version, license, hash }) => ({
    type,
    "bom-ref": ref,
    ...(name.startsWith("@") ? { group: name.split("/")[0], name: name.split("/")[1] } : { name }),
    version,
    hashes: [hash],
    licenses: license.includes(" ") ? [{ expression: license }] : [{ license: { id: license } }],
    ...(ref.startsWith("pkg:") ? { purl: ref } : {}),
  }));
  const ref = `pkg:npm/foodspec@${version}`;
  const component = { type: "application", "bom-ref": ref, name: "foodspec", version, purl: ref };
  const metadata = { component: { ...component, licenses: [{ license: { id: "MIT" } }] } };
  const dependencies = [{ ref, dependsOn: components.map((one) => one["bom-ref"]) }];
  const bom = { bomFormat: "CycloneDX", specVersion: "1.6", version: 1, metadata, components, dependencies };
  return `${JSON.stringify(bom, null, 2)}\n`;
}

/** Whose a text is, with a year or a sign; what Apache's appendix tells others to fill in has neither. */
const holder = /^\W*Copyright\b.*(?:\(c\)|©|<|\b(?:19|20)\d\d\b).*$|^\(c\) .*$/im;

/** The page: every part with its licence, then each text once with the parts it is of. */
export function thirdPartyText(parts) {
  const texts = new Map();
  for (const { text, name, version } of parts) texts.set(text, [...(texts.get(text) ?? []), `${name} ${version}`]);
  const numbers = new Map([...texts.keys()].map((text, i) => [text, i + 1]));
  const rows = parts.map(({ name, version, license, text, note }) => {
    const says = note ?? holder.exec(text)?.[0].trim().replaceAll("|", "\\|") ?? "its text names nobody";
    return `| ${name} | ${version} | ${license} | ${numbers.get(text)} | ${says} |`;
  });
  const bodies = [...texts].map(([text, of], i) => {
    const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
    const fence = "`".repeat(longest + 1);
    return `## Text ${i + 1}\n\nOf ${of.join(", ")}.\n\n${fence}text\n${text}\n${fence}\n`;
  });
  const head = `# Third-party software and fonts

FoodSpec holds the packages and fonts of this list, bundled as they are or shortened to what is used. \`bom.cdx.json\` has the
same list for programs, with digests.

| name | version | licence | text | copyright |
| --- | --- | --- | --- | --- |
`;
  return `${head}${rows.join("\n")}\n\n${bodies.join("\n")}`;
}
