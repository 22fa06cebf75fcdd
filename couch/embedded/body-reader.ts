/**
 * Reads bodies whole, as far as there is room: for one body, and for all that are held at once.
 *
 * What a body took is given back when its answer is over, for until then its documents are in memory.
 */
import type {Readable} from 'node:stream';
import {badRequest, CouchError} from './errors.ts';

export const bodyTooLarge = () => new CouchError(413, 'too_large', 'the request entity is too large');

export class BodyReader {
	readonly #bytesMax: number;
	readonly #held = new Map<object, number>();
	#bytes = 0;

	constructor(options: {readonly bytesMax: number}) {
		this.#bytesMax = options.bytesMax;
	}

	/** Rejects at the first byte that is too many, and when the client goes away. */
	async read(owner: object, stream: Readable, bytesMax: number): Promise<Uint8Array> {
		const pieces: Uint8Array[] = [];
		let bytes = 0;
		try {
			for await (const piece of stream.iterator({destroyOnReturn: false})) {
				bytes += (piece as Uint8Array).length;
				if (bytes > bytesMax) {
					throw bodyTooLarge();
				}
				this.hold(owner, (piece as Uint8Array).length);
				pieces.push(piece as Uint8Array);
			}
		} catch (error) {
			// The answer has to get out while the client is still sending.
			stream.resume();
			throw error instanceof CouchError ? error : badRequest('The request ended before its body did.');
		}
		return join(pieces, bytes);
	}

	/** Takes room for more bytes of a request. */
	hold(owner: object, bytes: number): void {
		if (this.#bytes + bytes > this.#bytesMax) {
			throw new CouchError(503, 'service_unavailable', 'Too many large requests at once; try again.');
		}
		this.#bytes += bytes;
		this.#held.set(owner, (this.#held.get(owner) ?? 0) + bytes);
	}

	release(owner: object): void {
		this.#bytes -= this.#held.get(owner) ?? 0;
		this.#held.delete(owner);
	}
}

function join(pieces: readonly Uint8Array[], bytes: number): Uint8Array {
	const [first] = pieces;
	if (pieces.length === 1 && first !== undefined) {
		return first;
	}
	const whole = new Uint8Array(bytes);
	let at = 0;
	for (const piece of pieces) {
		whole.set(piece, at);
		at += piece.length;
	}
	return whole;
}
