import type { DescribedField, TemplateDescription } from "@hyperframes-engine/renderer";
import { visible } from "./format.ts";

const WIDEST_NAME = 28;

/** What a template is and which fields its data has, in lines. */
export function formatTemplate(template: TemplateDescription): string {
  const { name, description, sizes, locale, fields, data } = template;
  const shownSizes = sizes.map((size) => `${size.name} (${size.width}×${size.height})`).join(", ");
  const lines = [
    `template     ${name}`,
    ...(description ? [`             ${description}`] : []),
    `sizes        ${shownSizes || "one"}`,
    `locale       ${locale}`,
    `data         ${data ?? "none comes with it: give --data"}`,
    `fields       ${fields.length || "none"}${fields.some(({ required }) => required) ? "; those with * must be given" : ""}`,
    ...formatFields(fields),
  ];
  return lines.join("\n").split("\n").map(visible).join("\n");
}

function formatFields(fields: readonly DescribedField[]): string[] {
  const width = Math.min(WIDEST_NAME, Math.max(...fields.map(({ path }) => path.length + 1)));
  return fields.flatMap((field) => {
    const { path, required, type, limits, title, description, examples, brand } = field;
    const indent = " ".repeat(width + 4);
    const kind = [type, ...limits].join(", ");
    const empty = "fallback" in field ? ` (if empty: ${JSON.stringify(field.fallback)})` : "";
    const usual = "default" in field ? ` (default: ${JSON.stringify(field.default)})` : "";
    const branded = brand.length > 0 ? ` (brand: ${brand.join(", else ")})` : "";
    const told = [title, description].filter(Boolean).join(": ");
    return [
      `  ${`${path}${required ? "*" : ""}`.padEnd(width)}  ${kind}${branded}${usual}${empty}`,
      ...(told ? [indent + told] : []),
      ...(examples.length > 0 ? [`${indent}such as ${JSON.stringify(examples[0])}`] : []),
    ];
  });
}
