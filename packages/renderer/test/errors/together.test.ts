import { once } from "node:events";
import { expect, test } from "vitest";
import { together } from "../../src/cancellation/together.ts";

const forEver = async (signal: AbortSignal): Promise<never> => {
  if (!signal.aborted) await once(signal, "abort");
  throw new Error("ended");
};

test("gives what each has given, in order", async () => {
  const { signal } = new AbortController();
  const given = await together(signal, () => [Promise.resolve(1), Promise.resolve("two")]);
  expect(given).toEqual([1, "two"]);
});

test.each([0, 1, 2])(
  "the first that fails, number %i of three, ends the others, which are awaited",
  async (first) => {
    const { signal } = new AbortController();
    const ended: number[] = [];
    const work = together(signal, (either) =>
      [0, 1, 2].map(async (number) => {
        if (number === first) throw new Error("the cause");
        await forEver(either).finally(() => ended.push(number));
      }),
    );
    await expect(work).rejects.toThrow("the cause");
    expect(ended).toHaveLength(2);
  },
);

test("who is ended from outside ends all", async () => {
  const outside = new AbortController();
  const work = together(outside.signal, (either) => [forEver(either), forEver(either)]);
  outside.abort();
  await expect(work).rejects.toThrow("ended");
});
