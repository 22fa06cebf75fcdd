/**
 * A cable between a till and its server: a TCP proxy that counts the bytes of both directions together and spoils the
 * exchange at one of them.
 *
 *   till ──► cable ──► server        the first byte after `plug` is number 0
 *        ◄──       ◄──
 *
 * Models: a connection that is cut, goes silent, is slow, or alters a byte; a link that is down altogether.
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
	/** Whether the fault of the last plug has happened. */
	readonly struck: boolean;
	/** Begins to count anew. The fault happens once; what comes after it passes. */
	plug(fault?: Fault): void;
	/** Cuts every connection and lets no new one through, until it is plugged again. */
	unplug(): void;
}

export async function layCable(t: ExecutionContext, serverPort: number): Promise<Cable> {
	const open = new Set<Socket>();
	const stalled = new WeakSet<Socket>();
	const timers = new Set<NodeJS.Timeout>();
	let fault: Fault | undefined;
	let byteCount = 0;
	let tillByteCount = 0;
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
		const close = () => {
			open.delete(from);
			to.destroy();
		};
		// A reset is what a cut looks like; `close` follows it.
		from.on('error', close);
		from.on('close', close);
	}

	async function passOn(bytes: Uint8Array, from: Socket, to: Socket): Promise<void> {
		if (stalled.has(from)) return;
		const start = byteCount;
		const here = fault;
		byteCount += bytes.length;
		if (here === undefined || here.atByte < start || here.atByte >= start + bytes.length) {
			to.write(bytes);
			return;
		}
		fault = undefined;
		const offset = here.atByte - start;
		const [before, after] = [bytes.subarray(0, offset), bytes.subarray(offset)];
		if (here.kind === 'alter') after[0] = here.alter(after[0] ?? 0);
		to.write(before);
		switch (here.kind) {
			case 'cut':
				to.end();
				from.destroy();
				return;
			case 'stall':
				stalled.add(from).add(to);
				return;
			case 'delay':
				await new Promise<void>(resolve => {
					const timer = setTimeout(resolve, here.delayMs);
					timers.add(timer);
				});
				to.write(after);
				return;
			case 'alter':
				to.write(after);
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
			return fault === undefined;
		},
		plug(next) {
			fault = next;
			byteCount = 0;
			tillByteCount = 0;
			isPlugged = true;
		},
		unplug() {
			isPlugged = false;
			for (const socket of open) socket.destroy();
		},
	};
}
