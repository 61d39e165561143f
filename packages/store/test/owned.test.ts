import { describe, expect, it } from "vitest";
import { Owned } from "../src/owned.ts";

function resource(name: string, ended: string[], fault?: Error): AsyncDisposable {
  return {
    [Symbol.asyncDispose]: () => {
      ended.push(name);
      return fault ? Promise.reject(fault) : Promise.resolve();
    },
  };
}

describe("what is owned", () => {
  it("ends the last first, once", async () => {
    const ended: string[] = [];
    const owned = new Owned();
    owned.use(resource("first", ended));
    owned.defer(() => void ended.push("second"));
    owned.use(resource("third", ended));
    await owned[Symbol.asyncDispose]();
    await owned[Symbol.asyncDispose]();
    expect(ended).toEqual(["third", "second", "first"]);
  });

  it("ends all, also where one fails, and tells of the first failure", async () => {
    const ended: string[] = [];
    const owned = new Owned();
    owned.use(resource("first", ended));
    owned.use(resource("second", ended, new Error("of the second")));
    owned.use(resource("third", ended, new Error("of the third")));
    await expect(owned[Symbol.asyncDispose]()).rejects.toThrow("of the third");
    expect(ended).toEqual(["third", "second", "first"]);
  });

  it("ends with whom it was handed over to", async () => {
    const ended: string[] = [];
    const owned = new Owned();
    owned.use(resource("only", ended));
    const other = owned.move();
    await owned[Symbol.asyncDispose]();
    expect(ended).toEqual([]);
    await other[Symbol.asyncDispose]();
    expect(ended).toEqual(["only"]);
  });
});
