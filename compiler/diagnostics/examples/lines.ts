/** Lines of the document on meat in whose place examples stand. */
import { pieceOf } from "./example.ts";

export const title = "title: T";
export const target = "target: fat";
export const batch = "batch: lot";
export const steps = "  - savgol: {window: 11, order: 2, deriv: 1}";
export const estimator = "estimator: {pls-regression: {components: [2, 4, 6]}}";
export const value = "Value `= model.rmsecv : .2f`.";
export const data = "```foodspec data";
export const unit = 'unit: "%"';
export const inputs = "inputs: {meat: {path: meats-nir.csv}, chem: {path: chem.csv}}";
export const axis = "axis: {unit: nm, technique: NIR, range: [850, 1050]}";
export const model = `\`\`\`foodspec model\n${estimator}\n\`\`\``;

export const meat = pieceOf("meat");
/** The same without an inline value. */
export const bare = pieceOf("bare");
/** Options of the data block, under that of the batch. */
export const more = (wrong: string, right: string) => bare(batch, `${batch}\n${wrong}`, `${batch}\n${right}`);
/** Fields of the front matter, under the title. */
export const field = (wrong: string, right: string) => meat(title, `${title}\n${wrong}`, `${title}\n${right}`);
/** Prose. */
export const prose = (wrong: string, right: string) => meat(value, wrong, right);
