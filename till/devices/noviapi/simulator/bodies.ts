/** The bodies that the simulated printer takes, by endpoint; limits are the manufacturer's. */
import {faultsOf, type Shape} from './shapes.ts';

const text = (lengthMax: number): Shape => ({is: 'text', lengthMax});
const money: Shape = {is: 'decimal', places: 2};
const flag: Shape = {is: 'flag'};
const word = (...words: readonly string[]): Shape => ({is: 'pattern', pattern: new RegExp(`^(${words.join('|')})$`)});
const object = (needs: readonly string[], fields: Readonly<Record<string, Shape>>): Shape => ({
	is: 'object',
	needs,
	fields,
});

const discount = object(['type', 'value'], {
	type: word('percent_discount', 'percent_markup', 'value_discount', 'value_markup'),
	name: text(20),
	value: money,
});

const article = object(['name', 'ptu', 'quantity', 'price', 'value'], {
	name: text(60),
	ptu: text(1),
	quantity: {is: 'decimal', places: 6},
	price: money,
	value: money,
	unit: text(4),
	discount_markup: discount,
	description: text(177),
});

const container = object(['value'], {
	name: text(60),
	number: {is: 'count', max: 9999},
	quantity: money,
	value: money,
});

const named = object(['value'], {name: text(24), value: money});
const payments = {
	cash: object(['value'], {value: money}),
	...Object.fromEntries(
		['card', 'cheque', 'coupon', 'other', 'credit', 'account', 'transfer', 'mobile', 'voucher'].map(kind => [
			kind,
			named,
		]),
	),
};

const printoutLine: Shape = {
	is: 'one-of',
	fields: {
		textline: object(['text', 'masked'], {text: text(64), masked: flag, bold: flag, center: flag, big: flag}),
		special_line: object(['type'], {type: word('emptyline', 'underline', 'last_receipt_number')}),
	},
};

const receipt = object(['items', 'summary'], {
	items: {is: 'list', of: {is: 'one-of', fields: {article, container, container_return: container}}, countMax: 255},
	payments: {is: 'list', of: {is: 'one-of', fields: payments}, countMax: 16},
	summary: object(['total', 'pay_in'], {total: money, pay_in: money, change: money}),
	printout_lines: {is: 'list', of: printoutLine, countMax: 200},
	buyer: object([], {nip: text(16)}),
	system_info: object([], {
		cashier_name: text(32),
		cash_number: text(8),
		system_number: object(['print_as', 'value'], {print_as: word('text', 'barcode', 'qrcode'), value: text(512)}),
	}),
	device_control: object([], {open_drawer: flag, paper_cut: word('none', 'full', 'part'), feed_after_printout: flag}),
});

const base64: Shape = {
	is: 'pattern',
	pattern: /^(?=.)(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/,
};

const bodies: Readonly<Record<string, Shape>> = {
	receipt,
	daily_report: object(['date'], {
		date: {is: 'pattern', pattern: /^\d\d[:/\-.]\d\d[:/\-.]\d{4}$/},
		system_info: object([], {cashier_name: text(32), cash_number: text(8)}),
	}),
	status: object(['type'], {type: word('fiscal_memory', 'device', 'protected_memory')}),
	direct_io: {
		is: 'one-of',
		fields: {nov_cmd: object(['base64'], {base64}), xml_cmd: object(['base64'], {base64})},
	},
};

/** Endpoints that take requests. */
export function isEndpoint(name: string): boolean {
	return Object.hasOwn(bodies, name);
}

export function bodyFaults(endpoint: string, json: unknown): readonly string[] {
	const shape = bodies[endpoint];
	return shape === undefined ? ['Additional'] : faultsOf(json, object([endpoint], {[endpoint]: shape}), '');
}
