/**
 * A simulated Dialog 06 scale: the other end of the cable.
 *
 * Models: records 01, 03, 04, 05, 08, 10 and `ENQ`, status codes, the pan with its movement, tare, the rule that
 * goods are lifted before the next weighing, the demand for a checksum after power-on and after every fifty
 * weighings, and the faults below. Its arithmetic is its own.
 *
 * Does not model: the display of the version (record 20), pounds, more than one pair of checksums, parity, timing.
 */
import {type Clock, systemClock} from '../clock.ts';
import type {DeviceEnd} from '../device-end.ts';
import {listenTcp, type TcpListener} from '../tcp-listener.ts';
import {type ChecksumProof, correctionWord, publicPolynomial, rotateLeft} from './checksum.ts';
import {createSignalReader, encodeControl, encodeRecord, type Signal} from './frame.ts';

export type Dialog06Fault =
	/** These last until they are cleared. */
	| {readonly kind: 'silent' | 'reject-proof' | 'noise-before-answer' | 'records-end-with-eot'}
	| {readonly kind: 'slow-bytes'; readonly everyMs: number}
	/** These happen once. */
	| {readonly kind: 'wrong-total' | 'wrong-price' | 'hang-up-before-result'}
	| {readonly kind: 'status'; readonly code: string};

export interface Dialog06Snapshot {
	readonly grossGrams: number;
	readonly tareGrams: number;
	readonly priceGrosze: number;
	readonly name: string;
	readonly stable: boolean;
	readonly weighingCount: number;
	readonly faults: readonly Dialog06Fault[];
}

export interface Dialog06Simulator {
	attach(end: DeviceEnd): void;
	listen(options: {readonly host?: string; readonly port: number}): Promise<TcpListener>;
	/** What lies on the pan from now on; it moves for `settleMs`. Zero is lifting. */
	place(grossGrams: number): void;
	/** Somebody leans on it: it does not come to rest before this is taken back. */
	setMoving(moving: boolean): void;
	powerCycle(): void;
	setFault(fault: Dialog06Fault): void;
	clearFaults(): void;
	snapshot(): Dialog06Snapshot;
	onChange(listener: () => void): void;
}

interface Goods {
	readonly priceGrosze: number;
	readonly tareGrams: number;
	readonly name: string;
}

const weighingsBetweenProofs = 50;

