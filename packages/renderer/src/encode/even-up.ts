/** 4:2:0 has one chroma sample for two by two pixels, so sizes are even. */
export function evenUp(size: number): number {
  return size + (size % 2);
}
