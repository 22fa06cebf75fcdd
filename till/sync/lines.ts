/**
 * Bytes of a stream → whole lines, wherever the wire cuts them. What follows the last line feed is kept until the rest
 * of it comes; a stream that ends in the middle of a line has not said that line.
 */
export class Lines {
	readonly #decoder = new TextDecoder();
	#rest = '';

	take(bytes: Uint8Array): readonly string[] {
		const parts = (this.#rest + this.#decoder.decode(bytes, {stream: true})).split('\n');
		this.#rest = parts.pop() ?? '';
		return parts;
	}
}
