/**
 * Yields what there is, in order, and begins with what comes after it meanwhile.
 *
 * @param most how far ahead it looks.
 * @param begin must not throw.
 */
export async function* lookAhead<Item>(
  items: AsyncIterable<Item>,
  most: number,
  begin: (item: Item) => void,
): AsyncGenerator<Item> {
  const waiting: Item[] = [];
  for await (const item of items) {
    begin(item);
    waiting.push(item);
    const next = waiting.length > most ? waiting.shift() : undefined;
    if (next !== undefined) yield next;
  }
  yield* waiting;
}
