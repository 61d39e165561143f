import { expect, it } from "vitest";
import { lookAhead } from "../../src/batch/look-ahead.ts";

async function* numbers(): AsyncGenerator<number> {
  for (let number = 1; number <= 5; number++) yield await Promise.resolve(number);
}

it("yields everything in order, and has begun with so many after each", async () => {
  const begun: number[] = [];
  const seen: Array<[number, number]> = [];
  for await (const number of lookAhead(numbers(), 2, (item) => begun.push(item)))
    seen.push([number, begun.length]);
  expect(seen).toEqual([
    [1, 3],
    [2, 4],
    [3, 5],
    [4, 5],
    [5, 5],
  ]);
});
