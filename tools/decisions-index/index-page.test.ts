import { expect, test } from "vitest";
import { indexPage } from "./index-page.ts";

test("a decision is in the index by its bold beginning, under the title of its page, and a table's bold cells are not", () => {
  const text =
    "# Clock\n\n## Ticks\n\n**Ticks grow.** Always.\n\n**What is\nlong,** is long.\n\n| **a** |\n\nNot **this**.\n";
  expect(indexPage([{ name: "clock.md", text }])).toMatch(
    /## \[Clock\]\(clock\.md\)\n\n- Ticks grow\n- What is long\n$/,
  );
});
