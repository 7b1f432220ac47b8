/** Reads a CPU profile: which functions the time was spent in, and how much was spent below chosen ones. */
import { readFileSync } from "node:fs";

/** Seconds by function, without what it called; and with what it called, for each function's outermost call. */
export function timesOf(path) {
  const { nodes, samples, timeDeltas } = JSON.parse(readFileSync(path, "utf8"));
  const byId = new Map(nodes.map((node) => [node.id, { ...node, seconds: 0 }]));
  samples.forEach((id, k) => {
    byId.get(id).seconds += timeDeltas[k] / 1e6;
  });
  const own = new Map();
  const whole = new Map();
  const add = (map, name, seconds) => map.set(name, (map.get(name) ?? 0) + seconds);
  const visit = (node, above) => {
    const name = nameOf(node.callFrame);
    const isOutermost = !above.includes(name);
    let total = node.seconds;
    for (const child of node.children ?? []) total += visit(byId.get(child), [...above, name]);
    add(own, name, node.seconds);
    if (isOutermost) add(whole, name, total);
    return total;
  };
  visit(byId.get(nodes[0].id), []);
  return { own, whole };
}

const nameOf = ({ functionName, url, lineNumber }) => {
  const file = url.split("/").at(-1);
  const name = functionName === "" ? "(anonymous)" : functionName;
  return file === "" ? name : `${name}  ${file}:${lineNumber + 1}`;
};

/** The `count` functions with the most seconds, as lines. */
export function table(times, count) {
  return [...times]
    .sort(([, a], [, b]) => b - a)
    .slice(0, count)
    .map(([name, seconds]) => `  ${seconds.toFixed(3).padStart(8)} s  ${name}`)
    .join("\n");
}
