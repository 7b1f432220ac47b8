/** Why not: the reason a browser did not start, in a few words and without a path of the machine. */

const known: readonly (readonly [pattern: RegExp, reason: string])[] = [
  [/error while loading shared libraries: ([\w.+-]+)/, "this machine lacks the library $1"],
  [/symbol lookup error|version `?([\w.]+)'? not found/, "it was made for another system than this"],
  [/[Ee]xecutable doesn't exist|Failed to launch.*ENOENT|spawn \S+ ENOENT/, "it is not installed"],
  [/\bEACCES\b|Permission denied/, "it may not be executed"],
  [/\bENOSPC\b/, "the disk has no room to unpack it"],
  [/Exec format error|\bENOEXEC\b/, "it is not a program for this machine"],
  [/Timeout \d+ms exceeded/, "it did not answer"],
  [/Failed to move to new namespace|No usable sandbox/, "this machine does not let it start"],
];

/** The reason an error tells; of an unknown one its first line, of which paths lose their folders. */
export function whyNot(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  for (const [pattern, reason] of known) {
    const match = pattern.exec(message);
    if (match !== null) return reason.replace("$1", match[1] ?? "");
  }
  if (/has been closed|process did exit|exited/.test(message)) return "it stopped at once";
  return message.split("\n", 1)[0].replace(/(?:[A-Za-z]:)?(?:[\\/][^\\/\s:'"]+)*[\\/]([^\\/\s:'"]+)/g, "$1");
}
