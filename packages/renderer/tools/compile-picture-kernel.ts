import { readFile } from "node:fs/promises";
import { main } from "assemblyscript/asc";

const folder = new URL("../src/pixels/", import.meta.url);

/** Compiles `src/pixels/picture-kernel.as` to the bytes of a WebAssembly module. */
export async function compilePictureKernel(): Promise<Uint8Array> {
  const source = await readFile(new URL("picture-kernel.as", folder), "utf8");
  const { error, stderr } = await main(
    ["kernel.ts", "--outFile", "kernel.wasm", "-O3", "--noAssert", "--runtime", "stub", "--importMemory",
      "--enable", "simd"],
    {
      readFile: (name: string) => (name === "kernel.ts" ? source : null),
      writeFile: (name: string, contents: Uint8Array) => { bytes = contents },
      listFiles: () => [],
    },
  );
}
