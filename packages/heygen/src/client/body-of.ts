/** The bytes of an answer's body; none if it has no body. */
export async function* bodyOf(response: Response): AsyncGenerator<Uint8Array, void> {
  if (response.body) yield* response.body as ReadableStream<Uint8Array>;
}
