import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readVariablesFile, readVariableValues } from "../../src/composition/variable-values.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

describe("values from the command line", () => {
  it("are JSON, or what JSON can say", () => {
    expect(readVariableValues('{"a":[1]}')).toEqual({ a: [1] });
    expect(readVariableValues({ a: 1, b: undefined })).toEqual({ a: 1 });
  });

  it.each(["[]", "1", "null", '{"a":}', ""])("are not %j", (text) => {
    expect(() => readVariableValues(text)).toThrow("`variables` must be a JSON object such as");
  });
});

describe("a file of values", () => {
  it("is read, with a byte order mark too, and its faults have a place", async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, "values.json");
    await writeFile(file, '\uFEFF{"a":"ä"}');
    expect(await readVariablesFile(file)).toEqual({ a: "ä" });
    await writeFile(file, '{\n  "a": 1,\n  "b" 2\n}');
    await expect(readVariablesFile(file)).rejects.toThrow(`${file}:3:7: not JSON: `);
    await writeFile(file, "[]");
    await expect(readVariablesFile(file)).rejects.toThrow(`${file}:1:1: the file must hold a JSON object`);
    await expect(readVariablesFile(join(folder.path, "none.json"))).rejects.toThrow("which is missing");
    await expect(readVariablesFile(folder.path)).rejects.toThrow("no file, or too large");
  });
});
