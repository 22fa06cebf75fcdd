/**
 * The fields of a command as the simulated printer reads them. What is missing or does not convert is a fault of
 * the frame (2, 3 or 10), found before anything else is looked at.
 */

import {quantityIn} from '../../simulated/arithmetic.ts';
import type {Frame} from '../frame.ts';

export type FieldForm =
	| {readonly is: 'text'; readonly lengthMax: number}
	| {readonly is: 'count' | 'amount' | 'quantity' | 'flag'};

export interface CommandForm {
	readonly needs: readonly string[];
	readonly fields: Readonly<Record<string, FieldForm>>;
}

export interface FormFault {
	readonly frameError: 2 | 3 | 10;
	readonly field: string;
}

export interface Fields {
	text(name: string): string | undefined;
	count(name: string): number | undefined;
	amount(name: string): bigint | undefined;
	quantity(name: string): bigint | undefined;
	flag(name: string): boolean | undefined;
}

const amountForm = /^\d{1,12}$/;
const trueForms = ['1', 't', 'T', 'y', 'Y'];
const falseForms = ['0', 'n', 'N'];

export function readFields(frame: Frame, form: CommandForm): Fields | FormFault {
	const texts = new Map(frame.fields.map(({name, value}) => [name, value]));
	const missing = form.needs.find(name => !texts.has(name));
	if (missing !== undefined) return {frameError: 2, field: missing};
	for (const [name, field] of Object.entries(form.fields)) {
		const text = texts.get(name);
		if (text === undefined) continue;
		if (field.is === 'text' && text.length > field.lengthMax) return {frameError: 10, field: name};
		if (!converts(text, field)) return {frameError: 3, field: name};
	}
	return {
		text: name => texts.get(name),
		count: name => mapped(texts.get(name), Number),
		amount: name => mapped(texts.get(name), BigInt),
		quantity: name => mapped(texts.get(name), quantityIn),
		flag: name => mapped(texts.get(name), text => trueForms.includes(text)),
	};
}

function mapped<T>(text: string | undefined, convert: (text: string) => T): T | undefined {
	return text === undefined ? undefined : convert(text);
}

function converts(text: string, field: FieldForm): boolean {
	switch (field.is) {
		case 'text':
			return true;
		case 'count':
		case 'amount':
			return amountForm.test(text);
		case 'quantity':
			return quantityIn(text) !== undefined;
		case 'flag':
			return trueForms.includes(text) || falseForms.includes(text);
	}
}
