/** Ports of this machine: which are free, and one sentence when one is not. */
import {createServer} from 'node:net';

export class PortTaken extends Error {
	constructor(port: number, what: string) {
		super(`Port ${port} (${what}) jest zajęty · is taken by another program`);
	}
}

/** Rejects with `PortTaken`. */
export function assertPortFree(port: number, what: string): Promise<void> {
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