export function createDialog06Simulator(
	options: {
		readonly clock?: Clock;
		readonly proof?: ChecksumProof;
		/** A scale that asks for no proof is sold for other uses than trade. */
		readonly asksForProof?: boolean;
		/** The challenge: 0..255. */
		readonly drawByte?: () => number;
		readonly settleMs?: number;
		readonly minimumGrams?: number;
		readonly maximumGrams?: number;
	} = {},
): Dialog06Simulator {
	const {clock = systemClock, asksForProof = true, drawByte = () => 0x47, settleMs = 0} = options;
	const {minimumGrams = 20, maximumGrams = 15_000} = options;
	const proof = options.proof ?? {programChecksum: 0, polynomial: publicPolynomial};
	const listeners: (() => void)[] = [];
	let faults: Dialog06Fault[] = [];
	let grossGrams = 0;
	let settling = false;
	let leaning = false;
	let cancelSettling = () => {};
	let goods: Goods | undefined;
	/** Whether the pan moved since the last weight that was given out. */
	let lifted = true;
	let status = '00';
	let weighingCount = 0;
	let weighingsSinceProof = weighingsBetweenProofs;
	let challenge: number | undefined;
	let verdict: boolean | undefined;

	function changed(): void {
		for (const listener of listeners) listener();
	}

	function has(kind: Dialog06Fault['kind']): boolean {
		return faults.some(fault => fault.kind === kind);
	}

	function take<K extends Dialog06Fault['kind']>(kind: K): Extract<Dialog06Fault, {kind: K}> | undefined {
		const fault = faults.find(each => each.kind === kind);
		faults = faults.filter(each => each !== fault);
		return fault as Extract<Dialog06Fault, {kind: K}> | undefined;
	}

	function attach(end: DeviceEnd): void {
		const read = createSignalReader({eotEndsRecord: false});
		end.onBytes(bytes => {
			for (const signal of read(bytes)) {
				const answer = has('silent') ? undefined : obey(signal, end);
				if (answer) say(end, answer);
			}
			changed();
		});
	}

	function say(end: DeviceEnd, answer: Uint8Array): void {
		const noise = has('noise-before-answer') ? [0xff, 0x7f, 0x20] : [];
		const bytes = [...noise, ...answer];
		if (has('records-end-with-eot') && bytes.at(-1) === 0x03) bytes[bytes.length - 1] = 0x04;
		const slow = faults.find(fault => fault.kind === 'slow-bytes');
		if (slow === undefined) end.write(Uint8Array.from(bytes));
		else for (const [at, byte] of bytes.entries()) clock.after(at * slow.everyMs, () => end.write(Uint8Array.of(byte)));
	}

	function obey(signal: Signal, end: DeviceEnd): Uint8Array | undefined {
		if (signal.kind === 'enq') return answerEnquiry(end);
		if (signal.kind !== 'record') return undefined;
		switch (signal.number) {
			case '01':
			case '03':
			case '04':
			case '05':
				return takePrice(signal.number, signal.fields);
			case '08':
				return encodeRecord('09', [status]);
			case '10':
				return takeProof(signal.fields);
			default:
				return refuse('10');
		}
	}

	function refuse(code: string): Uint8Array {
		status = code;
		return encodeControl('nak');
	}

	function takePrice(number: string, fields: readonly string[]): Uint8Array {
		const [price = '', second = '', third = ''] = fields;
		const tare = number === '03' || number === '05' ? second : '0';
		const name = number === '04' ? second : third;
		if (!/^\d{5,6}$/.test(price) || Number(price) === 0) return refuse('11');
		if (!/^\d{1,4}$/.test(tare)) return refuse('12');
		if (asksForProof && weighingsSinceProof >= weighingsBetweenProofs) {
			challenge = drawByte() & 0xff;
			return encodeRecord('11', [`2${challenge.toString(16).toUpperCase().padStart(2, '0')}`]);
		}
		goods = {priceGrosze: Number(price), tareGrams: Number(tare), name: name.trim()};
		status = '00';
		return encodeControl('ack');
	}

	function takeProof([text = '']: readonly string[]): Uint8Array {
		if (challenge === undefined || !/^[0-9A-F]{8}$/.test(text)) return refuse('10');
		const programChecksum = rotateLeft(Number.parseInt(text.slice(0, 4), 16), 16 - (challenge >> 4));
		const word = rotateLeft(Number.parseInt(text.slice(4), 16), challenge & 0x0f);
		verdict = !has('reject-proof') && word === correctionWord({programChecksum, polynomial: proof.polynomial});
		challenge = undefined;
		return encodeControl('ack');
	}

	function answerEnquiry(end: DeviceEnd): Uint8Array | undefined {
		if (verdict !== undefined) {
			const valid = verdict;
			verdict = undefined;
			if (valid) weighingsSinceProof = 0;
			return encodeRecord('11', [valid ? '1' : '0']);
		}
		if (take('hang-up-before-result')) {
			end.close();
			return undefined;
		}
		const hindrance = take('status')?.code ?? hindranceNow();
		if (goods === undefined || hindrance !== undefined) return refuse(hindrance ?? '22');
		return giveWeight(goods);
	}

	function hindranceNow(): string | undefined {
		const netGrams = grossGrams - (goods?.tareGrams ?? 0);
		if (goods === undefined) return '22';
		if (settling || leaning) return '20';
		if (grossGrams > maximumGrams) return '32';
		if (netGrams < 0) return '31';
		if (netGrams < minimumGrams) return '30';
		return lifted ? undefined : '21';
	}

	function giveWeight({priceGrosze, tareGrams}: Goods): Uint8Array {
		const netGrams = grossGrams - tareGrams;
		const milligrosze = BigInt(netGrams) * BigInt(priceGrosze);
		const total = Number((milligrosze + 500n) / 1000n) + (take('wrong-total') ? 1 : 0);
		const price = priceGrosze + (take('wrong-price') ? 1 : 0);
		lifted = false;
		goods = undefined;
		weighingCount += 1;
		weighingsSinceProof += 1;
		return encodeRecord('02', ['3', digits(netGrams, 5), digits(price, 6), digits(total, 6)]);
	}

	return {
		attach,
		listen: address => listenTcp(attach, address),
		place(next) {
			cancelSettling();
			grossGrams = next;
			lifted = true;
			settling = settleMs > 0;
			if (settling) {
				cancelSettling = clock.after(settleMs, () => {
					settling = false;
					changed();
				});
			}
			changed();
		},
		setMoving(moving) {
			leaning = moving;
			if (moving) lifted = true;
			changed();
		},
		powerCycle() {
			goods = undefined;
			challenge = undefined;
			verdict = undefined;
			weighingsSinceProof = weighingsBetweenProofs;
			changed();
		},
		setFault(fault) {
			faults.push(fault);
			changed();
		},
		clearFaults() {
			faults = [];
			changed();
		},
		snapshot: () => ({
			grossGrams,
			tareGrams: goods?.tareGrams ?? 0,
			priceGrosze: goods?.priceGrosze ?? 0,
			name: goods?.name ?? '',
			stable: !settling && !leaning,
			weighingCount,
			faults: [...faults],
		}),
		onChange: listener => void listeners.push(listener),
	};
}

function digits(amount: number, length: number): string {
	return String(amount).padStart(length, '0');
}
