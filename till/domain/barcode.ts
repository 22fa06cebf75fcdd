/**
 * What a scanned or typed code means, before anybody asks what the goods cost.
 *
 *   1  a card that has a document of its own      by its whole number
 *   2  a label of the shop's own scales           by the shop's masks, in their order
 *   3  a card of a family                         by prefix and length, never by "no such product"
 *   4  GS1 elements                               goods with a weight, a price, a date beside their number
 *   5  a barcode of goods                         EAN-13, UPC-A, EAN-8, GTIN-14, else UPC-E
 *
 * A check digit that is wrong ends the search: a misread code must not become another product. So does a field of a GS1
 * code that cannot be read.
 */
import type {CardRule} from './catalogue.ts';
import {isGs1, readGs1} from './gs1.ts';
import {gtinKey, isGtin} from './gtin.ts';
import {type TradeItem, tradeItemOf} from './trade-item.ts';
import {type Label, type LabelMask, readLabel} from './weight-label.ts';

export type ScannedCode =
	/** `key` as `gtinKey` spells it. */
	| {readonly kind: 'gtin'; readonly key: string}
	| {readonly kind: 'trade-item'; readonly item: TradeItem}
	| ScannedLabel
	| {readonly kind: 'card'; readonly number: string}
	| {readonly kind: 'bad-check-digit'}
	/** A GS1 code with this field, or beginning with these characters of one, is not read any further. */
	| {readonly kind: 'unreadable'; readonly field: string}
	| {readonly kind: 'unknown'};

export type ScannedLabel = Label & {
	/** The digits, where goods carry them as a barcode of their own. */
	readonly plainKey?: string;
};

/** What codes mean in this shop. */
export interface CodeRules {
	readonly labelMasks: readonly LabelMask[];
	readonly cardRules: readonly CardRule[];
	/** Whether a card with this number has a document of its own. */
	readonly hasCard: (number: string) => boolean;
	/** Whether goods carry this very barcode. */
	readonly hasBarcode: (key: string) => boolean;
	/** Whether there are goods that a label may be about. */
	readonly hasLabelItem: (label: Label) => boolean;
}

export function interpretCode(scanned: string, rules: CodeRules): ScannedCode {
	const code = plainCode(scanned);
	const elements = isGs1(scanned.trim()) ? scanned.trim() : undefined;
	if (!/^\d+$/.test(code)) return elements === undefined ? {kind: 'unknown'} : tradeItemIn(elements, rules);
	if (rules.hasCard(code)) return {kind: 'card', number: code};
	if (isSaidToBeUpce(scanned)) {
		const expanded = gtinOfUpce(code);
		return expanded === undefined ? {kind: 'bad-check-digit'} : interpretCode(expanded, rules);
	}
	if (isGtin(code)) {
		const label = labelOf(gtinKey(code), rules);
		if (label) return label;
	}
	if (rules.cardRules.some(rule => isOfRule(code, rule))) return cardOf(code);
	return elements === undefined ? goodsOf(code, isSaidToBeEan8(scanned), rules) : tradeItemIn(elements, rules);
}

/** Elements that say no more than a number are that number, whatever it means. */
function tradeItemIn(elements: string, rules: CodeRules): ScannedCode {
	const read = readGs1(elements);
	if (!read.ok) {
		const {fault} = read;
		if (fault.code === 'check-digit') return {kind: 'bad-check-digit'};
		return {kind: 'unreadable', field: fault.code === 'unknown-field' ? fault.beginning : fault.ai};
	}
	const item = tradeItemOf(read.value);
	if (item.ok && item.value.written === undefined) return interpretCode(item.value.key, rules);
	if (item.ok) return {kind: 'trade-item', item: item.value};
	return item.fault.code === 'no-goods' ? {kind: 'unknown'} : {kind: 'unreadable', field: item.fault.ai};
}

const noRules: CodeRules = {
	labelMasks: [],
	cardRules: [],
	hasCard: () => false,
	hasBarcode: () => false,
	hasLabelItem: () => false,
};

/** The barcode of goods that a code holds, as `gtinKey` spells it, for who knows nothing of the shop's own codes. */
export function barcodeIn(scanned: string): string | undefined {
	const code = interpretCode(scanned, noRules);
	switch (code.kind) {
		case 'gtin':
			return code.key;
		case 'trade-item':
			return code.item.key;
		default:
			return undefined;
	}
}

