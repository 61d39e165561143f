type Realm = Window & typeof globalThis;

const lent = new WeakSet<Window>();

/**
 * Lets a window's own canvases draw videos: wherever a `<video>` is given to be drawn, the canvas that has its picture
 * is taken.
 */
export function lendPictures(realm: Window | null, canvases: ReadonlyMap<unknown, HTMLCanvasElement>): void {
  if (!realm || lent.has(realm)) return;
  lent.add(realm);
  const { CanvasRenderingContext2D: flat, OffscreenCanvasRenderingContext2D: offscreen } = realm as Realm;
  const { WebGLRenderingContext: webgl, WebGL2RenderingContext: webgl2 } = realm as Realm;
  const places: ReadonlyArray<readonly [object, readonly string[]]> = [
    [flat.prototype, ["drawImage", "createPattern"]],
    [offscreen.prototype, ["drawImage", "createPattern"]],
    [webgl.prototype, ["texImage2D", "texSubImage2D"]],
    [webgl2.prototype, ["texImage2D", "texSubImage2D"]],
    [realm, ["createImageBitmap"]],
  ];
  for (const [owner, names] of places) for (const name of names) lend(owner, name, canvases);
}

function lend(owner: object, name: string, canvases: ReadonlyMap<unknown, HTMLCanvasElement>): void {
  const own: unknown = Reflect.get(owner, name);
  if (typeof own !== "function") return;
  Reflect.set(owner, name, function (this: unknown, ...parameters: readonly unknown[]): unknown {
    const drawn = parameters.map((parameter) => canvases.get(parameter) ?? parameter);
    const result: unknown = Reflect.apply(own, this, drawn);
    return result;
  });
}
