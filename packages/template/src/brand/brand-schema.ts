import { readManifest } from "../project/template-manifest.ts";
import { TemplateText } from "../syntax/template-text.ts";

const color = { type: "string", format: "color" };
const file = { type: "string", minLength: 1, maxLength: 500 };
/** Every family of Google Fonts has such a name, and it can stand in an address and in a style sheet as it is. */
const family = { type: "string", pattern: "^[A-Za-z0-9][A-Za-z0-9 ]{0,79}$" };
const font = {
  type: ["string", "object"],
  pattern: family.pattern,
  required: ["family", "file"],
  properties: { family, file },
};

/** What `brand.json` may say, as a schema of data, so that it is checked and complained of as data is. */
export const brandSchema = readManifest(
  new TemplateText(
    "brand.json",
    JSON.stringify({
      name: "Brand",
      data: {
        properties: {
          $schema: { type: "string" },
          name: { type: "string", minLength: 1, maxLength: 100 },
          tagline: { type: "string", minLength: 1, maxLength: 200 },
          url: { type: "string", minLength: 1, maxLength: 200 },
          logo: file,
          logoOnDark: file,
          colors: {
            type: "object",
            properties: { primary: color, accent: color, background: color, text: color },
          },
          fonts: { type: "object", properties: { heading: font, body: font } },
        },
      },
    }),
  ),
);
