/**
 * A simulated scanner: says codes to whoever is connected.
 *
 * Models: the terminator, the AIM prefix, a line that breaks off. Does not model: symbologies, triggers, beeps.
 */
import type {DeviceEnd} from '../device-end.ts';
import {listenTcp, type TcpListener} from '../tcp-listener.ts';

export interface LineScannerSnapshot {
	/** Newest last. */
	readonly codes: readonly string[];
	readonly connectionCount: number;
}

export interface LineScannerSimulator {
	attach(end: DeviceEnd): void;
	listen(options: {readonly host?: string; readonly port: number}): Promise<TcpListener>;
	scan(code: string, options?: {readonly aim?: string}): void;
	/** The beginning of a code, and then nothing. */
	breakOff(beginning: string): void;
	snapshot(): LineScannerSnapshot;
	onChange(listener: () => void): void;
}

const codesKeptMax = 20;

export function createLineScannerSimulator(
	options: {readonly terminator?: '\r' | '\n' | '\r\n'} = {},
): LineScannerSimulator {
	const {terminator = '\r\n'} = options;
	const ends = new Set<DeviceEnd>();
	const listeners: (() => void)[] = [];
	let codes: readonly string[] = [];

	function changed(): void {
		for (const listener of listeners) listener();
	}

	function attach(end: DeviceEnd): void {
		ends.add(end);
		end.onClosed(() => {
			ends.delete(end);
			changed();
		});
		changed();
	}

	function say(text: string): void {
		for (const end of ends) end.write(Uint8Array.from(Buffer.from(text, 'latin1')));
	}

	return {
		attach,
		listen: address => listenTcp(attach, address),
		scan(code, {aim} = {}) {
			say(`${aim === undefined ? '' : `]${aim}`}${code}${terminator}`);
			codes = [...codes, code].slice(-codesKeptMax);
			changed();
		},
		breakOff: say,
		snapshot: () => ({codes, connectionCount: ends.size}),
		onChange: listener => void listeners.push(listener),
	};
}
