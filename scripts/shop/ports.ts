/** Ports of this machine: which are free, and one sentence when one is not. */
import {createServer} from 'node:net';

class PortTaken extends Error {
	constructor(port: number, what: string) {
		super(`Port ${port} (${what}) jest zajęty · is taken by another program`);
	}
}

class PortWantedTwice extends Error {
	constructor(port: number, one: string, other: string) {
		super(`Port ${port} jest dla dwóch programów · is meant for two programs: ${one}, ${other}`);
	}
}

/** What listens on each port; 0 is whichever is free. Rejects with `PortWantedTwice` or `PortTaken`. */
export async function assertPortsFree(ports: readonly (readonly [port: number, what: string])[]): Promise<void> {
	const wanted = new Map<number, string>();
	for (const [port, what] of ports) {
		const other = wanted.get(port);
		if (port !== 0 && other !== undefined) throw new PortWantedTwice(port, other, what);
		wanted.set(port, what);
	}
	for (const [port, what] of ports) await assertPortFree(port, what);
}

function assertPortFree(port: number, what: string): Promise<void> {
	return new Promise((resolve, reject) => {
		const probe = createServer();
		probe.once('error', () => reject(new PortTaken(port, what)));
		probe.listen(port, '127.0.0.1', () => probe.close(() => resolve()));
	});
}

/** A port that is free now. */
export function freePort(): Promise<number> {
	return new Promise((resolve, reject) => {
		const probe = createServer();
		probe.once('error', reject);
		probe.listen(0, '127.0.0.1', () => {
			const address = probe.address();
			probe.close(() => {
				if (address === null || typeof address === 'string') reject(new Error('This machine gives no port'));
				else resolve(address.port);
			});
		});
	});
}
