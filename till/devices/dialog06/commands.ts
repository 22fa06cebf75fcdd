/** What the till means ⇄ Dialog 06 records. Pure. */
import {type Grosze, grosze} from '../../domain/money.ts';
import {type Grams, grams, valueOfQuantity} from '../../domain/quantity.ts';
import {fail, ok, type Result} from '../../domain/result.ts';
import type {ScaleFault, Weighing} from '../scale.ts';
import {type ChecksumProof, proofText} from './checksum.ts';
import {encodeControl, encodeRecord, type Signal} from './frame.ts';

export interface Goods {
	readonly priceGrosze: Grosze;
	readonly tareGrams: Grams;
	readonly name: string;
}

export const priceGroszeMax = 999_999;
export const tareGramsMax = 9999;
const nameLength = 13;

const eot = encodeControl('eot');

function request(number: string, fields: readonly string[] = []): Uint8Array {
	return Uint8Array.from([...eot, ...encodeRecord(number, fields)]);
}

/** Record 01, 03, 04 or 05, after what there is to say. */
export function setPrice({priceGrosze, tareGrams, name}: Goods): Uint8Array {
	const price = String(priceGrosze).padStart(6, '0');
	const tare = String(tareGrams).padStart(4, '0');
	const text = plainText(name);
	if (text === '') return tareGrams === 0 ? request('01', [price, '']) : request('03', [price, tare]);
	const padded = text.padEnd(nameLength);
	return tareGrams === 0 ? request('04', [price, padded]) : request('05', [price, tare, padded]);
}

/** Seven bits: Polish letters lose their marks. */
function plainText(name: string): string {
	const plain = name
		.replaceAll('ł', 'l')
		.replaceAll('Ł', 'L')
		.normalize('NFKD')
		.replace(/\p{M}/gu, '')
		.replace(/[^ -~]/g, '?');
	return plain.slice(0, nameLength).trim();
}

export const acknowledge = eot;
export const askResult = encodeControl('eot', 'enq');
export const askStatus = request('08');

export function prove(proof: ChecksumProof, challenge: string): Uint8Array {
	return request('10', [proofText(proof, challenge)]);
}

/** What a scale may answer, by meaning. */
export type Answer =
	| {readonly is: 'accepted'}
	| {readonly is: 'rejected'}
	| {readonly is: 'result'; readonly fields: readonly string[]}
	| {readonly is: 'status'; readonly code: string}
	| {readonly is: 'challenge'; readonly digits: string}
	| {readonly is: 'verdict'; readonly valid: boolean}
	| {readonly is: 'nonsense'; readonly detail: string};

export function answerIn(signal: Signal): Answer {
	if (signal.kind === 'ack') return {is: 'accepted'};
	if (signal.kind === 'nak') return {is: 'rejected'};
	if (signal.kind !== 'record') return {is: 'nonsense', detail: signal.kind};
	const {number, fields} = signal;
	const [first = ''] = fields;
	if (number === '02') return {is: 'result', fields};
	if (number === '09' && /^\d\d$/.test(first)) return {is: 'status', code: first};
	if (number === '11' && /^2[0-9A-F]{2}$/i.test(first)) return {is: 'challenge', digits: first.slice(1)};
	if (number === '11' && /^[01]$/.test(first)) return {is: 'verdict', valid: first === '1'};
	return {is: 'nonsense', detail: `record ${number}`};
}

const statusFaults: Readonly<Record<string, ScaleFault['code']>> = {
	'20': 'moving',
	'21': 'not-lifted',
	'22': 'moving',
	'30': 'below-minimum',
	'31': 'below-zero',
	'32': 'overload',
};

export function faultOfStatus(code: string): ScaleFault {
	return {code: statusFaults[code] ?? 'protocol', detail: `Dialog 06 status ${code}`};
}

/** The weight, if scale and till agree about its price and its value. */
export function weighingIn(fields: readonly string[], goods: Goods): Result<Weighing, ScaleFault> {
	const [unit, weight = '', price = '', total = ''] = fields;
	const text = fields.join(' ');
	if (!/^\d{5}$/.test(weight) || !/^\d{5,6}$/.test(price) || !/^\d{6}$/.test(total)) {
		return fail({code: 'protocol', detail: `result ${text}`});
	}
	if (unit !== '3') return fail({code: 'protocol', detail: `the scale does not weigh in kilograms: ${text}`});
	const weighing = {
		netGrams: grams(Number(weight)),
		priceGrosze: grosze(Number(price)),
		totalGrosze: grosze(Number(total)),
	};
	if (weighing.netGrams === 0) return fail({code: 'empty', detail: `result ${text}`});
	if (weighing.priceGrosze !== goods.priceGrosze) {
		return fail({code: 'mismatch', detail: `the scale weighed at ${price}, not at ${goods.priceGrosze}`});
	}
	const value = valueOfQuantity({weightGrams: weighing.netGrams}, goods.priceGrosze);
	if (weighing.totalGrosze !== value)
		return fail({code: 'mismatch', detail: `the scale reckons ${total}, not ${value}`});
	return ok(weighing);
}
