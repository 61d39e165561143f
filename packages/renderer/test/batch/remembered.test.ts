import { expect, test } from "vitest";
import { Remembered } from "../../src/batch/remembered.ts";

test("keeps the values that were used last", async () => {
  const remembered = new Remembered<string>(2);
  const made: string[] = [];
  const ask = (key: string): Promise<string> =>
    remembered.get(key, () => Promise.resolve(`${made.push(key)}`));
  for (const key of ["a", "b", "a", "c", "a", "b"]) await ask(key);
  expect(made).toEqual(["a", "b", "c", "b"]);
});

test("who waits for somebody who fails tries it themselves", async () => {
  const remembered = new Remembered<number>(2);
  let tries = 0;
  const make = (): Promise<number> => {
    tries += 1;
    return tries === 1 ? Promise.reject(new Error("no")) : Promise.resolve(tries);
  };
  const [first, second] = await Promise.allSettled([remembered.get("a", make), remembered.get("a", make)]);
  expect([first.status, second]).toEqual(["rejected", { status: "fulfilled", value: 2 }]);
});
