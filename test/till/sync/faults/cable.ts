/**
 * A cable between a till and its server: a TCP proxy that counts the bytes of both directions together and spoils the
 * exchange at some of them.
 *
 *   till ──► cable ──► server        the first byte after `plug` is number 0
 *        ◄──       ◄──
 *
 * Models: a connection that is cut, goes silent, is slow, or alters a byte; a link that is down altogether; connections
 * that all die without a word.
 * Does not model: bytes in another order, or sent twice: TCP lets none of that through.
 */
import {once} from 'node:events';
import {type AddressInfo, connect, createServer, type Socket} from 'node:net';
import type {ExecutionContext} from 'ava';

export type Fault =
	/** The connection is closed right before the byte. */
	| {readonly kind: 'cut'; readonly atByte: number}
	/** Nothing more comes through this connection, and nothing is closed. */
	| {readonly kind: 'stall'; readonly atByte: number}
	| {readonly kind: 'delay'; readonly atByte: number; readonly delayMs: number}
	| {readonly kind: 'alter'; readonly atByte: number; readonly alter: (byte: number) => number};

export interface Cable {
	readonly port: number;
	/** Bytes that came by since the last plug. */
	readonly byteCount: number;
	/** How many of them were the till's, when each of its questions was whole before the answer began. */
	readonly tillByteCount: number;
	/** Whether the faults of the last plug have happened. */
	readonly struck: boolean;
	/** How many have happened since the cable was laid. */
	readonly struckCount: number;
	/** Begins to count anew. Each fault happens once; what comes between and after them passes. */
	plug(...faults: readonly Fault[]): void;
	/** Cuts every connection and lets no new one through, until it is plugged again. */
	unplug(): void;
	/** Every open connection goes silent and none is closed; new ones are as good as ever. */
	freeze(): void;
}

export async function layCable(t: ExecutionContext, serverPort: number): Promise<Cable> {
	const open = new Set<Socket>();
	const stalled = new WeakSet<Socket>();
	const timers = new Set<NodeJS.Timeout>();
	let faults: readonly Fault[] = [];
	let byteCount = 0;
	let tillByteCount = 0;
	let struckCount = 0;
	let isPlugged = true;

	/** One direction of a connection. Bytes are passed in order, also when some of them are delayed. */
	function pass(from: Socket, to: Socket, isTill: boolean): void {
		let last: Promise<unknown> = Promise.resolve();
		from.on('data', (bytes: Buffer) => {
			if (isTill) tillByteCount += bytes.length;
			last = last.then(() => passOn(new Uint8Array(bytes), from, to));
		});
		from.once('end', () => {
			last = last.then(() => stalled.has(from) || to.end());
		});
		// A reset is what a cut looks like.
		from.on('error', () => to.destroy());
		from.on('close', () => {
			open.delete(from);
			// What the server said before it hung up may still be on its way.
			if (isTill) to.destroy();
		});
	}

	async function passOn(bytes: Uint8Array, from: Socket, to: Socket): Promise<void> {
		if (stalled.has(from) || !to.writable) return;
		const start = byteCount;
		const here = faults.find(({atByte}) => atByte >= start && atByte < start + bytes.length);
		if (here === undefined) {
			byteCount += bytes.length;
			to.write(bytes);
			return;
		}
		faults = faults.filter(fault => fault !== here);
		struckCount += 1;
		const offset = here.atByte - start;
		const [before, after] = [bytes.subarray(0, offset), bytes.subarray(offset)];
		to.write(before);
		switch (here.kind) {
			case 'cut':
				byteCount += bytes.length;
				to.end();
				from.destroy();
				return;
			case 'stall':
				byteCount += bytes.length;
				stalled.add(from).add(to);
				return;
			case 'delay':
				byteCount += offset;
				await new Promise<void>(resolve => {
					const timer = setTimeout(resolve, here.delayMs);
					timers.add(timer);
				});
				return passOn(after, from, to);
			case 'alter':
				byteCount += offset;
				after[0] = here.alter(after[0] ?? 0);
				return passOn(after, from, to);
		}
	}

	const proxy = createServer(till => {
		if (!isPlugged) {
			till.destroy();
			return;
		}
		const server = connect(serverPort, '127.0.0.1');
		for (const socket of [till, server]) {
			open.add(socket);
			socket.setNoDelay(true);
		}
		pass(till, server, true);
		pass(server, till, false);
	});
	proxy.listen(0, '127.0.0.1');
	await once(proxy, 'listening');
	t.teardown(() => {
		for (const timer of timers) clearTimeout(timer);
		for (const socket of open) socket.destroy();
		proxy.close();
	});
	return {
		port: (proxy.address() as AddressInfo).port,
		get byteCount() {
			return byteCount;
		},
		get tillByteCount() {
			return tillByteCount;
		},
		get struck() {
			return faults.length === 0;
		},
		get struckCount() {
			return struckCount;
		},
		plug(...next) {
			faults = next;
			byteCount = 0;
			tillByteCount = 0;
			isPlugged = true;
		},
		unplug() {
			isPlugged = false;
			for (const socket of open) socket.destroy();
		},
		freeze() {
			for (const socket of open) stalled.add(socket);
		},
	};
}
