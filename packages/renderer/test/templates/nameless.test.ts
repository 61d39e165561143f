import { join } from "node:path";
import { expect, test } from "vitest";
import { loadTemplate } from "../../../template/src/project/load-template.ts";
import { repository } from "../support/fixtures.ts";

test.each([
  ["quote-card", { quote: "Less, but better." }, "Anonymous"],
  ["quote-card", { quote: "Less, but better.", author: " " }, "Anonymous"],
  ["event-promo", { title: "Northlight", lineup: [{ role: "Live set" }] }, "To be announced"],
  ["event-promo", { title: "Northlight", lineup: [{ name: "" }] }, "To be announced"],
  ["welcome", { id: "1", company: "Tidewater", step1: "Begin", name: "" }, "Hi there"],
])("%s has a graceful form for who has no name: %j", async (name, data, form) => {
  const { template } = await loadTemplate(join(repository, "templates", name));
  expect(template.fillIn(data).get("index.html")).toContain(`>${form}</`);
});
