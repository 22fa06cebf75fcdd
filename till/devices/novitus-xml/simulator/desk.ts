/** What a command sees of a simulated Novitus printer, and the values it is written in. */
import type {OpenReceipt} from '../../simulated/receipt.ts';
import type {Register} from '../../simulated/register.ts';
import type {XmlElement} from '../xml.ts';

export interface Desk {
	readonly register: Register;
	/** Items, packages and payments of the last receipt that was closed, as long as there is power. */
	lastReceipt: OpenReceipt | undefined;
}

/** The printer's error number. */
export type ErrorNumber = number;
export const noError: ErrorNumber = 0;

/** Obeyed without a word; what became of it is asked for. */
export interface DeskCommand {
	/** Waits for paper and a closed cover. */
	readonly prints: boolean;
	run(desk: Desk, command: XmlElement): ErrorNumber;
}

/** Changes nothing. */
export type DeskQuestion = (desk: Desk, question: XmlElement) => XmlElement;

export function attributeOf({attributes}: XmlElement, name: string): string | undefined {
	return Object.hasOwn(attributes, name) ? attributes[name] : undefined;
}

/** Złote with a point or a comma: `3.49`. */
export function amountOf(text: string | undefined): bigint | undefined {
	const match = /^(\d{1,8})(?:[.,](\d{1,2}))?$/.exec(text ?? '');
	if (match === null) return undefined;
	return BigInt(match[1] ?? '0') * 100n + BigInt((match[2] ?? '').padEnd(2, '0'));
}

export function amountText(amount: number | bigint): string {
	const digits = String(amount).padStart(3, '0');
	return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** `2026-11-23` as the printer writes it: `23-11-2026`. */
export function dayText(day: string): string {
	return day.split('-').reverse().join('-');
}

export function yesOrNo(isSo: boolean): 'yes' | 'no' {
	return isSo ? 'yes' : 'no';
}