/** The last day, `YYYY-MM-DD`, on which goods with this code may be sold, where the code says one. */
export function lastDayIn(code: string): string | undefined {
	const read = isGs1(code) ? readGs1(code) : undefined;
	const item = read?.ok ? tradeItemOf(read.value) : undefined;
	return item?.ok ? item.value.sellUntil : undefined;
}

/** Whether a number is of a rule's family. */
export function isOfRule(number: string, rule: CardRule): boolean {
	return number.length === rule.length && number.startsWith(rule.prefix);
}

/** The code itself: a scanner may be set to say which kind of barcode it saw, `]E0` for an EAN-13 and so on. */
export function plainCode(scanned: string): string {
	return scanned.trim().replace(/^\][A-Za-z]\d/, '');
}

function labelOf(key: string, rules: CodeRules): ScannedCode | undefined {
	for (const mask of rules.labelMasks) {
		const reading = readLabel(mask, key);
		if (reading.kind === 'no-label') continue;
		// Some shops number packed goods with the prefix of their scales: such a barcode is on the goods as it stands.
		const plain: ScannedCode | undefined = rules.hasBarcode(key) ? {kind: 'gtin', key} : undefined;
		if (reading.kind === 'bad-verifier') return plain ?? {kind: 'bad-check-digit'};
		if (plain === undefined) return reading;
		return rules.hasLabelItem(reading) ? {...reading, plainKey: key} : plain;
	}
	return undefined;
}

/** Cards of 13 digits are EAN-13 and checked like one; other lengths have no check digit that everybody agrees on. */
function cardOf(code: string): ScannedCode {
	return code.length === 13 && !isGtin(code) ? {kind: 'bad-check-digit'} : {kind: 'card', number: code};
}

/** A scanner that says what it saw says of an EAN-8 that it is one. */
function isSaidToBeEan8(scanned: string): boolean {
	return scanned.trim().startsWith(']E4');
}

/** Of an EAN-8 a scanner says `]E4`, so eight digits after `]E0` are a UPC-E that it does not write out. */
function isSaidToBeUpce(scanned: string): boolean {
	return /^\]E0\d{8}$/.test(scanned.trim());
}

function gtinOfUpce(code: string): string | undefined {
	const expanded = upcaOfUpce(code);
	return expanded !== undefined && isGtin(expanded) ? expanded : undefined;
}

function goodsOf(code: string, isEan8: boolean, {hasBarcode}: CodeRules): ScannedCode {
	// Eight digits can pass as EAN-8 and as UPC-E; goods sold in Europe are likelier to carry the former. What the scanner
	// says is an EAN-8 and is not right was misread: as a UPC-E it might be other goods.
	const expanded = code.length === 8 && !isEan8 ? gtinOfUpce(code) : undefined;
	const upce = expanded === undefined ? undefined : ({kind: 'gtin', key: gtinKey(expanded)} as const);
	if (isGtin(code)) {
		const key = gtinKey(code);
		return upce !== undefined && !hasBarcode(key) && hasBarcode(upce.key) ? upce : {kind: 'gtin', key};
	}
	if (upce !== undefined) return upce;
	const hasGtinLength = code.length === 8 || (code.length >= 12 && code.length <= 14);
	return hasGtinLength ? {kind: 'bad-check-digit'} : {kind: 'unknown'};
}

/** UPC-E leaves out the zeros of a UPC-A; its last but one digit says where they stood. */
export function upcaOfUpce(code: string): string | undefined {
	const [, system, body, last, check] = /^([01])(\d{5})(\d)(\d)$/.exec(code) ?? [];
	if (system === undefined || body === undefined || last === undefined) return undefined;
	if (last <= '2') return `${system}${body.slice(0, 2)}${last}0000${body.slice(2)}${check}`;
	if (last === '3') return `${system}${body.slice(0, 3)}00000${body.slice(3)}${check}`;
	if (last === '4') return `${system}${body.slice(0, 4)}00000${body.slice(4)}${check}`;
	return `${system}${body}0000${last}${check}`;
}
