import { open, writeFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { explainSystemError } from "../../../errors/src/system-error.ts";
import { cacheError } from "../../src/cache-error.ts";
import { interruptible } from "../../src/cancellation/interruptible.ts";
import { CompositionError } from "../../src/errors.ts";

const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(() => null).catch((error: unknown) => error);

test("a full disk is told as one, with what was written", async () => {
  const error = await failureOf(writeFile("/dev/full", "x"));
  expect(explainSystemError(error, "/renders")).toMatchObject({
    code: "disk-full",
    message: "The disk is full: /renders could not be written. Free some space.",
  });
  expect(cacheError("/cache", error)).toMatchObject({
    code: "disk-full",
    message: "The disk is full: /cache could not be written. Free some space.",
  });
});

test("what the system refuses is an error in words, with its path, whatever was done", async () => {
  const work = (): Promise<unknown> => open(`/${"n".repeat(256)}`, "w");
  await expect(interruptible({}, work)).rejects.toMatchObject({
    code: "output-not-writable",
    message: `/${"n".repeat(256)} cannot be used: its name is too long (ENAMETOOLONG of open).`,
  });
});

test.each([
  ["an error of ours", new CompositionError("it is wrong")],
  ["a fault of the program", new TypeError("x is undefined")],
  ["what another program does", Object.assign(new Error("reset"), { syscall: "read", code: "ECONNRESET" })],
])("%s stays as it is", (_, error) => {
  expect(explainSystemError(error)).toBe(error);
});
